"""Counts over the whole register: opinions by agency, field and month. No share without the count behind it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Any, NamedTuple

from phoihop.site.charts import Chart, Period, on_time_chart
from phoihop.site.columns import OUTSTANDING
from phoihop.site.publication import Publication
from phoihop.site.rows import Asked, Debt
from phoihop.wording import gettext_for


class Lateness(NamedTuple):
    """How often something was late, and by how many working days: in the middle, and at the most."""

    times: int
    median: float | None
    most: int | None


def lateness(days: Iterable[int | None]) -> Lateness:
    """Of some obligations, each with its working days late; None where it was kept."""
    late = [each for each in days if each is not None]
    return Lateness(len(late), median(late) if late else None, max(late, default=None))


@dataclass(slots=True)
class Tally:
    """What was asked of one agency, in one field, or in one month; `days` are working days from request to opinion."""

    name: str
    asked: int = 0
    on_time: int = 0
    late: int = 0
    open: int = 0
    days: list[int] = field(default_factory=list)
    days_late: list[int | None] = field(default_factory=list)
    accepted: int = 0
    partly: int = 0
    declined: int = 0

    @property
    def settled(self) -> int:
        """Opinions that came, or whose deadline passed without one."""
        return self.on_time + self.late

    @property
    def lateness(self) -> "Lateness":
        return lateness(self.days_late)

    @property
    def median_days(self) -> float | None:
        return median(self.days) if self.days else None


LONGEST_CHART = 24
"""How many months the chart shows; the table beside it has them all."""

BOUND = ("authority", "department", "commune")
"""The kinds of agencies that the directive binds; what others answer is told apart (§3)."""


@dataclass(frozen=True, slots=True)
class Punctual:
    """What one agency, or all of them, did on time of all that was settled, of one kind of obligation or of all."""

    name: str
    settled: int
    met: int
    lateness: Lateness


def _punctual(name: str, debts: Sequence[Debt]) -> Punctual:
    met = sum(debt.line.status == "met" for debt in debts)
    return Punctual(name, len(debts), met, lateness([debt.line.days_late for debt in debts]))


def is_bound(publication: Publication, agency: str) -> bool:
    """Whether the directive binds an agency; other bodies are bound where they may lead tasks."""
    record = publication.register.agencies.get(agency)
    return record is not None and (record.kind in BOUND or record.may_lead == "true")


def _by_agency(publication: Publication, kind: str) -> list[list[Punctual]]:
    """Who was how punctual with a kind of obligation ("": with all): those whom the directive binds, then others.

    Most often late first.
    """
    rows = [
        _punctual(agency, of_kind)
        for agency, debts in publication.settled_by_debtor.items()
        if (of_kind := [debt for debt in debts if kind in ("", debt.line.kind)])
    ]
    rows.sort(key=lambda row: (-row.lateness.times, -row.settled, row.name))
    return [[row for row in rows if is_bound(publication, row.name) is bound] for bound in (True, False)]


def _by_kind(publication: Publication) -> list[Punctual]:
    """How punctual all were with each kind of obligation that occurs, the most frequent first."""
    kinds: dict[str, list[Debt]] = {}
    for debts in publication.settled_by_debtor.values():
        for debt in debts:
            kinds.setdefault(debt.line.kind, []).append(debt)
    rows = [_punctual(kind, debts) for kind, debts in kinds.items()]
    return sorted(rows, key=lambda row: (-row.settled, row.name))


def view(publication: Publication) -> dict[str, Any]:
    """The tables, each in its order: agencies and fields by how often they were asked, months the newest first.

    Before those of opinions stand the tables of everything that was owed, kind by kind.
    """
    rows = publication.opinions
    tables: dict[str, Callable[[Asked], str]] = {
        "agency": lambda asked: asked.debt.line.debtor,
        "field": lambda asked: asked.task.field or "",
        "month": lambda asked: f"{asked.debt.line.since:%Y-%m}",
    }
    tallies = {key: _tallies(publication, rows, name) for key, name in tables.items()}
    for key in ("agency", "field"):
        tallies[key].sort(key=lambda tally: (-tally.asked, tally.name))
    chart = _chart(publication, tallies["month"][-LONGEST_CHART:])
    tallies["month"].reverse()
    years = [(year, list(months)) for year, months in groupby(tallies["month"], lambda month: month.name[:4])]
    kinds = _by_kind(publication)
    return {
        "bound": [tally for tally in tallies["agency"] if is_bound(publication, tally.name)],
        "others": [tally for tally in tallies["agency"] if not is_bound(publication, tally.name)],
        "field": tallies["field"],
        "years": years,
        "chart": chart,
        "everything": _by_agency(publication, ""),
        "kinds": [(row, _by_agency(publication, row.name)) for row in kinds],
    }


def _chart(publication: Publication, months: Iterable[Tally]) -> Chart | None:
    translations = gettext_for("site", publication.language)
    told = translations.gettext("%(period)s: %(met)s on time of %(due)s")
    periods = []
    for month in months:
        name = f"{int(month.name[5:])}/{month.name[:4]}"
        sentence = told % {"period": name, "met": month.on_time, "due": month.settled}
        periods.append(Period(name, sentence, month.settled, month.on_time))
    return on_time_chart(translations.gettext("Opinions on time, by month of the request"), periods)


def _tallies(publication: Publication, rows: Iterable[Asked], name: Callable[[Asked], str]) -> list[Tally]:
    tallies: dict[str, Tally] = {}
    for asked in rows:
        tally = tallies.setdefault(name(asked), Tally(name(asked)))
        owed = asked.debt.line
        tally.asked += 1
        tally.on_time += owed.status == "met"
        tally.late += owed.status in ("late", "overdue")
        tally.days_late.append(owed.days_late)
        tally.open += asked.debt.standing in OUTSTANDING
        if owed.discharged_on:
            tally.days.append(publication.register.calendar.between(owed.since, owed.discharged_on))
        accepted, partly, declined = asked.responses
        tally.accepted += accepted
        tally.partly += partly
        tally.declined += declined
    return [tallies[key] for key in sorted(tallies)]
