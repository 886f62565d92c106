"""The spreadsheet to fill in: a heading for each column with what is expected, and the agencies to choose from."""

import io
from collections.abc import Sequence

from xlsxwriter.worksheet import Worksheet

from phoihop.documents.spreadsheet import LINED_HEAD, fit_on_pages, workbook
from phoihop.language import Language, Text
from phoihop.recording.choices import Occasion, agency_choices
from phoihop.recording.importing.columns import SheetColumn

ROWS = 500
"""For how many rows the columns have their kind: days, and a list of agencies to choose from."""

_AGENCIES = Text("Cơ quan", "Agencies")
_HEADS = (Text("Mã", "Id"), Text("Ký hiệu", "Symbol"), Text("Tên", "Name"))
_LONGEST_TITLE = 31


def template(title: Text, columns: Sequence[SheetColumn], occasion: Occasion, language: Language) -> bytes:
    """The template of a sheet with these columns, for a register. The same register and day give the same bytes."""
    made = io.BytesIO()
    with workbook(made) as book:
        bold = book.add_format(LINED_HEAD)
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        day = book.add_format({"num_format": "d/m/yyyy", "align": "left"})
        sheet = book.add_worksheet(title.in_language(language)[:_LONGEST_TITLE])
        agencies = book.add_worksheet(_AGENCIES.in_language(language))
        count = _list_agencies(agencies, occasion, language, bold)
        # Whole names may be typed too: the list offers, it does not refuse.
        known = f"='{agencies.get_name()}'!$B$2:$B${count + 1}"
        for place, column in enumerate(columns):
            heading = column.heading.in_language(language) + (" *" if column.needed else "")
            sheet.write_string(0, place, heading, bold)
            sheet.write_comment(0, place, column.expected.in_language(language), {"author": ""})
            # What is typed stays as it is typed: 3/5 is no day, and 0012 has its zeros.
            sheet.set_column(place, place, column.width, day if column.key.nature == "day" else text)
            is_agency = column.key.nature == "agency" and not column.key.is_list
            if source := known if is_agency else _in_words(column, language):
                offered = {"validate": "list", "source": source, "error_type": "information"}
                sheet.data_validation(1, place, ROWS, place, offered)
        fit_on_pages(sheet)
        sheet.set_row(0, 30)
    return made.getvalue()


def _in_words(column: SheetColumn, language: Language) -> list[str]:
    """The codes of a column as they are called, or as they are written where a comma would part one into two."""
    words = [column.key.words[code].in_language(language) for code in column.key.choices if code in column.key.words]
    return [*column.key.choices] if any("," in each for each in words) else words


def _list_agencies(sheet: Worksheet, occasion: Occasion, language: Language, bold: object) -> int:
    for place, head in enumerate(_HEADS):
        sheet.write_string(0, place, head.in_language(language), bold)
        sheet.set_column(place, place, (16, 14, 56)[place])
    sheet.freeze_panes(1, 0)
    choices = agency_choices(occasion)
    for row, choice in enumerate(choices, 1):
        for place, text in enumerate((choice.value, *choice.names)):
            sheet.write_string(row, place, text)
    return len(choices)
