"""Counts over the whole register: opinions by agency, field and month. No share without the count behind it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import groupby
from statistics import median
from typing import Any, NamedTuple

from markupsafe import Markup

from phoihop.site.charts import Period, on_time_chart
from phoihop.site.columns import OUTSTANDING
from phoihop.site.publication import Publication
from phoihop.site.rows import Asked
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


LONGEST_CHART = 36
"""How many months the chart shows; the table beside it has them all."""


def view(publication: Publication) -> dict[str, Any]:
    """The tables, each in its order: agencies and fields by how often they were asked, months the newest first."""
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
    return {**tallies, "years": years, "chart": chart}


def _chart(publication: Publication, months: Iterable[Tally]) -> Markup | None:
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
