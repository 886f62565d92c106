"""The cells of a spreadsheet (XLSX, XLS, ODS) or a CSV file, as text; a day as the records write it."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_rowcol_to_cell

from phoihop.language import Explained, say

LARGEST = 20 * 1024 * 1024
"""In bytes: far more than a year's tasks, far less than what would fill a machine."""

_SEPARATORS = ",;\t"


class NoSheet(Explained):
    """The file has no cells that could be read. `message` says why."""


def read_cells(file: Path) -> list[list[str]]:
    """The rows of the file, or of its first sheet, from A1 on. Raises `NoSheet`, and OSError."""
    if file.stat().st_size > LARGEST:
        raise NoSheet(say("tệp lớn hơn {most} MB", "the file is larger than {most} MB", most=LARGEST >> 20))
    content = file.read_bytes()
    return _of_csv(content) if file.suffix.lower() == ".csv" else _of_workbook(content)


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it: B7 for the second cell of the seventh row. Both are counted from 0."""
    return str(xl_rowcol_to_cell(row, column))


def _of_workbook(content: bytes) -> list[list[str]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, ValueError, IndexError) as error:
        raise NoSheet(
            say(
                "không phải bảng tính đọc được ({why}); lấy mẫu bằng phoihop import --template TỆP.xlsx",
                "it is no spreadsheet that can be read ({why}); get a template by phoihop import --template FILE.xlsx",
                why=str(error),
            )
        ) from None
    return [[_text(value) for value in row] for row in rows]


def _text(value: object) -> str:
    match value:
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
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
