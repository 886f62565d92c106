"""What the site takes of each task for its lists, figures, feeds and search: a few rows, kept with the build record.

A task's own page is made of its case, which is derived for it alone; everything else is made of these.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from phoihop.cases.model import Case
from phoihop.cases.publishing import is_public, opened_by
from phoihop.documents.columns import plain_line
from phoihop.documents.summary import Work, days_of_return
from phoihop.documents.tables import DOCUMENTS, OBLIGATIONS, OPINIONS, TASKS
from phoihop.language import word
from phoihop.records.named import parts_of
from phoihop.records.parts import Point
from phoihop.words.obligations import what_is_owed

if TYPE_CHECKING:
    from phoihop.documents.tables import DocumentLine, ObligationLine, OpinionLine, TaskLine
else:
    # As they are kept, lines have the same attributes, of whatever form a record gave them.
    DocumentLine, ObligationLine, OpinionLine, TaskLine = (
        plain_line(table.form) for table in (DOCUMENTS, OBLIGATIONS, OPINIONS, TASKS)
    )


class DebtRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An obligation: as the table has it, `what` it is in words, whether it counts as owed now, and what tells it from
    others (`asked`, `item`) or ended it (`ended_on`), as `cases.model.Obligation` has them.
    """

    line: ObligationLine
    what: str
    is_owed: bool
    asked: str
    item: str | None
    ended_on: date | None

    @property
    def standing(self) -> str:
        """Its status; `missed` where it was overdue when its task ended, so that nobody is awaited any more."""
        return "missed" if self.line.status == "overdue" and self.ended_on else self.line.status

    @property
    def is_outstanding(self) -> bool:
        """Still to be done, whether or not anybody is awaited for it yet."""
        return self.line.status in ("open", "overdue") and self.ended_on is None

    @property
    def is_settled(self) -> bool:
        """Done, on time or late, or let pass."""
        return self.line.status in ("met", "late", "overdue")

    @property
    def is_overdue(self) -> bool:
        """Whether somebody is late with it now; reminders stand beside what they urge."""
        return self.is_owed and self.line.status == "overdue" and self.line.kind != "urging"

    @property
    def identity(self) -> tuple[str, ...]:
        """What tells it from every other debt of its task, whatever becomes of it."""
        return self.line.kind, self.line.source, self.asked, self.item or ""


class DocumentRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A document: as the table has it, and the texts of its points."""

    line: DocumentLine
    points: tuple[str, ...]


class Asked(NamedTuple):
    """An opinion asked of one agency by one request: the debt, and a line for each point of what came."""

    task: TaskLine
    debt: DebtRow
    points: tuple[OpinionLine, ...]

    @property
    def responses(self) -> tuple[int, int, int]:
        """How many points were accepted, accepted in part, and declined."""
        said = [each.response for each in self.points if each.point]
        return said.count("accepted"), said.count("partly"), said.count("declined")


class TaskRows(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One task. `opened_by` is the document with which it became public, where it was withheld until then.

    `returned` are the days on which a submission or completion came back.
    """

    task: TaskLine
    is_public: bool
    number: str | None
    summary: str | None
    overseer: str
    opened_by: str | None
    returned: tuple[date, ...]
    letters: tuple[DocumentRow, ...]
    debts: tuple[DebtRow, ...]
    opinions: tuple[OpinionLine, ...]

    @property
    def anchors(self) -> list[str]:
        """What the places of the debts on the task's page are called; of those of one name later ones are numbered."""
        return named_apart(f"{debt.line.kind}.{debt.line.source}.{debt.asked}" for debt in self.debts)

    def work(self) -> Work:
        """What is counted of the task in a report on a period: the same as `documents.summary.work_of` its case."""
        task = self.task
        submitted = (debt.line.discharged_on for debt in self.debts if debt.line.kind == "submission")
        return Work(
            {"lead": task.lead or "", "field": task.field or "", "overseen-by": self.overseer},
            task.date,
            task.due,
            tuple(sorted(day for day in submitted if day)),
            task.ended,
            task.stage == "withdrawn",
            self.returned,
        )

    def asked(self) -> Iterator[Asked]:
        """Every opinion that was asked for, in the order of the requests and of their addressees."""
        points: dict[tuple[str, str], list[OpinionLine]] = {}
        for each in self.opinions:
            points.setdefault((each.request, each.agency), []).append(each)
        debts = {(debt.line.source, debt.asked): debt for debt in self.debts if debt.line.kind == "opinion"}
        for place, lines in points.items():
            yield Asked(self.task, debts[place], tuple(lines))


class FirstRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The first of the `TaskRows` alone, to be unpacked without the others."""

    task: TaskLine


def named_apart(names: Iterable[str]) -> list[str]:
    """Names for links that last, by what each thing is; of those that are the same, the later ones with a number."""
    seen: Counter[str] = Counter()
    apart = []
    for name in names:
        seen[name] += 1
        apart.append(name if seen[name] == 1 else f"{name}.{seen[name]}")
    return apart


def rows_of(case: Case) -> TaskRows:
    """What is kept of a case; obligations are called what they are in the register's language."""
    register, owed_now = case.course.register, case.owed_now
    return TaskRows(
        task=TASKS.plain(case),
        is_public=is_public(case),
        number=case.assignment.number,
        summary=case.assignment.summary,
        overseer=case.assignment.overseen_by,
        opened_by=opened_by(case),
        returned=days_of_return(case),
        letters=tuple(
            DocumentRow(DOCUMENTS.plain(case, entry), tuple(point.text for point, _ in parts_of(entry.document, Point)))
            for entry in case.documents
        ),
        debts=tuple(
            DebtRow(
                OBLIGATIONS.plain(case, owed),
                word(what_is_owed(case, owed), register.language, register.agency_name),
                owed in owed_now,
                owed.asked,
                owed.item,
                owed.ended_on,
            )
            for owed in case.obligations
        ),
        opinions=tuple(OPINIONS.plain(*each) for each in OPINIONS.made_of(case)),
    )
