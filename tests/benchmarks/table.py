"""The page of figures: every one of them written from the results of `make bench`, none by hand."""

import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.benchmarks.rows import ALONE, BARE, MKDOCS, SEARCH, SITE
from tests.benchmarks.timing import Took

PAGE = Path(__file__).parents[2] / "docs/development/benchmarks.md"
_FIGURES = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


class Result(msgspec.Struct, frozen=True):
    """One row at one size, and what the bare reading took in the same minutes. `note`: why a figure is lacking.

    `fetched` is in bytes, of the one row that measures no process.
    """

    tasks: int
    name: str
    took: Took = Took(0, 0)
    floor: Took = Took(0, 0)
    megabytes: float | None = None
    unfinished: bool = False
    note: str = ""
    fetched: int = 0

    @property
    def ratio(self) -> float:
        """By the clock, against the bare reading."""
        return self.took.seconds / self.floor.seconds if self.floor.seconds else 0

    @property
    def work(self) -> float:
        """Of the processor, against the bare reading: on how many cores does not matter, nor who else was at work."""
        return self.took.processor / self.floor.processor if self.floor.processor else 0

    @property
    def told(self) -> list[str]:
        """The figures of the row as the page has them."""
        if self.note or self.fetched:
            return [self.note or f"{self.fetched / 1000:.0f} kB", "", "", "", ""]
        more = "> " if self.unfinished else ""
        figures = (self.took.seconds, self.ratio, self.took.processor, self.work)
        memory = f"{self.megabytes:.0f}" if self.megabytes else ""
        return [*(f"{more}{figure:.2f}" for figure in figures), memory]


Results = dict[tuple[int, str], Result]


class Goal(msgspec.Struct, frozen=True):
    """What was aimed at: a measure of the results of all sizes, and the most it may be.

    What is waited for is measured by the clock, what is a matter of work alone of the processor. `unconverted` is what
    was measured here, where `measure` puts it into the seconds of the machine that the goal speaks of.
    """

    says: str
    most: float
    measure: Callable[[Results], float | None]
    unit: str = "×"
    unconverted: Callable[[Results], float | None] = lambda _: None


def _at_largest(results: Results, name: str, measure: Callable[[Result], float | None]) -> float | None:
    found = [each for each in results.values() if each.name == name and not each.note]
    return measure(max(found, key=lambda each: each.tasks)) if found else None


def _ratio(name: str) -> Callable[[Results], float | None]:
    return lambda results: _at_largest(results, name, lambda each: each.ratio)


def _in_seconds(says: str, most: float, name: str) -> Goal:
    """A goal in seconds by the clock, as they would be on the machine whose bare reading takes `A_RECORD`."""
    return Goal(
        says,
        most,
        lambda results: _at_largest(results, name, lambda each: each.ratio * A_RECORD * RECORDS_A_TASK * each.tasks),
        "s",
        lambda results: _at_largest(results, name, lambda each: each.took.seconds),
    )


def _memory(name: str) -> Callable[[Results], float | None]:
    return lambda results: _at_largest(results, name, lambda each: each.megabytes)


def _against(
    name: str,
    other: str,
    tasks: int | None = None,
    factor: float = 1,
    of: Callable[[Result], float] = lambda each: each.ratio,
) -> Callable[[Results], float | None]:
    """One row's ratio to the bare reading against another's, of one size, or of the largest that has both."""

    def measure(results: Results) -> float | None:
        sizes = [size for size, each in results if each == name and (size, other) in results]
        if not sizes or (tasks and tasks not in sizes):
            return None
        size = tasks or max(sizes)
        below = of(results[size, other])
        return of(results[size, name]) / below * factor if below else None

    return measure


def _growth(results: Results) -> float | None:
    """What a task costs at 10,000 tasks, against 1,000: 1 is linear."""
    small, large = results.get((1_000, "check, first time")), results.get((10_000, "check, first time"))
    return large.work / small.work if small and large and small.work else None


A_RECORD, RECORDS_A_TASK = 57e-6, 6
"""Seconds in which `yaml.load` reads a record on the quiet machine of two cores that all goals in seconds speak of: a
cold check of 60,000 records took 4.1 s on it, 1.2 times the bare reading."""

GOALS = (
    Goal("cold `check` against the bare reading in one process", 1, _ratio("check, first time")),
    _in_seconds("`check` with nothing changed, largest register", 0.5, "check, nothing changed"),
    _in_seconds("`check` with one document changed, largest register", 1, "check, one document changed"),
    Goal("peak memory of a cold `check`, largest register", 300, _memory("check, first time"), "MB"),
    Goal("work a task at 10,000 tasks against 1,000 (cold `check`)", 1.15, _growth),
    _in_seconds("`new`, one record, largest register", 0.3, "new progress"),
    _in_seconds("`todo` of an agency, largest register", 0.5, "todo AGENCY"),
    _in_seconds("site, largest register", 15, SITE),
    Goal("site, two processes against one, 1,000 tasks", 60, _against(SITE, ALONE, 1_000, 100), "%"),
    _in_seconds("site, nothing changed, largest register", 1, "site build, nothing changed"),
    Goal(
        "site after one changed document against a full build",
        10,
        _against("site build, one document changed", SITE, factor=100, of=lambda each: each.work),
        "%",
    ),
    Goal("peak memory of a site build, largest register", 300, _memory(SITE), "MB"),
    Goal("site against `mkdocs build` of the same tasks, 1,000 tasks", 33, _against(SITE, MKDOCS, 1_000, 100), "%"),
    _in_seconds("pre-commit hook on one document, largest register", 1, "pre-commit hook, one document"),
    _in_seconds("`phoihop --version`", 0.3, "--version"),
    _in_seconds("`todo` on the sample", 0.3, "todo, sample register"),
    Goal(
        "what a search fetches, largest site",
        500,
        lambda results: _at_largest(results, SEARCH, lambda each: each.fetched / 1000),
        "kB",
    ),
)


def page(results: Results) -> None:
    """Writes the figures into the page."""
    text = PAGE.read_text(encoding="utf-8")
    figures = "".join(f"{line}\n" for line in _figures(results))
    PAGE.write_text(_FIGURES.sub(lambda found: f"{found[1]}{figures}{found[2]}", text), encoding="utf-8")


def _figures(results: Results) -> Iterator[str]:
    yield f"\nMeasured on {machine()}.\n"
    for tasks in sorted({tasks for tasks, _ in results}):
        yield f"### {tasks:,} tasks\n"
        yield "| | by the clock, s | × bare | of the processor, s | × bare | peak memory, MB |"
        yield "|---|--:|--:|--:|--:|--:|"
        yield from (_row(each) for (size, _), each in results.items() if size == tasks)
        yield ""
    yield "### Goals\n"
    yield "| goal | at most | measured | on the goals' machine | |"
    yield "|---|--:|--:|--:|---|"
    for goal in GOALS:
        measured = goal.measure(results)
        if measured is not None:
            met = "met" if measured <= goal.most else "**missed**"
            here = goal.unconverted(results)
            figures = [f"{value:.2f} {goal.unit}" for value in ((measured,) if here is None else (here, measured))]
            told = " | ".join((*figures, "")[:2])
            yield f"| {goal.says} | {goal.most:g} {goal.unit} | {told} | {met} |"
    yield ""


def _row(result: Result) -> str:
    name = f"*{result.name}*" if result.name == BARE else result.name
    return f"| {' | '.join((name, *result.told))} |"


def machine() -> str:
    """The machine and the versions, as far as they matter."""
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        processor = next(line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return f"{processor}, {cores} cores, {platform.system()}, Python {platform.python_version()}"
