"""Writes a register of any size, as measurements need it: `python -m tests.benchmarks.generate DIR --tasks 1000`.

The agencies are the sample's; tasks, documents and papers are made up from a seed, so that one seed gives the same
bytes everywhere. The register has no error; it has years of closed tasks, open ones, breaches and what is due.
With `--commits` its history is written to Git, spread over those years.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from random import Random

from phoihop.records.register import Register, load_register

from tests.benchmarks.courses import District, Value, Written, course
from tests.benchmarks.history import commit_in_turn

SAMPLE = Path(__file__).parents[2]
FIRST_DAY, TODAY = date(2021, 1, 4), date(2026, 11, 20)
RECENT, RECENT_SPAN = 0.05, timedelta(days=60)
"""The share of tasks that are new, and how new they are: most of those are still open."""
LONGEST_LINE = 110

Dated = tuple[date, str]
"""A file of the register: the day on which it came in, and its path."""


def generate(root: Path, tasks: int, seed: int = 1) -> list[Dated]:
    """Writes the register into a new folder; returns its files in the order in which they came in."""
    files = list(_write_settings(root))
    chance = Random(seed)
    district = _district(load_register(root), chance)
    numbers: Counter[int] = Counter()
    for n in range(tasks):
        assigned = _assigned(district, n / tasks)
        numbers[assigned.year] += 1
        folder = root / "tasks" / str(assigned.year) / f"{numbers[assigned.year]:04}"
        for written in course(district, assigned):
            if written.day <= TODAY:
                files += ((written.day, str(path.relative_to(root))) for path in _write(folder, written))
    return sorted(files)


def _write_settings(root: Path) -> Iterator[Dated]:
    (root / "agencies").mkdir(parents=True)
    for source in sorted((SAMPLE / "agencies").glob("*.yml")):
        # Of the sample's mergers nothing is kept: every agency is there all the years.
        lines = source.read_text(encoding="utf-8").splitlines(keepends=True)
        lasting = [line for line in lines if not line.startswith(("since:", "until:", "succeeded_by:"))]
        (root / "agencies" / source.name).write_text("".join(lasting), encoding="utf-8")
        yield FIRST_DAY, f"agencies/{source.name}"
    settings = (SAMPLE / "register.yml").read_text(encoding="utf-8")
    kept = [line for line in settings.splitlines() if not line.startswith(("#", "as_of:"))]
    (root / "register.yml").write_text("\n".join((*kept, f"as_of: {TODAY}", "")), encoding="utf-8")
    yield FIRST_DAY, "register.yml"


def _district(register: Register, chance: Random) -> District:
    return District(register.agencies, register.calendar, chance)


def _assigned(district: District, place: float) -> date:
    """The day on which a task is assigned, by its place among all (0 … 1): the newest tasks come closest together."""
    lately = TODAY - RECENT_SPAN
    if place < 1 - RECENT:
        day = FIRST_DAY + (lately - FIRST_DAY) * (place / (1 - RECENT))
    else:
        day = lately + RECENT_SPAN * ((place - 1 + RECENT) / RECENT)
    return day if district.calendar.is_working(day) else district.calendar.add(day, 1)


def _write(folder: Path, written: Written) -> Iterator[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    record = folder / f"{written.name}.yml"
    record.write_text("".join(_yaml(written.says)), encoding="utf-8")
    yield record
    for path in written.papers:
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(_pdf(f"{folder.name} {path}"))
        yield folder / path


def _yaml(says: Mapping[str, Value], indent: str = "") -> Iterator[str]:
    """Lines as a clerk writes them: plain values, short lists in brackets, long text folded."""
    for key, value in says.items():
        if isinstance(value, str):
            yield from _text(key, value, indent)
        elif isinstance(value, Mapping):
            yield f"{indent}{key}:\n"
            yield from _yaml(value, indent + "  ")
        elif all(isinstance(item, str) and " " not in item for item in value):
            yield f"{indent}{key}: [{', '.join(map(str, value))}]\n"
        else:
            yield f"{indent}{key}:\n"
            for item in value:
                if isinstance(item, Mapping):
                    lines = "".join(_yaml(item, indent + "    "))
                    yield f"{indent}  - {lines[len(indent) + 4 :]}"
                else:
                    yield f"{indent}  - {item}\n"


def _text(key: str, value: str, indent: str) -> Iterator[str]:
    if len(indent) + len(key) + len(value) + 2 <= LONGEST_LINE:
        yield f"{indent}{key}: {value}\n"
        return
    yield f"{indent}{key}: >-\n"
    line = ""
    for word in value.split(" "):
        if len(line) + len(word) >= LONGEST_LINE - len(indent):
            yield f"{indent}  {line}\n"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield f"{indent}  {line}\n"


def _pdf(title: str) -> bytes:
    """A small PDF of one page, different for every title."""
    lines = "".join(f"0 -20 Td ({title}, dong {n}) Tj\n" for n in range(1, 31))
    drawing = f"BT /F1 11 Tf 72 780 Td\n{lines}ET".encode("ascii", "replace")
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawing), drawing),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>",
    )
    content, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj%s endobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return content + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(content),
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.generate", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder that is not there yet")
    parser.add_argument("--tasks", type=int, default=1000)
    parser.add_argument("--commits", type=int, default=0, help="commits of its Git history; 0: no repository")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    files = generate(options.folder, options.tasks, options.seed)
    if options.commits:
        commit_in_turn(options.folder, files, options.commits)
    records = sum(path.endswith(".yml") for _, path in files) - options.tasks
    print(f"{options.folder}: {options.tasks} tasks, about {records} documents, {len(files)} files")


if __name__ == "__main__":
    main()
