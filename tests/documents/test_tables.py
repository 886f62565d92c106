"""The register as tables: for programs as CSV and JSON, for people as a spreadsheet."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.documents.spreadsheet import tables_as_xlsx
from phoihop.documents.table_files import table_as_csv, table_as_json
from phoihop.documents.tables import TABLES
from phoihop.language import LANGUAGES, Language
from python_calamine import CalamineWorkbook

from tests.office import converted
from tests.story import LATER, Story

DAY = date(2021, 3, 25)


def cases(story: Story, day: date = DAY) -> list[Case]:
    register = story.register()
    derived = (derive_case(folder, register, day) for folder in register.tasks())
    return [case for case in derived if case]


def csv_rows(name: str, found: list[Case]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(table_as_csv(name, found).decode("utf-8-sig"), newline="")))


def sheet(name: str, story: Story, day: date = DAY, language: Language = "vi") -> Sequence[Sequence[object]]:
    written = tables_as_xlsx((name,), cases(story, day), story.register(), language)
    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    return book.get_sheet_by_index(0).to_python()


def test_an_obligation_is_a_row_with_ids_and_days_for_programs(tmp_path: Path) -> None:
    rows = csv_rows("obligations", cases(Story(tmp_path).delete("2021-03-19.opinion.ktht")))
    assert {
        "task": "2021-0001",
        "kind": "opinion",
        "debtor": "ktht",
        "creditor": "tnmt",
        "since": "2021-03-08",
        "due": "2021-03-22",
        "status": "overdue",
        "source": "2021-03-08.request.tnmt",
        "discharged_by": "",
        "discharged_on": "",
        "days_late": "3",
    } in rows


def test_csv_and_json_say_the_same(tmp_path: Path) -> None:
    found = cases(Story(tmp_path))
    for name in TABLES:
        told = json.loads(table_as_json(name, found, DAY))
        assert told["today"] == "2021-03-25"
        as_text = [
            {key: " ".join(value) if isinstance(value, list) else value or "" for key, value in row.items()}
            for row in told[name]
        ]
        assert as_text == csv_rows(name, found)


def test_no_cell_runs_as_a_formula(tmp_path: Path) -> None:
    story = Story(tmp_path)
    titles = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK('x')"]
    for number, title in enumerate(titles, 2):
        text = f'title: "{title}"\nlead: tnmt\ndate: 2021-03-01\nfrom: ubnd\n'
        story.write(f"tasks/2021/{number:04}/task.yml", text)
    assert [row["title"] for row in csv_rows("tasks", cases(story))][1:] == [f"'{title}" for title in titles]
    # A spreadsheet's cell has a type of its own: there it is a text as it stands.
    assert [row[1] for row in sheet("tasks", story)][2:] == titles


def test_a_spreadsheet_has_headings_words_and_days_for_people(tmp_path: Path) -> None:
    head, row, *_ = sheet("tasks", Story(tmp_path), LATER)
    assert dict(zip(head, row, strict=True)) == {
        "Mã": "2021-0001",
        "Tên nhiệm vụ": "Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "Lĩnh vực": "Đất đai",
        "Cơ quan chủ trì": "TNMT",
        "Cơ quan phối hợp": "TCKH, KTHT, UBND-AĐ",
        "Ngày giao": date(2021, 3, 1),
        "Hạn": date(2021, 5, 28),
        "Giai đoạn": "đã quyết định",
        "Tiến độ": "hoàn thành đúng hạn",
        "Đang chờ": "",
        "Kết thúc ngày": date(2021, 5, 6),
        "Số ngày làm việc quá hạn": "",
    }


def test_a_spreadsheet_calls_documents_by_their_numbers(tmp_path: Path) -> None:
    head, row, *_ = sheet("opinions", Story(tmp_path), LATER)
    assert dict(zip(head, row, strict=True)) == {
        "Nhiệm vụ": "2021-0001",
        "Văn bản xin ý kiến": "2/TNMT",
        "Cơ quan được xin ý kiến": "TCKH",
        "Hạn": date(2021, 3, 22),
        "Tình trạng": "đúng hạn",
        "Văn bản ý kiến": "3/TCKH",
        "Ngày": date(2021, 3, 17),
        "Quan điểm": "nhất trí, có góp ý",
        "Mã nội dung": "p1",
        "Nội dung góp ý": "Cần nêu rõ nguồn vốn",
        "Lĩnh vực": "Tài chính",
        "Tiếp thu": "tiếp thu",
        "Giải trình": "Đã ghi rõ nguồn vốn",
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TABLES)
def test_a_spreadsheet_has_every_row_in_both_languages(tmp_path: Path, name: str, language: Language) -> None:
    story = Story(tmp_path)
    head, *rows = sheet(name, story, language=language)
    columns = [column for column in TABLES[name].columns if column.on_sheets]
    assert head == [column.heading.in_language(language) for column in columns]
    assert len(rows) == len(csv_rows(name, cases(story)))


def test_a_field_is_called_as_the_register_calls_it_beside_its_id(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "register.yml", {"authority: ubnd": "authority: ubnd\nfields:\n  - id: dat-dai\n    name: Đất đai, địa chính"}
    )
    (row,) = csv_rows("tasks", cases(story))
    assert (row["field"], row["field_name"]) == ("dat-dai", "Đất đai, địa chính")
    named = {(row["field"], row["field_name"]) for row in csv_rows("opinions", cases(story))}
    assert ("tai-chinh", "Tài chính") in named
    head, *rows = sheet("tasks", story, language="en")
    assert dict(zip(head, rows[0], strict=True))["Field"] == "Đất đai, địa chính"


def test_a_sheet_has_a_frozen_head_and_filters(tmp_path: Path) -> None:
    story = Story(tmp_path)
    written = tables_as_xlsx(("obligations",), cases(story), story.register(), "vi")
    (tmp_path / "obligations.xlsx").write_bytes(written)
    with ZipFile(tmp_path / "obligations.xlsx") as parts:
        markup = parts.read("xl/worksheets/sheet1.xml").decode()
    count = len(csv_rows("obligations", cases(story)))
    assert '<pane xSplit="1" ySplit="1"' in markup
    assert f'<autoFilter ref="A1:K{count + 1}"/>' in markup


def test_the_same_register_is_the_same_spreadsheet(tmp_path: Path) -> None:
    one, other = (Story(tmp_path / name) for name in ("a", "b"))
    made = [tables_as_xlsx(("opinions",), cases(story), story.register(), "vi") for story in (one, other)]
    assert made[0] == made[1]


def test_libreoffice_reads_texts_days_and_nothing_that_runs(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit(
        "task", {"title: Điều chỉnh quy hoạch sử dụng đất xã An Đổ": "title: =1+1"}
    )
    file = tmp_path / "tasks.xlsx"
    file.write_bytes(tables_as_xlsx(("tasks",), cases(story), story.register(), "vi"))
    # Fields as a spreadsheet shows them, in UTF-8.
    (written,) = converted([file], "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true", ".csv")
    (row,) = csv.DictReader(io.StringIO(written.read_text(encoding="utf-8"), newline=""))
    assert row["Tên nhiệm vụ"] == "=1+1"
    assert row["Hạn"] == "28/5/2021"
    assert row["Giai đoạn"] == "đang lấy ý kiến"
