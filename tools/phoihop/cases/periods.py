"""Periods that standing work is reported on: weeks (ISO 8601), months, quarters and years, by their codes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Frequency = Literal["week", "month", "quarter", "year"]

_CODE = re.compile(r"(\d{4})(?:-(W)(\d{2})|-(Q)([1-4])|-(\d{2}))?")
_MONTHS: dict[Frequency, int] = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its code (`2026-W07`, `2026-03`, `2026-Q1`, `2026`), its first day and its last."""

    code: str
    every: Frequency
    start: date
    end: date


def period_of(code: str) -> Period | None:
    """The period of a code; None where there is no such week or month."""
    match = _CODE.fullmatch(code)
    if match is None:
        return None
    year, week, of_year, quarter, number, month = match.groups()
    try:
        if week:
            start = date.fromisocalendar(int(year), int(of_year), 1)
            return Period(code, "week", start, start + timedelta(days=6))
        if quarter:
            return _of_months("quarter", date(int(year), 3 * int(number) - 2, 1))
        if month:
            return _of_months("month", date(int(year), int(month), 1))
        return _of_months("year", date(int(year), 1, 1))
    except (ValueError, OverflowError):
        return None


def periods_from(day: date, every: Frequency, until: date) -> Iterator[Period]:
    """The periods of a length, in order: the first begins on or after a day, the last ends by another."""
    period = _first(day, every)
    while period.end <= until:
        yield period
        period = _first(period.end + timedelta(days=1), every)


def period_with(day: date, every: Frequency) -> Period:
    """The period of a length that a day lies in."""
    if every == "week":
        return _first(day - timedelta(days=day.weekday()), every)
    return _of_months(every, date(day.year, (day.month - 1) // _MONTHS[every] * _MONTHS[every] + 1, 1))


def period_before(period: Period) -> Period:
    """The period of the same length that ends where this one begins."""
    return period_with(period.start - timedelta(days=1), period.every)


def _first(day: date, every: Frequency) -> Period:
    """The first period of a length that begins on or after a day."""
    if every == "week":
        start = day + timedelta(days=-day.weekday() % 7)
        year, week, _ = start.isocalendar()
        return Period(f"{year}-W{week:02}", "week", start, start + timedelta(days=6))
    start = day.replace(day=1)
    while start < day or (start.month - 1) % _MONTHS[every]:
        start = _next_month(start)
    return _of_months(every, start)


def _of_months(every: Frequency, start: date) -> Period:
    """The period of whole months that begins on the first day of one."""
    after = start
    for _ in range(_MONTHS[every]):
        after = _next_month(after)
    codes = {"month": f"-{start.month:02}", "quarter": f"-Q{start.month // 3 + 1}", "year": ""}
    return Period(f"{start.year}{codes[every]}", every, start, after - timedelta(days=1))


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
