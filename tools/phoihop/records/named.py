"""What the keys of a record name: everything of one nature in it, found by what its type declares.

A kind that gains a key needs no more than the key's nature for its agencies, documents, points and papers to be looked
after wherever records are.
"""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, TypeVar

from phoihop.records.fit import KeyPath
from phoihop.records.record import Nature, Record, fields_of, meaning_of, nature_of, once, part_in

P = TypeVar("P", bound=Record)


class Named(NamedTuple):
    """What a key names: its value (text, or a day), its path, the record or part that has it, what `about` says."""

    value: Any
    key: KeyPath
    holder: Record
    meaning: dict[str, Any]


class _Way(NamedTuple):
    """A key of a type that is of a nature, or leads to parts that have such keys."""

    attribute: str
    key: str
    meaning: dict[str, Any]
    leads_on: bool


@once
def named(record: Record, *natures: Nature) -> tuple[Named, ...]:
    """Everything of these natures that a record names, in the order of its keys. What is absent names nothing."""
    return tuple(_walked(record, natures))


def _walked(record: Record, natures: tuple[Nature, ...]) -> Iterator[Named]:
    for attribute, key, meaning, leads_on in _ways(type(record), natures):
        value = getattr(record, attribute)
        if not value:
            continue
        if not isinstance(value, tuple):
            if leads_on:
                for found, path, holder, said in _walked(value, natures):
                    yield Named(found, (key, *path), holder, said)
            else:
                yield Named(value, (key,), record, meaning)
        elif leads_on:
            for place, item in enumerate(value):
                for found, path, holder, said in _walked(item, natures):
                    yield Named(found, (key, place, *path), holder, said)
        else:
            for place, item in enumerate(value):
                if item:
                    yield Named(item, (key, place), record, meaning)


def parts_of(record: Record, part: type[P]) -> Iterator[tuple[P, KeyPath]]:
    """The parts of one kind (or of one derived from it) that are listed right in a record, each with its key."""
    for attribute, key in _lists(type(record), part):
        for index, item in enumerate(getattr(record, attribute)):
            yield item, (key, index)


def has_parts(record: type[Record], part: type[Record]) -> bool:
    """Whether records of a type may list such parts."""
    return bool(_lists(record, part))


@cache
def _ways(record: type[Record], natures: tuple[Nature, ...]) -> tuple[_Way, ...]:
    found: list[_Way] = []
    for field in fields_of(record):
        part = part_in(field.type)
        if nature_of(field.type) in natures or (part and _ways(part, natures)):
            found.append(_Way(field.name, field.encode_name, meaning_of(field.type) or {}, part is not None))
    return tuple(found)


@cache
def _lists(record: type[Record], part: type[Record]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field.name, field.encode_name)
        for field in fields_of(record)
        if (made_of := part_in(field.type)) and issubclass(made_of, part)
    )
