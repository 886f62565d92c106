"""What a document says beyond what all documents say: each of its own keys, by what the type declares of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from phoihop.language import Language, Text
from phoihop.recording.keys import Key, keys_of
from phoihop.records.parts import Paper
from phoihop.records.record import Record
from phoihop.records.references import TASK
from phoihop.records.types import Document
from phoihop.words.calling import ASSIGNMENT
from phoihop.words.labels import label_of

Piece = tuple[Literal["text", "agency", "document", "day", "point", "opinions"], Any]

_OF_EVERY_DOCUMENT = frozenset(Document.__struct_encode_fields__)


@dataclass(slots=True)
class Said:
    """`texts` are paragraphs, `facts` go with what each is called, `lists` hold an item a line, each with its id.

    Items that have one are called by their place.
    """

    texts: list[str] = field(default_factory=list)
    facts: list[tuple[str, list[Piece]]] = field(default_factory=list)
    lists: list[list[tuple[str, list[Piece]]]] = field(default_factory=list)


def said_by(document: Document, language: Language) -> Said:
    """What a document says. Its papers are left out: they are listed by themselves."""
    said = Said()
    for key in keys_of(type(document)):
        value = _value(document, key)
        is_paper = key.nature == "path" or (key.part and issubclass(key.part, Paper))
        if key.path[0] in _OF_EVERY_DOCUMENT or is_paper or not value:
            continue
        if key.nature == "text" and isinstance(value, str):
            said.texts.append(value)
        elif key.nature == "text":
            said.lists.append([("", [("text", item)]) for item in value])
        elif key.part and not _is_told_elsewhere(key.part):
            said.lists.append([(getattr(item, "id", ""), list(_part(item, language))) for item in value])
        else:
            pieces: list[Piece] = [("opinions", len(value))] if key.part else _pieces(key, value, language)
            said.facts.append(((label_of(key.name) or key.meaning).in_language(language), pieces))
    return said


def _is_told_elsewhere(part: type[Record]) -> bool:
    """Whether a part is about a part of another document, and so stands beside it among the opinions."""
    return any(key.of for key in keys_of(part))


def _part(item: Record, language: Language) -> Iterator[Piece]:
    for key in keys_of(type(item)):
        value = _value(item, key)
        if value and key.name != "id" and key.nature not in ("evidence", "flag", "field"):
            yield from _pieces(key, value, language)


def _pieces(key: Key, value: Any, language: Language) -> list[Piece]:
    pieces: list[Piece] = []
    for each in value if isinstance(value, tuple) else (value,):
        match key.nature:
            case "agency" | "day":
                pieces.append((key.nature, each))
            case "choice" | "flag":
                pieces.append(("text", key.words.get(each, Text(each, each)).in_language(language)))
            case "document" if each == TASK:
                pieces.append(("text", ASSIGNMENT.in_language(language)))
            case "document":
                pieces.append(("point" if "#" in each else "document", each))
            case "point" | "step" if not key.of:
                pieces.append(("point", each) if "#" in each else ("document", each))
            case _:
                pieces.append(("text", each))
    return pieces


def _value(record: Record, key: Key) -> Any:
    value: Any = record
    for name in key.path:
        # A key that is a word of Python's, or of the types' own, has another attribute: `from_`, `about_`.
        value = getattr(value, name, None) or getattr(value, f"{name}_", None)
    return value
