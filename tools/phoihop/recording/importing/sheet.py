"""The cells of a spreadsheet (XLSX, XLS, ODS) or a CSV file, as text; a day as the records write it."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_cell_to_rowcol, xl_rowcol_to_cell

from phoihop.bounded import TooMuch, bounded
from phoihop.language import Explained
from phoihop.plain_letters import plain

Cell: TypeAlias = tuple[int, int, bool]
"""Row and column of a cell that holds something, from 0, and whether it is an error: readers tell errors as empty."""

LARGEST = 20 * 1024 * 1024
"""In bytes: far more than a year's tasks, far less than what would fill a machine."""

MOST_ROWS, MOST_COLUMNS = 5_000, 100
"""How far a sheet may reach: one stray cell in its last column would make a reader fill the memory with empty ones."""

_SEPARATORS = ",;\t"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!/)>')
"""A cell that holds something: one that is only formatted closes itself."""
_UNREADABLE = (CalamineError, ValueError, LookupError, StopIteration, BadZipFile, ElementTree.ParseError)
_LARGEST_SHEET = 200 * 1024 * 1024
"""In bytes, unpacked."""


class DayCell(str):
    """A day of a spreadsheet, as the records write it: where none is meant, a number was taken for it."""


class ErrorCell(str):
    """What a formula could not tell: `#REF!`, `#N/A`."""


class NoSheet(Explained):
    """The file has no cells that could be read. `message` says why."""


def read_cells(file: Path, sheet: str = "") -> list[list[str]]:
    """The rows of the file, or of its first sheet or the one named, from A1 on. Raises `NoSheet`, and OSError."""
    if file.stat().st_size > LARGEST:
        raise NoSheet.because("tệp lớn hơn {most} MB", "the file is larger than {most} MB", most=LARGEST >> 20)
    content = file.read_bytes()
    try:
        return _of_csv(content) if file.suffix.lower() == ".csv" else bounded(partial(_of_workbook, content, sheet))
    except TooMuch:
        raise NoSheet.because(
            "bảng tính quá lớn hoặc có ô quá xa; xóa các ô và trang thừa, lưu lại rồi thử lại",
            "the sheet is too large, or reaches too far; delete the cells that do not belong, and save it",
        ) from None


def cell_name(row: int, column: int) -> str:
    """A cell as spreadsheets call it: B7 for the second cell of the seventh row. Both are counted from 0."""
    return str(xl_rowcol_to_cell(row, column))


def _of_workbook(content: bytes, name: str) -> list[list[str]]:
    try:
        # Looked through before the reader is: that would fill the memory up to the farthest cell.
        sheets = {title: _near(cells) for title, cells in _sheets_of(content)}
        title = _sheet_meant(list(sheets), name)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(title)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or ()
    except _UNREADABLE as error:
        raise NoSheet.because(
            "không phải bảng tính đọc được ({why}); lấy mẫu bằng phoihop import --template TỆP.xlsx",
            "it is no spreadsheet that can be read ({why}); get a template by phoihop import --template FILE.xlsx",
            why=str(error),
        ) from None
    cells = [[_text(value) for value in row] for row in rows]
    if sum(len(value) for row in cells for value in row) > LARGEST:
        raise TooMuch
    for row, column in sheets[title]:
        if row < len(cells) and column < len(cells[row]):
            cells[row][column] = ErrorCell("#")
    for (top, left), (bottom, right) in merged:
        if left == right and bottom < len(cells) and left < len(cells[top]):
            # What is written once beside several rows is meant for each of them.
            for row in range(top + 1, bottom + 1):
                cells[row][left] = cells[top][left]
    return cells


def _near(cells: Iterable[Cell]) -> list[tuple[int, int]]:
    """The cells that hold an error, which a reader tells as empty. Raises `NoSheet` where any lies too far away."""
    errors: list[tuple[int, int]] = []
    for row, column, is_error in cells:
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise NoSheet.because(
                "bảng tính có ô {cell}, quá xa (nhiều nhất {rows} dòng, {columns} cột); xóa các ô thừa",
                "the sheet has a cell {cell}, too far away (at most {rows} rows, {columns} columns); "
                "delete what does not belong",
                cell=cell_name(row, column),
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        if is_error:
            errors.append((row, column))
    return errors


def _sheet_meant(titles: Sequence[str], wanted: str) -> str:
    """The sheet that is named, or counted from 1; the first where none is. Raises `NoSheet`."""
    found = [title for title in titles if not wanted or plain(title) == plain(wanted)]
    if not found and wanted.isdecimal() and 1 <= int(wanted) <= len(titles):
        found = [titles[int(wanted) - 1]]
    if not found:
        raise NoSheet.because(
            "không có trang tính “{name}”; có: {names}",
            "there is no sheet “{name}”; there are: {names}",
            name=wanted,
            names=tuple(titles),
        )
    return found[0]


def _sheets_of(content: bytes) -> Iterator[tuple[str, Iterator[Cell]]]:
    """Each sheet by its title, in the workbook's order, with the cells in it that hold something."""
    if content.startswith(_OLD_EXCEL):
        yield from _sheets_of_xls(content)
        return
    with ZipFile(io.BytesIO(content)) as book:
        if "content.xml" in book.namelist():
            for table in ElementTree.fromstring(_unpacked(book, "content.xml")).iter():
                if _is(table, "table"):
                    yield _said(table, "name"), _cells_of_ods(table)
            return
        parts = {part.attrib["Id"]: part.attrib["Target"] for part in _tree(book, "xl/_rels/workbook.xml.rels")}
        for sheet in _tree(book, "xl/workbook.xml").iter():
            if _is(sheet, "sheet"):
                target = parts[_said(sheet, "id")]
                path = target[1:] if target.startswith("/") else f"xl/{target}"
                yield sheet.attrib["name"], _cells_of_xlsx(_unpacked(book, path) if "worksheet" in path else b"")


def _sheets_of_xls(content: bytes) -> Iterator[tuple[str, Iterator[Cell]]]:
    from xlrd import open_workbook

    try:
        book = open_workbook(file_contents=content, logfile=io.StringIO(), ragged_rows=True)
    except MemoryError:
        raise
    except Exception as error:  # a broken file makes it fail in any way
        raise ValueError(str(error)) from error
    for sheet in book.sheets():
        yield sheet.name, _cells_of_xls([sheet.row_types(row) for row in range(sheet.nrows)])


def _cells_of_xls(rows: Iterable[Sequence[int]]) -> Iterator[Cell]:
    from xlrd import XL_CELL_BLANK, XL_CELL_EMPTY, XL_CELL_ERROR

    for row, kinds in enumerate(rows):
        for column, kind in enumerate(kinds):
            if kind not in (XL_CELL_EMPTY, XL_CELL_BLANK):
                yield row, column, kind == XL_CELL_ERROR


def _unpacked(book: ZipFile, name: str) -> bytes:
    if book.getinfo(name).file_size > _LARGEST_SHEET:
        raise NoSheet.because("bảng tính lớn quá", "the sheet is too large")
    return book.read(name)


def _tree(book: ZipFile, name: str) -> ElementTree.Element:
    return ElementTree.fromstring(_unpacked(book, name))


def _cells_of_xlsx(xml: bytes) -> Iterator[Cell]:
    for match in _CELL.finditer(xml):
        row, column = xl_cell_to_rowcol((match[1] + match[2]).decode())
        yield row, column, b't="e"' in match[0]


def _cells_of_ods(table: ElementTree.Element) -> Iterator[Cell]:
    """What is alike is written once, with how often it is repeated."""
    row = 0
    for line in table.iter():
        if not _is(line, "table-row"):
            continue
        column, height = 0, int(_said(line, "number-rows-repeated") or 1)
        for cell in line:
            width = int(_said(cell, "number-columns-repeated") or 1)
            if len(cell):
                kinds = [said for key, said in cell.attrib.items() if key.endswith("}value-type")]
                yield row, column, "error" in kinds
                yield row + height - 1, column + width - 1, False
            column += width
        row += height


def _is(element: ElementTree.Element, name: str) -> bool:
    return element.tag.rpartition("}")[2] == name


def _said(element: ElementTree.Element, name: str) -> str:
    """An attribute, in whatever namespace it is."""
    return next((said for key, said in element.attrib.items() if key.rpartition("}")[2] == name), "")


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
        raise NoSheet.because(
            "tệp CSV phải là UTF-8; trong Excel, lưu dạng “CSV UTF-8”",
            "a CSV file must be UTF-8; in Excel, save it as “CSV UTF-8”",
        ) from None
    head = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=head.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error as error:
        raise NoSheet.because("không phải tệp CSV ({why})", "it is no CSV file ({why})", why=str(error)) from None
