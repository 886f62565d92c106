"""Assignments of a sheet are judged together, one after another, and written all or none."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from phoihop.language import Message
from phoihop.recording.choices import Occasion
from phoihop.recording.importing.columns import columns_by_place
from phoihop.recording.importing.rows import CellError, Refused, Row, rows_of
from phoihop.recording.preparing import Ledger, OnRecord, Prepared, Recorded, record_all
from phoihop.recording.preparing import Refused as NotARecord
from phoihop.records.register import Register

_ABOUT = {
    "single-lead": "lead",
    "lead-eligible": "lead",
    "lead-not-coordinating": "coordinating",
    "chronology": "due",
    "record-unique": "number",
}
"""The column that a rule speaks of, where it is one; an error of any other is told at the row's first cell."""


def record_rows(
    cells: Sequence[Sequence[str]],
    register: Register,
    today: date,
    commit_says: Callable[[Sequence[Prepared], Register], str] | None = None,
) -> Recorded:
    """Writes every row of a sheet as a task, or none.

    Raises `BadHead` and `Refused` with nothing written, and OSError where the register can't be written.
    """
    return record_all(lambda ledger: read_and_judge(cells, ledger, today), register.root, commit_says)


def read_and_judge(cells: Sequence[Sequence[str]], ledger: Ledger, today: date) -> list[Prepared]:
    """The assignments of a sheet, judged. Raises `BadHead` and `Refused`, where `check` would find an error, too."""
    rows = rows_of(cells, Occasion(ledger.register, today))
    places = {column.name: place for place, column in columns_by_place(cells[0]).items()}
    prepared: list[Prepared] = []
    errors: list[CellError] = []
    for row in rows:
        try:
            made = ledger.prepare(row.draft)
        except OnRecord as twice:
            errors.append(_at(row, places, "title", twice.message))
            continue
        except NotARecord as wrong:
            errors += (_at(row, places, name.partition(".")[0], message) for name, message in wrong.messages.items())
            continue
        for found in made.verdict.errors:
            # Of the two days that an assignment has, the rule means the one that can't be.
            is_later = found.rule == "chronology" and row.draft.day > today
            about = "date" if is_later else _ABOUT.get(found.rule, "")
            errors.append(_at(row, places, about, found.message, found.rule))
        prepared.append(made)
    if errors:
        raise Refused(errors)
    return prepared


def _at(row: Row, columns: Mapping[str, int], name: str, message: Message, rule: str | None = None) -> CellError:
    """An error at the cell of a key, or at the row's first."""
    return CellError(row.number, columns.get(name, 0), message, rule=rule)
