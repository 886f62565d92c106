"""What records name: agencies, documents, points and steps, each with the key that names it."""

from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.records.fit import KeyPath
from phoihop.records.register import TaskFolder
from phoihop.records.types import (
    ANSWERED_KINDS,
    Adjustment,
    Correction,
    Document,
    Explanation,
    Forward,
    Meeting,
    Objection,
    Plan,
    Progress,
    Reminder,
    Report,
    Request,
    Submission,
    TaskAssignment,
    kind_of,
)

TASK = "task"
"""By this a correction names the assignment."""


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document named by another of its task. `kinds` are those that make sense there; empty: any."""

    id: str
    key: KeyPath
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartReference:
    """A point of an opinion, or a step of a plan: `<document id>#<part id>`. `part` is empty where no # is written."""

    document: str
    part: str
    key: KeyPath


def agencies_in(record: TaskAssignment | Document) -> Iterator[tuple[str, KeyPath]]:
    """Every agency that a record names, with its key."""
    yield record.from_, ("from",)
    match record:
        case TaskAssignment():
            yield from _leads(record.lead)
            yield from _listed(record.coordinating, "coordinating")
            return
        case Adjustment():
            yield from _leads(record.lead)
            yield from _listed(record.coordinating or (), "coordinating")
        case Objection() if record.proposes:
            for agency, key in (*_leads(record.proposes.lead), *_listed(record.proposes.coordinating, "coordinating")):
                yield agency, ("proposes", *key)
        case Plan():
            for index, step in enumerate(record.steps):
                yield step.agency, ("steps", index, "agency")
        case Request() | Explanation() if record.drafted_by:
            yield record.drafted_by, ("drafted_by",)
        case Meeting():
            yield from _listed(record.attended, "attended")
        case Report():
            yield from _listed(record.silent, "silent")
    yield from _listed(record.to, "to")


def agencies_named(folder: TaskFolder) -> set[str]:
    """The ids of all agencies that a task's records name."""
    records: list[TaskAssignment | Document] = list(folder.documents.values())
    if folder.assignment:
        records.append(folder.assignment)
    return {agency for record in records for agency, _ in agencies_in(record)}


def documents_in(document: Document) -> Iterator[DocumentReference]:
    """Every document of its own task that a document names as such; not those named through a point or a step."""
    kind = kind_of(document)
    if kind in ANSWERED_KINDS and (answered := getattr(document, "answers", None)):
        yield DocumentReference(answered, ("answers",), ANSWERED_KINDS[kind])
    match document:
        case Reminder():
            for index, about in enumerate(document.about):
                yield DocumentReference(about, ("about", index), ("request", "forward", "plan"))
        case Forward():
            yield DocumentReference(document.forwards, ("forwards",), ("opinion",))
        case Report():
            for index, view in enumerate(document.views):
                yield DocumentReference(view.opinion, ("views", index, "opinion"), ("opinion",))
        case Submission() if document.report:
            yield DocumentReference(document.report, ("report",), ("report",))
        case Correction() if document.corrects != TASK:
            yield DocumentReference(document.corrects, ("corrects",))


def points_in(document: Document) -> Iterator[PartReference]:
    """Every point of an opinion that a document names."""
    match document:
        case Forward():
            for index, point in enumerate(document.points):
                yield PartReference(document.forwards, point, ("points", index))
        case Explanation():
            for index, explained in enumerate(document.points):
                yield _part(explained.point, ("points", index, "point"))
        case Meeting():
            for index, point in enumerate(document.discusses):
                yield _part(point, ("discusses", index))
        case Report():
            for index, view in enumerate(document.views):
                if view.point is not None:
                    yield PartReference(view.opinion, view.point, ("views", index, "point"))


def steps_in(document: Document) -> Iterator[PartReference]:
    """The step of a plan that a progress report names."""
    if isinstance(document, Progress) and document.step:
        yield _part(document.step, ("step",))


def _part(reference: str, key: KeyPath) -> PartReference:
    document, _, part = reference.partition("#")
    return PartReference(document, part, key)


def _leads(lead: str | tuple[str, ...] | None) -> Iterator[tuple[str, KeyPath]]:
    if isinstance(lead, str):
        yield lead, ("lead",)
    elif lead:
        yield from _listed(lead, "lead")


def _listed(agencies: tuple[str, ...], key: str) -> Iterator[tuple[str, KeyPath]]:
    for index, agency in enumerate(agencies):
        yield agency, (key, index)
