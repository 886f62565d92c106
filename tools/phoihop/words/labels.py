"""What the keys of records, and the values that are codes, are called in a sentence: as the types declare them.

A sentence knows a key by its name alone, so keys of one name share a label, and the words of their codes are one list.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from phoihop.language import Text, uncapitalized
from phoihop.records.record import Record, fields_of, meaning_of, nature_of, part_in
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, Document, TaskAssignment


def label_of(key: str) -> Text | None:
    """What a key is called; None for what no record has."""
    return _labels(_every_type()).get(key)


def words_of(key: str) -> Mapping[str, Text]:
    """The codes that a key may hold, in words."""
    return _words(_every_type()).get(key, {})


def names_agencies(key: str) -> bool:
    return key in _agency_keys(_every_type())


def _every_type() -> tuple[type[Record], ...]:
    return (Document, *DOCUMENT_TYPES.values(), TaskAssignment, AgencyRecord, Settings)


@cache
def _labels(types: tuple[type[Record], ...]) -> dict[str, Text]:
    declared: dict[str, Text] = {"kind": Text("loại", "kind")}
    meant: dict[str, Text] = {}
    for name, meaning, _ in _keys(types):
        if meaning["label"]:
            declared.setdefault(name, meaning["label"])
        about = meaning["about"]
        meant.setdefault(name, Text(uncapitalized(about.vi), uncapitalized(about.en)))
    return meant | declared


@cache
def _words(types: tuple[type[Record], ...]) -> dict[str, dict[str, Text]]:
    found: dict[str, dict[str, Text]] = {}
    for name, meaning, _ in _keys(types):
        known = found.setdefault(name, {})
        known |= {code: text for code, text in meaning["words"].items() if code not in known}
    return found


@cache
def _agency_keys(types: tuple[type[Record], ...]) -> frozenset[str]:
    return frozenset(name for name, _, nature in _keys(types) if nature == "agency")


def _keys(types: tuple[type[Record], ...]) -> Iterator[tuple[str, dict[str, Any], str | None]]:
    """Every key of records and of their parts: its name, what `about` says of it, and its nature."""
    left, seen = list(types), set[type[Record]]()
    while left:
        record = left.pop(0)
        if record in seen:
            continue
        seen.add(record)
        for field in fields_of(record):
            if meaning := meaning_of(field.type):
                yield field.encode_name, meaning, nature_of(field.type)
            if part := part_in(field.type):
                left.insert(0, part)
