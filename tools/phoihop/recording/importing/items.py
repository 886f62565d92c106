"""The items of one list of a record, such as the points of an opinion, from a sheet with a row for each."""

from phoihop.language import say
from phoihop.recording.answers import Reading, read_in_part
from phoihop.recording.choices import Unfit
from phoihop.recording.importing.columns import columns_of
from phoihop.recording.importing.sheet import NoSheet, read_cells
from phoihop.recording.importing.table import BadCells, layout_of, rows_of
from phoihop.records.record import Record
from phoihop.records.yaml_door import Tree
from phoihop.words.sentences import joined


def items_in(words: str, part: type[Record], reading: Reading) -> list[Tree]:
    """The rows of the file that is meant, as answers. Raises `Unfit`, which tells all that is wrong by cell."""
    file = reading.papers.find(words)
    if file is None:
        raise Unfit.because("không thấy tệp “{path}”", "there is no file “{path}”", path=words)
    try:
        return _items(read_cells(file), part, reading)
    except NoSheet as wrong:
        raise Unfit.because("{file}: {why}", "{file}: {why}", file=file.name, why=wrong.message) from None
    except BadCells as wrong:
        told = (
            say("{file} {cell}: {why}", "{file} {cell}: {why}", file=file.name, cell=each.cell, why=each.message)
            for each in wrong.errors
        )
        raise Unfit(joined(told, "\n")) from None


def _items(cells: list[list[str]], part: type[Record], reading: Reading) -> list[Tree]:
    columns = columns_of(part)
    rows = rows_of(cells, layout_of(cells, columns, {}, {}), columns, reading.occasion, {})
    for row in rows:
        opinion, mark, point = str(row.answers.get("opinion", "")).partition("#")
        if mark and not row.answers.get("point"):
            # As options name it: tckh#p1.
            row.answers |= {"opinion": opinion, "point": point}
        for column in columns:
            said = row.answers.get(column.name)
            for each in said if isinstance(said, list) else [said]:
                try:
                    if isinstance(each, str):
                        read_in_part(part, column.key, each, reading)
                except Unfit as wrong:
                    row.wrong[column.name] = wrong.message
    if errors := [error for row in rows for error in row.errors()]:
        raise BadCells(errors)
    return [{**row.answers} for row in rows]
