"""What the keys of a record name: everything of one nature in it, found by what its type declares.

A kind that gains a key needs no more than the key's nature for its agencies, documents, points and papers to be looked
after wherever records are.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, NamedTuple, TypeVar

from phoihop.records.fit import KeyPath
from phoihop.records.record import Nature, Record, fields_of, meaning_of, nature_of, once, part_in

P = TypeVar("P", bound=Record)


class Named(NamedTuple):
    """What a key names: its value (text, or a day), its path, the part that has it, what `about` says.

    `part` is None where the record itself has the key: it keeps what it names, and would keep itself alive.
    """

    value: Any
    key: KeyPath
    part: Record | None
    meaning: dict[str, Any]


class _Way(NamedTuple):
    """A key of a type that is of a nature, or leads to parts that have such keys."""

    attribute: str
    key: str
    meaning: dict[str, Any]
    nature: Nature | None
    leads_on: bool


def named(record: Record, nature: Nature) -> Sequence[Named]:
    """Everything of a nature that a record names, in the order of its keys. What is absent names nothing."""
    return _by_nature(record).get(nature, ())


@once
def _by_nature(record: Record) -> dict[Nature, list[Named]]:
    """What a record names, of every nature: it is walked once, for all who ask."""
    found: dict[Nature, list[Named]] = {}
    _walk(record, None, (), found)
    return found


def _walk(record: Record, part: Record | None, path: KeyPath, found: dict[Nature, list[Named]]) -> None:
    for attribute, key, meaning, nature, leads_on in _ways(type(record)):
        value = getattr(record, attribute)
        if not value:
            continue
        if not isinstance(value, tuple):
            if leads_on:
                _walk(value, value, (*path, key), found)
            elif nature:
                found.setdefault(nature, []).append(Named(value, (*path, key), part, meaning))
            continue
        for place, item in enumerate(value):
            if leads_on:
                _walk(item, item, (*path, key, place), found)
            elif item and nature:
                found.setdefault(nature, []).append(Named(item, (*path, key, place), part, meaning))


def parts_of(record: Record, part: type[P]) -> Iterator[tuple[P, KeyPath]]:
    """The parts of one kind (or of one derived from it) that are listed right in a record, each with its key."""
    for attribute, key in _lists(type(record), part):
        for index, item in enumerate(getattr(record, attribute)):
            yield item, (key, index)


def has_parts(record: type[Record], part: type[Record]) -> bool:
    """Whether records of a type may list such parts."""
    return bool(_lists(record, part))


@cache
def _ways(record: type[Record]) -> tuple[_Way, ...]:
    found: list[_Way] = []
    for field in fields_of(record):
        part, nature = part_in(field.type), nature_of(field.type)
        if nature or (part and _ways(part)):
            found.append(_Way(field.name, field.encode_name, meaning_of(field.type) or {}, nature, part is not None))
    return tuple(found)


@cache
def _lists(record: type[Record], part: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field.name, field.encode_name)
        for field in fields_of(record)
        if (made_of := part_in(field.type)) and issubclass(made_of, part)
    )
