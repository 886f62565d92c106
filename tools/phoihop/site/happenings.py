"""What happened that people want to be told of: documents, assignments, and what became overdue, from when on known.

The page of what is new, and the feeds, tell the same.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from phoihop.documents.tables import DocumentLine, TaskLine
from phoihop.records.references import TASK
from phoihop.site.publication import Publication
from phoihop.site.rows import DebtRow, TaskRows


class NewsItem(NamedTuple):
    """`record` is what happened to the task: a document, the assignment (`task`), or a debt that became overdue.

    `anchor` is its place on the task's page; `agencies` are those that it concerns.
    """

    known: datetime
    task: TaskLine
    anchor: str
    letter: DocumentLine | None
    debt: DebtRow | None
    agencies: frozenset[str]

    @property
    def day(self) -> date:
        """Its own day, whenever it became known."""
        if self.letter:
            return self.letter.date
        return self.debt.line.due or self.task.date if self.debt else self.task.date

    @property
    def id(self) -> str:
        """What tells it from everything else that happens to the task, made of ids alone."""
        if self.debt is None:
            return self.anchor
        return "/".join(("overdue", *self.debt.identity))


def happenings(publication: Publication, tasks: Iterable[str]) -> list[NewsItem]:
    """What happened to some tasks, what was known last first."""
    every = (each for id_ in tasks for each in _of_task(publication, publication.rows[id_]))
    return sorted(every, key=lambda each: (each.known, each.day, each.task.id, each.anchor), reverse=True)


def _of_task(publication: Publication, rows: TaskRows) -> Iterator[NewsItem]:
    task = rows.task
    known = publication.known_since(task.id, TASK, task.date)
    yield NewsItem(known, task, TASK, None, None, frozenset({task.lead or "", *task.coordinating}))
    for letter in rows.letters:
        line = letter.line
        known = publication.known_since(task.id, line.id, line.date)
        yield NewsItem(known, task, line.id, line, None, frozenset({line.sender, *line.to}))
    if any(debt.is_overdue for debt in rows.debts):
        for debt, anchor in zip(rows.debts, rows.anchors, strict=True):
            if debt.is_overdue and debt.line.due:
                line_of = debt.line
                since = publication.midnight(debt.line.due + timedelta(days=1))
                opened = publication.opened(task.id) or since
                concerned = frozenset({line_of.debtor, line_of.creditor})
                yield NewsItem(max(since, opened), task, anchor, None, debt, concerned)
