"""Reads one file of a register into a record, or keeps what is wrong with it."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

import msgspec

from phoihop.language import Explained, Message, say, spelled
from phoihop.operating_system import JUST_READ, refusal
from phoihop.records.fit import KeyPath, fit, perhaps, value_at
from phoihop.records.formats import of_a_later_format
from phoihop.records.record import FORMAT, Record
from phoihop.records.secrecy import carries_mark, mark_as_value
from phoihop.records.settings import Settings
from phoihop.records.types import DOCUMENT_TYPES, Document, kind_of
from phoihop.records.yaml_door import LARGEST_FILE, NotYaml, Tree, read_yaml

MOST_UNSAFE_PLACES = 10

_DOCUMENT_FILE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)\.(?P<kind>[a-z]+(?:-[a-z]+)*)(?:-(?P<n>[2-9]|[1-9]\d+))?\.(?P<agency>[a-z0-9][a-z0-9-]*)\.yml"
)

R = TypeVar("R", bound=Record)


class NoRegister(Explained):
    """There is no register here that could be read. `message` says where was looked and what to do."""


class NewerFormat(NoRegister):
    """The register is of a format that is newer than this version of the tool."""

    def __init__(self, format_: int) -> None:
        super().__init__(
            say(
                "sổ này theo định dạng {named}, phiên bản phoihop này chỉ biết đến định dạng {known}; "
                "hãy cài phiên bản phoihop mới hơn",
                "this register is of format {named}, and this version of phoihop knows none later than {known}; "
                "install a newer phoihop",
                named=format_,
                known=FORMAT,
            )
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file as such, under the rule of group `record` that says so.

    `line` (1-based) is known where the reader saw it; otherwise `key` tells where to look.
    """

    rule: str
    message: Message
    line: int | None = None
    key: KeyPath = ()


class RecordFile(msgspec.Struct, frozen=True):
    """One YAML file: `path` is relative to the register, with forward slashes. `record` is None if unreadable.

    A name that should hold a record but is no regular file, or does not belong where it lies, is a `RecordFile` too.
    `agency` is the agency that the file's name speaks of.
    """

    path: str
    record: Record | None
    problems: tuple[Problem, ...] = ()
    agency: str | None = None


class DocumentName(msgspec.Struct, frozen=True):
    """What a document's file name says."""

    date: str
    kind: str
    n: int
    agency: str


def document_name(file_name: str) -> DocumentName | None:
    """The parts of a document's file name, or None where it is not one: `2021-03-10.request-2.tnmt.yml`."""
    match = _DOCUMENT_FILE.fullmatch(file_name)
    if match is None:
        return None
    return DocumentName(match["date"], match["kind"], int(match["n"] or 1), match["agency"])


def stray(path: str, message: Message) -> RecordFile:
    # A name may hold bytes that are no text; it is shown, sorted and kept with those spelled out.
    facts = {name: spelled(fact) if isinstance(fact, str) else fact for name, fact in message.facts.items()}
    return RecordFile(spelled(path), None, (Problem("record-name", Message(message.text, facts)),))


def not_a_document(name: str) -> Message:
    form = "<ngày>.<loại>[-<n>].<cơ quan>.yml"
    if name.endswith(".yaml"):
        return say(
            "đuôi tệp phải là .yml; đổi tên “{name}”", "the file's ending must be .yml; rename “{name}”", name=name
        )
    return say(
        "thư mục nhiệm vụ chỉ có task.yml, files/ và văn bản tên dạng {form_vi}, ví dụ 2021-03-10.request.tnmt.yml; "
        "đổi tên “{name}”, chuyển vào files/ hoặc xóa",
        "a task's folder holds only task.yml, files/ and documents named {form}, such as 2021-03-10.request.tnmt.yml; "
        "rename “{name}”, move it into files/, or delete it",
        form_vi=form,
        form="<date>.<kind>[-<n>].<agency>.yml",
        name=name,
    )


@dataclass(slots=True)
class _Content:
    """What a file holds: its tree (None where it is empty or unreadable), and the problems met so far."""

    tree: Tree | None
    problems: list[Problem]
    readable: bool = True

    def typed(self, record_type: type[R], known: int) -> R | None:
        """The tree as a record; notes what does not fit, or came with a later format than the one `known`."""
        if not self.readable:
            return None
        record, misfits = fit(self.tree, record_type, known)
        self.problems += (self._misfit(key, message) for key, message in misfits)
        return record

    def _misfit(self, key: KeyPath, message: Message) -> Problem:
        if level := mark_as_value(key, value_at(self.tree, key)):
            return Problem("state-secret", carries_mark(level), key=key)
        return Problem("record-schema", message, key=key)


def read_document(root: Path, path: str, name: DocumentName, known: int = FORMAT) -> RecordFile:
    """Reads a document of a register whose format is `known`."""
    if name.kind not in DOCUMENT_TYPES:
        message = say(
            "“{kind}” trong tên tệp không phải loại văn bản nào{meant}; các loại: {kinds}",
            "“{kind}” in the file's name is no kind of document{meant}; the kinds are: {kinds}",
            kind=name.kind,
            meant=perhaps(name.kind, DOCUMENT_TYPES),
            kinds=tuple(DOCUMENT_TYPES),
        )
        return RecordFile(path, None, (Problem("record-name", message),), name.agency)
    content = _read_content(root, path)
    written = content.tree.get("kind") if isinstance(content.tree, dict) else None
    kind = written if isinstance(written, str) and written in DOCUMENT_TYPES else name.kind
    if known < DOCUMENT_TYPES[kind].SINCE:
        problem = Problem("record-schema", of_a_later_format([kind], known), key=("kind",))
        return RecordFile(path, None, (problem,), name.agency)
    document = content.typed(DOCUMENT_TYPES[kind], known)
    if document is not None:
        content.problems += _name_problems(document, name)
    return RecordFile(path, document, tuple(content.problems), name.agency)


def _name_problems(document: Document, name: DocumentName) -> Iterator[Problem]:
    said = (name.kind, name.agency, name.date)
    written = (kind_of(document), document.from_, document.date.isoformat())
    if said == written:
        return
    for key, value, in_name in zip(("kind", "from", "date"), written, said, strict=True):
        if value != in_name:
            yield Problem(
                "record-name",
                say(
                    "“{key}” ghi “{value}” nhưng tên tệp ghi “{said}”; sửa một trong hai cho khớp",
                    "“{key}” says “{value}” but the file's name says “{said}”; make them agree",
                    key=key,
                    value=value,
                    said=in_name,
                ),
                key=(key,),
            )


def read_record(
    root: Path, path: str, record_type: type[R], agency: str | None = None, known: int = FORMAT
) -> RecordFile:
    """Reads a record of a register whose format is `known`."""
    content = _read_content(root, path)
    return RecordFile(path, content.typed(record_type, known), tuple(content.problems), agency)


def read_list(root: Path, path: str, record_type: type[R], key: str) -> RecordFile:
    """Reads a file that is a list, as a record that has it under `key`."""
    content = _read_content(root, path)
    content.tree = {key: content.tree or []}
    record = content.typed(record_type, FORMAT)
    problems = (replace(each, key=each.key[1:]) for each in content.problems)
    return RecordFile(path, record, tuple(problems))


def read_settings(root: Path, path: str) -> RecordFile:
    """Reads register.yml by the format that it names itself. Raises `NewerFormat` where that is not known here."""
    content = _read_content(root, path)
    named = content.tree.get("format") if isinstance(content.tree, dict) else None
    try:
        format_ = max(1, msgspec.convert(named, int, strict=False)) if named is not None else 1
    except msgspec.ValidationError:
        format_ = 1
    if format_ > FORMAT:
        raise NewerFormat(format_)
    return RecordFile(path, content.typed(Settings, format_), tuple(content.problems))


def _read_content(root: Path, path: str) -> _Content:
    try:
        tree, places = read_yaml(_read_regular_file(f"{root}/{path}"))
    except NotYaml as refusal:
        return _Content(None, [Problem(refusal.rule, refusal.message, refusal.line or 1)], readable=False)
    return _Content(tree, [Problem("text-safe", place.message, line) for place, line in places[:MOST_UNSAFE_PLACES]])


def read_bytes(location: Path) -> bytes | None:
    """A record's bytes, or None where there is no regular file."""
    try:
        return _read_regular_file(location)
    except NotYaml:
        return None


def _read_regular_file(location: str | Path) -> bytes:
    """At most one byte more than a record may have; never through a link, never from a pipe or device."""
    try:
        descriptor = os.open(location, JUST_READ)
    except OSError as error:
        raise NotYaml(
            say(
                "không mở được tệp ({why}); bản ghi phải là tệp thường, không phải liên kết",
                "the file can't be opened ({why}); a record is a regular file, not a link",
                why=refusal(error),
            ),
            rule="record-name",
        ) from None
    try:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):
            raise NotYaml(
                say(
                    "bản ghi phải là tệp thường; thay bằng tệp văn bản",
                    "a record must be a regular file; put a text file in its place",
                ),
                rule="record-name",
            )
        # A register is many small files: each is asked for in one piece, and again only where more has come since.
        pieces, left = [], LARGEST_FILE + 1
        while left:
            asked = min(left, status.st_size + 1)
            piece = os.read(descriptor, asked)
            pieces.append(piece)
            left -= len(piece)
            if len(piece) < asked:
                break
        return b"".join(pieces)
    finally:
        os.close(descriptor)
