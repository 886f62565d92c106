"""What a task's documents make its agencies owe one another: with which document each debt arises, and what meets it.

One function a kind of obligation. The table of the rules page ("Obligations") is the source of every line here; the
sections are those of the directive. What became of a debt is decided in `cases.obligations`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from phoihop.cases.clock import answer_deadline, step_deadline, supply_of, task_deadline
from phoihop.cases.course import Course, Entry
from phoihop.cases.periods import periods_from
from phoihop.cases.points import answered_points, followed_points, is_followed_as_a_whole, point_name
from phoihop.records.settings import Deadlines
from phoihop.records.types import (
    Acceptance,
    Completion,
    Decision,
    Document,
    DossierRequest,
    Forward,
    Instruction,
    Opinion,
    Plan,
    Progress,
    Report,
    Request,
    Submission,
)

LEAD = "\0"
"""Whoever leads when the debt is settled, or now: a change of lead passes debts and claims on. No record can say it."""


class Debt(msgspec.Struct, frozen=True, kw_only=True):
    """A debt before its status is known: the lead's, unless another owes it.

    `lapses_on` ends it without a trace; `closes_on` for good, kept or not. `due` was set on the day `set_on`
    (`since` where it is not given), and is still to be put off by what suspends the task, unless it `is_final`.
    """

    kind: str
    debtor: str = LEAD
    creditor: str
    since: date
    due: date | None
    source: str
    discharge: Entry | None = None
    lapses_on: date | None = None
    closes_on: date | None = None
    item: str | None = None
    set_on: date | None = None
    is_final: bool = False


def debts_of(course: Course) -> Iterator[Debt]:
    """Every debt of a task as of the course's day, whatever became of it."""
    yield from _plans(course)
    yield from _opinions(course)
    yield from _dossiers(course)
    yield from _follow_ups(course)
    yield from _answers_to_superiors(course)
    yield from _steps(course)
    yield from _instructions(course)
    yield from _periodic_reports(course)
    yield from _submissions(course)
    yield from _declared(course)


def _plans(course: Course) -> Iterator[Debt]:
    """Each lead owes a plan from becoming lead; another lead starts anew (§2)."""
    reigns = [
        tenure
        for index, tenure in enumerate(course.tenures)
        if tenure.lead and (index == 0 or tenure.lead != course.tenures[index - 1].lead)
    ]
    for index, reign in enumerate(reigns):
        lead = reign.lead or ""
        plan = _first(
            entry
            for entry, plan in course.each(Plan)
            if course.speaks_for(plan.from_, lead, plan.date) and (index == 0 or plan.date >= reign.since)
        )
        yield Debt(
            kind="plan",
            debtor=lead,
            creditor=course.authority,
            since=reign.since,
            due=course.after(reign.since, "plan"),
            source=reign.by,
            discharge=plan,
            lapses_on=reigns[index + 1].since if index + 1 < len(reigns) else None,
        )


def _opinions(course: Course) -> Iterator[Debt]:
    """Each addressee of a request owes its issuer an opinion by the deadline, which may be put off (§4).

    Who becomes lead owes none to itself.
    """
    for entry, request in course.each(Request):
        for agency in request.to:
            given = _first(_answers(course, ("opinion",), entry.id, agency))
            closing = _silenced_on(course, agency, request.date)
            until = _settled_on(course, given, closing)
            asked_by_lead = request.from_ in course.leads_on(request.date)
            yield Debt(
                kind="opinion",
                debtor=agency,
                creditor=LEAD if asked_by_lead else request.from_,
                since=request.date,
                due=answer_deadline(course, entry.id, agency, until=until),
                source=entry.id,
                discharge=given,
                closes_on=closing,
                lapses_on=course.became_lead_on(agency, request.date) if asked_by_lead else None,
                is_final=True,
            )


def _dossiers(course: Course) -> Iterator[Debt]:
    """The lead owes an asked agency the papers that it demands (§4)."""
    for entry, asking in course.each(DossierRequest):
        yield Debt(
            kind="dossier",
            creditor=asking.from_,
            since=asking.date,
            due=course.after(asking.date, "dossier"),
            source=entry.id,
            discharge=supply_of(course, entry.id),
        )


def _follow_ups(course: Course) -> Iterator[Debt]:
    """The lead explains each point of a superior agency's opinion, or forwards it (§3)."""
    for entry, opinion in _of_superiors(course):
        if not opinion.points and not is_followed_as_a_whole(course, entry, opinion):
            continue
        yield Debt(
            kind="follow-up",
            creditor=course.authority,
            since=entry.counts_on,
            due=course.after(entry.counts_on, "follow_up"),
            source=entry.id,
            discharge=next((each for each, missing in followed_points(course, entry) if not missing), None),
            lapses_on=_replaced_by_now(course, entry),
        )


def _answers_to_superiors(course: Course) -> Iterator[Debt]:
    """The authority explains to a superior agency what it asks to be explained, on the lead's advice (§3)."""
    for entry, opinion in _of_superiors(course):
        asked = {point_name(entry.id, point) for point in opinion.points if point.explain == "true"}
        if not asked:
            continue
        own = opinion.reply_by if opinion.reply_by and opinion.reply_by >= opinion.date else None
        yield Debt(
            kind="answer",
            debtor=course.authority,
            creditor=opinion.from_,
            since=entry.counts_on,
            due=own or course.after(entry.counts_on, "answer"),
            source=entry.id,
            discharge=next((each for each, missing in answered_points(course, entry, asked) if not missing), None),
            lapses_on=_replaced_by_now(course, entry),
        )


def _of_superiors(course: Course) -> Iterator[tuple[Entry, Opinion]]:
    """What superior agencies have said by now."""
    said = ((entry, opinion) for entry, opinion in course.each(Opinion) if entry.counts_on <= course.today)
    return ((entry, opinion) for entry, opinion in said if course.kind_of_agency(opinion.from_) == "superior")


def _replaced_by_now(course: Course, opinion: Entry) -> date | None:
    replaced = course.replaced_on(opinion)
    return replaced if replaced and replaced <= course.today else None


def _steps(course: Course) -> Iterator[Debt]:
    """The newest plan's steps are done by their day; a new plan takes the place of the old one's steps (§2, §4)."""
    plans = [(entry, plan) for entry, plan in course.each(Plan) if plan.from_ in course.leads_on(plan.date)]
    for index, (entry, plan) in enumerate(plans):
        for step in plan.steps:
            if step.due is None or step.due < plan.date:
                continue
            of_lead = step.agency in course.leads_on(plan.date)
            done = _first(
                each
                for each, progress in course.each(Progress)
                if progress.done == "true"
                and progress.step == f"{entry.id}#{step.id}"
                and (
                    course.speaks_for(progress.from_, step.agency, progress.date)
                    or (of_lead and progress.from_ in course.leads_on(progress.date))
                )
            )
            lapses = plans[index + 1][1].date if index + 1 < len(plans) else None
            due, set_on = step_deadline(course, entry.id, step.id, step.due, _settled_on(course, done, lapses))
            yield Debt(
                kind="step",
                debtor=LEAD if of_lead else step.agency,
                creditor=LEAD,
                since=plan.date,
                due=due,
                source=entry.id,
                discharge=done,
                lapses_on=lapses,
                item=step.id,
                set_on=set_on,
            )


def _instructions(course: Course) -> Iterator[Debt]:
    """Who is instructed reports it done by the day that the instruction sets (§1, §4)."""
    for entry, instruction in course.each(Instruction):
        if instruction.due is None or instruction.due < instruction.date:
            continue
        leads = course.leads_on(instruction.date)
        # Named or not, the lead is instructed once, and a change of lead passes it on.
        for agency in dict.fromkeys(LEAD if each in leads else each for each in instruction.to or (LEAD,)):
            yield Debt(
                kind="instruction",
                debtor=agency,
                creditor=course.authority,
                since=instruction.date,
                due=instruction.due,
                source=entry.id,
                discharge=_first(
                    each
                    for each, progress in course.each(Progress)
                    if progress.done == "true"
                    and entry.id in progress.about_
                    and (
                        progress.from_ in course.leads_on(progress.date)
                        if agency == LEAD
                        else course.speaks_for(progress.from_, agency, progress.date)
                    )
                ),
            )


def _periodic_reports(course: Course) -> Iterator[Debt]:
    """Of standing work the lead reports on each period that ends while the task goes on (§2)."""
    recurs = course.assignment.recurs
    if recurs is None:
        return
    until = min(recurs.until or course.today, course.today)
    for period in periods_from(course.assignment.date, recurs.every, until):
        if course.is_suspended_on(period.end) or (course.ended_on and course.ended_on <= period.end):
            continue
        yield Debt(
            kind="periodic-report",
            creditor=course.authority,
            since=period.end,
            due=course.after(period.end, "periodic"),
            source="task",
            discharge=_first(
                each
                for each, progress in course.each(Progress)
                if progress.period == period.code and progress.from_ in course.leads_on(progress.date)
            ),
            item=period.code,
        )


def _submissions(course: Course) -> Iterator[Debt]:
    """The lead submits by the task's deadline, or reports it completed, and again after that was returned (§5)."""
    handed_in = [entry for entry in course.entries if isinstance(entry.document, Submission | Completion)]
    with_due = next((tenure for tenure in course.tenures if tenure.due), None)
    arisings: list[tuple[date, str, Entry | None]] = []
    if with_due and course.assignment.recurs is None:
        arisings.append((with_due.since, with_due.by, _first(handed_in)))
    judged: set[str] = set()
    for entry in course.entries:
        if isinstance(entry.document, Decision | Acceptance):
            day = entry.document.date
            judged.add(entry.document.answers)
            if entry.document.outcome == "returned":
                # It may be handed in again on the day on which it was returned.
                again = _first(each for each in handed_in if each.document.date >= day and each.id not in judged)
                arisings.append((day, entry.id, again))
    for since, source, submission in arisings:
        yield Debt(
            kind="submission",
            creditor=course.authority,
            since=since,
            due=task_deadline(course, _settled_on(course, submission)),
            source=source,
            discharge=submission,
            is_final=True,
        )


def _declared(course: Course) -> Iterator[Debt]:
    """What documents make owed by the declaration of their kinds."""
    for entry in course.entries:
        document = entry.document
        for owes in document.OWES:
            for debtor in _parties(course, document, owes.by):
                # Who is named answers for itself; for the authority, or the lead, whoever acted for it.
                named = debtor if owes.by not in ("authority", "lead") else None
                met = _first(_answers(course, owes.met_by, entry.id, named))
                if is_final := isinstance(document, Forward):
                    due = answer_deadline(course, entry.id, debtor, until=_settled_on(course, met))
                else:
                    due = _due(course, document, owes.due)
                yield Debt(
                    kind=owes.kind,
                    debtor=debtor,
                    creditor=_parties(course, document, owes.to)[0],
                    since=document.date,
                    due=due,
                    source=entry.id,
                    discharge=met,
                    is_final=is_final,
                )


def _parties(course: Course, document: Document, named: str) -> tuple[str, ...]:
    match named:
        case "authority":
            return (course.authority,)
        case "lead":
            return (LEAD,)
    agencies = getattr(document, "from_" if named == "from" else named)
    return agencies if isinstance(agencies, tuple) else (agencies,)


def _due(course: Course, document: Document, named: str) -> date | None:
    """The day that a deadline of register.yml or a key of the document sets; none that is impossible."""
    if named in Deadlines.__struct_fields__:
        return course.after(document.date, named)
    due: date | None = getattr(document, named)
    return due if due and due >= document.date else None


def _answers(course: Course, kinds: tuple[str, ...], answered: str, agency: str | None = None) -> list[Entry]:
    """The documents of these kinds that answer another, of one agency where it is named, by the day they count."""
    entries = [
        entry
        for entry in course.answers_to(answered)
        if entry.kind in kinds
        and (agency is None or course.speaks_for(entry.document.from_, agency, entry.document.date))
    ]
    return sorted(entries, key=lambda entry: entry.counts_on)


def _silenced_on(course: Course, agency: str, asked_on: date) -> date | None:
    """The day of the first submission, since an agency was asked, whose report lists it as silent."""
    for _, submission in course.submissions:
        report = course.named(submission.report, Report)
        if (
            report
            and submission.date >= asked_on
            and {agency, course.register.holder(agency, submission.date)} & set(report.silent)
        ):
            return submission.date
    return None


def _settled_on(course: Course, discharge: Entry | None, *closing: date | None) -> date:
    """The day from which a debt's deadline no longer moves: when it was met, closed with something, or today."""
    days = (discharge and discharge.counts_on, *closing, course.ended_on)
    return min([*(day for day in days if day), course.today])


def _first(entries: Iterable[Entry]) -> Entry | None:
    return next(iter(entries), None)
