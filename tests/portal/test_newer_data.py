"""Data of earlier and later versions: read as far as known, “other” where a code is new, and no register left out."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest
from phoihop.documents.columns import OTHER
from phoihop.documents.published_forms import DATA_FORMAT
from phoihop.language import word
from phoihop.portal.build import Built, build_portal
from phoihop.portal.fetching import read_in
from phoihop.portal.reading import read_published
from phoihop.portal.sources import plan_of

from tests.portal.conftest import TODAY, edit_json, page

FROZEN = Path(__file__).parent / "data-1"
"""What a register published under data format 1; never to be made anew."""


def change(file: Path, *changes: tuple[str, str]) -> None:
    text = file.read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file.write_bytes(text.encode())


def add_column(file: Path, name: str) -> None:
    head, *lines = file.read_bytes().decode().splitlines()
    file.write_bytes("\r\n".join([f"{head},{name}", *(f"{line},1" for line in lines), ""]).encode())


def new_stage(data: Path) -> None:
    change(data / "tasks.csv", ("decided", "archived"))
    change(data / "register.json", ('"decided"', '"archived"'))


def new_obligation(data: Path) -> None:
    change(data / "obligations.csv", (",plan,", ",handover-note,"))


def new_keys(data: Path) -> None:
    edit_json(data / "register.json", lambda index: index.update(contact="x"))
    edit_json(data / "register.json", lambda index: index["tasks"][0].update(overseen="x"))
    edit_json(data / "head.json", lambda head: head.update(files={}))


def hostile_keys(data: Path) -> None:
    strange: dict[str, int] = {f"<b>{number}" + "y" * 1000: 1 for number in range(100)}
    edit_json(data / "register.json", lambda index: index.update(strange))


def new_kinds(data: Path) -> None:
    change(data / "documents.csv", (",plan,", ",handover,"))
    change(data / "register.json", ('"department"', '"company"'))
    edit_json(data / "findings.json", lambda found: found.append(FINDING))


FINDING = {
    "rule": "a-rule",
    "severity": "notice",
    "section": "9",
    "task": None,
    "agency": None,
    "file": "register.yml",
    "line": None,
    "message": "…",
}


def taken_away(data: Path) -> None:
    """A later format may do without a column that may be empty."""
    edit_json(data / "register.json", lambda index: index.update(format=99))
    change(data / "tasks.csv", (",coordinating,", ",gone,"), (",ended", ",gone2"))


def no_deadline(data: Path) -> None:
    """A task without a deadline is neither in time nor late."""
    change(data / "tasks.csv", (",2021-05-28,decided,on-time,", ",,decided,,"))


CHANGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "stage": (new_stage, "data/tasks.csv, stage: archived not known here; 1 shown as “other”"),
    "obligation": (new_obligation, "data/obligations.csv, kind: handover-note not known here; 1 shown as “other”"),
    "column": (
        lambda data: add_column(data / "tasks.csv", "signed_off"),
        "data/tasks.csv: passed over, not known here: signed_off",
    ),
    "keys": (new_keys, "data/register.json: passed over, not known here: contact, overseen"),
    "kinds": (new_kinds, "data/findings.json, severity: notice not known here; 1 shown as “other”"),
    "no-deadline": (no_deadline, ""),
    "format": (
        lambda data: edit_json(data / "register.json", lambda index: index.update(format=99)),
        f"data/register.json: data of format 99, newer than the {DATA_FORMAT} known here; read as far as known: "
        "update phoihop here",
    ),
    "hostile": (hostile_keys, f"data/register.json: passed over, not known here: <b>0{'y' * 56}, <b>1"),
    "taken-away": (taken_away, "data/register.json: data of format 99, newer than"),
    "no-format": (lambda data: edit_json(data / "register.json", lambda index: index.pop("format")), ""),
}


@pytest.fixture(scope="module")
def registers(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of one register as each change makes it, beside that of format 1."""
    web = tmp_path_factory.mktemp("newer") / "web"
    shutil.copytree(FROZEN, web / "frozen")
    for name, (make, _) in CHANGES.items():
        shutil.copytree(published / "an-do" / "data", web / name / "data")
        make(web / name / "data")
    return web


@pytest.fixture(scope="module")
def built(registers: Path) -> Built:
    plan = plan_of(["frozen", *CHANGES], registers)
    return build_portal(plan, registers / "portal", registers.parent / "state", TODAY)


def test_nothing_is_left_out_and_a_word_is_said(built: Built) -> None:
    assert [word(each.why, "en") for each in built.left_out] == []
    assert {register.id for register in built.registers} == {"frozen", *CHANGES}
    assert not built.needs_a_look
    told = {register.id: [word(note, "en") for note in register.notes] for register in built.registers}
    assert told["frozen"] == []
    for name, (_, note) in CHANGES.items():
        assert any(each.startswith(note) for each in told[name]) if note else told[name] == [], name
        assert all(len(each) < 600 for each in told[name])
    assert "dạng dữ liệu 99, mới hơn dạng" in page(built.out, "registers/format")
    assert ">khác<" in page(built.out, "registers/stage")
    assert "hiện là “khác”" in page(built.out, "registers/stage")
    assert "<b>" not in page(built.out, "registers/hostile")
    overview = page(built.out)
    assert "mới hơn cổng này" in overview
    assert 'href="registers/stage/">' in overview
    assert '<option value="other">khác</option>' in page(built.out, "tasks")


def test_the_data_set_has_other_for_what_is_not_known(built: Built) -> None:
    def asked(table: str, column: str, register: str) -> set[Any]:
        sql = f"SELECT DISTINCT {column} FROM '{built.out / 'data' / table}/**/*.parquet' WHERE register = '{register}'"
        with duckdb.connect() as connection:
            return {row[0] for row in connection.execute(sql).fetchall()}

    assert asked("tasks", "stage", "stage") == {OTHER}
    assert OTHER in asked("obligations", "kind", "obligation")
    assert OTHER in asked("documents", "kind", "kinds")
    assert OTHER in asked("findings", "severity", "kinds")
    assert OTHER in asked("agencies", "kind", "kinds")
    assert asked("tasks", "timeliness", "no-deadline") == {None}
    formats = {each: asked("registers", "data_format", each) for each in ("frozen", "format", "no-format", "stage")}
    assert formats == {"frozen": {1}, "format": {99}, "no-format": {1}, "stage": {DATA_FORMAT}}


def test_data_of_format_1_says_what_it_said() -> None:
    frozen = read_published(partial(read_in, FROZEN))
    assert [(task.id, task.stage, task.lead, task.coordinating) for task in frozen.tasks] == [
        ("2021-0001", "decided", "tnmt", ("tckh", "ktht", "an-do"))
    ]
    assert len(frozen.obligations) == 10
    assert {each.severity for each in frozen.findings} == {"error"}


def test_the_forms_say_what_may_grow(published: Path) -> None:
    schema = json.loads((published / "an-do/schema/data/tasks.csv.json").read_text(encoding="utf-8"))
    assert schema["$comment"].startswith(f"Data format {DATA_FORMAT}. A later version may add keys")
    line = schema["$defs"]["TaskLine"]
    assert line["additionalProperties"] is True
    assert "decided" in line["properties"]["stage"]["examples"]
    assert "enum" not in json.dumps(schema)
