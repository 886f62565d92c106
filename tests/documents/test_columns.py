"""A column is declared once: whoever writes, publishes, reads back or shows a table has it from there."""

import csv
import io
import json
from pathlib import Path
from typing import Annotated, Any

import msgspec
import pytest
from phoihop.documents.columns import Count, column, in_words, row_type
from phoihop.documents.published_forms import data_schemas
from phoihop.documents.spreadsheet import tables_as_xlsx
from phoihop.documents.table_files import table_as_csv, table_as_json
from phoihop.documents.tables import TABLES, Table, TaskLine
from phoihop.language import LANGUAGES, Text
from phoihop.portal import dataset
from phoihop.portal.reading import Reading
from python_calamine import CalamineWorkbook

from tests.story import LATER, Story


@pytest.mark.parametrize("name", TABLES)
def test_a_column_is_declared_whole(name: str) -> None:
    for each in TABLES[name].columns:
        assert each.heading.vi, each.key
        assert each.heading.en, each.key
        assert each.get, each.key
        assert each.width >= 8, each.key
        assert each.kind != "code" or each.words, each.key


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_of_the_types_that_its_columns_declare(tmp_path: Path, name: str) -> None:
    table = TABLES[name]
    case = Story(tmp_path).case(LATER)
    rows = list(table.rows_of(case))
    assert rows
    for row in rows:
        assert msgspec.convert(table.told(row, table.keys), table.form) == table.line(row)
        assert msgspec.msgpack.decode(msgspec.msgpack.encode(row), type=row_type(table.form)) == row


@pytest.mark.parametrize("name", TABLES)
def test_what_is_published_and_gathered_has_every_column(name: str) -> None:
    schema = json.loads(data_schemas()[f"{name}.csv.json"])
    told = schema["$defs"][TABLES[name].form.__name__]["properties"]
    assert tuple(told) == TABLES[name].keys
    for each in TABLES[name].columns:
        assert told[each.key]["description"] == f"{each.heading.vi} / {each.heading.en}"
    assert [key for key in dataset.TABLES[name] if key not in ("register", "year")] == [
        each.elsewhere for each in TABLES[name].columns
    ]


class LongerLine(TaskLine, frozen=True, kw_only=True):
    """A task's line with one more column, which is declared here and nowhere else."""

    papers: Annotated[
        Count | None,
        column("Số tài liệu", "Papers", lambda case: sum(len(each.document.files) for each in case.documents)),
    ] = None


@pytest.fixture
def longer(monkeypatch: pytest.MonkeyPatch) -> Table[Any]:
    table = Table(Text("Nhiệm vụ", "Tasks"), LongerLine, lambda case: [(case,)])
    monkeypatch.setitem(TABLES, "tasks", table)
    return table


def test_a_further_column_stands_everywhere_by_its_declaration_alone(tmp_path: Path, longer: Table[Any]) -> None:
    story = Story(tmp_path)
    case = story.case(LATER)
    (row,) = csv.DictReader(io.StringIO(table_as_csv("tasks", [case]).decode("utf-8-sig")))
    count = int(row["papers"])
    assert count > 0
    assert json.loads(table_as_json("tasks", [case], LATER))["tasks"][0]["papers"] == count
    written = tables_as_xlsx(("tasks",), [case], story.register(), "en")
    head, cells = CalamineWorkbook.from_filelike(io.BytesIO(written)).get_sheet_by_index(0).to_python()
    assert (head[-1], cells[-1]) == ("Papers", count)
    for language in LANGUAGES:
        assert in_words(longer.columns[-1], count, language, story.register()) == str(count)


def test_data_with_a_further_column_is_read_and_so_is_data_without(tmp_path: Path) -> None:
    case = Story(tmp_path).case(LATER)
    before = {"data/tasks.csv": table_as_csv("tasks", [case])}
    head, line = before["data/tasks.csv"].decode().splitlines()
    after = {"data/tasks.csv": f"{head},papers\r\n{line},3\r\n".encode()}
    for files, papers in ((before, None), (after, 3)):
        (read,) = Reading(files.__getitem__).lines("tasks.csv", LongerLine)
        assert (read.id, read.papers) == ("2021-0001", papers)
