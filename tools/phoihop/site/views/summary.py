"""The four counts of a quarter, by lead and by field, beside those of the quarter before.

Of the tasks that were under way in a quarter: completed in time or late in it, or at its end still to be done, in time
or overdue. A task's deadline is the one that it has today.
"""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from phoihop.documents.tables import TaskLine
from phoihop.site.columns import quarter_of
from phoihop.site.publication import Publication
from phoihop.words.days import quarter_named

COUNTS = ("done", "done-late", "open", "overdue")


class Line(NamedTuple):
    """One lead or field, "" for all: its counts in this quarter, and in the one before."""

    name: str
    now: Counter[str]
    before: Counter[str]


def view(publication: Publication) -> dict[str, Any]:
    start = _start_of_quarter(publication.today)
    before = start - timedelta(days=1)
    periods = ((start, publication.today), (_start_of_quarter(before), before))
    tables: dict[str, Callable[[TaskLine], str]] = {
        "all": lambda task: "",
        "lead": lambda task: task.lead or "",
        "field": lambda task: task.field or "",
    }
    submitted = {task: _submitted_on(publication, task) for task in publication.tasks}
    return {
        "quarter": quarter_named(quarter_of(publication.today)),
        "earlier": quarter_named(quarter_of(before)),
        "counts": COUNTS,
        **{name: _lines(publication, periods, submitted, key) for name, key in tables.items()},
    }


def _lines(
    publication: Publication,
    periods: tuple[tuple[date, date], ...],
    submitted: dict[str, date | None],
    key: Callable[[TaskLine], str],
) -> list[Line]:
    lines: dict[str, Line] = {}
    for task in publication.tasks.values():
        line = lines.setdefault(key(task), Line(key(task), Counter(), Counter()))
        for (start, end), counts in zip(periods, line[1:], strict=True):
            if standing := standing_in(task, submitted[task.id], start, end):
                counts[standing] += 1
    told = [line for line in lines.values() if line.now or line.before]
    return sorted(told, key=lambda line: (-line.now.total(), line.name))


def standing_in(task: TaskLine, submitted: date | None, start: date, end: date) -> str | None:
    """Which of the four counts a task belongs to in a period; None where it was not under way, or was stopped."""
    if task.date > end or task.stage == "withdrawn" or (task.ended and task.ended < start):
        return None
    done = task.ended and task.ended <= end
    # What was submitted is judged by that day; what was not, by the day on which it ended, or the period did.
    by = min(day for day in (submitted, task.ended, end) if day)
    late = task.due is not None and by > task.due
    if done:
        return "done-late" if late else "done"
    return "overdue" if late else "open"


def _submitted_on(publication: Publication, task: str) -> date | None:
    """The day of the newest submission."""
    days = [debt.line.discharged_on for debt in publication.rows[task].debts if debt.line.kind == "submission"]
    return max((day for day in days if day), default=None)


def _start_of_quarter(day: date) -> date:
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
