"""The spreadsheet to fill in: a heading for each column with what is expected, and the agencies to choose from."""

import io
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from phoihop.language import Language, Text
from phoihop.recording.choices import Occasion, agency_choices
from phoihop.recording.importing.columns import COLUMNS

ROWS = 500
"""For how many rows the columns have their kind: days, and a list of agencies to choose from."""

_TASKS, _AGENCIES = Text("Nhiệm vụ", "Tasks"), Text("Cơ quan", "Agencies")
_HEADS = (Text("Mã", "Id"), Text("Ký hiệu", "Symbol"), Text("Tên", "Name"))
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001  # XLSX keeps times without a zone
_DAYS = ("date", "due")
_A4 = 9


def template(occasion: Occasion, language: Language) -> bytes:
    """The template for a register. The same register and day give the same bytes."""
    made = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, plain) as book:
        book.set_properties({"created": _CREATED})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#e8eef4"})
        day = book.add_format({"num_format": "d/m/yyyy", "align": "left"})
        tasks = book.add_worksheet(_TASKS.in_language(language))
        agencies = book.add_worksheet(_AGENCIES.in_language(language))
        for place, column in enumerate(COLUMNS):
            heading = column.heading.in_language(language) + (" *" if column.needed else "")
            tasks.write_string(0, place, heading, bold)
            tasks.write_comment(0, place, column.expected.in_language(language), {"author": ""})
            tasks.set_column(place, place, column.width, day if column.name in _DAYS else None)
        tasks.freeze_panes(1, 1)
        tasks.set_row(0, 30)
        tasks.set_landscape()
        tasks.set_paper(_A4)
        tasks.fit_to_pages(1, 0)
        count = _list_agencies(agencies, occasion, language, bold)
        lead = next(place for place, column in enumerate(COLUMNS) if column.name == "lead")
        source = f"='{agencies.get_name()}'!$B$2:$B${count + 1}"
        # Whole names may be typed too: the list offers, it does not refuse.
        choice = {"validate": "list", "source": source, "error_type": "information"}
        tasks.data_validation(1, lead, ROWS, lead, choice)
    return made.getvalue()


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
