"""What changed in a record between two contents, key by key; what only looks different (order of keys, quotes, line
ends, comments, empty keys) is no change.

Items of a list are told apart by what names them (`id`, `opinion` and `point`, `email` …) or, where the items are
words, by themselves; by their place only where nothing names them.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from phoihop.records.yaml_door import NotYaml, Tree, read_yaml

LONGEST_UNREADABLE = 1000
NO_NAMES: Mapping[str, str] = {}

_NAMING_KEYS = ("id", "email", "rule", "path", "title")
"""Keys that name an item of a list, the first that it has. What is about a point of an opinion is named by that."""


@dataclass(frozen=True, slots=True)
class KeyChange:
    """One key changed. `key` is spelled (`points.p1.text`; "" for a content that can't be read), `path` is its parts.

    `before` and `after` are the values as written; None where the key was, or is, not there; whole lists and mappings
    as compact JSON. `was` and `now` are the same as read (a `Tree`), for whoever puts the change into words.
    """

    key: str
    before: str | None
    after: str | None
    path: tuple[str, ...] = ()
    # `Any`, since what was kept comes back by this type, and those who bring it can't follow one that names itself.
    was: Any = field(default=None, compare=False, repr=False)
    now: Any = field(default=None, compare=False, repr=False)


def record_changes(before: bytes | None, after: bytes | None) -> tuple[KeyChange, ...]:
    """What changed between two contents of a record; None where there was, or is, no record.

    A content that the strict door refuses, before or after, makes one change of the whole, unless both are the same.
    """
    if before == after:
        return ()
    try:
        trees = _tree(before), _tree(after)
    except NotYaml:
        return (KeyChange("", _raw(before), _raw(after)),)
    return tuple(_changes(*trees, ()))


def same_record(before: bytes, after: bytes, names: Mapping[str, str] = NO_NAMES) -> bool:
    """Whether two contents say the same: equal bytes, or both readable and equal once read, order of lists included.

    `names` are ids of records that others took the place of, each with its new one.
    """
    if before == after:
        return True
    try:
        said, now = _tree(before), _tree(after)
        return said == now or (said is not None and bool(names) and _renamed(said, names) == now)
    except NotYaml:
        return False


def _renamed(keys: Tree, names: Mapping[str, str]) -> Tree:
    """A record's content with the ids of renamed records replaced wherever a value names one."""
    match keys:
        case dict():
            return {key: _renamed(value, names) for key, value in keys.items()}
        case list():
            return [_renamed(value, names) for value in keys]
        case _:
            record, mark, part = keys.partition("#")
            return f"{names.get(record, record)}{mark}{part}"


def _tree(content: bytes | None) -> Tree | None:
    return None if content is None else read_yaml(content)[0]


def _changes(before: Tree | None, after: Tree | None, path: tuple[str, ...]) -> Iterator[KeyChange]:
    if before == after:
        return
    match before, after:
        case dict(), dict():
            for key in (*after, *(key for key in before if key not in after)):
                yield from _changes(before.get(key), after.get(key), (*path, key))
        case list(), list():
            yield from _list_changes(before, after, path)
        case (dict() as record, None) | (None, dict() as record) if not path:
            for key, value in record.items():
                yield _change(value if after is None else None, value if before is None else None, (key,))
        case _:
            yield _change(before, after, path)


def _list_changes(before: list[Tree], after: list[Tree], path: tuple[str, ...]) -> Iterator[KeyChange]:
    old, new = _named(before), _named(after)
    if old is None or new is None:
        old = {str(place): item for place, item in enumerate(before, 1)}
        new = {str(place): item for place, item in enumerate(after, 1)}
    elif [name for name in old if name in new] != [name for name in new if name in old]:
        # The list as a whole is what changed where its items stand in another order.
        yield _change(before, after, path)
        return
    for name in (*new, *(name for name in old if name not in new)):
        yield from _changes(old.get(name), new.get(name), (*path, name))


def _change(before: Tree | None, after: Tree | None, path: tuple[str, ...]) -> KeyChange:
    return KeyChange(".".join(path), _text(before), _text(after), path, before, after)


def _named(items: list[Tree]) -> dict[str, Tree] | None:
    """The items by what names each, or None where something names two of them, or nothing names one."""
    names = [_name(item) for item in items]
    if None in names or len(set(names)) < len(names):
        return None
    return {name: item for name, item in zip(names, items, strict=True) if name is not None}


def _name(item: Tree) -> str | None:
    if isinstance(item, str):
        return item
    if not isinstance(item, dict):
        return None
    opinion, point = item.get("opinion"), item.get("point")
    if isinstance(opinion, str):
        return f"{opinion}#{point}" if isinstance(point, str) else opinion
    if isinstance(point, str):
        return point
    return next((value for key in _NAMING_KEYS if isinstance(value := item.get(key), str)), None)


def _text(value: Tree | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _raw(content: bytes | None) -> str | None:
    if content is None:
        return None
    text = content[: 4 * LONGEST_UNREADABLE].decode("utf-8", "replace")
    return text if len(text) <= LONGEST_UNREADABLE else text[: LONGEST_UNREADABLE - 1] + "…"
