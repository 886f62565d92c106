"""Assignments of a sheet are judged together, one after another, and written all or none."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from phoihop.language import Message, say
from phoihop.recording.choices import Occasion
from phoihop.recording.importing.columns import columns_by_place
from phoihop.recording.importing.rows import CellError, Refused, Row, rows_of
from phoihop.recording.numbers import numbers_used
from phoihop.recording.preparing import (
    Prepared,
    assignments_by_signs,
    judge_change,
    made_of,
    new_folder,
    next_task,
    signs,
)
from phoihop.recording.preparing import Refused as NotARecord
from phoihop.recording.writing import Taken, desk
from phoihop.records.register import Register, load_register
from phoihop.records.types import TaskAssignment
from phoihop.rules.rule import NumberUse

_ABOUT = {
    "single-lead": "lead",
    "lead-eligible": "lead",
    "lead-not-coordinating": "coordinating",
    "chronology": "due",
    "record-unique": "number",
}
"""The column that a rule speaks of, where it is one; an error of any other is told at the row's first cell."""


class _Year:
    """What a year of the register has by now: the numbers given, the tasks assigned, the next task's number.

    The register is read once for all rows; each row is added to what those after it are judged by.
    """

    def __init__(self, register: Register, year: int, issuer: str) -> None:
        self.numbers = [*numbers_used(register, issuer, year)]
        self._year = year
        self._next = int(next_task(register, year).partition("-")[2])
        self._assigned = assignments_by_signs(register, year)

    def next_task(self) -> str:
        task = f"{self._year}-{self._next:04}"
        self._next += 1
        return task

    def twin_of(self, assignment: TaskAssignment) -> str | None:
        """The task that was assigned already with this title, day and number."""
        return self._assigned.get(signs(assignment))

    def add(self, assignment: TaskAssignment, task: str, path: str) -> None:
        self._assigned[signs(assignment)] = task
        if assignment.number:
            use = NumberUse(assignment.from_, assignment.number, assignment.date, task, path)
            self.numbers.append(use)


def record_rows(
    cells: Sequence[Sequence[str]],
    register: Register,
    today: date,
    commit: Callable[[Sequence[Prepared], Sequence[str]], None] | None = None,
) -> tuple[list[Prepared], list[str]]:
    """Writes every row of a sheet as a task, or none; the assignments and the paths of their files.

    Raises `BadHead` and `Refused` with nothing written, and OSError where the register can't be written.
    """
    with desk(register.root) as place:
        while True:
            now = load_register(register.root)
            prepared = read_and_judge(cells, now, today)
            folders = {each.path.rpartition("/")[0]: {"task.yml": each.text.encode()} for each in prepared}
            try:
                paths = place.put_folders(folders)
            except Taken:
                # Somebody without the lock took a number (an editor, a merge): look again.
                continue
            if commit:
                commit(prepared, paths)
            return prepared, paths


def read_and_judge(cells: Sequence[Sequence[str]], register: Register, today: date) -> list[Prepared]:
    """The assignments of a sheet, judged. Raises `BadHead` and `Refused`."""
    rows = rows_of(cells, Occasion(register, today))
    places = {column.name: place for place, column in columns_by_place(cells[0]).items()}
    return _prepare(rows, places, register, today)


def _prepare(rows: Sequence[Row], columns: Mapping[str, int], register: Register, today: date) -> list[Prepared]:
    """The assignments as they would be written, in order. Raises `Refused` where `check` would find an error."""
    prepared: list[Prepared] = []
    errors: list[CellError] = []
    years: dict[int, _Year] = {}
    for row in rows:
        try:
            text, read = made_of(row.draft.tree, TaskAssignment)
        except NotARecord as wrong:
            errors += (_at(row, columns, name.partition(".")[0], message) for name, message in wrong.messages.items())
            continue
        assignment = cast(TaskAssignment, read)
        number = assignment.date.year
        year = years.get(number) or years.setdefault(number, _Year(register, number, assignment.from_))
        if twin := year.twin_of(assignment):
            errors.append(_at(row, columns, "title", _already(twin)))
        task = year.next_task()
        folder = new_folder(register, task, assignment, {})
        verdict = judge_change(None, folder, register, today, tuple(year.numbers))
        year.add(assignment, task, folder.file_of("task"))
        for found in verdict.errors:
            # Of the two days that an assignment has, the rule means the one that can't be.
            about = "date" if found.rule == "chronology" and assignment.date > today else _ABOUT.get(found.rule, "")
            errors.append(_at(row, columns, about, found.message, found.rule))
        prepared.append(Prepared("task", folder.file_of("task"), text, assignment, task, {}, verdict))
    if errors:
        raise Refused(errors)
    return prepared


def _already(task: str) -> Message:
    return say(
        "nhiệm vụ này, cùng tên, số và ngày, đã có: {task}; có lẽ tệp được nhập lần thứ hai",
        "this task, with its title, number and day, is there already: {task}; is the file imported twice?",
        task=task,
    )


def _at(row: Row, columns: Mapping[str, int], name: str, message: Message, rule: str | None = None) -> CellError:
    """An error at the cell of a key, or at the row's first."""
    return CellError(row.number, columns.get(name, 0), message, rule=rule)
