"""The four counts of a period, by lead, field and leader in charge, beside those of the period before.

Of the tasks that were under way in a period: completed in time or late in it, or at its end still to be done, in time
or overdue. A task's deadline is the one that it has today; what was submitted, and did not come back, is judged by that
day; stopped tasks are left out.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from statistics import median
from typing import NamedTuple

from phoihop.cases.model import Case
from phoihop.cases.periods import Period
from phoihop.language import Text
from phoihop.records.types import Acceptance, Decision

COUNTS = ("done", "done-late", "open", "overdue")
GROUPS: dict[str, Text] = {
    "": Text("tất cả nhiệm vụ", "all tasks"),
    "lead": Text("theo cơ quan chủ trì", "by lead agency"),
    "field": Text("theo lĩnh vực", "by field"),
    "overseen-by": Text("theo lãnh đạo phụ trách", "by leader in charge"),
}
"""What tasks are counted by; "" is all of them together."""


class Work(NamedTuple):
    """A task as far as it is counted: `groups` are its lead, its field and who oversees it, "" where there is none.

    `submitted` are the days of its submissions or completions, in order, `returned` those on which one came back.
    """

    groups: dict[str, str]
    assigned: date
    due: date | None
    submitted: tuple[date, ...]
    ended: date | None
    is_stopped: bool
    returned: tuple[date, ...] = ()


class Tally(NamedTuple):
    """One lead, field or leader, "" for all: its counts in this period, and in the one before.

    Of this period, too, how often submissions were `returned`, and by how many working days each late task was late.
    """

    name: str
    now: Counter[str]
    before: Counter[str]
    returned: int = 0
    days_late: tuple[int, ...] = ()

    @property
    def median_late(self) -> float | None:
        """The median of `days_late`; None where nothing was late."""
        return median(self.days_late) if self.days_late else None

    @property
    def most_late(self) -> int | None:
        return max(self.days_late, default=None)


def work_of(case: Case) -> Work:
    """What is counted of a task."""
    submitted = (each.discharged_on for each in case.obligations if each.kind == "submission")
    assignment = case.assignment
    return Work(
        {"lead": case.lead or "", "field": assignment.field or "", "overseen-by": assignment.overseen_by},
        assignment.date,
        case.due,
        tuple(sorted(day for day in submitted if day)),
        case.ended_on,
        case.stage == "withdrawn",
        days_of_return(case),
    )


def days_of_return(case: Case) -> tuple[date, ...]:
    """The days on which a submission or completion came back, one for each time."""
    judged = (entry.document for entry in case.documents if isinstance(entry.document, Decision | Acceptance))
    return tuple(each.date for each in judged if each.outcome == "returned")


def summarized(
    works: Iterable[Work],
    groups: Iterable[str],
    period: Period,
    before: Period,
    today: date,
    days_between: Callable[[date, date], int],
) -> dict[str, list[Tally]]:
    """The tallies of each group (`""`: of all tasks), the largest first. Of a running period what was by today.

    `days_between` counts the working days after one day until another.
    """
    end = min(period.end, today)
    earlier_end = min(before.end, today)
    counted = [
        _Counted(
            work,
            now := standing_in(work, period.start, end),
            standing_in(work, before.start, earlier_end),
            sum(period.start <= day <= end for day in work.returned),
            days_between(work.due, judged_on(work, end)) if work.due and now in ("done-late", "overdue") else None,
        )
        for work in works
    ]
    return {group: _tallies(counted, group) for group in groups}


class _Counted(NamedTuple):
    """A task as it stood in the period and in the one before, how often it came back, and how late it was."""

    work: Work
    now: str | None
    before: str | None
    returned: int
    days_late: int | None


def _tallies(every: Iterable[_Counted], group: str) -> list[Tally]:
    by_name: dict[str, list[_Counted]] = {}
    for each in every:
        by_name.setdefault(each.work.groups[group] if group else "", []).append(each)
    tallies = [
        Tally(
            name,
            Counter(each.now for each in of_name if each.now),
            Counter(each.before for each in of_name if each.before),
            returned=sum(each.returned for each in of_name),
            days_late=tuple(each.days_late for each in of_name if each.days_late is not None),
        )
        for name, of_name in by_name.items()
    ]
    told = [tally for tally in tallies if tally.now or tally.before]
    return sorted(told, key=lambda tally: (-tally.now.total(), tally.name))


def standing_in(work: Work, start: date, end: date) -> str | None:
    """Which of the four counts a task belongs to; None where it was not under way, or was stopped."""
    if work.assigned > end or work.is_stopped or (work.ended and work.ended < start):
        return None
    late = work.due is not None and judged_on(work, end) > work.due
    if work.ended and work.ended <= end:
        return "done-late" if late else "done"
    return "overdue" if late else "open"


def judged_on(work: Work, end: date) -> date:
    """The day by which a task is in time or late: of the submission that stands, else of its end, else the last."""
    submitted = [day for day in work.submitted if day <= end]
    stands = len(submitted) > sum(day <= end for day in work.returned)
    return min(day for day in (submitted[-1] if stands else None, work.ended, end) if day)
