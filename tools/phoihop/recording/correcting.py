"""What a correction changes in the record that it corrects; neither stands in the register without the other.

A key is named as in the file, parts by their id or place: `due`, `points.p1.text`, `questions.2`. What is typed for it
is read as for a new record. An empty value takes the key away.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from phoihop.language import Language, Text, say, uncapitalized, word
from phoihop.recording.answers import read_in_part, read_part, read_word
from phoihop.recording.choices import Unfit
from phoihop.recording.draft import ID_LETTERS, Draft, with_ids
from phoihop.recording.editing import Path as KeyPath
from phoihop.recording.editing import edited
from phoihop.recording.keys import Key, keys_of
from phoihop.recording.numbers import first_free
from phoihop.recording.writing import Edit
from phoihop.records.fit import Misfit, fit, perhaps
from phoihop.records.papers import composed_path, papers_of, same_name
from phoihop.records.reading import RecordFile, read_bytes
from phoihop.records.record import Record
from phoihop.records.references import TASK
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Document, TaskAssignment, kind_of
from phoihop.records.yaml_door import Tree, read_yaml
from phoihop.words.labels import label_of

_IN_THE_NAME = ("kind",)
_EXPLAINED = re.compile(r"[,;:(<]")


@dataclass(frozen=True, slots=True)
class CorrectedRecord:
    """What a correction changes: the record by its id from now on, or why it can't be so, and the files' edits.

    `id` is another than before where the day or the issuer changes, which are parts of it; then the records that name
    it follow.
    `papers` are those that come with what is added.
    """

    id: str
    record: Document | TaskAssignment | None
    misfits: Sequence[Misfit]
    edits: tuple[Edit, ...]
    papers: Mapping[str, Path]


def corrected(draft: Draft) -> CorrectedRecord | None:
    """What is changed in the record that is corrected; None where nothing is.

    Raises `Unfit` where a change names what isn't there, or the record can't be read.
    """
    changes = [each for each in draft.answers.get("set") or () if isinstance(each, str)]
    folder = draft.occasion.folder
    if not changes or folder is None:
        return None
    path, before, _tree, record = _to_correct(draft)
    after, tree = revised(draft, type(record), before, changes)
    changed, misfits = fit(tree, type(record))
    named = draft.word("corrects")
    papers = draft.coming_with(tree)
    if (
        changed is None
        or isinstance(changed, TaskAssignment)
        or (changed.date, changed.from_) == (record.date, record.from_)
    ):
        return CorrectedRecord(named, changed, misfits, (Edit(path, before, after),), papers)
    id_ = free_id(folder, changed, kind_of(changed))
    edits = [Edit(path, before, after, folder.file_of(id_))]
    name = names_of(named)
    for other in folder.records:
        content = b"" if other == named else read_bytes(draft.occasion.register.root / folder.file_of(other)) or b""
        if (renamed := name.sub(id_.encode(), content)) != content:
            edits.append(Edit(folder.file_of(other), content, renamed))
    return CorrectedRecord(id_, changed, misfits, tuple(edits), papers)


def revised(draft: Draft, type_: type[Record], content: bytes, changes: Sequence[str]) -> tuple[bytes, dict[str, Tree]]:
    """The content of a file with changes as they are typed, one after another, and its tree. Raises `Unfit`.

    `draft` says with what the answers are read.
    """
    tree = read_yaml(content)[0]
    assert isinstance(tree, dict)
    for words in changes:
        content = edited(content, [_change(draft, type_, tree, words)], type_)
        tree = read_yaml(content)[0]
        assert isinstance(tree, dict)
    return content, tree


def with_correction(folder: TaskFolder, correction: CorrectedRecord, old: str) -> TaskFolder:
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


def papers_left(before: TaskFolder, after: TaskFolder, language: Language) -> list[Tree]:
    """The papers that a correction takes out and no record names any more, as it names them itself.

    They stay, as all that was recorded does, and are published no longer: a wrong file may be anybody's.
    """
    titles = {
        same_name(paper.path): paper.title
        for record in before.records.values()
        for paper, _key in papers_of(record)
        if paper.path
    }
    left: list[Tree] = []
    for path in after.unnamed:
        if path not in before.unnamed:
            title = titles.get(same_name(path))
            old = say("Bản cũ: {title}", "As it was: {title}", title=title) if title else say("Bản cũ", "As it was")
            left.append({"title": word(old, language), "path": composed_path(path), "restricted": "true"})
    return left


def names_of(id_: str) -> re.Pattern[bytes]:
    """Finds the places where records name one: its whole id, and not that of another that begins like it."""
    return re.compile(rf"(?<![\w.-]){re.escape(id_)}(?![\w.-])".encode())


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
        raise Unfit.because("không đọc được {path}", "{path} can't be read", path=path)
    tree, _places = read_yaml(content)
    assert isinstance(tree, dict)
    return path, content, tree, record


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing that a record says: by what name it is changed, what people call it, and what stands there, if any.

    `key` is what it is read by, for itself alone where it is an item of a list. `is_added` is one more of a list.
    """

    name: str
    words: Text
    key: Key
    value: str = ""
    is_added: bool = False

    @property
    def tree(self) -> Tree:
        """What stands there, as the record has it."""
        return [each.strip() for each in self.value.split(",")] if self.key.is_list and self.value else self.value


def said_in(draft: Draft) -> list[Statement]:
    """What the record to be corrected says; then what it could say and does not, and what can be added to its lists.

    Raises `Unfit` where it can't be read.
    """
    _path, _content, tree, record = _to_correct(draft)
    type_ = type(record)
    said = dict(_said(tree, ""))
    keys = keys_of(type_)
    known = [key.id for key in keys if not key.part]
    papers = [name.removesuffix("path") for name in said if name.endswith(".path")]
    known += [f"{name}restricted" for name in papers]
    said |= {name: "" for name in known if not any(each == name or each.startswith(f"{name}.") for each in said)}
    fixed = () if isinstance(record, TaskAssignment) else _IN_THE_NAME
    found = [_told(draft, type_, tree, name, value) for name, value in said.items() if name not in fixed]
    more = [key for key in keys if key.part or (key.is_list and key.nature == "text" and _one_more(key) != key.id)]
    return [*found, *(Statement(_one_more(key), _added(key), key, is_added=True) for key in more)]


def checked_change(draft: Draft, said: Statement, words: str) -> str:
    """A change as it is typed for a key, `due=29/3/2021`, where it can stand. Raises `Unfit`."""
    _path, _content, tree, record = _to_correct(draft)
    _change(draft, type(record), tree, change := f"{said.name}={words}")
    return change


def _told(draft: Draft, type_: type[Record], tree: dict[str, Tree], name: str, value: str) -> Statement:
    path, key, _owner = _find(draft, type_, tree, name)
    called = _called(type_, name)
    return Statement(name, called, replace(key, is_list=key.is_list and not isinstance(path[-1], int)), value)


def _added(key: Key) -> Text:
    words = label_of(key.name) or key.meaning
    return Text(f"thêm {words.vi}", f"add {words.en}")


def _called(type_: type[Record], name: str) -> Text:
    """What people call a key that is named as in `due`, `points.p1.text`: “nội dung góp ý p1 · căn cứ 2”."""
    key = next(each for each in keys_of(type_) if name == each.id or name.startswith(f"{each.id}."))
    place, _, inner = name.removeprefix(key.id).removeprefix(".").partition(".")
    words = _label(key, in_full=not place)
    outer = [label_of(key.path[0])] if len(key.path) > 1 else []
    told = [*filter(None, outer), Text(f"{words.vi} {place}".strip(), f"{words.en} {place}".strip())]
    if key.part and inner:
        told += [each for each in (_called(key.part, inner),) if each != words]
    return Text(" · ".join(each.vi for each in told), " · ".join(each.en for each in told))


def _label(key: Key, *, in_full: bool) -> Text:
    """Its meaning, where that is a name and explains nothing; else what keys of its name are called in a sentence."""
    if key.nature == "path":
        return label_of("files") or key.meaning
    if in_full and len(key.path) == 1 and not _EXPLAINED.search(key.meaning.vi):
        return Text(uncapitalized(key.meaning.vi), uncapitalized(key.meaning.en))
    return label_of(key.name) or key.meaning


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
        raise Unfit.because(
            "“{words}” không có dạng KHÓA=GIÁ TRỊ", "“{words}” is not of the form KEY=VALUE", words=words
        )
    path, key, owner = _find(draft, type_, tree, name.strip())
    if not said.strip():
        return path, None
    is_item = isinstance(path[-1], int)
    there = _at(tree, key.path) if not is_item else []
    items = there if isinstance(there, list) else []
    if key.part:
        part: Tree = read_part(key.part, said, draft.reading)
        if is_item:
            return path, part
        added = with_ids([*items, part], ID_LETTERS[key.name])[-1] if key.name in ID_LETTERS else part
        return _one_behind(path, items, added)
    if owner is not type_ or key.nature == "path":
        return path, read_in_part(owner, key, said, draft.reading)
    if not key.is_list or is_item:
        return path, read_word(owner, key, said, draft.occasion)
    if _one_more(key) == name.strip() != key.id:
        return _one_behind(path, items, read_word(owner, key, said, draft.occasion))
    return path, [read_word(owner, key, each, draft.occasion) for each in said.split(",") if each.strip()]


def _one_behind(path: KeyPath, items: Sequence[Tree], item: Tree) -> tuple[KeyPath, Tree]:
    return ((*path, len(items)), item) if items else (path, [item])


def _one_more(key: Key) -> str:
    """One more of a list is called as its option is: point, view, file."""
    return key.option.removeprefix("--")


def _find(draft: Draft, type_: type[Record], tree: Tree, name: str) -> tuple[KeyPath, Key, type[Record]]:
    """The path of a key that is named in words, the key, and the record or part that it belongs to. Raises `Unfit`."""
    parts = name.split(".")
    if parts[0] in _IN_THE_NAME and issubclass(type_, Document):
        raise Unfit.because(
            "“{key}” không sửa được: đó sẽ là một văn bản khác loại; ghi văn bản ấy riêng",
            "“{key}” can't be changed: it would be a document of another kind; record that by itself",
            key=parts[0],
        )
    path: list[str | int] = []
    key: Key | None = None
    owner = type_
    while parts:
        keys = {".".join(each.path): each for each in keys_of(owner)}
        keys |= {_one_more(each): each for each in keys_of(owner) if each.is_list and len(parts) == 1}
        known = [each for each in keys if each == ".".join(parts[: each.count(".") + 1])]
        if not known:
            raise _no_key(parts[0], keys)
        key = keys[known[0]]
        path += key.path
        tree = _at(tree, key.path)
        parts = parts[len(key.path) :]
        if parts and key.is_list:
            place, length = _place(draft, tree, parts, name)
            path.append(place)
            tree = tree[place] if isinstance(tree, list) else {}
            parts = parts[length:]
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


def _place(draft: Draft, items: Tree, parts: Sequence[str], whole: str) -> tuple[int, int]:
    """The place of an item, and how many parts name it: by its id or what it is about (`tckh#p1`), or counted from one.

    An id or an address may have dots in it.
    """
    for length in range(len(parts), 0, -1):
        named = ".".join(parts[:length])
        for place, item in enumerate(items if isinstance(items, list) else ()):
            if named == item or (isinstance(item, dict) and named in _names(draft, item)):
                return place, length
    if isinstance(items, list) and parts[0].isdecimal() and 1 <= int(parts[0]) <= len(items):
        return int(parts[0]) - 1, 1
    raise Unfit.because("bản ghi không có “{key}”", "the record has no “{key}”", key=whole)


def _names(draft: Draft, item: Mapping[str, Tree]) -> set[str]:
    """What an item of a list is called: a response by the agency and point that it is about, anything by its id."""
    found = {str(item[name]) for name in ("id", "point", "email", "opinion", "path") if name in item}
    opinion, _mark, point = str(item.get("opinion") or item.get("point") or "").partition("#")
    point = point or str(item.get("point") or "")
    folder = draft.occasion.folder
    if folder and (about := folder.documents.get(opinion)):
        short = draft.occasion.register.agency_name(about.from_)
        found |= {f"{name}#{point}" if point else name for name in (about.from_, short, about.number) if name}
    return found


def _no_key(name: str, known: Mapping[str, Key] | list[str]) -> Unfit:
    return Unfit.because(
        "bản ghi không có khóa “{key}”{meant}",
        "the record has no key “{key}”{meant}",
        key=name,
        meant=perhaps(name, known),
    )
