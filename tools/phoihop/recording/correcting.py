"""A correction and the edit that it explains, as one: neither stands in the register without the other.

A key is named as in the file, parts by their id or place: `due`, `points.p1.text`, `questions.2`. What is typed for it
is read as for a new record. An empty value takes the key away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Self, cast

from phoihop.changes.diff import KeyChange, record_changes
from phoihop.language import say
from phoihop.recording.answers import read_word
from phoihop.recording.choices import Unfit
from phoihop.recording.drafting import NotARecord, Prepared
from phoihop.recording.editing import Path as KeyPath
from phoihop.recording.editing import edited
from phoihop.recording.judging import judge_change
from phoihop.recording.keys import Key, keys_of
from phoihop.recording.new_records import DocumentDraft, with_document
from phoihop.recording.numbers import numbers_used
from phoihop.recording.parts import Reading, read_part
from phoihop.recording.writing import Edit
from phoihop.records.fit import fit, nearest
from phoihop.records.reading import RecordFile, read_bytes
from phoihop.records.record import Record
from phoihop.records.references import TASK
from phoihop.records.register import Register, TaskFolder
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree, read_yaml

_IN_THE_NAME = ("kind", "from", "date")


class CorrectionDraft(DocumentDraft):
    """A correction. `sets` are the keys to change in the record that it corrects, as typed, with their new values."""

    sets: Mapping[str, str] = {}

    def prepare(self) -> Prepared:
        prepared = super().prepare()
        if not self.sets:
            return prepared
        edit, record = self._edit()
        after = with_edit(self.folder, self.word("corrects"), record)
        after = with_document(after, prepared.id, cast(Document, prepared.record), prepared.papers)
        numbers = numbers_used(self.occasion.register, record.from_, record.date.year) if record.number else ()
        verdict = judge_change(self.folder, after, self.occasion.register, self.occasion.today, numbers)
        return replace(prepared, verdict=verdict, edits=(edit,))

    def _edit(self) -> tuple[Edit, Document | TaskAssignment]:
        target, content, tree, record = self.corrected()
        type_ = type(record)
        changes = [_change(self, type_, tree, name, words) for name, words in self.sets.items()]
        after = edited(content, changes, type_)
        changed, misfits = fit(read_yaml(after)[0], type_)
        if changed is None:
            raise NotARecord(misfits)
        return Edit(target, content, after), changed

    def corrected(self) -> tuple[str, bytes, dict[str, Tree], Document | TaskAssignment]:
        """The record that is corrected: its path, content, tree, and itself. Raises `Unfit` where it can't be read."""
        named = self.word("corrects")
        path = self.folder.file_of(named)
        content = read_bytes(self.occasion.register.root / path)
        record = self.folder.assignment if named == TASK else self.folder.documents.get(named)
        if content is None or record is None:
            raise Unfit(say("không đọc được {path}", "{path} can't be read", path=path))
        tree, _places = read_yaml(content)
        assert isinstance(tree, dict)
        return path, content, tree, record

    def refreshed(self, register: Register) -> Self:
        draft = super().refreshed(register)
        draft.sets = self.sets
        return draft


def changes_of(edit: Edit) -> tuple[KeyChange, ...]:
    """What an edit changes, key by key."""
    return record_changes(edit.before, edit.after)


def with_edit(folder: TaskFolder, named: str, record: Document | TaskAssignment) -> TaskFolder:
    """A task's folder as it will be with one of its records changed."""
    files = tuple(
        RecordFile(file.path, record, (), file.agency) if file.path == folder.file_of(named) else file
        for file in folder.files
    )
    if isinstance(record, TaskAssignment):
        return replace(folder, assignment=record, files=files)
    return replace(folder, documents={**folder.documents, named: record}, files=files)


def said_in(draft: CorrectionDraft) -> dict[str, str]:
    """What the record to be corrected says, by the names of its keys; what it could say and does not, as empty."""
    _path, _content, tree, record = draft.corrected()
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


def _change(
    draft: CorrectionDraft, type_: type[Record], tree: dict[str, Tree], name: str, words: str
) -> tuple[KeyPath, Tree | None]:
    path, key, owner = _find(type_, tree, name)
    if not words.strip():
        return path, None
    if key.part:
        return path, read_part(key.part, words, Reading(draft.occasion, draft.papers))
    if key.is_list and not isinstance(path[-1], int):
        return path, [read_word(owner, key, each, draft.occasion) for each in words.split(",") if each.strip()]
    return path, read_word(owner, key, words, draft.occasion)


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
