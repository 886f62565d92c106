"""The exchange of documents between agencies, as a sequence picture: a lane an agency, a row a document or a deadline.

Time runs downwards, so that a long exchange scrolls as the page does. Only geometry is worked out here; the template
draws it, and the list of documents says the same in words.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import msgspec

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.kinds.opening import Opening
from phoihop.kinds.registry import kinds
from phoihop.records.named import named
from phoihop.records.references import TASK, agencies_in

LEFT, LANE, TOP, ROW = 92, 112, 40, 30


@dataclass(frozen=True, slots=True)
class Lane:
    agency: str
    x: int


class Sent(NamedTuple):
    """A document, or the assignment, with whom it goes to."""

    id: str
    kind: str
    day: date
    number: str | None
    sender: str
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """One document to each of its addressees; no `ends` for what has none of its own. `word_x` is where its name is."""

    sent: Sent
    y: int
    start: int
    ends: tuple[int, ...]
    word_x: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across all lanes: a deadline (`source` is the document that set it, or `task`), or today."""

    kind: Literal["due", "today"]
    day: date
    y: int
    source: str = ""


@dataclass(frozen=True, slots=True)
class Exchange:
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    marks: tuple[Mark, ...]
    left: int
    width: int
    height: int


def exchange(case: Case) -> Exchange:
    """The picture of a task's documents, its assignment the first, and of its deadlines."""
    rows = sorted(_rows(case), key=lambda row: (row[0], row[1]))
    agencies: dict[str, None] = {}
    for _, _, what in rows:
        if isinstance(what, Sent):
            agencies.update(dict.fromkeys((what.sender, *what.addressees)))
    lanes = {agency: LEFT + LANE // 2 + LANE * index for index, agency in enumerate(agencies)}
    arrows, marks = [], []
    for index, (day, _, what) in enumerate(rows):
        y = TOP + ROW * index + ROW // 2
        if isinstance(what, Sent):
            start = lanes[what.sender]
            ends = tuple(lanes[agency] for agency in what.addressees if lanes[agency] != start)
            arrows.append(Arrow(what, y, start, ends, (start + (ends[0] if ends else start + LANE)) / 2))
        else:
            marks.append(Mark("due" if what else "today", day, y, what))
    return Exchange(
        lanes=tuple(Lane(agency, x) for agency, x in lanes.items()),
        arrows=tuple(arrows),
        marks=tuple(marks),
        left=LEFT,
        width=LEFT + LANE * len(lanes),
        height=TOP + ROW * len(rows) + 8,
    )


def _rows(case: Case) -> list[tuple[date, int, Sent | str]]:
    """What stands in the picture with its day: documents, then deadlines of that day by their source, then today ("").

    A task that ended is not followed to today.
    """
    assignment, first = case.assignment, case.tenures[0]
    given_to = tuple(agency for agency in (first.lead, *first.coordinating) if agency)
    assigned = Sent(TASK, TASK, assignment.date, assignment.number, assignment.from_, given_to)
    rows: list[tuple[date, int, Sent | str]] = [(assigned.day, -1, assigned)]
    for entry in case.documents:
        document = entry.document
        sent = Sent(entry.id, entry.kind, document.date, document.number, document.from_, _addressees(case, entry))
        rows.append((sent.day, 0, sent))
    rows += [(due.value, 1, entry.id) for entry in case.documents for due in named(entry.document, "answer by")]
    if case.due:
        rows.append((case.due, 1, TASK))
    if not case.ended_on:
        rows.append((case.today, 2, ""))
    return rows


def _addressees(case: Case, entry: Entry) -> tuple[str, ...]:
    """Whom a document goes to: those it names, or else those its kind implies."""
    document = entry.document
    if document.to:
        return document.to
    opening = Opening(entry.kind, case, msgspec.to_builtins(document))
    if implied := kinds()[entry.kind].addressees(opening):
        return tuple(implied)
    beside = tuple(dict.fromkeys(agency for agency, _ in agencies_in(document) if agency != document.from_))
    return beside or tuple(agency for agency in (opening.counterpart,) if agency)
