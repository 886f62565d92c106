"""`python -m tests.benchmarks.scale`: what a large register asks of Git, a static host and a browser, and of shares.

Uses the register and site of the benchmarks' largest size, and writes its figures into docs/development/scale.md.
"""

import argparse
import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks.rows import PROGRAMS, Place
from tests.benchmarks.searching import QUERY, fetched_by_a_search, seconds_until
from tests.benchmarks.table import machine
from tests.benchmarks.timing import cost

PAGE = Path(__file__).parents[2] / "docs/development/scale.md"
_FIGURES = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)
SHARES = 4
LIMIT = 1800.0


class Measurements:
    """One register and its site, and a place for what is made on the way."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._aside = place.root / "aside"
        shutil.rmtree(self._aside, ignore_errors=True)
        self._aside.mkdir(parents=True)

    def lines(self) -> Iterator[str]:
        yield from self._git()
        yield from self._host()
        yield from self._browser()
        yield from self._shares()
        yield from self._years()

    def _git(self) -> Iterator[str]:
        register = self._place.register
        files = [path for path in (register / "tasks").rglob("*") if path.is_file()]
        records = [path for path in files if path.suffix == ".yml"]
        commits = _told("git", "-C", str(register), "rev-list", "--count", "HEAD")
        clone = self._seconds(["git", "clone", "--quiet", "--no-local", str(register), str(self._aside / "clone")])
        status = self._seconds(["git", "-C", str(register), "status", "--short"])
        yield _line("records, and papers beside them", f"{len(records):,}, {len(files) - len(records):,}")
        yield _line("records, bytes on average", f"{sum(each.stat().st_size for each in records) // len(records):,}")
        yield _line(f"Git, {int(commits):,} commits: packed", _megabytes(_size(register / ".git")))
        yield _line("Git: a clone", f"{clone:.1f} s")
        yield _line("Git: `git status`", f"{status:.1f} s")

    def _host(self) -> Iterator[str]:
        files = [path for path in self._place.site.rglob("*") if path.is_file()]
        largest = max((file for file in files if file.suffix != ".map"), key=lambda path: path.stat().st_size)
        yield _line("site: files", f"{len(files):,}")
        yield _line("site: all of them", _megabytes(sum(path.stat().st_size for path in files)))
        name = largest.relative_to(self._place.site).as_posix()
        yield _line(f"site: the largest (`{name}`)", _megabytes(largest.stat().st_size))

    def _browser(self) -> Iterator[str]:
        site = self._place.site
        lists = [path for path in (site / "data/lists/tasks").rglob("*") if path.is_file()]
        sent = sum(len(gzip.compress(path.read_bytes())) for path in lists)
        yield _line("browser: all parts of the task list, as gzip sends them", _kilobytes(sent))
        yield _line("browser: a first search fetches", _kilobytes(fetched_by_a_search(site)))
        listed = seconds_until(site, "tasks/#stage=decided&sort=due", "#ph-list[data-ready]")
        found = seconds_until(site, f"search/?q={QUERY}", "#ph-results li")
        yield _line("browser: until a list filtered over all years stands", f"{listed:.1f} s")
        yield _line("browser: until a first search has results", f"{found:.1f} s")

    def _shares(self) -> Iterator[str]:
        parts = [str(self._aside / f"check-{n}") for n in range(1, SHARES + 1)]
        shares = [
            self._seconds(self._phoihop("check", "--no-cache", "--shard", f"{n}/{SHARES}", "--part", part))
            for n, part in enumerate(parts, 1)
        ]
        merge = self._seconds(self._phoihop("check", "--merge", *parts, "--format", "json"))
        yield _line(f"`check` in {SHARES} shares: the longest, and the merge", f"{max(shares):.1f} s, {merge:.1f} s")

    def _years(self) -> Iterator[str]:
        """The register as one of each year: what is found in all of them, and in the whole."""
        whole = _found(self._place.register)
        apart = [0, 0]
        for year in sorted((self._place.register / "tasks").iterdir()):
            own = self._aside / "years" / year.name
            shutil.copytree(self._place.register / "agencies", own / "agencies")
            shutil.copy(self._place.register / "register.yml", own)
            shutil.copytree(year, own / "tasks" / year.name)
            apart = [one + more for one, more in zip(apart, _found(own), strict=True)]
        yield _line("errors and breaches: in the whole, in registers of a year each", f"{whole}, {apart}")

    def _phoihop(self, *args: str) -> list[str]:
        return [str(PROGRAMS / "phoihop"), "-C", str(self._place.register), *args]

    def _seconds(self, command: Sequence[str]) -> float:
        environment = self._place.environment
        return cost(list(command), cwd=self._place.root, env=environment, runs=1, limit=LIMIT).took.seconds


def _found(register: Path) -> list[int]:
    """How many errors and breaches a register has."""
    told = subprocess.run(
        [str(PROGRAMS / "phoihop"), "-C", str(register), "check", "--no-cache", "--format", "json"],
        check=False,
        capture_output=True,
    )
    summary = json.loads(told.stdout)["summary"]
    return [summary["error"], summary["breach"]]


def _told(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _line(name: str, figure: str) -> str:
    return f"| {name} | {figure} |"


def _megabytes(count: int) -> str:
    return f"{count / 1e6:.1f} MB"


def _kilobytes(count: int) -> str:
    return f"{count / 1000:.0f} kB"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.scale", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/benchmarks"), help="where registers are generated")
    parser.add_argument("--tasks", type=int, default=10_000)
    options = parser.parse_args()
    place = Place((options.folder / str(options.tasks)).absolute(), options.tasks)
    head = [f"\n{options.tasks:,} tasks, measured on {machine()}.\n", "| | |", "|---|--:|"]
    lines = [*head]
    for line in Measurements(place).lines():
        print(line, flush=True)
        lines.append(line)
    figures = "".join(f"{line}\n" for line in (*lines, ""))
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_FIGURES.sub(lambda found: f"{found[1]}{figures}{found[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    main()
