"""What the keys of records, and the values that are codes, are called in a sentence: as the types declare them.

A sentence knows a key by its name alone, so keys of one name share a label, and the words of their codes are one list.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from phoihop.language import Fact, Language, Message, Text, uncapitalized
from phoihop.records.fit import MISSING
from phoihop.records.record import Record, fields_of, meaning_of, nature_of, part_in
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, Document, TaskAssignment

_KEY = re.compile(r"“([a-z_]+)”")


def label_of(key: str) -> Text | None:
    """What a key is called; None for what no record has."""
    return _known(_every_type()).labels.get(key)


def by_labels(message: Message) -> Message:
    """A message as a form or a dialogue tells it, where nobody sees keys: each is called by its label.

    A key is what stands between quotation marks in the text itself, or is the fact `key`; what a record says, or
    somebody typed, stays as it is.
    """
    if message.text == MISSING:
        what = message.facts["meaning"] or message.facts["key"]
        named = Text(uncapitalized(what.vi), uncapitalized(what.en)) if isinstance(what, Text) else what
        return Message(Text("chưa ghi {what}", "{what} is not filled in yet"), {"what": named})
    text = Text(_quoted(message.text.vi, "vi"), _quoted(message.text.en, "en"))
    return Message(text, {name: _by_label(name, fact) for name, fact in message.facts.items()})


def _by_label(name: str, fact: Fact) -> Fact:
    if isinstance(fact, Message):
        return by_labels(fact)
    if isinstance(fact, tuple):
        return tuple(by_labels(each) if isinstance(each, Message) else each for each in fact)
    return (label_of(fact) or fact) if name == "key" and isinstance(fact, str) else fact


def _quoted(text: str, language: Language) -> str:
    def called(match: re.Match[str]) -> str:
        label = label_of(match[1])
        return f"“{label.in_language(language)}”" if label else match[0]

    return _KEY.sub(called, text)


def words_of(key: str) -> Mapping[str, Text]:
    """The codes that a key may hold, in words."""
    return _known(_every_type()).words.get(key, {})


def names_agencies(key: str) -> bool:
    return key in _known(_every_type()).naming_agencies


def _every_type() -> tuple[type[Record], ...]:
    return (Document, *DOCUMENT_TYPES.values(), TaskAssignment, AgencyRecord, Settings)


class _Known(NamedTuple):
    """What keys are called, the words of their codes, and which of them name agencies: by the name of the key."""

    labels: dict[str, Text]
    words: dict[str, dict[str, Text]]
    naming_agencies: set[str]


@cache
def _known(types: tuple[type[Record], ...]) -> _Known:
    known = _Known({"kind": Text("loại", "kind")}, {}, set())
    meant: dict[str, Text] = {}
    for name, meaning, nature in _keys(types):
        if meaning["label"]:
            known.labels.setdefault(name, meaning["label"])
        about = meaning["about"]
        meant.setdefault(name, Text(uncapitalized(about.vi), uncapitalized(about.en)))
        words = known.words.setdefault(name, {})
        for code, text in meaning["words"].items():
            words.setdefault(code, text)
        if nature == "agency":
            known.naming_agencies.add(name)
    return known._replace(labels=meant | known.labels)


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
