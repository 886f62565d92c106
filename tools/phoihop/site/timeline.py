"""A task against the calendar: its stages, who was waited for how long, the steps of its plan, and its deadlines.

Only geometry and sums are worked out here, with words for what a bar is; the template draws it, and says the same in
tables.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from phoihop.cases.model import Case, Obligation
from phoihop.cases.stages import Span, stages_of
from phoihop.site.publication import gathered

LEFT, WIDTH, TOP, LANE, GAP = 132, 620, 24, 13, 7
MOST_TICKS = 13
MOST_STEPS = 20
"""How many steps of a plan are drawn; the obligations list them all."""


class Bar(NamedTuple):
    """`shade` is a stage, or how a wait went: `done`, `late`, `open` (still to come). `words` fit into it."""

    x: float
    width: float
    lane: int
    shade: str
    told: str
    words: str = ""


class BarRow(NamedTuple):
    """The bars of one line; `kind` says what its name names: the stages, an agency, or a step of the plan."""

    kind: str
    name: str
    told: str
    y: int
    height: int
    bars: tuple[Bar, ...]


class DayLine(NamedTuple):
    """A day across all rows: a deadline that was moved away (`left`), the one that holds (`due`), or `today`."""

    kind: str
    x: float
    day: date


class Wait(NamedTuple):
    """How often one agency was waited for, for how many working days in all, and how many of them were late."""

    agency: str
    times: int
    days: int
    late: int


class Deadline(NamedTuple):
    """A deadline of the task, and with which document it was set (`task`: the assignment)."""

    day: date
    since: date
    by: str


@dataclass(frozen=True, slots=True)
class Timeline:
    rows: tuple[BarRow, ...]
    lines: tuple[DayLine, ...]
    ticks: tuple[tuple[float, date], ...]
    still: tuple[tuple[float, float], ...]
    """Where the task was suspended: from where, and how wide."""
    height: int
    stages: tuple[tuple[Span, int], ...]
    """Each stage with the working days that it took, or has taken."""
    waits: tuple[Wait, ...]
    deadlines: tuple[Deadline, ...]


def timeline(case: Case, stage_words: Callable[[str], str], owed_told: Callable[[Obligation], str]) -> Timeline:
    """The timeline of a task; `owed_told` says what an obligation asked for, and when."""
    spans = stages_of(case)
    between = case.course.register.calendar.between
    last = case.ended_on or case.today
    waited = [owed for owed in case.obligations if owed.kind not in ("urging", "submission", "step")]
    steps = [owed for owed in case.obligations if owed.kind == "step"][:MOST_STEPS]
    to_come = () if case.ended_on else (case.due, *(owed.due for owed in (*waited, *steps) if owed.outstanding))
    scale = Scale(case.assignment.date, max(day for day in (last, *to_come) if day))
    rows: list[BarRow] = []
    y = TOP

    def add(kind: str, name: str, told: str, bars: Iterable[Bar]) -> None:
        nonlocal y
        drawn = tuple(bars)
        height = LANE * (1 + max((bar.lane for bar in drawn), default=0))
        rows.append(BarRow(kind, name, told, y, height, drawn))
        y += height + GAP

    add("stages", "", "", _stage_bars(spans, scale, last, stage_words))
    by_agency = gathered((owed.debtor, owed) for owed in sorted(waited, key=lambda owed: owed.since))
    for agency, of_agency in by_agency.items():
        add("agency", agency, "", _bars(of_agency, scale, last, owed_told))
    for owed in steps:
        add("step", owed.debtor, case.step_of(owed), _bars([owed], scale, last, owed_told))
    deadlines = _deadlines(case)
    return Timeline(
        tuple(rows),
        tuple(_lines(case, scale, deadlines)),
        tuple((scale.x(day), day) for day in scale.ticks()),
        tuple((scale.x(start), scale.width(start, end or last)) for start, end in case.course.suspensions),
        y + 4,
        tuple((span, between(span.start, span.end or last)) for span in spans),
        tuple(
            Wait(
                agency,
                len(of_agency),
                sum(between(owed.since, _closed(owed, last)) for owed in of_agency),
                sum(owed.days_late or 0 for owed in of_agency),
            )
            for agency, of_agency in by_agency.items()
        ),
        deadlines,
    )


class Scale:
    """Days as places in the picture, from the assignment to the last day in it."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, max(last, first + timedelta(days=7))
        self.days = (self.last - self.first).days

    def x(self, day: date) -> float:
        return round(LEFT + WIDTH * (day - self.first).days / self.days, 1)

    def width(self, start: date, end: date) -> float:
        return round(max(self.x(end) - self.x(start), 2), 1)

    def ticks(self) -> Iterator[date]:
        """The first days of months, or of every so many that there is room for their names."""
        first, last = self.first, self.last
        months = (last.year - first.year) * 12 + last.month - first.month
        apart = next((each for each in (1, 2, 3, 6, 12, 24) if months // each < MOST_TICKS), 60)
        for month in range(1, months + 1):
            of_year = first.month - 1 + month
            day = date(first.year + of_year // 12, of_year % 12 + 1, 1)
            if (day.year * 12 + day.month - 1) % apart == 0:
                yield day


def _stage_bars(spans: Iterable[Span], scale: Scale, last: date, words: Callable[[str], str]) -> Iterator[Bar]:
    for span in spans:
        width = scale.width(span.start, span.end or last)
        told = words(span.stage)
        # About as wide as a letter is in the picture.
        yield Bar(scale.x(span.start), width, 0, f"stage-{span.stage}", told, told if width > 5.6 * len(told) else "")


def _bars(owed: Iterable[Obligation], scale: Scale, last: date, told: Callable[[Obligation], str]) -> Iterator[Bar]:
    """Bars side by side or, where they lie at one time, below one another."""
    free: list[float] = []
    for each in sorted(owed, key=lambda each: each.since):
        pieces = list(_pieces(each, last))
        start, end = scale.x(pieces[0][0]), max(scale.x(piece[1]) for piece in pieces)
        lane = next((place for place, until in enumerate(free) if until <= start), len(free))
        free[lane : lane + 1] = [max(end, start + 2)]
        words = told(each)
        for begin, finish, shade in pieces:
            yield Bar(scale.x(begin), scale.width(begin, finish), lane, shade, words)


def _pieces(owed: Obligation, last: date) -> Iterator[tuple[date, date, str]]:
    """From when to when an obligation was in time, late, and is still to come."""
    end = _closed(owed, last)
    due = owed.due or end
    yield owed.since, min(end, due), "done"
    if end > due:
        yield max(due, owed.since), end, "late"
    elif owed.outstanding and due > end:
        yield end, due, "open"


def _closed(owed: Obligation, last: date) -> date:
    return max(owed.discharged_on or owed.ended_on or last, owed.since)


def _deadlines(case: Case) -> tuple[Deadline, ...]:
    """The deadlines that the task has had, each other than the one before."""
    set_days = (Deadline(tenure.due, tenure.since, tenure.by) for tenure in case.tenures if tenure.due)
    return tuple(next(same) for _, same in groupby(set_days, lambda each: each.day))


def _lines(case: Case, scale: Scale, deadlines: Iterable[Deadline]) -> Iterator[DayLine]:
    for each in deadlines:
        if each.day != case.due and scale.first <= each.day <= scale.last:
            yield DayLine("left", scale.x(each.day), each.day)
    if case.due and scale.first <= case.due <= scale.last:
        yield DayLine("due", scale.x(case.due), case.due)
    if case.ended_on is None:
        yield DayLine("today", scale.x(case.today), case.today)
