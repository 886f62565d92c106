"""The report on a month, quarter or year: the four counts by lead, field and leader, beside those of the period before.

The counts are those of `phoihop summary` (`documents.summary`).
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from phoihop.cases.periods import Frequency, Period, period_before, period_with, periods_from
from phoihop.documents.summary import COUNTS, GROUPS, Tally, Work, standing_in, summarized
from phoihop.language import Text
from phoihop.site.publication import Publication, overseer_page
from phoihop.words.days import period_named

MONTHS = 24
"""How many months can be chosen; quarters and years as far back as the register goes."""

Choices = list[tuple[str, list[tuple[str, Text]]]]
"""The periods to choose from, by year: each by its code, and what it is called within its year."""

LONGEST_LIST = 100
"""How many tasks are named that were late in a period; the counts are of all."""


@dataclass(frozen=True, slots=True)
class PeriodReport:
    """A period beside the one before, and by id the tasks that were under way in either."""

    period: Period
    before: Period
    today: date
    works: dict[str, Work]
    days_between: Callable[[date, date], int]

    def tallies(self) -> dict[str, list[Tally]]:
        """Those of every group."""
        return self._summarized(self.works.values(), GROUPS)

    def tally(self, tasks: Iterable[str]) -> Tally:
        """The counts of some tasks."""
        of_name = [self.works[id_] for id_ in tasks if id_ in self.works]
        return next(iter(self._summarized(of_name, [""])[""]), Tally("", Counter(), Counter()))

    def _summarized(self, works: Iterable[Work], groups: Iterable[str]) -> dict[str, list[Tally]]:
        return summarized(works, groups, self.period, self.before, self.today, self.days_between)

    def counted_as(self, code: str) -> list[str]:
        """The tasks of one of the four counts."""
        end = min(self.period.end, self.today)
        return [id_ for id_, work in self.works.items() if standing_in(work, self.period.start, end) == code]


def report_on(publication: Publication, period: Period) -> PeriodReport:
    before = period_before(period)
    works = {
        id_: work
        for id_, work in publication.works.items()
        if work.assigned <= period.end and not (work.ended and work.ended < before.start)
    }
    return PeriodReport(period, before, publication.today, works, publication.register.calendar.between)


def of_quarter(publication: Publication) -> PeriodReport:
    """The report on the quarter that is running."""
    return report_on(publication, period_with(publication.today, "quarter"))


def periods_counted(publication: Publication) -> list[Period]:
    """Every period that can be chosen, years before their quarters and months, the newest year first."""
    if not publication.works:
        return []
    first = min(work.assigned for work in publication.works.values())

    def each(every: Frequency) -> list[Period]:
        return list(periods_from(period_with(first, every).start, every, period_with(publication.today, every).end))

    found = [*each("year"), *each("quarter"), *each("month")[-MONTHS:]]
    return sorted(found, key=lambda period: -period.start.year)


def view(publication: Publication, report: PeriodReport, choices: Choices) -> dict[str, Any]:
    late = []
    for code in ("overdue", "done-late"):
        tasks = [publication.tasks[id_] for id_ in report.counted_as(code)]
        late.append((code, sorted(tasks, key=lambda task: (task.due or date.max, task.id))))
    tallies = report.tallies()
    return {
        "period": report.period,
        "name": period_named(report.period.code),
        "until": min(report.period.end, report.today),
        "running": report.period.end > report.today,
        "earlier": period_named(report.before.code),
        "counts": COUNTS,
        "all": tallies.pop(""),
        "groups": tallies,
        "late": [(code, tasks[:LONGEST_LIST], len(tasks)) for code, tasks in late if tasks],
        "choices": choices,
        "overseer_page": overseer_page,
    }


def choices_of(counted: Iterable[Period]) -> Choices:
    return [
        (str(year), [(period.code, _within_year(period)) for period in periods])
        for year, periods in groupby(counted, lambda period: period.start.year)
    ]


def _within_year(period: Period) -> Text:
    named = period_named(period.code)
    if period.every == "year":
        return Text("cả năm", "whole year")
    return Text(named.vi.partition("/")[0], named.en.rpartition(" ")[0])
