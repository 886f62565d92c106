"""What a correction changes in the record that it corrects; neither stands in the register without the other.

A key is named as in the file, parts by their id or place: `due`, `points.p1.text`, `questions.2`. What is typed for it
is read as for a new record. An empty value takes the key away.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from phoihop.language import say
from phoihop.recording.answers import read_in_part, read_part, read_word
from phoihop.recording.choices import Unfit
from phoihop.recording.draft import ID_LETTERS, Draft, with_ids
from phoihop.recording.editing import Path as KeyPath
from phoihop.recording.editing import edited
from phoihop.recording.keys import Key, keys_of
from phoihop.recording.numbers import first_free
from phoihop.recording.writing import Edit
from phoihop.records.fit import Misfit, fit, nearest
from phoihop.records.reading import RecordFile, read_bytes
from phoihop.records.record import Record
from phoihop.records.references import TASK
from phoihop.records.register import TaskFolder
from phoihop.records.types import Document, TaskAssignment, kind_of
from phoihop.records.yaml_door import Tree, read_yaml

_IN_THE_NAME = ("kind", "from")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction changes: the record by its id from now on, or why it can't be so, and the files' edits.

    `id` is another than before where the day changes, which is a part of it; then the records that name it follow.
    `papers` are those that come with what is added.
    """

    id: str
    record: Document | TaskAssignment | None
    misfits: Sequence[Misfit]
    edits: tuple[Edit, ...]
    papers: Mapping[str, Path]


def corrected(draft: Draft) -> Correction | None:
    """What is changed in the record that is corrected; None where nothing is.

    Raises `Unfit` where a change names what isn't there, or the record can't be read.
    """
    changes = [each for each in draft.answers.get("set") or () if isinstance(each, str)]
    folder = draft.occasion.folder
    if not changes or folder is None:
        return None
    path, after, tree, record = _to_correct(draft)
    before, type_ = after, type(record)
    for words in changes:
        after = edited(after, [_change(draft, type_, tree, words)], type_)
        read = read_yaml(after)[0]
        assert isinstance(read, dict)
        tree = read
    changed, misfits = fit(tree, type_)
    named = draft.word("corrects")
    papers = draft.coming_with(tree)
    if changed is None or named == TASK or changed.date == record.date or isinstance(changed, TaskAssignment):
        return Correction(named, changed, misfits, (Edit(path, before, after),), papers)
    id_ = free_id(folder, changed, kind_of(changed))
    edits = [Edit(path, before, after, folder.file_of(id_))]
    name = re.compile(rf"(?<![\w.-]){re.escape(named)}(?![\w.-])".encode())
    for other in folder.records:
        content = b"" if other == named else read_bytes(draft.occasion.register.root / folder.file_of(other)) or b""
        if (renamed := name.sub(id_.encode(), content)) != content:
            edits.append(Edit(folder.file_of(other), content, renamed))
    return Correction(id_, changed, misfits, tuple(edits), papers)


def with_correction(folder: TaskFolder, correction: Correction, old: str) -> TaskFolder:
    """A task's folder as it will be with what a correction changes in it."""
    by_path = {edit.path: edit for edit in correction.edits}
    files, documents, assignment = [], {}, folder.assignment
    for id_, known in folder.records.items():
        edit = by_path.get(folder.file_of(id_))
        read = fit(read_yaml(edit.after)[0], type(known))[0] if edit else known
        if isinstance(read, TaskAssignment):
            assignment = read
        elif read is not None:
            documents[correction.id if id_ == old else id_] = read
    for file in folder.files:
        edit = by_path.get(file.path)
        if edit is None:
            files.append(file)
            continue
        path = edit.to or edit.path
        record = documents.get(path.rpartition("/")[2].removesuffix(".yml"), assignment)
        files.append(RecordFile(path, record, (), file.agency))
    return replace(folder, assignment=assignment, documents=dict(sorted(documents.items())), files=tuple(files))


def free_id(folder: TaskFolder, document: Document, kind: str) -> str:
    """The id of a new document: the second of a kind, day and agency is `-2`."""
    return first_free(
        lambda number: f"{document.date.isoformat()}.{kind}{number}.{document.from_}",
        lambda id_: id_ in folder.documents or os.path.lexists(folder.location / f"{id_}.yml"),
    )


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
    path, key, owner = _find(draft, type_, tree, name.strip())
    if not said.strip():
        return path, None
    if key.part:
        part: Tree = read_part(key.part, said, draft.reading)
        if isinstance(path[-1], int):
            return path, part
        there = tree.get(path[0], []) if isinstance(path[0], str) else []
        items = [*there, part] if isinstance(there, list) else [part]
        return path, with_ids(items, ID_LETTERS[key.name]) if key.name in ID_LETTERS else items
    if key.is_list and not isinstance(path[-1], int) and not key.part:
        return path, [read_word(owner, key, each, draft.occasion) for each in said.split(",") if each.strip()]
    if owner is not type_ or key.nature == "path":
        return path, read_in_part(owner, key, said, draft.reading)
    return path, read_word(owner, key, said, draft.occasion)


def _find(draft: Draft, type_: type[Record], tree: Tree, name: str) -> tuple[KeyPath, Key, type[Record]]:
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
        # One more of a list is called as its option is: point, view, file.
        keys |= {each.option.removeprefix("--"): each for each in keys_of(owner) if each.is_list and len(parts) == 1}
        known = [each for each in keys if each == ".".join(parts[: each.count(".") + 1])]
        if not known:
            raise _no_key(parts[0], keys)
        key = keys[known[0]]
        path += key.path
        tree = _at(tree, key.path)
        parts = parts[len(key.path) :]
        if parts and key.is_list:
            place = _place(draft, tree, parts.pop(0), name)
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


def _place(draft: Draft, items: Tree, named: str, whole: str) -> int:
    """The place of an item that is named by its id or by what it is about (`tckh#p1`), or counted from one."""
    if isinstance(items, list):
        for place, item in enumerate(items):
            if isinstance(item, dict) and named in _names(draft, item):
                return place
        if named.isdecimal() and 1 <= int(named) <= len(items):
            return int(named) - 1
    raise Unfit(say("bản ghi không có “{key}”", "the record has no “{key}”", key=whole))


def _names(draft: Draft, item: Mapping[str, Tree]) -> set[str]:
    """What an item of a list is called: a response by the agency and point that it is about, anything by its id."""
    found = {str(item[name]) for name in ("id", "point", "email", "opinion") if name in item}
    opinion, _mark, point = str(item.get("opinion") or item.get("point") or "").partition("#")
    point = point or str(item.get("point") or "")
    folder = draft.occasion.folder
    if folder and (about := folder.documents.get(opinion)):
        short = draft.occasion.register.agency_name(about.from_)
        found |= {f"{name}#{point}" if point else name for name in (about.from_, short, about.number) if name}
    return found


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
