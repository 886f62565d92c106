"""Tables as a spreadsheet (XLSX) for people, a sheet each: words in their language, real dates, frozen head, filters.

Nothing in it runs: a text is a text, whatever it begins with. The same table gives the same bytes.
"""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from phoihop.cases.model import Case
from phoihop.documents.columns import Column, Value, in_words
from phoihop.documents.tables import TABLES, Row, Table
from phoihop.language import Explained, Language
from phoihop.records.register import Register
from phoihop.words.codes import PUNCTUALITY, punctuality

MOST_ROWS, LONGEST_TEXT = 1_048_575, 32_767
"""What a sheet holds besides its head, and a cell."""

LINE_HEIGHT, TALLEST_ROW = 15, 409
"""In points."""

_A4 = 9
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  # XLSX keeps times without a zone
_HEAD = {"bold": True, "text_wrap": True, "valign": "top"}
LINED_HEAD = {**_HEAD, "bottom": 1, "bg_color": "#e8eef4"}
"""The format of a head that stands out."""


class TooManyRows(Explained):
    """A sheet can't hold the table. `message` says what to do."""


def workbook(made: io.BytesIO, **properties: str) -> Workbook:
    """A workbook in which a text stays a text."""
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(made, plain)
    book.set_properties({**properties, "created": _CREATED})
    return book


def fit_on_pages(sheet: Worksheet) -> None:
    """The head and the first column stay in sight; on paper the columns stand beside each other."""
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)


def tables_as_xlsx(names: Iterable[str], cases: Sequence[Case], register: Register, language: Language) -> bytes:
    """A sheet for each table. Raises `TooManyRows`."""
    made = io.BytesIO()
    with workbook(made, title=register.settings.title) as book:
        text = book.add_format({"valign": "top", "text_wrap": True})
        day = book.add_format({"valign": "top", "align": "left", "num_format": "d/m/yyyy"})
        for table in map(TABLES.__getitem__, names):
            sheet = book.add_worksheet(table.title.in_language(language))
            count = 0
            for case in cases:
                for row in table.rows_of(case):
                    count += 1
                    if count > MOST_ROWS:
                        raise TooManyRows.because(
                            "một bảng tính chỉ chứa được {most} dòng; lọc bớt (ví dụ --year), hoặc dùng --format csv",
                            "a sheet holds {most} rows; filter (by --year, for example), or use --format csv",
                            most=MOST_ROWS,
                        )
                    _write_row(sheet, count, table, row, case, language, text, day)
            _lay_out(book, sheet, table, language, count)
    return made.getvalue()


def sheets_as_xlsx(sheets: Mapping[str, Sequence[Sequence[str | int]]], title: str) -> bytes:
    """A sheet for each name: its first row is the head, and every other cell a text or a count."""
    made = io.BytesIO()
    with workbook(made, title=title) as book:
        head = book.add_format(_HEAD)
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for column, cell in enumerate(row):
                    write = sheet.write_string if isinstance(cell, str) else sheet.write_number
                    write(place, column, cell, None if place else head)
            sheet.set_column(0, 0, 36)
            sheet.set_column(1, max((len(row) for row in rows), default=1), 14)
            fit_on_pages(sheet)
    return made.getvalue()


def _worded(column: Column, value: Value, case: Case, language: Language) -> str:
    """A value as people read it: documents by their numbers, the rest by its name."""
    if column.kind == "document" and value:
        entry = case.course.by_id.get(str(value))
        value = (entry.document if entry else case.assignment).number or value
    if column.key == "timeliness" and value:
        return PUNCTUALITY[punctuality(case)].in_language(language)
    return in_words(column, value, language, case.course.register)


def _write_row(
    sheet: Worksheet,
    number: int,
    table: Table[Any],
    row: Row,
    case: Case,
    language: Language,
    text: Format,
    day: Format,
) -> None:
    lines = 1
    cells = [(column, value) for column, value in zip(table.columns, row, strict=True) if column.on_sheets]
    for index, (column, value) in enumerate(cells):
        if isinstance(value, date):
            sheet.write_datetime(number, index, value, day)
        elif isinstance(value, int):
            sheet.write_number(number, index, value, text)
        elif shown := _worded(column, value, case, language):
            sheet.write_string(number, index, shown[:LONGEST_TEXT], text)
            lines = max(lines, ceil(len(shown) / column.width))
    # Not every program fits a row's height to wrapped text when it opens a sheet.
    sheet.set_row(number, min(LINE_HEIGHT * lines, TALLEST_ROW))


def _lay_out(book: Workbook, sheet: Worksheet, table: Table[Any], language: Language, rows: int) -> None:
    head = book.add_format(LINED_HEAD)
    columns = [column for column in table.columns if column.on_sheets]
    for index, column in enumerate(columns):
        sheet.write_string(0, index, column.heading.in_language(language), head)
        sheet.set_column(index, index, column.width)
    sheet.set_row(0, 2 * LINE_HEIGHT)
    sheet.autofilter(0, 0, rows, len(columns) - 1)
    fit_on_pages(sheet)
    sheet.repeat_rows(0)
