"""The keys of each record as somebody fills them in: one list, made from the record types.

Options of commands, questions of a dialogue and the order of keys in a file all come from here, so a key that the
format gains is asked for and can be given without anybody having to think of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal, cast

from msgspec import inspect

from phoihop.language import Text
from phoihop.records.record import Record, meaning_of, nature_of, part_in
from phoihop.records.types import Document

Nature = Literal[
    "text", "day", "choice", "flag", "part", "agency", "document", "point", "step", "task", "path", "evidence", "field"
]
_NAMING = frozenset(("agency", "document", "point", "step", "task", "path", "evidence", "field"))

_LAST = ("files", "note", "waive")
"""Common keys that are written after a kind's own."""

_FIRST = ("from", "to", "date", "received", "number", "subject", "signed_by", "urgency")

FLAG = ("true", "false")


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record. `part` is the record that its value, or each item of its list, is made of.

    `path` has two names where a key stands in a group of the record (`proposes`, `due`). `kinds`, `of` and
    `parts` are what `about` says of documents and of parts of documents that are named.
    """

    path: tuple[str, ...]
    meaning: Text
    nature: Nature
    is_required: bool = False
    is_asked_by_rule: bool = False
    is_list: bool = False
    choices: tuple[str, ...] = ()
    part: type[Record] | None = None
    words: Mapping[str, Text] = field(default_factory=dict, hash=False)
    kinds: tuple[str, ...] = ()
    of: str | None = None
    parts: str | None = None

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def id(self) -> str:
        """The key by its name, with a dot where it stands in a group: `proposes.due`."""
        return ".".join(self.path)

    @property
    def option(self) -> str:
        """The option by which the key is given: `--point`, `--signed-by`, `--proposes-lead`."""
        last = self.name.removesuffix("s") if self.is_list and not self.name.endswith("ses") else self.name
        return "--" + "-".join((*self.path[:-1], last)).replace("_", "-")


BESIDE: Mapping[str, Key] = {
    "agency": Key(
        ("id",),
        Text(
            "Mã của cơ quan: a-z, 0-9 và dấu -; mặc định lấy theo ký hiệu",
            "Its id: a-z, 0-9 and -; by default made of its symbol",
        ),
        "text",
    ),
    "correction": Key(
        ("set",),
        Text(
            "Sửa khóa này của bản ghi cần sửa, trong cùng một lần: due=29/3/2021, points.p1.text=…; "
            "giá trị trống thì bỏ khóa",
            "Change this key of the record that is corrected, in the same go: due=29/3/2021, points.p1.text=…; "
            "an empty value takes it away",
        ),
        "text",
        is_list=True,
    ),
}
"""What is answered beside the keys of a kind of record."""


@cache
def keys_of(record: type[Record]) -> tuple[Key, ...]:
    """The keys of a record, in the order in which they are written. `kind` is not among them: the type says it."""
    keys = tuple(_keys(record))
    if not issubclass(record, Document):
        return keys
    own = [key for key in keys if key.path[0] not in (*_FIRST, *_LAST)]
    named = {key.path[0]: key for key in keys if key not in own}
    return (*(named[name] for name in _FIRST), *own, *(named[name] for name in _LAST))


def key_named(record: type[Record], *path: str) -> Key:
    """KeyError where the record has no such key."""
    for key in keys_of(record):
        if key.path == path:
            return key
    raise KeyError(path)


def _keys(record: type[Record]) -> list[Key]:
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    return [key for field in info.fields for key in _key(field)]


def _key(field: inspect.Field) -> list[Key]:
    meaning = meaning_of(field.type) or {}
    info = _meant(field.type)
    is_list = isinstance(info, inspect.VarTupleType)
    if isinstance(info, inspect.VarTupleType):
        info = _meant(info.item_type)
    name, part = field.encode_name, part_in(field.type)
    if part and not is_list:
        return [
            replace(inner, path=(name, *inner.path), is_required=False, is_asked_by_rule=False) for inner in _keys(part)
        ]
    return [
        Key(
            path=(name,),
            meaning=meaning.get("about", Text(name, name)),
            nature=_nature(field, info),
            is_required=field.required,
            is_asked_by_rule=meaning.get("asked_by_rule", False),
            is_list=is_list,
            choices=_in_usual_order(meaning.get("words", {}), info.values)
            if isinstance(info, inspect.LiteralType)
            else (),
            part=part,
            words=meaning.get("words", {}),
            kinds=meaning.get("kinds", ()),
            of=meaning.get("of"),
            parts=meaning.get("parts"),
        )
    ]


def _in_usual_order(words: Mapping[str, Text], values: tuple[object, ...]) -> tuple[str, ...]:
    """The codes of a key as they are told to people; a type forgets in which order it was declared."""
    usual = list(words)
    return tuple(sorted(map(str, values), key=lambda code: usual.index(code) if code in usual else len(usual)))


def _meant(info: inspect.Type) -> inspect.Type:
    """The type that is meant of several that the reader lets through: not nothing, and one rather than a list of it."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    if isinstance(info, inspect.UnionType):
        members = [each for each in info.types if not isinstance(each, inspect.NoneType)]
        bare = [_meant(each) for each in members]
        return next((each for each in bare if not isinstance(each, inspect.VarTupleType)), bare[0])
    return info


def _nature(field: inspect.Field, info: inspect.Type) -> Nature:
    match info:
        case inspect.StructType():
            return "part"
        case inspect.DateType():
            return "day"
        case inspect.LiteralType(values=values):
            return "flag" if set(values) == set(FLAG) else "choice"
    nature = nature_of(field.type)
    return cast(Nature, nature) if nature in _NAMING else "text"
