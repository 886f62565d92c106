"""What a task's documents make its agencies owe one another, and what became of each debt.

One function a kind of obligation says with which document it arises, for whom, and what discharges it; `_settle`
alone decides its status. The table of the rules page ("Obligations") is the source of every line here; the sections
are those of the directive.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phoihop.cases.clock import opinion_deadline
from phoihop.cases.course import Course, Entry, is_on_record
from phoihop.cases.model import Obligation, ObligationKind, Status
from phoihop.records.types import (
    Adjustment,
    Decision,
    DossierRequest,
    DossierSupply,
    Explanation,
    Forward,
    Objection,
    Opinion,
    Plan,
    Progress,
    Reminder,
    Report,
    Request,
    Submission,
)

LEAD = "lead"
"""Stands for whoever leads when the debt is settled, or now: a change of lead passes debts and claims on."""

_URGED: tuple[ObligationKind, ...] = ("opinion", "explanation", "step")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Debt:
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


def derive_obligations(course: Course) -> tuple[Obligation, ...]:
    """Every obligation of the task as of the course's day, in the order in which they arose."""
    debts = [
        *_plans(course),
        *_adjustments(course),
        *_opinions(course),
        *_dossiers(course),
        *_follow_ups(course),
        *_explanations(course),
        *_steps(course),
        *_submissions(course),
        *_decisions(course),
    ]
    # Where no single lead is named nobody can be said to owe what the lead owes.
    settled = [obligation for debt in debts if (obligation := _settle(course, debt)).debtor]
    urgings = [urging for obligation in settled for urging in _urgings(course, obligation)]
    return tuple(sorted((*settled, *urgings), key=lambda each: (each.since, each.source, each.kind, each.debtor)))


# --- what arises, and with what it is discharged ---------------------------------------------------------------------


def _plans(course: Course) -> Iterator[_Debt]:
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
        yield _Debt(
            kind="plan",
            debtor=lead,
            creditor=course.authority,
            since=reign.since,
            due=_after(course, reign.since, "plan"),
            source=reign.by,
            discharge=plan,
            lapses_on=reigns[index + 1].since if index + 1 < len(reigns) else None,
        )


def _adjustments(course: Course) -> Iterator[_Debt]:
    """The authority answers an objection (§1)."""
    for entry, objection in course.each(Objection):
        yield _Debt(
            kind="adjustment",
            debtor=course.authority,
            creditor=objection.from_,
            since=objection.date,
            due=_after(course, objection.date, "adjustment"),
            source=entry.id,
            discharge=_first(each for each, adjustment in course.each(Adjustment) if adjustment.answers == entry.id),
        )


def _opinions(course: Course) -> Iterator[_Debt]:
    """Each addressee of a request owes its issuer an opinion by the deadline, which may be put off (§4)."""
    for entry, request in course.each(Request):
        for agency in request.to:
            given = _first(_counted(course, Opinion, entry.id, agency))
            closing = _silenced_on(course, agency, request.date)
            settled = [each for each in (given and given.counts_on, closing, _end(course)) if each]
            yield _Debt(
                kind="opinion",
                debtor=agency,
                creditor=LEAD if request.from_ in course.leads_on(request.date) else request.from_,
                since=request.date,
                due=opinion_deadline(course, entry.id, agency, until=min([*settled, course.today])),
                source=entry.id,
                discharge=given,
                closes_on=closing,
            )


def _dossiers(course: Course) -> Iterator[_Debt]:
    """The lead owes an asked agency the papers that it demands (§4)."""
    for entry, asking in course.each(DossierRequest):
        yield _Debt(
            kind="dossier",
            debtor=LEAD,
            creditor=asking.from_,
            since=asking.date,
            due=_after(course, asking.date, "dossier"),
            source=entry.id,
            discharge=supply_of(course, entry.id),
        )


def _follow_ups(course: Course) -> Iterator[_Debt]:
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
        yield _Debt(
            kind="follow-up",
            debtor=LEAD,
            creditor=course.authority,
            since=entry.counts_on,
            due=_after(course, entry.counts_on, "follow_up"),
            source=entry.id,
            discharge=next((each for each, missing in followed_points(course, entry) if not missing), None),
            lapses_on=replaced,
        )


def _explanations(course: Course) -> Iterator[_Debt]:
    """Each agency forwarded to explains in writing to the lead (§3)."""
    for entry, forward in course.each(Forward):
        for agency in forward.to:
            yield _Debt(
                kind="explanation",
                debtor=agency,
                creditor=LEAD,
                since=forward.date,
                due=forward.due if forward.due >= forward.date else None,
                source=entry.id,
                discharge=_first(_counted(course, Explanation, entry.id, agency)),
            )


def _steps(course: Course) -> Iterator[_Debt]:
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
            yield _Debt(
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


def _submissions(course: Course) -> Iterator[_Debt]:
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
        settled = min([each for each in (submission and submission.counts_on, _end(course)) if each] + [course.today])
        yield _Debt(
            kind="submission",
            debtor=LEAD,
            creditor=course.authority,
            since=since,
            due=course.tenure_on(settled).due,
            source=source,
            discharge=submission,
        )


def _decisions(course: Course) -> Iterator[_Debt]:
    """The authority decides a submission (§5)."""
    for entry, submission in course.each(Submission):
        yield _Debt(
            kind="decision",
            debtor=course.authority,
            creditor=LEAD,
            since=submission.date,
            due=_after(course, submission.date, "decision"),
            source=entry.id,
            discharge=_first(each for each, decision in course.each(Decision) if decision.answers == entry.id),
        )


# --- what became of it -----------------------------------------------------------------------------------------------


def _settle(course: Course, debt: _Debt) -> Obligation:
    """The obligation with its status: what comes first, the discharge, the lapse or the close, decides."""
    end = _end(course)
    discharged_on = debt.discharge.counts_on if debt.discharge else None
    if discharged_on and discharged_on > course.today:
        discharged_on = None
    closes = [day for day in (debt.closes_on, end) if day is not None]
    closed_on = max(min(closes), debt.since) if closes else None
    bounds = [day for day in (debt.lapses_on, closed_on) if day is not None]
    status: Status
    ended_on: date | None = None
    if discharged_on and all(discharged_on <= bound for bound in bounds):
        status = "met" if debt.due is None or discharged_on <= debt.due else "late"
    else:
        discharged_on = None
        if debt.lapses_on and (closed_on is None or debt.lapses_on <= closed_on):
            status, ended_on = "lapsed", debt.lapses_on
        elif closed_on:
            status, ended_on = "lapsed" if debt.due is None or closed_on <= debt.due else "overdue", closed_on
        else:
            status = "open" if debt.due is None or course.today <= debt.due else "overdue"
    discharge = debt.discharge if discharged_on else None
    day = discharged_on or ended_on or course.today
    outstanding = status == "open" and ended_on is None and debt.due is not None
    return Obligation(
        kind=debt.kind,
        debtor=_party(course, debt.debtor, day, discharge),
        creditor=_party(course, debt.creditor, day) or _issuer(course, debt.source),
        since=debt.since,
        due=debt.due,
        status=status,
        source=debt.source,
        discharged_by=discharge.id if discharge else None,
        discharged_on=discharged_on,
        asked=debt.debtor if debt.debtor != LEAD else "",
        item=debt.item,
        ended_on=ended_on,
        near=outstanding and debt.due is not None and is_near(course, debt.due),
    )


def is_near(course: Course, due: date) -> bool:
    """Whether a deadline is yet to pass, and within the register's `due_soon` working days."""
    near = course.register.settings.deadlines.due_soon
    return course.today <= due and course.register.calendar.between(course.today, due) <= near


def _party(course: Course, agency: str, day: date, discharge: Entry | None = None) -> str:
    """Who stands for an agency, or for the lead, on a day: on the day of a change, whoever acted."""
    acted = discharge.document.from_ if discharge else None
    if agency == LEAD:
        return acted if acted in course.leads_on(day) and acted else course.lead_on(day) or ""
    return acted if acted and course.speaks_for(acted, agency, day) else course.register.holder(agency, day)


def _issuer(course: Course, record: str) -> str:
    """Who issued a document, or the assignment."""
    entry = course.by_id.get(record)
    return entry.document.from_ if entry else course.assignment.from_


def _urgings(course: Course, owed: Obligation) -> Iterator[Obligation]:
    """While an opinion, explanation or step is overdue, whoever waits reminds at least every `urging` days (§2)."""
    if owed.kind not in _URGED or owed.due is None or owed.creditor == owed.debtor:
        return
    settled_on = owed.discharged_on or owed.ended_on
    if (settled_on or course.today) <= owed.due:
        return
    reminders = [
        entry
        for entry in reminders_about(course, owed)
        if owed.due < entry.counts_on and (settled_on is None or entry.counts_on <= settled_on)
    ]
    since, source = owed.due, owed.source
    creditor_leads = owed.creditor in course.leads_on(settled_on or course.today)
    while True:
        reminder = _first(entry for entry in reminders if entry.counts_on > since)
        discharged_by = reminder.id if reminder else owed.discharged_by
        discharged_on = reminder.counts_on if reminder else owed.discharged_on
        due = _after(course, since, "urging")
        status: Status
        ended_on = None
        if discharged_on:
            status = "met" if discharged_on <= due else "late"
        elif owed.ended_on:
            status, ended_on = "lapsed" if owed.ended_on <= due else "overdue", owed.ended_on
        else:
            status = "open" if course.today <= due else "overdue"
        day = discharged_on or ended_on or course.today
        yield Obligation(
            kind="urging",
            debtor=(course.lead_on(day) or owed.creditor) if creditor_leads else owed.creditor,
            creditor=owed.debtor,
            since=since,
            due=due,
            status=status,
            source=source,
            discharged_by=discharged_by,
            discharged_on=discharged_on,
            asked=owed.creditor,
            item=owed.item,
            urges=owed,
            ended_on=ended_on,
            near=status == "open" and is_near(course, due),
        )
        if reminder is None:
            return
        since, source = reminder.counts_on, reminder.id


def reminders_about(course: Course, owed: Obligation) -> list[Entry]:
    """The reminders by the lead or the authority about an opinion, explanation or step, to the agency that owes it."""
    return [
        entry
        for entry, reminder in course.each(Reminder)
        if owed.source in reminder.about
        and ({owed.debtor, owed.asked} & set(reminder.to))
        and reminder.from_ in course.leads_on(reminder.date) | {course.authority}
    ]


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


def supply_of(course: Course, asking: str) -> Entry | None:
    """The supply of papers that answers a dossier-request; one without papers supplies nothing."""
    return _first(
        entry
        for entry, supply in course.each(DossierSupply)
        if supply.answers == asking and any(is_on_record(paper) for paper in supply.dossier)
    )


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


def _end(course: Course) -> date | None:
    return course.end.counts_on if course.end else None


def _after(course: Course, day: date, deadline: str) -> date:
    count: int = getattr(course.register.settings.deadlines, deadline)
    return course.register.calendar.add(day, count)


def _first(entries: "Iterator[Entry] | list[Entry]") -> Entry | None:
    return next(iter(entries), None)
