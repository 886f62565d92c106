"""What the tool says of a register as of a day, through its public doors, in a form that later versions are held to.

Wording is left out: it may improve. Keys that a later version adds are no difference; a value that is another one, a
record that is gone or new, is.
"""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from tests.cli.run import run

TABLES = ("tasks", "documents", "obligations", "opinions")
_FINDING = ("rule", "severity", "section", "task", "agency", "file", "line")
_COMMIT_OR_TIME = ("commit", "format", "registers", "built_with")
"""What `data/register.json` and `data/head.json` say of the run and of the data's own version, not of the register."""

Said = dict[str, Any]


def said_by_commands(register: Path, day: str) -> Said:
    """What `check`, `show` and `export` say: findings, cases by task, and rows by table.

    `check` tells documents of later days as errors; everything else has them as if they weren't there.
    """
    check = json.loads(run(register, "check", "--today", day, "--format", "json", "--no-cache").stdout)
    tasks = [f"{folder.parent.name}-{folder.name}" for folder in sorted(register.glob("tasks/*/*"))]
    shown = {task: run(register, "show", task, "--today", day, "--format", "json") for task in tasks}
    return {
        "check": [_finding(each) for each in check["findings"]],
        "cases": {task: _case(json.loads(each.stdout)) for task, each in shown.items() if each.exit_code == 0},
        "tables": {table: _rows(run(register, "export", table, "--today", day).stdout) for table in TABLES},
    }


def said_by_site(site: Path) -> Said:
    """What the site's data says: the same cases and tables, its findings, its index, the digest of its records."""
    data = site / "data"
    return {
        "findings": [_finding(each) for each in json.loads((data / "findings.json").read_text())],
        "cases": {path.stem: _case(json.loads(path.read_text())) for path in sorted((data / "tasks").glob("*.json"))},
        "tables": {table: _rows((data / f"{table}.csv").read_text()) for table in TABLES},
        "register": _lasting(json.loads((data / "register.json").read_text())),
        "head": _lasting(json.loads((data / "head.json").read_text())),
    }


def differences(was: Any, now: Any, place: str = "") -> Iterator[str]:
    """Each place where a later version says something else: what it said, and what it says now."""
    match was, now:
        case dict(), dict():
            for key in was:
                if key not in now:
                    yield f"{place}{key}: gone, was {_short(was[key])}"
                else:
                    yield from differences(was[key], now[key], f"{place}{key} ")
        case list(), list() if all(isinstance(each, dict) for each in (*was, *now)):
            known = {key for each in was for key in each}
            before = [_line(each, known) for each in was]
            after = [_line(each, known) for each in now]
            yield from (f"{place}gone: {each}" for each in before if each not in after)
            yield from (f"{place}new: {each}" for each in after if each not in before)
            if len(before) != len(after) and set(before) == set(after):
                yield f"{place}count: {len(before)} -> {len(after)}"
        case _ if was != now:
            yield f"{place.rstrip()}: {_short(was)} -> {_short(now)}"


def as_text(said: Said) -> str:
    """As it is kept: a finding, a case or a row a line, so that a later look at it is easy."""
    parts = []
    for name, part in said.items():
        match part:
            case list():
                lines = [json.dumps(each, ensure_ascii=False) for each in part]
                parts.append(f'"{name}": [\n' + ",\n".join(lines) + "\n]")
            case dict() if name == "tables":
                tables = [
                    f'"{table}": [\n' + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]"
                    for table, rows in part.items()
                ]
                parts.append('"tables": {\n' + ",\n".join(tables) + "\n}")
            case _:
                lines = [f'"{key}": {json.dumps(each, ensure_ascii=False)}' for key, each in part.items()]
                parts.append(f'"{name}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _finding(finding: dict[str, Any]) -> dict[str, Any]:
    return {key: finding[key] for key in _FINDING}


def _case(case: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in case.items() if key not in ("findings", "history")}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def _lasting(said: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key not in _COMMIT_OR_TIME}


def _line(item: dict[str, Any], known: set[str]) -> str:
    return " ".join(f"{key}={_short(value)}" for key, value in item.items() if key in known)


def _short(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
