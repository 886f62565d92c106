"""Many assignments from a spreadsheet: read by cell, judged together, written all or none."""

import io
import os
import signal
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from phoihop.language import Text, word
from phoihop.recording.choices import Occasion
from phoihop.recording.importing.columns import TASK_COLUMNS
from phoihop.recording.importing.records import RecordSheet, record_rows
from phoihop.recording.importing.sheet import NoSheet, read_cells
from phoihop.recording.importing.table import BadCells
from phoihop.recording.importing.template import template
from phoihop.recording.incoming import papers_below
from phoihop.recording.writing import desk
from phoihop.records.register import load_register
from phoihop.rules.judge import judge
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from tests.cli.terminal import talk
from tests.office import converted
from tests.recording.office import Office, assign

DAY = date(2021, 3, 18)
HEAD = ["Tên nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Ngày giao", "Hạn", "Số, ký hiệu"]
ROAD = ["Sửa đường", "KTHT", "tckh, Ủy ban nhân dân xã An Đổ", "10/3/2021", "2021-05-28", "12"]
BRIDGE = ["Sửa cầu", "Phòng Kinh tế và Hạ tầng", "", "2021-03-11", "", "13/UBND-VP"]


def imported(office: Office, *rows: Sequence[str], head: Sequence[str] = HEAD) -> list[str]:
    return [*record_rows(RecordSheet.of("task", [head, *rows]), load_register(office.root), DAY).paths]


def refused(office: Office, *rows: Sequence[str], head: Sequence[str] = HEAD) -> list[str]:
    """What is said of each wrong cell; the register is as before."""
    before = office.files()
    register = load_register(office.root)
    with pytest.raises(BadCells) as caught:
        record_rows(RecordSheet.of("task", [head, *rows]), register, DAY)
    assert office.files() == before
    return [
        f"{error.cell}: {word(error.message, 'en', register.agency_name)}"
        + (f"; expected: {word(error.expected, 'en')}" if error.expected else "")
        + (f" ({error.rule})" if error.rule else "")
        for error in caught.value.errors
    ]


def test_a_row_is_a_task_under_the_next_number_of_its_year(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.record("2021-03-01", "task", "--title", "Việc cũ", "--lead", "tnmt")
    assert imported(office, ROAD, ["", "", "", "", "", ""], BRIDGE) == [
        "tasks/2021/0002/task.yml",
        "tasks/2021/0003/task.yml",
    ]
    assert (
        (office.root / "tasks/2021/0002/task.yml").read_text(encoding="utf-8")
        == """\
title: Sửa đường
lead: ktht
coordinating: [tckh, an-do]
due: 2021-05-28
number: 12/UBND
date: 2021-03-10
from: ubnd
"""
    )
    assert [found for found in judge(load_register(office.root), DAY).findings if found.severity == "error"] == []


def test_every_wrong_cell_is_told_with_what_can_stand_there(tmp_path: Path) -> None:
    assert refused(
        Office(tmp_path),
        ROAD,
        ["", "KTHTX", "tckh; tnmt, abc", "30/2/2021", "mai", "14"],
        ["Sửa chợ", "tckh, ktht", "", "", "", ""],
    ) == [
        "A3: it is empty; expected: the task's title",
        "B3: there is no agency “KTHTX”; expected: the id, symbol or name of one agency",
        "C3: there is no agency “abc”; expected: ids, symbols or names of agencies, with commas or semicolons between",
        "D3: “30/2/2021” is no day; write day/month/year, such as 22/3/2021; expected: a day, such as 22/3/2021",
        "E3: “mai” is no day; write day/month/year, such as 22/3/2021; expected: a day, such as 22/3/2021",
        "B4: there is no agency “tckh, ktht”; expected: the id, symbol or name of one agency",
        "D4: it is empty; expected: a day, such as 22/3/2021",
    ]


def test_half_a_name_is_not_guessed_at(tmp_path: Path) -> None:
    (told,) = refused(Office(tmp_path), ["Sửa đường", "Kinh tế", "", "10/3/2021", "", ""])
    assert told.startswith("B2: there is no agency “Kinh tế”")


def test_a_symbol_that_two_agencies_have_is_not_guessed_at(tmp_path: Path) -> None:
    office = Office(tmp_path)
    text = (office.root / "agencies/ktht.yml").read_text(encoding="utf-8")
    (office.root / "agencies/kinh-te.yml").write_text(text, encoding="utf-8")
    (told,) = refused(office, ["Sửa đường", "KTHT", "", "10/3/2021", "", ""])
    assert told.startswith("B2: “KTHT” may be kinh-te, ktht; write the id")


def test_what_check_would_call_an_error_is_refused_with_its_rule(tmp_path: Path) -> None:
    told = refused(
        Office(tmp_path),
        ["Sửa đường", "STNMT", "", "10/3/2021", "9/3/2021", ""],
        ["Sửa cầu", "KTHT", "KTHT", "10/3/2021", "", "13/UBND"],
        ["Sửa chợ", "KTHT", "", "11/3/2021", "", "13/UBND"],
        ["Sửa đê", "KTHT", "", "19/3/2021", "", ""],
    )
    assert [f"{line.split(':')[0]} {line.split('(')[-1].rstrip(')')}" for line in told] == [
        "B2 lead-eligible",
        "E2 chronology",
        "C3 lead-not-coordinating",
        "F4 record-unique",
        "D5 chronology",
    ]


def test_a_file_imported_twice_is_refused(tmp_path: Path) -> None:
    office = Office(tmp_path)
    imported(office, ROAD)
    assert refused(office, BRIDGE, ROAD) == [
        "A3: this task, with its title, number and day, is there already: 2021-0001; is it recorded twice?"
    ]
    assert refused(office, BRIDGE, BRIDGE)[0].startswith("A3: this task, with its title, number and day")


def test_columns_may_stand_in_any_order_under_either_languages_heading(tmp_path: Path) -> None:
    office = Office(tmp_path)
    imported(office, ["ktht", "x", "10/3/2021", "đất đai"], head=["LEAD AGENCY", "title", "ngay giao *", "Lĩnh vực"])
    text = (office.root / "tasks/2021/0001/task.yml").read_text(encoding="utf-8")
    assert text == "title: x\nfield: dat-dai\nlead: ktht\ndate: 2021-03-10\nfrom: ubnd\n"


def test_a_head_that_can_t_be_read_is_told_by_cell(tmp_path: Path) -> None:
    office = Office(tmp_path)
    assert refused(office, ROAD, head=["Tên nhiệm vụ", "Cơ quan chủ chì", "Hạn", "Hạn", "Màu", ""]) == [
        "B1: there is no column “Cơ quan chủ chì”; “Lead agency” is probably meant",
        "D1: there are two columns “Hạn”",
        "E1: there is no column “Màu”; the columns are: Title, Lead agency, Coordinating agencies, Assigned on, "
        "Deadline, Number, Signed by, Field, Summary, Related tasks",
        "A1: columns are missing: Lead agency, Assigned on; get a template by phoihop import --template FILE.xlsx",
    ]


def test_an_empty_sheet_has_no_task(tmp_path: Path) -> None:
    assert refused(Office(tmp_path)) == ["A2: there is no row"]


def sheet_of(tmp_path: Path, *rows: Sequence[object]) -> Path:
    file = tmp_path / "bang.xlsx"
    with Workbook(str(file), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "d/m/yyyy"})
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, place, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
                elif value is not None:
                    sheet.write(number, place, value)
    return file


def test_a_spreadsheets_days_and_numbers_are_read_as_what_they_are(tmp_path: Path) -> None:
    file = sheet_of(tmp_path, HEAD, ["Sửa đường", "ktht", None, date(2021, 3, 10), date(2021, 5, 28), 12])
    assert read_cells(file) == [HEAD, ["Sửa đường", "ktht", "", "2021-03-10", "2021-05-28", "12"]]


def test_rows_are_counted_from_the_first_of_the_sheet_even_if_it_is_empty(tmp_path: Path) -> None:
    cells = read_cells(sheet_of(tmp_path, HEAD, [], [None, "x"]))
    assert (len(cells), cells[2][1]) == (3, "x")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_comes_with_any_usual_separator(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "bang.csv"
    text = f'title{separator}lead{separator}date\r\n"Sửa{separator} đường"{separator}ktht{separator}10/3/2021\r\n'
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_cells(file) == [["title", "lead", "date"], [f"Sửa{separator} đường", "ktht", "10/3/2021"]]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("bang.xlsx", b"no sheet", "it is no spreadsheet that can be read"),
        ("bang.xlsx", b"PK\x03\x04" + b"\0" * 100, "it is no spreadsheet that can be read"),
        ("bang.csv", "title\nSửa".encode("utf-16"), "a CSV file must be UTF-8"),
        ("bang.csv", b'title\n"Sua', "it is no CSV file"),
    ],
)
def test_what_is_no_sheet_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(NoSheet) as caught:
        read_cells(tmp_path / name)
    assert word(caught.value.message, "en").startswith(told)


def tasks_template(office: Office) -> bytes:
    return template(Text("Nhiệm vụ", "Tasks"), TASK_COLUMNS, Occasion(load_register(office.root), DAY), "vi")


def test_the_template_has_every_column_and_can_be_filled_in_and_imported(tmp_path: Path) -> None:
    office = Office(tmp_path)
    made = tasks_template(office)
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    head = [str(cell) for cell in book.get_sheet_by_index(0).to_python()[0]]
    assert len(head) == len(TASK_COLUMNS)
    assert "Cơ quan chủ trì *" in head
    assert ["ktht", "KTHT", "Phòng Kinh tế và Hạ tầng"] in book.get_sheet_by_name("Cơ quan").to_python()
    filled = {"Tên nhiệm vụ *": "Sửa đường", "Cơ quan chủ trì *": "KTHT", "Ngày giao *": "10/3/2021"}
    assert imported(office, [filled.get(heading, "") for heading in head], head=head) == ["tasks/2021/0001/task.yml"]
    assert tasks_template(office) == made


def import_in_a_process(office: Office, rows: Sequence[Sequence[str]], kill_at: int) -> bool:
    """Imports in a process that is killed before its n-th change of a file or folder; whether it was."""
    process = os.fork()
    if process:
        return os.WIFSIGNALED(os.waitpid(process, 0)[1])
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if (writes or event in ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree")) and any(
            str(office.root) in str(each) for each in arguments
        ):
            count += 1
            if count == kill_at:
                os.kill(os.getpid(), signal.SIGKILL)

    try:
        sys.addaudithook(watch)
        imported(office, *rows)
    finally:
        os._exit(0)


def test_a_run_that_is_killed_leaves_all_its_tasks_to_the_next_run_or_none(tmp_path: Path) -> None:
    rows = [["Việc " + name, "ktht", "", "10/3/2021", "", ""] for name in ("một", "hai", "ba")]
    outcomes: list[int] = []
    for step in range(1, 1000):
        office = Office(tmp_path / str(step))
        if not import_in_a_process(office, rows, step):
            break
        with desk(office.root):
            pass
        tasks = load_register(office.root).task_ids()
        assert tasks in ([], ["2021-0001", "2021-0002", "2021-0003"])
        assert office.errors(DAY.isoformat()) == []
        outcomes.append(len(tasks))
    assert set(outcomes) == {0, 3}
    assert outcomes == sorted(outcomes)


def test_what_a_spreadsheet_made_of_a_cell_is_told_by_its_cell(tmp_path: Path) -> None:
    office = Office(tmp_path)
    file = tmp_path / "viec.xlsx"
    with Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "d/m/yyyy"})
        for column, heading in enumerate(HEAD):
            sheet.write_string(0, column, heading)
        for row in (1, 2):
            sheet.write_string(row, 0, f"Sửa đường {row}")
            sheet.write_string(row, 1, "KTHT")
            sheet.write_datetime(row, 3, datetime(2021, 3, 10), day)  # noqa: DTZ001  # XLSX keeps times without a zone
        sheet.write_datetime(1, 5, datetime(2021, 5, 3), day)  # noqa: DTZ001
        sheet.write_formula(2, 4, "=1/0", None, "#DIV/0!")
    assert refused(office, *read_cells(file)[1:]) == [
        "F2: the spreadsheet took this cell for the day 2021-05-03; format it as text and write it again; "
        "expected: such as 148/UBND-VP",
        "E3: this cell is an error of a formula; write the value; expected: a day, such as 22/3/2021",
    ]


def test_a_row_longer_than_the_head_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "viec.csv"
    file.write_text("title,lead,date,number\nSửa đường, cầu,ktht,10/3/2021,12\n", encoding="utf-8")
    head, *rows = read_cells(file)
    told = refused(Office(tmp_path), *rows, head=head)
    assert "E2: “12” stands right of the last heading; put a cell with a comma in quotes" in told


def test_a_stray_far_cell_costs_nothing(tmp_path: Path) -> None:
    file = tmp_path / "viec.xlsx"
    with Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Tên nhiệm vụ")
        sheet.write_string(1048575, 16383, "lạc")
    with pytest.raises(NoSheet) as wrong:
        read_cells(file)
    assert "XFD1048576" in word(wrong.value.message, "en")


@pytest.fixture(scope="module", params=["xls", "ods"])
def rewritten(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two workbooks as LibreOffice writes them in another form: one with errors of formulas, one with a stray cell."""
    folder = tmp_path_factory.mktemp("books")
    errors, stray = folder / "loi.xlsx", folder / "lac.xlsx"
    with Workbook(str(errors)) as book:
        sheet = book.add_worksheet("Năm 2021")
        for place, words in enumerate(("Tên nhiệm vụ", "Cơ quan chủ trì", "Ngày giao", "Hạn", "Số, ký hiệu")):
            sheet.write_string(0, place, words)
        for place, words in enumerate(("Sửa đường #1", "KTHT", "10/3/2021")):
            sheet.write_string(1, place, words)
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")
        sheet.write_formula(1, 4, "=NA()", None, "#N/A")
    with Workbook(str(stray)) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, "Tên nhiệm vụ")
        sheet.write_string(60_000, 250, "lạc")
    first, second = converted([errors, stray], request.param, f".{request.param}")
    return first, second


def test_an_error_is_told_by_its_cell_in_any_kind_of_workbook(rewritten: tuple[Path, Path], tmp_path: Path) -> None:
    cells = read_cells(rewritten[0])
    assert refused(Office(tmp_path), *cells[1:], head=cells[0]) == [
        "D2: this cell is an error of a formula; write the value; expected: a day, such as 22/3/2021",
        "E2: this cell is an error of a formula; write the value; expected: such as 148/UBND-VP",
    ]


def test_a_stray_far_cell_costs_nothing_in_any_kind_of_workbook(rewritten: tuple[Path, Path]) -> None:
    with pytest.raises(NoSheet) as wrong:
        read_cells(rewritten[1])
    assert "IQ60001" in word(wrong.value.message, "en")


def test_a_sheet_is_chosen_by_name_and_what_is_merged_is_meant_for_all_its_rows(tmp_path: Path) -> None:
    file = tmp_path / "viec.xlsx"
    with Workbook(str(file)) as book:
        book.add_worksheet("Bìa").write_string(0, 0, "Sổ")
        sheet = book.add_worksheet("Năm 2021")
        for place, words in enumerate(("title", "date", "lead")):
            sheet.write_string(0, place, words)
        for row in (1, 2):
            sheet.write_string(row, 0, f"Việc {row}")
            sheet.write_string(row, 1, "10/3/2021")
        sheet.merge_range(1, 2, 2, 2, "KTHT")
        # Merged for looks, where nothing is written.
        sheet.merge_range(0, 20, 2, 20, "")
    assert read_cells(file, "nam 2021")[1:] == [["Việc 1", "10/3/2021", "KTHT"], ["Việc 2", "10/3/2021", "KTHT"]]
    assert read_cells(file, "2") == read_cells(file, "Năm 2021")
    with pytest.raises(NoSheet):
        read_cells(file, "Năm 2022")


# --- an office's own sheet --------------------------------------------------------------------------------------------

OWN: tuple[list[str], ...] = (
    ["BẢNG THEO DÕI NHIỆM VỤ GIAO QUÝ I/2021"],
    [],
    ["STT", "Nội dung công việc", "Đơn vị chủ trì", "Văn bản giao", "Thời hạn", "Tình trạng"],
    ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
    ["", "I. LĨNH VỰC GIAO THÔNG"],
    ["1", "Sửa đường", "KTHT", "Thông báo số 148/TB-UBND ngày 10/3/2021", "28/5/2021", "Đang làm"],
    ["2", "Sửa cầu", "TNMT", "Công văn 150/UBND ngày 11/3/2021", "", "Xong"],
)


def test_an_offices_own_sheet_is_understood_and_that_is_only_proposed() -> None:
    sheet = RecordSheet.of("task", OWN)
    layout = sheet.layout
    assert (layout.head, layout.is_certain, layout.left_out, layout.passed_over) == (2, False, (0, 5), (3, 4))
    assert [layout.columns[place].name for place in sorted(layout.columns)] == ["title", "lead", "number", "due"]
    named = RecordSheet.of(
        "task", OWN, {"Nội dung công việc": "summary", "C": "", "tinh trang": "title"}, {"lead": "ktht"}
    )
    assert [named.layout.columns[place].name for place in sorted(named.layout.columns)] == [
        "summary",
        "number",
        "due",
        "title",
    ]


def test_a_number_says_its_day(tmp_path: Path) -> None:
    office = Office(tmp_path)
    record_rows(RecordSheet.of("task", OWN), load_register(office.root), DAY)
    assert (office.root / "tasks/2021/0001/task.yml").read_text(encoding="utf-8") == (
        "title: Sửa đường\nlead: ktht\ndue: 2021-05-28\nnumber: 148/TB-UBND\ndate: 2021-03-10\nfrom: ubnd\n"
    )
    assert "number: 150/UBND\ndate: 2021-03-11\n" in (office.root / "tasks/2021/0002/task.yml").read_text("utf-8")


def test_a_day_that_no_cell_says_stands_for_every_row_where_it_is_given(tmp_path: Path) -> None:
    office = Office(tmp_path)
    rows = (OWN[2], ["1", "Sửa đường", "KTHT", "148/TB-UBND", "", ""])
    with pytest.raises(BadCells) as wrong:
        record_rows(RecordSheet.of("task", rows), load_register(office.root), DAY)
    assert [(error.cell, "--set date=" in word(error.message, "vi")) for error in wrong.value.errors] == [("D2", True)]
    record_rows(RecordSheet.of("task", rows, {}, {"date": "10/3/2021"}), load_register(office.root), DAY)
    assert "date: 2021-03-10" in (office.root / "tasks/2021/0001/task.yml").read_text(encoding="utf-8")


# --- documents and items ----------------------------------------------------------------------------------------------


def test_one_letter_is_recorded_in_many_tasks_or_in_none(tmp_path: Path) -> None:
    office = Office(tmp_path)
    imported(office, ROAD, BRIDGE)
    head = ["Nhiệm vụ", "Cơ quan ban hành", "Ngày văn bản", "Số, ký hiệu", "Nội dung"]
    rows = [
        ["2021-0001", "KTHT", "12/3/2021", "30", "Đã khảo sát"],
        ["tasks/2021/2", "ktht", "12/3/2021", "30", "Xong"],
    ]
    before = office.files()
    wrong = [*rows, ["2021-0009", "KTHT", "mai", "31", "x"], ["2021-0001", "KTHT", "", "", ""]]
    with pytest.raises(BadCells) as caught:
        record_rows(RecordSheet.of("progress", [head, *wrong]), load_register(office.root), DAY)
    assert [error.cell for error in caught.value.errors] == ["A4", "C5"]
    assert office.files() == before
    recorded = record_rows(RecordSheet.of("progress", [head, *rows]), load_register(office.root), DAY)
    assert recorded.paths == (
        "tasks/2021/0001/2021-03-12.progress.ktht.yml",
        "tasks/2021/0002/2021-03-12.progress.ktht.yml",
    )
    assert "number: 30/KTHT\ntext: Đã khảo sát\n" in office.text("2021-03-12.progress.ktht")
    assert office.errors(DAY.isoformat()) == []


def test_papers_of_one_name_do_not_take_each_others_place(tmp_path: Path) -> None:
    office = Office(tmp_path)
    imported(office, ROAD, BRIDGE)
    for agency in ("ktht", "ubnd"):
        (office.desk / agency).mkdir()
        (office.desk / agency / "bao-cao.pdf").write_bytes(b"%PDF-1.4 " + agency.encode())
    rows = [["2021-0001", agency, "12/3/2021", "Xong", f"{agency}/bao-cao.pdf"] for agency in ("ktht", "ubnd")]
    again = ["2021-0001", "ktht", "15/3/2021", "Thêm", "ktht/bao-cao.pdf"]
    sheet = [["task", "from", "date", "text", "files"], *rows, again]
    record_rows(RecordSheet.of("progress", sheet, find=papers_below([office.desk])), load_register(office.root), DAY)
    for record, paper, content in (
        ("2021-03-12.progress.ktht", "files/bao-cao.pdf", b"%PDF-1.4 ktht"),
        ("2021-03-12.progress.ubnd", "files/bao-cao-2.pdf", b"%PDF-1.4 ubnd"),
        ("2021-03-15.progress.ktht", "files/bao-cao.pdf", b"%PDF-1.4 ktht"),
    ):
        assert f"- path: {paper}\n" in office.text(record)
        assert office.files()[f"tasks/2021/0001/{paper}"] == content


def test_a_row_is_judged_beside_the_rows_before_it(tmp_path: Path) -> None:
    office = Office(tmp_path)
    imported(office, ROAD)
    head = ["task", "from", "date", "reason", "proposes.due"]
    row = ["2021-0001", "KTHT", "11/3/2021", "Trùng việc", "4/6/2021"]
    with pytest.raises(BadCells) as caught:
        record_rows(RecordSheet.of("objection", [head, row, row]), load_register(office.root), DAY)
    assert [error.cell for error in caught.value.errors] == ["A3"]
    assert "on record already" in word(caught.value.message, "en")


POINTS = "Nội dung,Căn cứ,Cần trao đổi\n" + "".join(
    f'"Góp ý, số {n}","Luật NSNN 2015, Điều 8",\n' for n in range(1, 13)
)


@pytest.fixture
def asked(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    assign(office)
    request = ("--to", "tckh", "--due", "22/3/2021", "--question", "Vốn", "--number", "2")
    office.record("2021-03-08", "request", "2021-0001", *request, "--dossier", f"Bản đồ={office.paper('ban-do.pdf')}")
    (office.desk / "gop-y.csv").write_text(POINTS, encoding="utf-8")
    return office


def test_twelve_points_and_their_responses_come_from_sheets(asked: Office) -> None:
    opinion = ("opinion", "2021-0001", "--position", "agree-with-comments", "--number", "9")
    points = ("--point", f"@{asked.desk / 'gop-y.csv'}", "--file", asked.paper("yk.pdf"))
    asked.record("2021-03-10", *opinion, *points)
    assert asked.text("2021-03-10.opinion.tckh").count("text: Góp ý, số") == 12
    views = "Ý kiến,Trả lời,Giải trình\n" + "".join(f"tckh#p{n},tiếp thu,Đã sửa\n" for n in range(1, 13))
    (asked.desk / "tra-loi.csv").write_text(views, encoding="utf-8")
    asked.record("2021-03-11", "report", "2021-0001", "--view", f"@{asked.desk / 'tra-loi.csv'}")
    assert "point: p12\n    response: accepted\n" in asked.text("2021-03-11.report.tnmt")


@pytest.mark.parametrize(("language", "yes"), [("vi", "c"), ("en", "y")])
def test_a_dialogue_takes_a_list_from_a_sheet_and_its_items_are_changed_one_by_one(
    asked: Office, language: str, yes: str
) -> None:
    place = ("-C", str(asked.root), "--lang", language, "new", "opinion", "2021-0001", "--today", "2021-03-10")
    sheet = f"@{asked.desk / 'gop-y.csv'}"
    answers = ("", "", "2", "@khong-co.csv", sheet, "-1", "11>1", "", "9", "", "", asked.paper("yk.pdf"), "", yes)
    said = talk(*place, answers=answers)
    assert said.exit == 0, said.text
    assert "khong-co.csv" in said.text
    texts = [line.strip() for line in asked.text("2021-03-10.opinion.tckh").splitlines() if "text:" in line]
    assert [text.rpartition(" ")[2] for text in texts] == ["12", *(str(n) for n in range(2, 12))]


@pytest.mark.parametrize(("language", "said"), [("vi", "gop-y.csv C3:"), ("en", "gop-y.csv C3:")])
def test_what_is_wrong_with_an_item_is_told_by_its_cell(asked: Office, language: str, said: str) -> None:
    text = POINTS.replace('Điều 8",\n', 'Điều 8",có lẽ\n', 2).replace('Điều 8",có lẽ', 'Điều 8",', 1)
    (asked.desk / "gop-y.csv").write_text(text, encoding="utf-8")
    run = ("new", "opinion", "2021-0001", "--position", "agree-with-comments", "--number", "9", "--no-input")
    told = asked.run(*run, "--point", f"@{asked.desk / 'gop-y.csv'}", day="2021-03-10", language=language)
    assert (told.returncode, said in told.stderr) == (2, True), told.stderr
    gone = asked.run(*run, "--point", "@khong-co.csv", day="2021-03-10", language=language)
    assert (gone.returncode, "khong-co.csv" in gone.stderr) == (2, True)
