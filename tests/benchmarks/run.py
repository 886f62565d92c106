"""`make bench`: measures registers of several sizes and writes docs/development/benchmarks.md.

What was measured stays in the folder of the run; a run that was broken off goes on where it was. A short run:
`python -m tests.benchmarks.run --tasks 100 --runs 1`.
"""

import argparse
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import msgspec
from playwright.sync_api import Error as PlaywrightError

from tests.benchmarks.rows import BARE, SEARCH, CanNotBeHad, Place, rows, tools_in
from tests.benchmarks.searching import fetched_by_a_search
from tests.benchmarks.table import Result, Results, page
from tests.benchmarks.timing import cost

SETTLES_IN = 3.0
"""Seconds after which a register's times can be trusted, so that results of its files are kept."""


def measure(folder: Path, tasks: int, options: argparse.Namespace, known: Results) -> Iterator[Result]:
    """The rows of one size that are not yet known."""
    place = Place(folder / str(tasks), tasks)
    wanted = rows(place, partial(tools_in, folder / "tools"), options.site_limit)
    bare = 0.0
    for name, row_of in wanted.items():
        if (options.only and options.only not in name and name != BARE) or ((tasks, name) in known and name != BARE):
            continue
        try:
            row = row_of()
            if tasks > row.limit:
                continue
            time.sleep(SETTLES_IN)
            took = cost(
                row.command,
                cwd=row.cwd,
                env=place.environment,
                runs=options.runs,
                limit=options.limit,
                before=row.before,
            )
        except (CanNotBeHad, RuntimeError) as error:
            yield Result(tasks, name, note=f"not measured: {error}".replace("\n", " ").replace("|", "/")[:150])
            continue
        bare = took.seconds if name == BARE else bare
        yield Result(tasks, name, took.seconds, took.megabytes, bare, took.unfinished)
    if tasks <= options.site_limit and options.only in SEARCH and (tasks, SEARCH) not in known:
        try:
            yield Result(tasks, SEARCH, fetched=fetched_by_a_search(place.site))
        except PlaywrightError as error:
            yield Result(tasks, SEARCH, note=f"not measured: {error.message.splitlines()[0]}".replace("|", "/")[:150])


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"), help="where registers are generated")
    parser.add_argument("--tasks", type=int, nargs="+", default=[100, 1_000, 10_000], help="sizes of registers")
    parser.add_argument("--runs", type=int, default=3, help="runs of each command; the median counts")
    parser.add_argument("--limit", type=float, default=900, help="seconds after which a run is stopped")
    parser.add_argument("--site-limit", type=int, default=10_000, help="tasks up to which sites are built")
    parser.add_argument("--only", default="", help="only rows whose name contains this")
    parser.add_argument("--again", action="store_true", help="forget what earlier runs measured")
    parser.add_argument("--no-page", action="store_true", help="leave docs/ alone")
    options = parser.parse_args(arguments)
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "results.json"
    results: Results = {}
    if file.exists() and not options.again:
        known = msgspec.json.decode(file.read_bytes(), type=list[Result])
        results = {(each.tasks, each.name): each for each in known}
    for tasks in options.tasks:
        for result in measure(folder, tasks, options, results):
            results[tasks, result.name] = result
            figures = f"{result.seconds:.2f} s, {result.ratio:.2f} × bare, {result.megabytes or 0:.0f} MB"
            figures = result.note or (f"{result.fetched / 1000:.0f} kB" if result.fetched else figures)
            print(f"{tasks:>6} tasks  {result.name:<40} {figures}", flush=True)
            file.write_bytes(msgspec.json.encode(list(results.values())))
    if not options.no_page:
        page(results)


if __name__ == "__main__":
    main()
