"""Rows of a sheet as records: judged together, one after another, and written all or none."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from phoihop.language import Text, say
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft
from phoihop.recording.importing.columns import TASK_COLUMNS, SheetColumn, columns_of
from phoihop.recording.importing.table import BadCells, CellError, Cells, Layout, SheetRow, layout_of, rows_of
from phoihop.recording.incoming import Finder, no_papers
from phoihop.recording.keys import Key
from phoihop.recording.preparing import Ledger, OnRecord, Prepared, Recorded, RefusedAnswers, record_all
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.rules.finding import Finding

TASKS = "task"
_ABOUT = {
    "single-lead": "lead",
    "lead-eligible": "lead",
    "lead-not-coordinating": "coordinating",
    "chronology": "due",
    "record-unique": "number",
}
"""The column that a rule speaks of, where it is one; an error of any other is told at the row's first cell."""

_TASK_COLUMN = SheetColumn(
    Key(("task",), Text("Mã nhiệm vụ", "Id of the task"), "task"),
    Text("Nhiệm vụ", "Task"),
    Text("mã nhiệm vụ, ví dụ 2021-0012", "the id of a task, such as 2021-0012"),
    needed=True,
    also=("Mã nhiệm vụ", "Mã"),
)


def columns_for(kind: str) -> tuple[SheetColumn, ...]:
    """The columns of a sheet of assignments, or of documents of a kind: then which task each belongs to comes first."""
    if kind == TASKS:
        return TASK_COLUMNS
    # Much follows from the case; but a letter that arrived is entered with its own day, never with today's.
    own = columns_of(DOCUMENT_TYPES[kind])
    return (_TASK_COLUMN, *(replace(each, needed=each.name == "date") for each in own))


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """A sheet of records of one kind; `given` are answers that stand for every row whose own cell is empty."""

    kind: str
    cells: Cells
    layout: Layout
    given: Mapping[str, str]
    find: Finder = no_papers

    @classmethod
    def of(
        cls,
        kind: str,
        cells: Cells,
        named: Mapping[str, str] | None = None,
        given: Mapping[str, str] | None = None,
        find: Finder = no_papers,
    ) -> "RecordSheet":
        """Raises `BadCells` where the head does not say which column is which."""
        return cls(kind, cells, layout_of(cells, columns_for(kind), named or {}, given or {}), given or {}, find)


def record_rows(sheet: RecordSheet, register: Register, today: date, *, commits: bool = False) -> Recorded:
    """Writes every row of a sheet as a record, or none.

    Raises `BadCells` with nothing written, and OSError where the register can't be written.
    """
    return record_all(lambda ledger: read_and_judge(sheet, ledger, today), register.root, commits=commits)


def read_and_judge(sheet: RecordSheet, ledger: Ledger, today: date) -> list[Prepared]:
    """The records of a sheet, judged. Raises `BadCells`, where `check` would find an error, too."""
    nowhere = Occasion(ledger.register, today)
    prepared: list[Prepared] = []
    errors: list[CellError] = []
    for row in rows_of(sheet.cells, sheet.layout, columns_for(sheet.kind), nowhere, sheet.given):
        draft = _draft(sheet, row, ledger, nowhere)
        if row.wrong or draft is None:
            errors += row.errors()
            continue
        try:
            made = ledger.prepare(draft)
        except OnRecord as twice:
            errors.append(row.refused("title" if sheet.kind == TASKS else "task", twice.message))
            continue
        except RefusedAnswers as wrong:
            errors += (row.refused(name, message) for name, message in wrong.messages.items())
            continue
        refused = [row.refused(_about(found, draft, today), found.message, found.rule) for found in made.verdict.errors]
        errors += sorted(refused, key=lambda error: error.column)
        prepared.append(made)
    if errors:
        raise BadCells(errors)
    return prepared


def _about(found: Finding, draft: Draft, today: date) -> str:
    """The column that a finding speaks of. Of the two days that a record has, the rule means the one that can't be."""
    return "date" if found.rule == "chronology" and draft.day > today else _ABOUT.get(found.rule, "")


def _draft(sheet: RecordSheet, row: SheetRow, ledger: Ledger, nowhere: Occasion) -> Draft | None:
    occasion = nowhere
    if sheet.kind != TASKS:
        words = str(row.answers.pop("task", ""))
        match = re.fullmatch(r"(?:.*/)?(\d{4})[/-](\d{1,6})", words)
        task = f"{match[1]}-{int(match[2]):04}" if match else words
        if task not in ledger.register.task_ids():
            row.wrong.setdefault("task", say("không có nhiệm vụ “{task}”", "there is no task “{task}”", task=words))
            return None
        occasion = ledger.occasion(task, nowhere.today)
    draft = Draft(sheet.kind, occasion, row.answers, sheet.find)
    row.wrong |= {name: why for name, why in draft.refused.items() if name.partition(".")[0] not in row.wrong}
    return draft
