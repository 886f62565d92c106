"""Measures a portal's data set over thousands of registers: `python -m tests.benchmarks.nation DIR SITE…`.

A few registers' published sites are taken many times under other ids, each time read, checked and written as
`portal build` does it; pages and the search are left out. A run goes on where the last one stopped, for `--seconds` at
most, and adds what it took to DIR/measured.json. Once all shares are there, each ready question is asked in a process
of its own, and everything is printed as a table.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

from phoihop.portal.dataset import Shares, open_dataset
from phoihop.portal.fetching import read_in
from phoihop.portal.questions import QUESTIONS, ask
from phoihop.portal.reading import read_published
from phoihop.portal.sources import RegisterSource
from phoihop.site.output import Output


def write_shares(folder: Path, sites: list[Path], registers: int, seconds: float) -> dict[str, Any]:
    """Writes the shares that are still to come. Returns what all runs so far took together."""
    place = folder / "measured.json"
    told: dict[str, Any] = json.loads(place.read_text()) if place.exists() else {"done": 0, "wall": 0.0, "cpu": 0.0}
    began, used = time.monotonic(), time.process_time()
    # What a run that was broken off left of a register is written over by nobody: it would stay as it is.
    shares = Shares(Output(folder / "data"), folder)
    done = told["done"]
    while done < registers and time.monotonic() - began < seconds:
        site = sites[done % len(sites)]
        shares.add(RegisterSource(f"xa-{done:04}", str(site)), read_published(partial(read_in, site)), "first")
        done += 1
    told["done"] = done
    told["wall"] += time.monotonic() - began
    told["cpu"] += time.process_time() - used
    told["memory"] = max(told.get("memory", 0), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
    place.write_text(json.dumps(told))
    return told


def answer(data: Path, name: str) -> None:
    """Asks one question of the data set; prints what it took as JSON."""
    began = time.monotonic()
    sql = QUESTIONS[name].sql
    with open_dataset(data, sql) as connection:
        rows = len(ask(connection, sql, 600).rows)
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(json.dumps([rows, time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss]))


def table(folder: Path, told: dict[str, Any]) -> None:
    files = [file.stat().st_size for file in (folder / "data").rglob("*.parquet")]
    with open_dataset(folder / "data") as connection:
        counts = {
            name: ask(connection, f"SELECT count(*) FROM {name}").rows[0][0]
            for name in ("tasks", "documents", "obligations")
        }
    print(f"{told['done']:,} registers; " + ", ".join(f"{count:,} {name}" for name, count in counts.items()))
    print(f"shares: {told['cpu']:.0f} s of processor time, {told['wall']:.0f} s, {told['memory'] // 1024} MB at most")
    print(f"data set: {len(files):,} files, {sum(files) / 1e6:.0f} MB")
    for name in QUESTIONS:
        command = [sys.executable, "-m", "tests.benchmarks.nation", str(folder), "--ask", name]
        ran = subprocess.run(command, check=True, capture_output=True, text=True)
        rows, wall, cpu, memory = json.loads(ran.stdout)
        print(f"| `{name}` | {rows:,} | {wall:.1f} s | {cpu:.1f} s | {memory // 1024} MB |", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.nation", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sites", type=Path, nargs="*")
    parser.add_argument("--registers", type=int, default=3300)
    parser.add_argument("--seconds", type=float, default=500)
    parser.add_argument("--ask", choices=QUESTIONS)
    options = parser.parse_args()
    if options.ask:
        answer(options.folder / "data", options.ask)
        return
    options.folder.mkdir(parents=True, exist_ok=True)
    told = write_shares(options.folder, options.sites, options.registers, options.seconds)
    if told["done"] < options.registers:
        print(f"{told['done']:,} of {options.registers:,} registers; run it again to go on")
    else:
        table(options.folder, told)


if __name__ == "__main__":
    main()
