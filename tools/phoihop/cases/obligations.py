"""What became of every debt: one function decides its status, another what urging it calls for."""

from collections.abc import Iterator
from datetime import date

from phoihop.cases.clock import put_off, while_suspended, working_days
from phoihop.cases.course import Course, Entry
from phoihop.cases.debts import LEAD, Debt, debts_of
from phoihop.cases.model import URGED, Obligation, Status


def derive_obligations(course: Course) -> tuple[Obligation, ...]:
    """Every obligation of the task as of the course's day, in the order in which they arose."""
    # Where no single lead is named nobody can be said to owe what the lead owes.
    settled = [obligation for debt in debts_of(course) if (obligation := _settle(course, debt)).debtor]
    urgings = [urging for obligation in settled for urging in _urgings(course, obligation)]
    return tuple(sorted((*settled, *urgings), key=lambda each: (each.since, each.source, each.kind, each.debtor)))


def _settle(course: Course, debt: Debt) -> Obligation:
    """The obligation with its status: what comes first, the discharge, the lapse or the close, decides."""
    end = course.ended_on
    discharged_on = debt.discharge.counts_on if debt.discharge else None
    if discharged_on and discharged_on > course.today:
        discharged_on = None
    closes = [day for day in (debt.closes_on, end) if day is not None]
    closed_on = max(min(closes), debt.since) if closes else None
    bounds = [day for day in (debt.lapses_on, closed_on) if day is not None]
    due = debt.due
    if due and not debt.is_final:
        until = min([*bounds, *([discharged_on] if discharged_on else []), course.today])
        due = put_off(course, due, while_suspended(course, debt.set_on or debt.since), until)
    if discharged_on and any(discharged_on > bound for bound in bounds):
        discharged_on = None
    ended_on = None if discharged_on else min(bounds, default=None)
    lapses = ended_on is not None and ended_on == debt.lapses_on
    status: Status = "lapsed" if lapses else _status(course, due, discharged_on, ended_on)
    discharge = debt.discharge if discharged_on else None
    day = discharged_on or ended_on or course.today
    return Obligation(
        kind=debt.kind,
        debtor=_party(course, debt.debtor, day, discharge),
        creditor=_party(course, debt.creditor, day) or _issuer(course, debt.source),
        since=debt.since,
        due=due,
        status=status,
        source=debt.source,
        discharged_by=discharge.id if discharge else None,
        discharged_on=discharged_on,
        asked=debt.debtor if debt.debtor != LEAD else "",
        item=debt.item,
        ended_on=ended_on,
        near=status == "open" and due is not None and is_near(course, due, debt.since),
        days_late=working_days(course, due, day) if due and status in ("late", "overdue") else None,
    )


def _status(course: Course, due: date | None, discharged_on: date | None, closed_on: date | None) -> Status:
    """By its deadline, of what was done, of what was closed undone, or of what is still owed.

    That is open until its deadline has passed; while the task is suspended it is open anyway.
    """
    in_time = due is None or (discharged_on or closed_on or course.today) <= due
    if discharged_on:
        return "met" if in_time else "late"
    if closed_on:
        return "lapsed" if in_time else "overdue"
    return "open" if in_time or course.is_suspended_on(course.today) else "overdue"


def is_near(course: Course, due: date, since: date) -> bool:
    """Whether a deadline is yet to pass, and within the `due_soon` working days in force when it was set."""
    near = course.limit("due_soon", since)
    if course.is_suspended_on(course.today):
        return False
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
    if owed.kind not in URGED or owed.due is None or owed.creditor == owed.debtor:
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
    following = iter(reminders)
    while True:
        reminder = next((entry for entry in following if entry.counts_on > since), None)
        discharged_by = reminder.id if reminder else owed.discharged_by
        discharged_on = reminder.counts_on if reminder else owed.discharged_on
        until = discharged_on or owed.ended_on or course.today
        due = put_off(course, course.after(since, "urging"), while_suspended(course, since), until)
        ended_on = None if discharged_on else owed.ended_on
        status = _status(course, due, discharged_on, ended_on)
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
            near=status == "open" and is_near(course, due, since),
            days_late=working_days(course, due, day) if status in ("late", "overdue") else None,
        )
        if reminder is None:
            return
        since, source = reminder.counts_on, reminder.id


def reminders_about(course: Course, owed: Obligation) -> list[Entry]:
    """The reminders by the lead or the authority about an opinion, explanation or step, to the agency that owes it."""
    whole = course.reminders.get(owed.source, [])
    own = course.reminders.get(f"{owed.source}#{owed.item}", []) if owed.item else []
    found = [entry for entry, to in (*whole, *own) if owed.debtor in to or owed.asked in to]
    # One letter may name the plan, and a step of it, too.
    return list({entry.id: entry for entry in sorted(found, key=lambda each: each.counts_on)}.values())
