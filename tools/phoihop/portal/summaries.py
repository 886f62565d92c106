"""What the portal's pages show of each register: its figures, asked of the data set, and what was found out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from urllib.parse import quote

import duckdb

from phoihop.language import Message
from phoihop.portal.heads import Verdict
from phoihop.portal.reading import Published
from phoihop.portal.sources import Source


@dataclass(frozen=True, slots=True)
class Shown:
    """One register that is shown. `link` is its site, seen from the portal's root, or empty where none is known.

    `notes` tell what of its data is newer than this portal, or not known to it.
    """

    id: str
    title: str
    as_of: date
    link: str
    verdict: Verdict
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One register that is not shown, and why."""

    id: str
    name: str
    place: str
    why: Message


@dataclass(frozen=True, slots=True)
class Figures:
    """A register's counts: tasks, opinions that came in time of those that were due, what is overdue."""

    tasks: int = 0
    under_way: int = 0
    overdue_tasks: int = 0
    overdue_debts: int = 0
    on_time: int = 0
    settled: int = 0


_FIGURES = """
WITH t AS (
  SELECT register, count(*) AS tasks, count(*) FILTER (ended IS NULL) AS under_way,
         count(*) FILTER (ended IS NULL AND timeliness = 'overdue') AS overdue_tasks
  FROM tasks GROUP BY register
), o AS (
  SELECT o.register, count(*) FILTER (o.status = 'overdue' AND o.kind <> 'urging' AND t.ended IS NULL) AS debts,
         count(*) FILTER (o.kind = 'opinion' AND o.status = 'met') AS on_time,
         count(*) FILTER (o.kind = 'opinion' AND o.status IN ('met', 'late', 'overdue')) AS settled
  FROM obligations o JOIN tasks t USING (register, task) GROUP BY o.register
)
SELECT t.register, tasks, under_way, overdue_tasks, coalesce(debts, 0), coalesce(on_time, 0), coalesce(settled, 0)
FROM t LEFT JOIN o USING (register)
"""


def figures(connection: duckdb.DuckDBPyConnection) -> Mapping[str, Figures]:
    """The figures of every register that has a task."""
    return {row[0]: Figures(*row[1:]) for row in connection.execute(_FIGURES).fetchall()}


def shown(source: Source, published: Published, verdict: Verdict, beside: PurePosixPath) -> Shown:
    """How a register is shown by a portal that lies in the folder `beside`.

    A folder under the same parent is linked by its relative path, as on one web server or disk; others need an address.
    """
    link = source.address
    place = PurePosixPath(source.place)
    if not link and not source.is_web and place.is_relative_to(beside.parent) and not place.is_relative_to(beside):
        link = "../" + quote(place.relative_to(beside.parent).as_posix()) + "/"
    return Shown(source.id, source.name or published.index.title, published.index.today, link, verdict, published.notes)


def task_path(task: str) -> str:
    """Where a task's page stands on its register's site; `task` has the form of an id, which was checked."""
    return f"tasks/{task[:4]}/{task[5:]}/"
