"""The exchange of documents between agencies, as a sequence picture: a lane an agency, a row a document.

Time runs downwards, so that a long exchange scrolls as the page does. Only geometry is worked out here; the template
draws it, and the list of documents says the same in words.
"""

from dataclasses import dataclass

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.records.types import Decision, Explanation, Extension, Forward, Meeting, Opinion, Reminder, Request
from phoihop.site.publication import Publication

LEFT, LANE, TOP, ROW = 84, 92, 40, 26


@dataclass(frozen=True, slots=True)
class Lane:
    agency: str
    x: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """One document to one addressee; both ends alike for what has no addressee of its own."""

    entry: Entry
    y: int
    start: int
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Exchange:
    lanes: tuple[Lane, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def exchange(publication: Publication, case: Case) -> Exchange | None:
    """The picture of a task's documents; None where there are none."""
    if not case.documents:
        return None
    agencies: dict[str, None] = dict.fromkeys([case.course.authority, case.tenures[0].lead or case.course.authority])
    for entry in case.documents:
        agencies.setdefault(entry.document.from_)
        agencies.update(dict.fromkeys(_addressees(case, entry)))
    lanes = {agency: LEFT + LANE // 2 + LANE * index for index, agency in enumerate(agencies)}
    arrows = []
    for index, entry in enumerate(case.documents):
        start = lanes[entry.document.from_]
        ends = tuple(lanes[agency] for agency in _addressees(case, entry) if lanes[agency] != start)
        arrows.append(Arrow(entry, TOP + ROW * index + ROW // 2, start, ends))
    return Exchange(
        lanes=tuple(Lane(agency, x) for agency, x in lanes.items()),
        arrows=tuple(arrows),
        width=LEFT + LANE * len(lanes),
        height=TOP + ROW * len(arrows) + 8,
    )


def _addressees(case: Case, entry: Entry) -> tuple[str, ...]:
    """Whom a document goes to: those it names, or else those its kind implies."""
    document = entry.document
    if document.to:
        return document.to
    if isinstance(document, Meeting):
        return document.attended
    lead = case.course.lead_on(document.date)
    match document:
        case Opinion(answers=answers):
            request = case.course.named(answers, Request)
            return (request.from_,) if request else ()
        case Request() | Extension() | Reminder() | Forward():
            return document.to
        case Explanation():
            return (case.course.authority,) if document.from_ == lead else (lead,) if lead else ()
        case Decision():
            return (lead,) if lead else ()
    other = lead if document.from_ == case.course.authority else case.course.authority
    return (other,) if other else ()
