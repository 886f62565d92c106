"""For what a record is made: the register, the day, and the task with its case, as far as there is one."""

from dataclasses import dataclass
from datetime import date

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.records.register import Register, TaskFolder


@dataclass(frozen=True, slots=True)
class Occasion:
    """`folder` and `case` are None for a new task or agency; `case` also where the assignment can't be read."""

    register: Register
    today: date
    folder: TaskFolder | None = None
    case: Case | None = None

    @classmethod
    def of_task(cls, register: Register, task: str, today: date) -> "Occasion":
        """KeyError where there is no such task."""
        folder = register.task(task)
        return cls(register, today, folder, derive_case(folder, register, today))
