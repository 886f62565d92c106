"""The page of figures: every one of them written from the results of `make bench`, none by hand."""

import os
import platform
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from tests.benchmarks.rows import BARE, SEARCH

PAGE = Path(__file__).parents[2] / "docs/development/benchmarks.md"
_FIGURES = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


class Result(msgspec.Struct, frozen=True):
    """One row at one size. `bare` is what the bare reading cost in the same run; `note`: why a figure is lacking.

    `fetched` is in bytes, of the one row that measures no process.
    """

    tasks: int
    name: str
    seconds: float = 0
    megabytes: float | None = None
    bare: float = 0
    unfinished: bool = False
    note: str = ""
    fetched: int = 0

    @property
    def ratio(self) -> float:
        return self.seconds / self.bare if self.bare else 0


class Goal(msgspec.Struct, frozen=True):
    """What was aimed at: a measure of the results of all sizes, and the most it may be."""

    says: str
    most: float
    measure: Callable[["Results"], float | None]
    unit: str = "×"


Results = dict[tuple[int, str], Result]


def _ratio(name: str) -> Callable[[Results], float | None]:
    return lambda results: _at_largest(results, name, lambda each: each.ratio)


def _at_largest(results: Results, name: str, measure: Callable[[Result], float | None]) -> float | None:
    found = [each for each in results.values() if each.name == name and not each.note]
    return measure(max(found, key=lambda each: each.tasks)) if found else None


def _growth(results: Results) -> float | None:
    """Seconds a task at 10,000 tasks, against seconds a task at 1,000: 1 is linear."""
    small, large = results.get((1_000, "check, first time")), results.get((10_000, "check, first time"))
    return (large.ratio / small.ratio) if small and large else None


def _site_to_mkdocs(results: Results) -> float | None:
    return _at_largest(
        results,
        "site build, first time",
        lambda site: (
            other.seconds / site.seconds
            if (other := results.get((site.tasks, "mkdocs build, same tasks as Markdown"))) and other.seconds
            else None
        ),
    )


def _site_again(results: Results) -> float | None:
    return _at_largest(
        results,
        "site build, one document changed",
        lambda again: again.seconds / results[again.tasks, "site build, first time"].seconds * 100,
    )


GOALS = (
    Goal("cold `check` against the bare reading in one process", 1.5, _ratio("check, first time")),
    Goal("`check` with nothing changed, against the bare reading", 0.2, _ratio("check, nothing changed")),
    Goal("`check` with one document changed, against the bare reading", 0.2, _ratio("check, one document changed")),
    Goal(
        "`check` with one document changed, largest register",
        1,
        lambda results: _at_largest(results, "check, one document changed", lambda each: each.seconds),
        "s",
    ),
    Goal(
        "peak memory of a cold `check`, largest register",
        300,
        lambda results: _at_largest(results, "check, first time", lambda each: each.megabytes),
        "MB",
    ),
    Goal("cost a task at 10,000 tasks against 1,000 (cold `check`, both as ratios to the bare reading)", 1.15, _growth),
    Goal(
        "site, time a task",
        5,
        lambda results: _at_largest(results, "site build, first time", lambda each: each.seconds * 1000 / each.tasks),
        "ms",
    ),
    Goal("site after one changed document, share of a full build", 5, _site_again, "%"),
    Goal(
        "pre-commit hook on one document, largest register",
        1,
        lambda results: _at_largest(results, "pre-commit hook, one document", lambda each: each.seconds),
        "s",
    ),
    Goal("`phoihop --version`", 0.3, lambda results: _at_largest(results, "--version", lambda each: each.seconds), "s"),
    Goal(
        "`todo` on the sample",
        0.3,
        lambda results: _at_largest(results, "todo, sample register", lambda each: each.seconds),
        "s",
    ),
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
        yield "| | median, s | × bare reading | peak memory, MB |"
        yield "|---|--:|--:|--:|"
        yield from (_row(each) for (size, _), each in results.items() if size == tasks)
        yield ""
    yield "### Goals\n"
    yield "| goal | at most | measured | |"
    yield "|---|--:|--:|---|"
    for goal in GOALS:
        measured = goal.measure(results)
        if measured is not None:
            met = "met" if measured <= goal.most else "**missed**"
            yield f"| {goal.says} | {goal.most:g} {goal.unit} | {measured:.2f} {goal.unit} | {met} |"
    if (faster := _site_to_mkdocs(results)) is not None:
        met = "met" if faster >= 3 else "**missed**"
        yield f"| `mkdocs build` of the same tasks against the site (at least) | 3 × | {faster:.2f} × | {met} |"
    yield ""


def _row(result: Result) -> str:
    name = f"*{result.name}*" if result.name == BARE else result.name
    if result.note:
        return f"| {name} | {result.note} | | |"
    if result.fetched:
        return f"| {name} | {result.fetched / 1000:.0f} kB | | |"
    more = "> " if result.unfinished else ""
    memory = f"{result.megabytes:.0f}" if result.megabytes else ""
    return f"| {name} | {more}{result.seconds:.2f} | {more}{result.ratio:.2f} | {memory} |"


def machine() -> str:
    """The machine and the versions, as far as they matter."""
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        processor = next(line.partition(":")[2].strip() for line in info.splitlines() if line.startswith("model name"))
    except (OSError, StopIteration):
        processor = platform.processor() or platform.machine()
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count()
    return f"{processor}, {cores} cores, {platform.system()}, Python {platform.python_version()}"
