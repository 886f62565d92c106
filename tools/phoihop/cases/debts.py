"""What a task's documents make its agencies owe one another: with which document each debt arises, and what meets it.

One function a kind of obligation. The table of the rules page ("Obligations") is the source of every line here; the
sections are those of the directive. What became of a debt is decided in `cases.obligations`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from phoihop.cases.clock import opinion_deadline, supply_of
from phoihop.cases.course import Course, Entry
from phoihop.cases.model import ObligationKind
from phoihop.records.types import (
    Adjustment,
    Decision,
    DossierRequest,
    Explanation,
    Forward,
    Objection,
    Opinion,
    Plan,
    Progress,
    Report,
    Request,
    Submission,
)

LEAD = "lead"
"""Stands for whoever leads when the debt is settled, or now: a change of lead passes debts and claims on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Debt:
    """A debt before its status is known. `lapses_on` ends it without a trace; `closes_on` for good, kept or not."""

    kind: ObligationKind
    debtor: str
    creditor: str
    since: date
    due: date | None
    source: str
    discharge: Entry | None = None
    lapses_on: date | None = None
    closes_on: date | None = None
    item: str | None = None


def debts_of(course: Course) -> Iterator[Debt]:
    """Every debt of a task as of the course's day, whatever became of it."""
    yield from _plans(course)
    yield from _adjustments(course)
    yield from _opinions(course)
    yield from _dossiers(course)
    yield from _follow_ups(course)
    yield from _explanations(course)
    yield from _steps(course)
    yield from _submissions(course)
    yield from _decisions(course)


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


def _adjustments(course: Course) -> Iterator[Debt]:
    """The authority answers an objection (§1)."""
    for entry, objection in course.each(Objection):
        yield Debt(
            kind="adjustment",
            debtor=course.authority,
            creditor=objection.from_,
            since=objection.date,
            due=course.after(objection.date, "adjustment"),
            source=entry.id,
            discharge=_first(each for each, adjustment in course.each(Adjustment) if adjustment.answers == entry.id),
        )


def _opinions(course: Course) -> Iterator[Debt]:
    """Each addressee of a request owes its issuer an opinion by the deadline, which may be put off (§4)."""
    for entry, request in course.each(Request):
        for agency in request.to:
            given = _first(_counted(course, Opinion, entry.id, agency))
            closing = _silenced_on(course, agency, request.date)
            settled = [each for each in (given and given.counts_on, closing, course.ended_on) if each]
            yield Debt(
                kind="opinion",
                debtor=agency,
                creditor=LEAD if request.from_ in course.leads_on(request.date) else request.from_,
                since=request.date,
                due=opinion_deadline(course, entry.id, agency, until=min([*settled, course.today])),
                source=entry.id,
                discharge=given,
                closes_on=closing,
            )


def _dossiers(course: Course) -> Iterator[Debt]:
    """The lead owes an asked agency the papers that it demands (§4)."""
    for entry, asking in course.each(DossierRequest):
        yield Debt(
            kind="dossier",
            debtor=LEAD,
            creditor=asking.from_,
            since=asking.date,
            due=course.after(asking.date, "dossier"),
            source=entry.id,
            discharge=supply_of(course, entry.id),
        )


def _follow_ups(course: Course) -> Iterator[Debt]:
    """The lead explains each point of a superior agency's opinion, or forwards it (§3)."""
    in_force = {entry.id for entry in course.opinions_in_force(course.today)}
    for entry, opinion in course.each(Opinion):
        if course.kind_of_agency(opinion.from_) != "superior" or not opinion.points or entry.counts_on > course.today:
            continue
        replaced = None
        if entry.id not in in_force:
            replaced = min(
                each.counts_on
                for each, later in course.each(Opinion)
                if (later.answers, later.from_) == (opinion.answers, opinion.from_)
                and each.id != entry.id
                and each.counts_on >= entry.counts_on
            )
        yield Debt(
            kind="follow-up",
            debtor=LEAD,
            creditor=course.authority,
            since=entry.counts_on,
            due=course.after(entry.counts_on, "follow_up"),
            source=entry.id,
            discharge=next((each for each, missing in followed_points(course, entry) if not missing), None),
            lapses_on=replaced,
        )


def _explanations(course: Course) -> Iterator[Debt]:
    """Each agency forwarded to explains in writing to the lead (§3)."""
    for entry, forward in course.each(Forward):
        for agency in forward.to:
            yield Debt(
                kind="explanation",
                debtor=agency,
                creditor=LEAD,
                since=forward.date,
                due=forward.due if forward.due >= forward.date else None,
                source=entry.id,
                discharge=_first(_counted(course, Explanation, entry.id, agency)),
            )


def _steps(course: Course) -> Iterator[Debt]:
    """The newest plan's steps are done by their day; a new plan takes the place of the old one's steps (§2, §4)."""
    plans = [(entry, plan) for entry, plan in course.each(Plan) if plan.from_ in course.leads_on(plan.date)]
    for index, (entry, plan) in enumerate(plans):
        for step in plan.steps:
            if step.due is None or step.due < plan.date:
                continue
            done = _first(
                each
                for each, progress in course.each(Progress)
                if progress.done == "true"
                and progress.step == f"{entry.id}#{step.id}"
                and course.speaks_for(progress.from_, step.agency, progress.date)
            )
            yield Debt(
                kind="step",
                debtor=LEAD if step.agency in course.leads_on(plan.date) else step.agency,
                creditor=LEAD,
                since=plan.date,
                due=step.due,
                source=entry.id,
                discharge=done,
                lapses_on=plans[index + 1][1].date if index + 1 < len(plans) else None,
                item=step.id,
            )


def _submissions(course: Course) -> Iterator[Debt]:
    """The lead submits by the task's deadline, and again after a submission was returned (§5)."""
    submissions = [entry for entry, _ in course.each(Submission)]
    with_due = next((tenure for tenure in course.tenures if tenure.due), None)
    arisings: list[tuple[date, str, Entry | None]] = []
    if with_due:
        arisings.append((with_due.since, with_due.by, _first(submissions)))
    order = {entry.id: index for index, entry in enumerate(course.entries)}
    for entry, decision in course.each(Decision):
        if decision.outcome == "returned":
            again = _first(
                each for each in submissions if order[each.id] > order[entry.id] and each.id != decision.answers
            )
            arisings.append((decision.date, entry.id, again))
    for since, source, submission in arisings:
        settled = min(
            [each for each in (submission and submission.counts_on, course.ended_on) if each] + [course.today]
        )
        yield Debt(
            kind="submission",
            debtor=LEAD,
            creditor=course.authority,
            since=since,
            due=course.tenure_on(settled).due,
            source=source,
            discharge=submission,
        )


def _decisions(course: Course) -> Iterator[Debt]:
    """The authority decides a submission (§5)."""
    for entry, submission in course.each(Submission):
        yield Debt(
            kind="decision",
            debtor=course.authority,
            creditor=LEAD,
            since=submission.date,
            due=course.after(submission.date, "decision"),
            source=entry.id,
            discharge=_first(each for each, decision in course.each(Decision) if decision.answers == entry.id),
        )


def followed_points(course: Course, opinion: Entry) -> Iterator[tuple[Entry, set[str]]]:
    """Each explanation or forward of a superior's opinion, with the points that are still left after it."""
    document = course.named(opinion.id, Opinion)
    missing = {point.id for point in document.points} if document else set()
    for entry in sorted(course.entries, key=lambda entry: entry.counts_on):
        covered: set[str] = set()
        match entry.document:
            case Forward(forwards=forwarded, points=points) if forwarded == opinion.id:
                covered = set(points) or set(missing)
            case Explanation(points=points, from_=agency, date=day):
                if agency in course.leads_on(day) | {course.authority}:
                    own = (each.point.partition("#") for each in points)
                    covered = {point for about, _, point in own if about == opinion.id}
        if covered:
            missing = missing - covered
            yield entry, set(missing)


def _counted(course: Course, kind: type[Opinion] | type[Explanation], answers: str, agency: str) -> list[Entry]:
    """An agency's opinions on a request, or explanations of a forward, by the day on which they count."""
    entries = [
        entry
        for entry, document in course.each(kind)
        if document.answers == answers and course.speaks_for(document.from_, agency, document.date)
    ]
    return sorted(entries, key=lambda entry: entry.counts_on)


def _silenced_on(course: Course, agency: str, asked_on: date) -> date | None:
    """The day of the first submission, since an agency was asked, whose report lists it as silent."""
    for _, submission in course.each(Submission):
        report = course.named(submission.report, Report)
        if (
            report
            and submission.date >= asked_on
            and {agency, course.register.holder(agency, submission.date)} & set(report.silent)
        ):
            return submission.date
    return None


def _first(entries: Iterable[Entry]) -> Entry | None:
    return next(iter(entries), None)
