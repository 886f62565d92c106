"""Working days: the country's holidays, the register's own days, and counting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phoihop.records.calendar import WorkingDays
from phoihop.records.settings import Holidays

VIETNAM = WorkingDays(Holidays())
days = st.dates(date(2015, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "working"),
    [
        ("2021-02-09", True),
        ("2021-02-10", False),
        ("2021-02-16", False),
        ("2021-02-17", True),
        ("2021-04-21", False),
        ("2021-04-30", False),
        ("2021-05-03", False),
        ("2021-09-03", False),
        ("2021-03-13", False),
        ("2024-05-04", True),
        ("2019-01-05", True),
    ],
)
def test_the_holidays_of_vietnam_and_their_swapped_days(day: str, working: bool) -> None:
    assert VIETNAM.is_working(date.fromisoformat(day)) is working


def test_swapped_days_are_known_whichever_year_was_asked_for_before() -> None:
    calendar = WorkingDays(Holidays())
    assert calendar.is_working(date(2024, 5, 4))
    assert WorkingDays(Holidays()).is_working(date(2014, 12, 27))


def test_the_registers_own_days_win() -> None:
    calendar = WorkingDays(Holidays(off=(date(2021, 3, 9),), worked=(date(2021, 3, 13), date(2021, 4, 30))))
    assert not calendar.is_working(date(2021, 3, 9))
    assert calendar.is_working(date(2021, 3, 13))
    assert calendar.is_working(date(2021, 4, 30))
    assert calendar.between(date(2021, 3, 8), date(2021, 3, 15)) == 5


def test_within_n_is_n_working_days_after_the_day_itself() -> None:
    assert VIETNAM.add(date(2021, 2, 8), 2) == date(2021, 2, 17)
    assert VIETNAM.add(date(2021, 3, 8), 0) == date(2021, 3, 8)
    with pytest.raises(ValueError, match="negative"):
        VIETNAM.add(date(2021, 3, 8), -1)


@given(start=days, count=st.integers(0, 300))
def test_adding_and_counting_agree(start: date, count: int) -> None:
    end = VIETNAM.add(start, count)
    assert VIETNAM.between(start, end) == count
    assert count == 0 or VIETNAM.is_working(end)


@given(a=days, b=days, c=days)
def test_counts_add_up_and_turn_round(a: date, b: date, c: date) -> None:
    assert VIETNAM.between(a, b) + VIETNAM.between(b, c) == VIETNAM.between(a, c)
    assert VIETNAM.between(a, b) == -VIETNAM.between(b, a)


@given(start=days, length=st.integers(0, 800))
def test_counting_is_looking_at_each_day(start: date, length: int) -> None:
    each = (start + timedelta(days=number) for number in range(1, length + 1))
    assert VIETNAM.between(start, start + timedelta(days=length)) == sum(map(VIETNAM.is_working, each))
