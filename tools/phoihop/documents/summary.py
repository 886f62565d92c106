"""The four counts of a period, by lead, field and leader in charge, beside those of the period before.

Of the tasks that were under way in a period: completed in time or late in it, or at its end still to be done, in time
or overdue. A task's deadline is the one that it has today; what was submitted is judged by that day; stopped tasks are
left out.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from phoihop.cases.model import Case
from phoihop.cases.periods import Period

COUNTS = ("done", "done-late", "open", "overdue")


class Work(NamedTuple):
    """A task as far as it is counted: `groups` are its lead, its field and who oversees it, "" where there is none."""

    groups: dict[str, str]
    assigned: date
    due: date | None
    submitted: date | None
    ended: date | None
    is_stopped: bool


class Tally(NamedTuple):
    """One lead, field or leader, "" for all: its counts in this period, and in the one before."""

    name: str
    now: Counter[str]
    before: Counter[str]


def work_of(case: Case) -> Work:
    """What is counted of a task."""
    submitted = [each.discharged_on for each in case.obligations if each.kind == "submission" and each.discharged_on]
    assignment = case.assignment
    return Work(
        {"lead": case.lead or "", "field": assignment.field or "", "overseer": assignment.overseen_by},
        assignment.date,
        case.due,
        max(submitted, default=None),
        case.ended_on,
        case.stage == "withdrawn",
    )


def summarized(works: Iterable[Work], group: str, period: Period, before: Period, today: date) -> list[Tally]:
    """The tallies of a group (`""`: of all tasks), the largest first. Of a running period what was by today."""
    tallies: dict[str, Tally] = {}
    for work in works:
        name = work.groups[group] if group else ""
        tally = tallies.setdefault(name, Tally(name, Counter(), Counter()))
        for each, counts in ((period, tally.now), (before, tally.before)):
            if standing := standing_in(work, each.start, min(each.end, today)):
                counts[standing] += 1
    told = [tally for tally in tallies.values() if tally.now or tally.before]
    return sorted(told, key=lambda tally: (-tally.now.total(), tally.name))


def standing_in(work: Work, start: date, end: date) -> str | None:
    """Which of the four counts a task belongs to; None where it was not under way, or was stopped."""
    if work.assigned > end or work.is_stopped or (work.ended and work.ended < start):
        return None
    # What was submitted is judged by that day; what was not, by the day on which it ended, or the period did.
    by = min(day for day in (work.submitted, work.ended, end) if day)
    late = work.due is not None and by > work.due
    if work.ended and work.ended <= end:
        return "done-late" if late else "done"
    return "overdue" if late else "open"
