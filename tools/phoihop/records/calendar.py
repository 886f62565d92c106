"""Working days: the unit of every deadline.

Saturdays and Sundays are off. Which other days are, and which of these are worked, the register says year by year
(`holidays.years`). Of a year that it has no calendar of, the country's public holidays count as the `holidays` library
knows them, with its swapped days; the register's own `off` and `worked` win over them, for the library's later years
are estimates, and another version of it may know better.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from phoihop.records.settings import Holidays

if TYPE_CHECKING:
    from holidays import HolidayBase

SATURDAY = 5
_ONE_DAY = timedelta(days=1)


class WorkingDays:
    """The working-day calendar of a register."""

    def __init__(self, settings: Holidays) -> None:
        self._country = settings.country
        self._off = frozenset(settings.off)
        self._worked = frozenset(settings.worked)
        self._settled = {year: (frozenset(each.off), frozenset(each.worked)) for year, each in settings.years.items()}
        self._years: dict[int, tuple[int, ...]] = {}
        self._days: dict[date, bool] = {}

    def confirms(self, year: int) -> bool:
        """Whether the register itself says which days of a year are worked, so that no library is asked."""
        return str(year) in self._settled

    def is_working(self, day: date) -> bool:
        """Whether `day` is a working day."""
        known = self._days.get(day)
        if known is None:
            known = self._days[day] = self._find_out(day)
        return known

    def _find_out(self, day: date) -> bool:
        if settled := self._settled.get(str(day.year)):
            off, worked = settled
            return day not in off and (day in worked or day.weekday() < SATURDAY)
        if day in self._off:
            return False
        if day in self._worked:
            return True
        off, worked = _known_of(self._country, day.year)
        return day in worked if day.weekday() >= SATURDAY else day not in off

    def between(self, start: date, end: date) -> int:
        """The number of working days w with start < w ≤ end; negative, counted the other way, where end < start."""
        if end < start:
            return -self.between(end, start)
        if start.year == end.year:
            year = self._year(start.year)
            return year[_ordinal(end)] - year[_ordinal(start)]
        first, last = self._year(start.year), self._year(end.year)
        whole_years = sum(self._year(year)[-1] for year in range(start.year + 1, end.year))
        return first[-1] - first[_ordinal(start)] + whole_years + last[_ordinal(end)]

    def add(self, day: date, count: int) -> date:
        """The working day that is `count` working days after `day`; `day` itself for 0. ValueError for less."""
        if count < 0:
            raise ValueError("a deadline lies ahead: count can't be negative")
        while count:
            day += _ONE_DAY
            count -= self.is_working(day)
        return day

    def _year(self, year: int) -> tuple[int, ...]:
        """How many of the first n days of a year are worked, for n = 0, 1, …"""
        if year not in self._years:
            days = range(date(year, 1, 1).toordinal(), date(year + 1, 1, 1).toordinal())
            worked = (self.is_working(date.fromordinal(day)) for day in days)
            self._years[year] = tuple(accumulate(worked, initial=0))
        return self._years[year]


def _ordinal(day: date) -> int:
    return day.timetuple().tm_yday


@cache
def _known_of(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """The holidays of a year and the weekend days that are worked, as the `holidays` library knows them; none of a
    country that it does not know, of which `check` tells.
    """
    # A Saturday worked in December may belong to the next year's list.
    known = _country(country)(years=(year, year + 1))
    return frozenset(known), frozenset(known.weekend_workdays)


@cache
def _country(code: str) -> "Callable[..., HolidayBase]":
    """The country's module is loaded by its place. By its name it would come with the package of all two hundred
    countries, which takes longer than most commands need in all; so does the library itself, hence the late import.
    """
    import holidays
    from holidays.registry import COUNTRIES

    for name, (entity, *codes) in COUNTRIES.items():
        if code in codes:
            place = Path(holidays.__file__).parent / "countries" / f"{name}.py"
            spec = spec_from_file_location(f"{__name__}.{name}", place) if place.is_file() else None
            if spec and spec.loader:
                module = module_from_spec(spec)
                spec.loader.exec_module(module)
                found: type[HolidayBase] = getattr(module, entity)
                return found
    return getattr(holidays, code) if knows_country(code) else holidays.HolidayBase


def knows_country(code: str) -> bool:
    """Whether the `holidays` library knows a country, by its two-letter code (ISO 3166-1)."""
    import holidays

    return code in holidays.list_supported_countries()
