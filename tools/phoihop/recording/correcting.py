"""What a correction changes in the record that it corrects; neither stands in the register without the other.

A key is named as in the file, parts by their id or place: `due`, `points.p1.text`, `questions.2`. What is typed for it
is read as for a new record. An empty value takes the key away.
"""

from collections.abc import Iterator, Mapping

from phoihop.language import say
from phoihop.recording.answers import read_part, read_word
from phoihop.recording.choices import Unfit
from phoihop.recording.draft import Draft
from phoihop.recording.editing import Path as KeyPath
from phoihop.recording.editing import edited
from phoihop.recording.keys import Key, keys_of
from phoihop.recording.writing import Edit
from phoihop.records.fit import Misfit, fit, nearest
from phoihop.records.reading import read_bytes
from phoihop.records.record import Record
from phoihop.records.references import TASK
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree, read_yaml

_IN_THE_NAME = ("kind", "from", "date")


def corrected(draft: Draft) -> tuple[Edit, Document | TaskAssignment | None, list[Misfit]] | None:
    """The edit of the record that is corrected, and the record as it will be, or why it can't be; None without one.

    Raises `Unfit` where a change names what isn't there, or the record can't be read.
    """
    changes = draft.answers.get("set") or []
    if not changes:
        return None
    path, content, tree, record = _to_correct(draft)
    type_ = type(record)
    after = edited(content, [_change(draft, type_, tree, each) for each in changes if isinstance(each, str)], type_)
    changed, misfits = fit(read_yaml(after)[0], type_)
    return Edit(path, content, after), changed, misfits


def _to_correct(draft: Draft) -> tuple[str, bytes, dict[str, Tree], Document | TaskAssignment]:
    """The record that is corrected: its path, content, tree, and itself."""
    folder = draft.occasion.folder
    assert folder is not None
    named = draft.word("corrects")
    path = folder.file_of(named)
    content = read_bytes(draft.occasion.register.root / path)
    record = folder.assignment if named == TASK else folder.documents.get(named)
    if content is None or record is None:
        raise Unfit(say("không đọc được {path}", "{path} can't be read", path=path))
    tree, _places = read_yaml(content)
    assert isinstance(tree, dict)
    return path, content, tree, record


def said_in(draft: Draft) -> dict[str, str]:
    """What the record to be corrected says, by the names of its keys; what it could say and does not, as empty."""
    _path, _content, tree, record = _to_correct(draft)
    said = dict(_said(tree, ""))
    known = [".".join(key.path) for key in keys_of(type(record)) if not key.part]
    said |= {name: "" for name in known if not any(each == name or each.startswith(f"{name}.") for each in said)}
    fixed = () if isinstance(record, TaskAssignment) else _IN_THE_NAME
    return {name: value for name, value in said.items() if name not in fixed}


def _said(tree: Tree, name: str) -> Iterator[tuple[str, str]]:
    match tree:
        case dict():
            for key, value in tree.items():
                yield from _said(value, f"{name}.{key}" if name else key)
        case list() if tree and all(isinstance(item, str) and " " not in item for item in tree):
            yield name, ", ".join(str(item) for item in tree)
        case list():
            for number, item in enumerate(tree, 1):
                named = item.get("id") if isinstance(item, dict) else None
                yield from _said(item, f"{name}.{named if isinstance(named, str) else number}")
        case str():
            yield name, tree


def _change(draft: Draft, type_: type[Record], tree: dict[str, Tree], words: str) -> tuple[KeyPath, Tree | None]:
    name, mark, said = words.partition("=")
    if not mark or not name.strip():
        raise Unfit(say("“{words}” không có dạng KHÓA=GIÁ TRỊ", "“{words}” is not of the form KEY=VALUE", words=words))
    path, key, owner = _find(type_, tree, name.strip())
    if not said.strip():
        return path, None
    if key.part:
        return path, read_part(key.part, said, draft.reading)
    if key.is_list and not isinstance(path[-1], int):
        return path, [read_word(owner, key, each, draft.occasion) for each in said.split(",") if each.strip()]
    return path, read_word(owner, key, said, draft.occasion)


def _find(type_: type[Record], tree: Tree, name: str) -> tuple[KeyPath, Key, type[Record]]:
    """The path of a key that is named in words, the key, and the record or part that it belongs to. Raises `Unfit`."""
    parts = name.split(".")
    if parts[0] in _IN_THE_NAME and type_ is not TaskAssignment:
        raise Unfit(
            say(
                "“{key}” là một phần của tên tệp; đổi tên tệp, rồi ghi đính chính nêu tên mới",
                "“{key}” is a part of the file's name; rename the file, then record a correction naming the new one",
                key=parts[0],
            )
        )
    path: list[str | int] = []
    key: Key | None = None
    owner = type_
    while parts:
        keys = {".".join(each.path): each for each in keys_of(owner)}
        known = [each for each in keys if each == ".".join(parts[: each.count(".") + 1])]
        if not known:
            raise _no_key(parts[0], keys)
        key = keys[known[0]]
        path += key.path
        tree = _at(tree, key.path)
        parts = parts[len(key.path) :]
        if parts and key.is_list:
            place = _place(tree, parts.pop(0), name)
            path.append(place)
            tree = tree[place] if isinstance(tree, list) else {}
            if parts and key.part:
                owner = key.part
                continue
        if parts:
            raise _no_key(parts[0], [])
    assert key is not None
    return tuple(path), key, owner


def _at(tree: Tree, path: tuple[str, ...]) -> Tree:
    for name in path:
        tree = tree.get(name, {}) if isinstance(tree, dict) else {}
    return tree


def _place(items: Tree, named: str, whole: str) -> int:
    """The place of an item that is named by its id, or counted from one."""
    if isinstance(items, list):
        for place, item in enumerate(items):
            if isinstance(item, dict) and named in (item.get("id"), item.get("point"), item.get("email")):
                return place
        if named.isdecimal() and 1 <= int(named) <= len(items):
            return int(named) - 1
    raise Unfit(say("bản ghi không có “{key}”", "the record has no “{key}”", key=whole))


def _no_key(name: str, known: Mapping[str, Key] | list[str]) -> Unfit:
    meant = nearest(name, known)
    return Unfit(
        say(
            "bản ghi không có khóa “{key}”{meant}",
            "the record has no key “{key}”{meant}",
            key=name,
            meant=f" ({meant}?)" if meant else "",
        )
    )
