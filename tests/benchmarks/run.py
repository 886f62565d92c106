"""`make bench`: measures registers of several sizes and writes docs/development/benchmarks.md.

A run that was broken off, or had no time left, goes on where it was. A short one:
`python -m tests.benchmarks.run --tasks 100 --runs 1`.
"""

import argparse
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from playwright.sync_api import Error as PlaywrightError

from tests.benchmarks.rows import SEARCH, CanNotBeHad, Place, rows, tools_in
from tests.benchmarks.searching import fetched_by_a_search
from tests.benchmarks.table import Result, Results, page
from tests.benchmarks.timing import cost

NO_TIME = "no time left; run it again for what is lacking"
IN_MEMORY = Path("/dev/shm")
ROOM = 6 << 30
"""Bytes that the registers and sites of all sizes take, and some to spare."""


def measure(place: Place, aside: Path, options: argparse.Namespace, known: Results, until: float) -> Iterator[Result]:
    """The rows of one size that are not yet known, as far as there is time."""
    for name, row_of in rows(place, partial(tools_in, aside / "tools"), options.site_limit).items():
        if (options.only and options.only not in name) or (place.tasks, name) in known:
            continue
        if time.monotonic() > until:
            yield Result(place.tasks, name, note=NO_TIME)
            continue
        try:
            row = row_of()
            place.settle()
            took = cost(
                row.command,
                cwd=row.cwd,
                env=place.environment,
                runs=options.runs,
                limit=options.limit,
                before=row.before,
                floor=place.floor,
            )
        except (CanNotBeHad, RuntimeError) as error:
            yield Result(place.tasks, name, note=f"not measured: {error}".replace("\n", " ").replace("|", "/")[:150])
            continue
        if row.before:
            place.written()
        yield Result(place.tasks, name, took.took, took.floor, took.megabytes, took.unfinished)
    if place.tasks <= options.site_limit and options.only in SEARCH and (place.tasks, SEARCH) not in known:
        try:
            yield Result(place.tasks, SEARCH, fetched=fetched_by_a_search(place.site))
        except PlaywrightError as error:
            note = f"not measured: {error.message.splitlines()[0]}".replace("|", "/")[:150]
            yield Result(place.tasks, SEARCH, note=note)


@contextmanager
def registers(given: Path | None) -> Iterator[Path]:
    """Where registers are generated: in memory where there is room, so that no disk is measured; deleted at the end."""
    if given:
        yield given.absolute()
        return
    roomy = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM
    with TemporaryDirectory(prefix="phoihop-benchmarks-", dir=IN_MEMORY if roomy else None) as folder:
        yield Path(folder)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.run", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"), help="where results are kept")
    parser.add_argument("--registers", type=Path, help="where registers are generated, and left; by default in memory")
    parser.add_argument("--tasks", type=int, nargs="+", default=[10_000, 1_000, 100], help="sizes of registers")
    parser.add_argument("--runs", type=int, default=3, help="runs of each command; the median counts")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a run is stopped")
    parser.add_argument("--within", type=float, default=540, help="seconds after which no further row is begun")
    parser.add_argument("--site-limit", type=int, default=10_000, help="tasks up to which sites are built")
    parser.add_argument("--only", default="", help="only rows whose name contains this")
    parser.add_argument("--again", action="store_true", help="forget what earlier runs measured")
    parser.add_argument("--no-page", action="store_true", help="leave docs/ alone")
    options = parser.parse_args(arguments)
    until = time.monotonic() + options.within
    folder = options.folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "measured.json"
    results: Results = {}
    if file.exists() and not options.again:
        known = msgspec.json.decode(file.read_bytes(), type=list[Result])
        results = {(each.tasks, each.name): each for each in known}
    lacking = False
    with registers(options.registers) as lie_in:
        for tasks in options.tasks:
            for result in measure(Place(lie_in / str(tasks), tasks), folder, options, results, until):
                if result.note != NO_TIME:
                    results[tasks, result.name] = result
                lacking = lacking or result.note == NO_TIME
                print(f"{tasks:>6} tasks  {result.name:<40} {' | '.join(result.told)}", flush=True)
                file.write_bytes(msgspec.json.encode(list(results.values())))
    if not options.no_page:
        page(results)
    if not (lacking or options.only):
        # All was measured: the next run measures anew.
        file.unlink(missing_ok=True)


if __name__ == "__main__":
    main()
