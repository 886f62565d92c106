"""The shape of a case: everything that follows from one task's records as of one day.

Field names and values are those of `phoihop show --format json` (the record format's contract).
"""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal

import msgspec

from phoihop.cases.clock import task_deadline
from phoihop.cases.course import Course, Entry, Tenure
from phoihop.records.document import Owes
from phoihop.records.settings import Deadlines
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import DOCUMENT_TYPES, Plan, TaskAssignment

Stage = Literal["assigned", "consulting", "reconciling", "submitted", "decided", "completed", "suspended", "withdrawn"]
Timeliness = Literal["on-time", "due-soon", "overdue", "late"]
Status = Literal["open", "overdue", "met", "late", "lapsed"]

DECLARED: dict[str, Owes] = {}
"""The obligations that a kind of document declares with its type; of several that make one kind of debt, the first."""
for _type in DOCUMENT_TYPES.values():
    for _owes in _type.OWES:
        DECLARED.setdefault(_owes.kind, _owes)

URGED: tuple[str, ...] = ("opinion", "step", *(kind for kind, owes in DECLARED.items() if owes.urged))
"""What a creditor reminds of once it is overdue (§2)."""

SET_BY_REGISTER: dict[str, str] = {
    "plan": "plan",
    "dossier": "dossier",
    "follow-up": "follow_up",
    "answer": "answer",
    "periodic-report": "periodic",
    "urging": "urging",
} | {kind: owes.due for kind, owes in DECLARED.items() if owes.due in Deadlines.__struct_fields__}
"""The obligations whose deadline is a number of register.yml, for the directive names none: by its key there."""


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """Who owes what to whom, by when, and what became of it.

    `due` is None where nothing sets a day. `source` is the id of the document (or `task`) that gave rise to it;
    `discharged_by` and `discharged_on` tell what met it. Internal to the project, not printed: `asked`, the agency
    first named as debtor (a successor may owe by now); `item`, the plan step's id or the period's code; `urges`, the
    obligation that an urging stands beside; `ended_on`, the day on which it lapsed or was left overdue for good;
    `near`, due within the register's `due_soon` working days; `days_late`, how many working days after its deadline it
    was done or closed, or today is while it is overdue (None where it is not late).
    """

    kind: str
    debtor: str
    creditor: str
    since: date
    due: date | None
    status: Status
    source: str
    discharged_by: str | None = None
    discharged_on: date | None = None
    asked: str = ""
    item: str | None = None
    urges: "Obligation | None" = None
    ended_on: date | None = None
    near: bool = False
    days_late: int | None = None

    @property
    def outstanding(self) -> bool:
        """Still owed: neither discharged, nor lapsed, nor closed with its task."""
        return self.status in ("open", "overdue") and self.ended_on is None


def owed_now(obligations: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """What counts as owed, of a task's obligations.

    The lead's submission counts only once no opinion, explanation or answer is awaited, or when it is overdue.
    """
    outstanding = [owed for owed in obligations if owed.outstanding]
    consulting = any(owed.kind in ("opinion", "explanation", "answer") for owed in outstanding)
    return tuple(
        owed for owed in outstanding if owed.kind != "submission" or not consulting or owed.status == "overdue"
    )


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One task as of `today`. Documents are in the order of their dates; later ones are left out.

    `days_late`: how many working days after its deadline it was submitted, or ended without that, or today is while it
    is overdue (None where it is not late).
    """

    course: Course
    obligations: tuple[Obligation, ...]
    stage: Stage
    timeliness: Timeliness | None
    days_late: int | None
    awaiting: tuple[str, ...]

    @property
    def id(self) -> str:
        return self.course.folder.id

    @property
    def today(self) -> date:
        return self.course.today

    @property
    def folder(self) -> TaskFolder:
        return self.course.folder

    @property
    def assignment(self) -> TaskAssignment:
        return self.course.assignment

    @property
    def documents(self) -> tuple[Entry, ...]:
        return self.course.entries

    @property
    def tenures(self) -> tuple[Tenure, ...]:
        return self.course.tenures

    @property
    def title(self) -> str:
        return self.course.assignment.title

    @property
    def lead(self) -> str | None:
        return self.course.lead_on(self.today)

    @property
    def coordinating(self) -> tuple[str, ...]:
        return self.course.coordinating_on(self.today)

    @property
    def due(self) -> date | None:
        """The deadline as adjusted, and put off while the task was suspended."""
        return task_deadline(self.course, self.today)

    @property
    def original_due(self) -> date | None:
        """The first deadline that the task had."""
        return next((tenure.due for tenure in self.tenures if tenure.due), None)

    @property
    def extensions(self) -> int:
        """How many adjustments put the deadline off."""
        days = [tenure.due for tenure in self.tenures if tenure.due]
        return sum(later > earlier for earlier, later in pairwise(days))

    @property
    def is_suspended(self) -> bool:
        return self.course.is_suspended_on(self.today)

    @property
    def owed_now(self) -> tuple[Obligation, ...]:
        """What makes its debtor awaited, and reminders that are due; nothing while the task is suspended."""
        return () if self.is_suspended else owed_now(self.obligations)

    def step_of(self, owed: Obligation) -> str:
        """What an obligation's step of a plan asks to be done, on one line; nothing where it is about no step."""
        plan = self.course.named(owed.source, Plan)
        steps = plan.steps if plan else ()
        return next((" ".join(step.what.split()) for step in steps if step.id == owed.item), "")

    @property
    def ended_on(self) -> date | None:
        return self.course.ended_on
