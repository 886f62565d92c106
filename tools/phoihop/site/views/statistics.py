"""Counts over the whole register: opinions by agency, field and month. No share without the count behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from phoihop.cases.model import Case
from phoihop.cases.opinions import OpinionRow, opinion_rows
from phoihop.site.publication import Publication


@dataclass(slots=True)
class Tally:
    """What was asked of one agency, in one field, or in one month; `days` are working days from request to opinion."""

    name: str
    asked: int = 0
    on_time: int = 0
    late: int = 0
    open: int = 0
    days: list[int] = field(default_factory=list)
    accepted: int = 0
    partly: int = 0
    declined: int = 0

    @property
    def settled(self) -> int:
        """Opinions that came, or whose deadline passed without one."""
        return self.on_time + self.late

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None


def view(publication: Publication) -> dict[str, Any]:
    rows = [(case, row) for case in publication.cases.values() for row in opinion_rows(case)]
    tables: dict[str, Callable[[Case, OpinionRow], str]] = {
        "agency": lambda case, row: row.obligation.debtor,
        "field": lambda case, row: case.assignment.field or "",
        "month": lambda case, row: f"{row.obligation.since:%Y-%m}",
    }
    return {key: _tallies(publication, rows, name) for key, name in tables.items()}


def _tallies(
    publication: Publication, rows: Iterable[tuple[Case, OpinionRow]], name: Callable[[Case, OpinionRow], str]
) -> list[Tally]:
    tallies: dict[str, Tally] = {}
    for case, row in rows:
        tally = tallies.setdefault(name(case, row), Tally(name(case, row)))
        owed = row.obligation
        tally.asked += 1
        tally.on_time += owed.status == "met"
        tally.late += owed.status in ("late", "overdue")
        tally.open += owed.outstanding
        if owed.discharged_on:
            tally.days.append(publication.register.calendar.between(owed.since, owed.discharged_on))
        for point in row.points:
            if point.point and point.view:
                tally.accepted += point.view.response == "accepted"
                tally.partly += point.view.response == "partly"
                tally.declined += point.view.response == "declined"
    return [tallies[key] for key in sorted(tallies)]
