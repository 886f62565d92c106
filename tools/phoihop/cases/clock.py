"""Deadlines as they move: extended, put off while papers are owed, stopped while the task is suspended (§4).

What moves a deadline is known by its day: as of any day, a later extension, supply or resumption is not there yet.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from phoihop.cases.course import Course, Entry, granted, is_on_record
from phoihop.records.types import (
    Adjustment,
    DossierRequest,
    DossierSupply,
    Extension,
    ExtensionRequest,
    Forward,
    Request,
)


class Pause(msgspec.Struct, frozen=True):
    """Days that a deadline does not count: working days w with start < w ≤ end, but those up to `arose`.

    It stops the clock of a deadline that has not passed when it begins. `end` is None while it lasts.
    """

    start: date
    end: date | None
    arose: date = date.min


def put_off(course: Course, due: date, pauses: Iterable[Pause], until: date) -> date:
    """The day to which pauses put a deadline off, each working day counted once.

    `until` is the day on which the thing was done, or is no longer owed, or else today: nothing later moves it.
    """
    calendar = course.register.calendar
    deadline, days, counted_to = due, 0, date.min
    for pause in sorted(pauses, key=lambda each: each.start):
        if pause.start > min(deadline, until):
            continue
        start, end = max(pause.start, pause.arose, counted_to), min(pause.end or until, until)
        if end > start:
            days += calendar.between(start, end)
            counted_to = end
            deadline = calendar.add(due, days)
    return deadline


def while_suspended(course: Course, arose: date) -> list[Pause]:
    """The pauses that suspensions of the task make for a deadline that was set on a day."""
    return [Pause(start, end, arose) for start, end in course.suspensions]


def working_days(course: Course, start: date, end: date) -> int:
    """How many working days w lie with start < w ≤ end, but those on which the task was suspended.

    How late something is, is this number, counted from its deadline to the day on which it was done, or today.
    """
    between = course.register.calendar.between
    days = between(start, end)
    for since, until in course.suspensions:
        first, last = max(since, start), min(until or end, end)
        if last > first:
            days -= between(first, last)
    return days


def task_deadline(course: Course, day: date) -> date | None:
    """The task's own deadline as it stood on a day: as adjusted by then, put off while the task was suspended."""
    tenure = course.tenure_on(day)
    if tenure.due is None:
        return None
    return put_off(course, tenure.due, while_suspended(course, tenure.due_since), day)


def answer_deadline(course: Course, asking_id: str, agency: str, *, until: date) -> date | None:
    """The day by which `agency` owes its answer to a request or a forward; None where its own deadline is impossible.

    It is the request's, or that of the last extension by `until`, and is put off by the working days w with
    dossier-request < w ≤ supply, for each dossier-request made by the deadline, and by those of suspensions.
    """
    asking = course.named(asking_id, Request) or course.named(asking_id, Forward)
    if asking is None or asking.due < asking.date:
        return None
    deadline, arose = asking.due, asking.date
    for _, extension in course.each(Extension):
        issuer, day = extension.from_, extension.date
        # Nobody gives itself more time: that is for whoever asked, leads by then, or is the authority.
        may_extend = course.speaks_for(issuer, asking.from_, day) or course.leads_or_is_authority(issuer, day)
        named = any(course.speaks_for(each, agency, day) for each in extension.to)
        if extension.answers == asking_id and may_extend and named and day <= until and extension.due >= day:
            deadline, arose = extension.due, extension.date
    pauses = [*_waits_for_papers(course, asking_id, agency), *while_suspended(course, arose)]
    return put_off(course, deadline, pauses, until)


def _waits_for_papers(course: Course, asking_id: str, agency: str) -> Iterable[Pause]:
    for entry, demand in course.each(DossierRequest):
        if demand.answers == asking_id and course.speaks_for(demand.from_, agency, demand.date):
            supply = supply_of(course, entry.id)
            yield Pause(demand.date, supply.counts_on if supply else None)


def supply_of(course: Course, demand_id: str) -> Entry | None:
    """The supply that meets a dossier-request's last need, or says that it can't be met; None while some is left."""
    demand = course.named(demand_id, DossierRequest)
    left = set(range(1, len(demand.needs) + 1)) if demand else set()
    supplies = [(entry, supply) for entry, supply in course.each(DossierSupply) if supply.answers == demand_id]
    for entry, supply in sorted(supplies, key=lambda pair: pair[0].counts_on):
        left -= _needs_met(supply, left)
        if not left:
            return entry
    return None


def _needs_met(supply: DossierSupply, needs: set[int]) -> set[int]:
    """Which needs a supply meets: with papers on record, or by saying that something can't be had."""
    papers = [paper for paper in supply.dossier if is_on_record(paper)]
    if any(paper.need is None for paper in papers):
        return set(needs)
    return {paper.need for paper in papers if paper.need} | {each.need for each in supply.lacking}


def step_deadline(course: Course, plan_id: str, step_id: str, due: date, until: date) -> tuple[date, date]:
    """The deadline of a plan step as adjusted by `until`, and the day on which that was set."""
    plan = course.by_id[plan_id]
    arose = plan.document.date
    for _, adjustment in course.each(Adjustment):
        asked = course.named(adjustment.answers, ExtensionRequest)
        if adjustment.outcome == "declined" or asked is None or adjustment.date > until:
            continue
        new_due = granted(adjustment, asked)
        if asked.step == f"{plan_id}#{step_id}" and new_due and new_due >= adjustment.date:
            due, arose = new_due, adjustment.date
    return due, arose
