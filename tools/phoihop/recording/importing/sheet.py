"""The cells of a spreadsheet (XLSX, XLS, ODS) or a CSV file, as text; a day as the records write it."""

import csv
import io
import re
from datetime import date, datetime
from functools import partial
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from phoihop.bounded import TooMuch, bounded
from phoihop.language import Explained, say

LARGEST = 20 * 1024 * 1024
"""In bytes: far more than a year's tasks, far less than what would fill a machine."""

MOST_ROWS, MOST_COLUMNS = 5_000, 100
"""How far a sheet may reach: one stray cell in its last column would make a reader fill the memory with empty ones."""

_SEPARATORS = ",;\t"
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*>')
_LARGEST_SHEET = 200 * 1024 * 1024
"""In bytes, unpacked."""


class DayCell(str):
    """A day of a spreadsheet, as the records write it: where none is meant, a number was taken for it."""


class ErrorCell(str):
    """What a formula could not tell: `#REF!`, `#N/A`."""


class NoSheet(Explained):
    """The file has no cells that could be read. `message` says why."""


def read_cells(file: Path) -> list[list[str]]:
    """The rows of the file, or of its first sheet, from A1 on. Raises `NoSheet`, and OSError."""
    if file.stat().st_size > LARGEST:
        raise NoSheet(say("tệp lớn hơn {most} MB", "the file is larger than {most} MB", most=LARGEST >> 20))
    content = file.read_bytes()
    try:
        return _of_csv(content) if file.suffix.lower() == ".csv" else bounded(partial(_of_workbook, content))
    except TooMuch:
        raise NoSheet(
            say(
                "bảng tính quá lớn hoặc có ô quá xa; xóa các ô và trang thừa, lưu lại rồi thử lại",
                "the sheet is too large, or reaches too far; delete the cells that do not belong, and save it",
            )
        ) from None


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it: B7 for the second cell of the seventh row. Both are counted from 0."""
    return str(xl_rowcol_to_cell(row, column))


def _of_workbook(content: bytes) -> list[list[str]]:
    try:
        errors = _errors_in(content)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError, BadZipFile) as error:
        raise NoSheet(
            say(
                "không phải bảng tính đọc được ({why}); lấy mẫu bằng phoihop import --template TỆP.xlsx",
                "it is no spreadsheet that can be read ({why}); get a template by phoihop import --template FILE.xlsx",
                why=str(error),
            )
        ) from None
    cells = [[_text(value) for value in row] for row in rows]
    if sum(len(value) for row in cells for value in row) > LARGEST:
        raise TooMuch
    for row, column in errors:
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = ErrorCell("#")
    return cells


def _errors_in(content: bytes) -> list[tuple[int, int]]:
    """The cells of an XLSX file's first sheet that hold an error, which its reader tells as empty. Raises `NoSheet`."""
    if not content.startswith(b"PK"):
        return []
    with ZipFile(io.BytesIO(content)) as book:
        sheets = sorted(
            (name for name in book.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)),
            key=lambda name: (len(name), name),
        )
        if not sheets or book.getinfo(sheets[0]).file_size > _LARGEST_SHEET:
            return []
        xml = book.read(sheets[0])
    errors: list[tuple[int, int]] = []
    for match in _CELL.finditer(xml):
        row, column = xl_cell_to_rowcol((match[1] + match[2]).decode())
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise NoSheet(
                say(
                    "bảng tính có ô {cell}, quá xa (nhiều nhất {rows} dòng, {columns} cột); xóa các ô thừa",
                    "the sheet has a cell {cell}, too far away (at most {rows} rows, {columns} columns); "
                    "delete what does not belong",
                    cell=cell_name(row, column),
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            )
        if b't="e"' in match[0]:
            errors.append((row, column))
    return errors


def _text(value: object) -> str:
    match value:
        case datetime():
            return DayCell(value.date().isoformat())
        case date():
            return DayCell(value.isoformat())
        case float() if value.is_integer():
            # A spreadsheet has only one kind of number: 12 comes as 12.0.
            return str(int(value))
        case None:
            return ""
    return str(value).strip()


def _of_csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoSheet(
            say(
                "tệp CSV phải là UTF-8; trong Excel, lưu dạng “CSV UTF-8”",
                "a CSV file must be UTF-8; in Excel, save it as “CSV UTF-8”",
            )
        ) from None
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error as error:
        raise NoSheet(say("không phải tệp CSV ({why})", "it is no CSV file ({why})", why=str(error))) from None
