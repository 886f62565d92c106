"""What records name: agencies, documents, points and steps, each with the key that names it."""

from typing import Literal

import msgspec

from phoihop.records.fit import KeyPath
from phoihop.records.named import named
from phoihop.records.record import once
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Document, TaskAssignment

TASK = "task"
"""By this a correction names the assignment."""


class DocumentReference(msgspec.Struct, frozen=True):
    """A document named by another of its task. `kinds` are those that make sense there; empty: any."""

    id: str
    key: KeyPath
    kinds: tuple[str, ...] = ()


class PartReference(msgspec.Struct, frozen=True):
    """A point or a step of a document: `<document id>#<part id>`. `part` is empty where the document alone is named.

    `stands_apart`: the document is named by a key of its own; `is_bare`: the part is then named by its id alone.
    """

    document: str
    part: str
    key: KeyPath
    stands_apart: bool = False
    is_bare: bool = False


@once
def agencies_in(record: TaskAssignment | Document) -> tuple[tuple[str, KeyPath], ...]:
    """Every agency that a record names, with its key."""
    return tuple((each.value, each.key) for each in named(record, "agency"))


@once
def agencies_named(folder: TaskFolder) -> frozenset[str]:
    """The ids of all agencies that a task's records name."""
    return frozenset(agency for record in folder.records.values() for agency, _ in agencies_in(record))


@once
def documents_in(document: Document) -> tuple[DocumentReference, ...]:
    """Every document of its own task that a document names where documents are named, by itself or by a part of it."""
    found = []
    for each in named(document, "document"):
        kinds = each.meaning["kinds"]
        if each.value != TASK or (kinds and TASK not in kinds):
            id_ = each.value.partition("#")[0] if each.meaning["parts"] else each.value
            found.append(DocumentReference(id_, each.key, tuple(kind for kind in kinds if kind != TASK)))
    return tuple(found)


@once
def parts_in(document: Document, nature: Literal["point", "step"]) -> tuple[PartReference, ...]:
    """Every point, or every step, that a document names."""
    found = []
    for each in named(document, "document"):
        if each.meaning["parts"] == nature and "#" in each.value:
            id_, _, part = each.value.partition("#")
            found.append(PartReference(id_, part, each.key, stands_apart=True))
    for each in named(document, nature):
        if of := each.meaning["of"]:
            found.append(PartReference(getattr(each.part or document, of), each.value, each.key, True, is_bare=True))
        else:
            id_, _, part = each.value.partition("#")
            found.append(PartReference(id_, part, each.key))
    return tuple(found)
