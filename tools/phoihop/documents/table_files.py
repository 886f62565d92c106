"""A table as CSV or JSON, for programs: keys, ids and the record's own words, the same in every language."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from phoihop.cases.model import Case
from phoihop.documents.columns import text_of
from phoihop.documents.published_forms import csv_cell
from phoihop.documents.tables import TABLES, Row
from phoihop.terminal import printable_json

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def table_as_csv(name: str, cases: Iterable[Case]) -> bytes:
    return rows_as_csv(name, TABLES[name].rows(cases))


def rows_as_csv(name: str, rows: Iterable[Row]) -> bytes:
    """CSV by RFC 4180, in UTF-8 with a byte order mark, which Excel needs to read Vietnamese. Lists have spaces."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(TABLES[name].keys)
    for row in rows:
        writer.writerow([csv_cell(text_of(value)) for value in row])
    return _BYTE_ORDER_MARK + text.getvalue().encode()


def table_as_json(name: str, cases: Iterable[Case], today: date) -> str:
    """An object a row; days are YYYY-MM-DD, what is not known is null."""
    table = TABLES[name]
    rows = [table.told(row, table.keys) for row in table.rows(cases)]
    return printable_json({"today": today.isoformat(), name: rows})
