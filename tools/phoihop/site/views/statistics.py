"""Counts over the whole register: opinions by agency, field and month. No share without the count behind it."""

from collections.abc import Callable, Iterable
from itertools import groupby
from statistics import median
from typing import Any, NamedTuple

from phoihop.site.charts import Chart, ChartPeriod, on_time_chart
from phoihop.site.columns import OUTSTANDING
from phoihop.site.publication import Publication, gathered
from phoihop.site.rows import Asked, DebtRow
from phoihop.wording import gettext_for

LONGEST_CHART = 24
"""How many months the chart shows; the table beside it has them all."""

BOUND = ("authority", "department", "commune")
"""The kinds of agencies that the directive binds; what others answer is told apart (§3)."""


class Punctual(NamedTuple):
    """How much of what was owed was done on time: `met` of all that was `settled`.

    What was late was so by working days: in the `median`, and at the `most`.
    """

    name: str
    settled: int
    met: int
    late: int
    median: float | None
    most: int | None


def punctual(name: str, debts: Iterable[DebtRow]) -> Punctual:
    """Of some debts, those that are not settled left aside."""
    settled = [debt.line for debt in debts if debt.is_settled]
    late = [line.days_late for line in settled if line.days_late is not None]
    met = sum(line.status == "met" for line in settled)
    return Punctual(name, len(settled), met, len(late), median(late) if late else None, max(late, default=None))


def median_taken(publication: Publication, debts: Iterable[DebtRow]) -> float | None:
    """The median working days from the arising of some debts to their discharge; None where none was discharged."""
    between = publication.register.calendar.between
    taken = [between(debt.line.since, debt.line.discharged_on) for debt in debts if debt.line.discharged_on]
    return median(taken) if taken else None


def is_bound(publication: Publication, agency: str) -> bool:
    """Whether the directive binds an agency; other bodies are bound where they may lead tasks."""
    record = publication.register.agencies.get(agency)
    return record is not None and (record.kind in BOUND or record.may_lead == "true")


def punctual_agencies(publication: Publication, kind: str) -> list[Punctual]:
    """Who was how punctual with a kind of obligation; "": with all."""
    debts = publication.settled_by_debtor.items()
    each = (punctual(agency, [debt for debt in owed if kind in ("", debt.line.kind)]) for agency, owed in debts)
    return [row for row in each if row.settled]


def _by_agency(publication: Publication, kind: str) -> list[list[Punctual]]:
    """Those whom the directive binds, then others; most often late first."""
    rows = sorted(punctual_agencies(publication, kind), key=lambda row: (-row.late, -row.settled, row.name))
    return [[row for row in rows if is_bound(publication, row.name) is bound] for bound in (True, False)]


class OpinionTally(NamedTuple):
    """What was asked of one agency, in one field, or in one month; `responses` are as those of `Asked`."""

    punctual: Punctual
    asked: int
    open: int
    median_days: float | None
    responses: tuple[int, ...]

    @property
    def name(self) -> str:
        return self.punctual.name


def view(publication: Publication) -> dict[str, Any]:
    """The tables, each in its order: agencies and fields by how often they were asked, months the newest first.

    Before those of opinions stand the tables of everything that was owed, kind by kind.
    """
    agencies = _tallies(publication, lambda asked: asked.debt.line.debtor)
    fields = _tallies(publication, lambda asked: asked.task.field or "-")
    months = _tallies(publication, lambda asked: f"{asked.debt.line.since:%Y-%m}")
    for tallies in (agencies, fields):
        tallies.sort(key=lambda tally: (-tally.asked, tally.name))
    kinds = gathered((debt.line.kind, debt) for debts in publication.settled_by_debtor.values() for debt in debts)
    rows = sorted((punctual(*each) for each in kinds.items()), key=lambda row: (-row.settled, row.name))
    newest_first = groupby(reversed(months), lambda month: month.name[:4])
    return {
        "bound": [tally for tally in agencies if is_bound(publication, tally.name)],
        "others": [tally for tally in agencies if not is_bound(publication, tally.name)],
        "field": fields,
        "years": [(year, list(of_year)) for year, of_year in newest_first],
        "chart": _chart(publication, months[-LONGEST_CHART:]),
        "everything": _by_agency(publication, ""),
        "kinds": [(row, _by_agency(publication, row.name)) for row in rows],
    }


def _chart(publication: Publication, months: Iterable[OpinionTally]) -> Chart | None:
    named = ((f"{int(month.name[5:])}/{month.name[:4]}", month.punctual) for month in months)
    periods = [ChartPeriod(name, name, month.settled, month.met) for name, month in named]
    title = gettext_for("site", publication.language).gettext("Opinions on time, by month of the request")
    return on_time_chart(title, periods, publication.language)


def _tallies(publication: Publication, name: Callable[[Asked], str]) -> list[OpinionTally]:
    """The opinions asked for, by what `name` says of each, in the order of names."""
    return [
        OpinionTally(
            punctual(key, [asked.debt for asked in rows]),
            len(rows),
            sum(asked.debt.standing in OUTSTANDING for asked in rows),
            median_taken(publication, [asked.debt for asked in rows]),
            tuple(map(sum, zip(*(asked.responses for asked in rows), strict=True))),
        )
        for key, rows in sorted(gathered((name(asked), asked) for asked in publication.opinions).items())
    ]
