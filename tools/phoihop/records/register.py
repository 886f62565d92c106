"""A register as read from a folder: its settings, its agencies, and one task folder after another.

Nothing here judges: a file that can't be read or does not fit the format is kept as a `RecordFile` with its
`problems`, and everything else is read all the same.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import TypeVar

from phoihop.language import Language, Message, say
from phoihop.records.calendar import WorkingDays
from phoihop.records.fit import KeyPath, fit, nearest
from phoihop.records.types import (
    DOCUMENT_TYPES,
    AgencyRecord,
    Document,
    Record,
    Settings,
    TaskAssignment,
    kind_of,
)
from phoihop.records.yaml_door import LARGEST_FILE, Refused, Tree, read_yaml

SETTINGS_FILE = "register.yml"
MOST_UNSAFE_PLACES = 10

_AGENCY_FILE = re.compile(r"([a-z0-9][a-z0-9-]*)\.yml")
_YEAR = re.compile(r"(?:19|20|21)\d\d")
_TASK_NUMBER = re.compile(r"\d{4}|[1-9]\d{4,5}")
_TASK_ID = re.compile(rf"({_YEAR.pattern})-({_TASK_NUMBER.pattern})")
_DOCUMENT_FILE = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)\.(?P<kind>[a-z]+(?:-[a-z]+)*)(?:-(?P<n>[2-9]|[1-9]\d+))?\.(?P<agency>[a-z0-9][a-z0-9-]*)\.yml"
)

R = TypeVar("R", bound=Record)


class NoRegister(Exception):
    """There is no register here. `message` says where was looked and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text.en)
        self.message = message


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a file as such, under the rule of group `record` that says so.

    `line` (1-based) is known where the reader saw it; otherwise `key` tells where to look.
    """

    rule: str
    message: Message
    line: int | None = None
    key: KeyPath = ()


@dataclass(frozen=True, slots=True)
class RecordFile:
    """One YAML file: `path` is relative to the register, with forward slashes. `record` is None if unreadable.

    A name that should hold a record but is no regular file, or does not belong where it lies, is a `RecordFile` too.
    `agency` is the agency that the file's name speaks of.
    """

    path: str
    record: Record | None
    problems: tuple[Problem, ...] = ()
    agency: str | None = None


@dataclass(frozen=True, slots=True)
class DocumentName:
    """What a document's file name says."""

    date: str
    kind: str
    n: int
    agency: str


@dataclass(frozen=True, slots=True)
class TaskFolder:
    """tasks/<year>/<nnnn>/: the assignment, the documents by id, and what could not be read.

    `broken` holds the ids of the records (`task` or a document id) that exist but can't be read. `location` is the
    folder on disk, where papers are looked for.
    """

    id: str
    path: str
    location: Path
    assignment: TaskAssignment | None
    documents: Mapping[str, Document]
    files: tuple[RecordFile, ...]
    broken: frozenset[str] = frozenset()

    def file_of(self, record_id: str) -> str:
        """The path, in the register, of a document or of the assignment (`task`)."""
        return f"{self.path}/{record_id}.yml"


def document_name(file_name: str) -> DocumentName | None:
    """The parts of a document's file name, or None where it is not one: `2021-03-10.request-2.tnmt.yml`."""
    match = _DOCUMENT_FILE.fullmatch(file_name)
    if match is None:
        return None
    return DocumentName(match["date"], match["kind"], int(match["n"] or 1), match["agency"])


def find_register(start: Path) -> Path:
    """The root of the register that `start` is, or lies in. Raises `NoRegister`."""
    for folder in (start, *start.absolute().parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise NoRegister(
        say(
            "không thấy sổ theo dõi: không có register.yml trong {folder} và các thư mục chứa nó; "
            "chạy lệnh trong thư mục của sổ, hoặc chỉ ra bằng -C THƯ_MỤC",
            "no register found: there is no register.yml in {folder} nor in the folders above it; "
            "run the command inside a register, or name one with -C DIR",
            folder=str(start),
        )
    )


class Register:
    """A register on disk. Task folders are read when asked for; settings and agencies at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings_file = _read_record(root, SETTINGS_FILE, Settings)
        settings = self.settings_file.record
        self.settings = settings if isinstance(settings, Settings) else Settings(title="", authority="")
        self.agency_files, self.agencies = _read_agencies(root)
        self.unreadable_agencies = frozenset(
            Path(file.path).stem for file in self.agency_files if file.record is None and file.agency
        )
        self.strays: tuple[RecordFile, ...] = ()
        self._folders: dict[str, str] = {}
        self._list_tasks()

    @property
    def language(self) -> Language:
        return self.settings.language

    @property
    def is_readable(self) -> bool:
        """Whether there are settings, and an authority, to judge by."""
        return self.settings_file.record is not None and self.settings.authority in self.agencies

    @cached_property
    def calendar(self) -> WorkingDays:
        return WorkingDays(self.settings.holidays)

    def agency_name(self, agency: str) -> str:
        """What people call an agency: its short name, or the id where that is all there is."""
        record = self.agencies.get(agency)
        return record.short if record else agency

    def holder(self, agency: str, day: date) -> str:
        """The agency that stands in the place of `agency` on a day: itself, or who succeeded it by then.

        A succession takes effect when the successor exists and the predecessor has ended.
        """
        seen = {agency}
        while (record := self.agencies.get(agency)) and record.succeeded_by:
            successor = self.agencies.get(record.succeeded_by)
            if successor is None or record.succeeded_by in seen:
                break
            starts = [successor.since, record.until + timedelta(days=1) if record.until else None]
            known = [start for start in starts if start is not None]
            if not known or day < max(known):
                break
            agency = record.succeeded_by
            seen.add(agency)
        return agency

    def task_ids(self) -> list[str]:
        """The ids of all task folders, sorted by year and number."""
        return list(self._folders)

    def task(self, task_id: str) -> TaskFolder:
        """Reads one task folder. KeyError where there is none."""
        return _read_task(self.root, task_id, self._folders[task_id])

    def tasks(self) -> Iterator[TaskFolder]:
        for task_id in self.task_ids():
            yield self.task(task_id)

    def _list_tasks(self) -> None:
        strays = _link_in_place_of(self.root, "tasks")
        for year in _entries(self.root / "tasks"):
            if not year.is_dir(follow_symlinks=False) or not _YEAR.fullmatch(year.name):
                strays.append(
                    _stray(
                        f"tasks/{year.name}",
                        say(
                            "trong tasks/ chỉ có thư mục năm (ví dụ 2021); chuyển “{name}” đi nơi khác hoặc xóa",
                            "tasks/ holds only folders of years, such as 2021; move “{name}” elsewhere or delete it",
                            name=year.name,
                        ),
                    )
                )
                continue
            for number in _entries(Path(year.path)):
                path = f"tasks/{year.name}/{number.name}"
                if number.is_dir(follow_symlinks=False) and _TASK_NUMBER.fullmatch(number.name):
                    self._folders[f"{year.name}-{number.name}"] = path
                else:
                    strays.append(
                        _stray(
                            path,
                            say(
                                "thư mục năm chỉ có thư mục nhiệm vụ bốn chữ số (ví dụ 0012); "
                                "đổi tên “{name}”, chuyển đi nơi khác hoặc xóa",
                                "a year's folder holds only task folders of four digits, such as 0012; "
                                "rename “{name}”, move it elsewhere or delete it",
                                name=number.name,
                            ),
                        )
                    )
        self._folders = dict(sorted(self._folders.items(), key=lambda item: (item[0][:4], int(item[0][5:]))))
        self.strays = tuple(strays)


def load_register(root: Path) -> Register:
    """Reads settings and agencies, and lists the tasks. Raises `NoRegister` where there is no register.yml."""
    if not (root / SETTINGS_FILE).exists():
        find_register(root)
    return Register(root)


def is_task_id(text: str) -> bool:
    """Whether a text has the form of a task's id: 2021-0012."""
    return _TASK_ID.fullmatch(text) is not None


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in a folder, by name; nothing where there is no such folder (a link to one is not one)."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: entry.name)


def _link_in_place_of(root: Path, name: str) -> list[RecordFile]:
    """A folder of the register that is a link leads outside it, and is not followed."""
    if not (root / name).is_symlink():
        return []
    message = say(
        "“{name}” là liên kết; phải là thư mục thật nằm trong sổ",
        "“{name}” is a link; it must be a real folder inside the register",
        name=name,
    )
    return [_stray(name, message)]


def _stray(path: str, message: Message) -> RecordFile:
    # A name may hold bytes that are no text; it is shown, and sorted, with those spelled out.
    shown = path.encode("utf-8", "backslashreplace").decode()
    return RecordFile(shown, None, (Problem("record-name", message),))


def _read_agencies(root: Path) -> tuple[tuple[RecordFile, ...], dict[str, AgencyRecord]]:
    files = _link_in_place_of(root, "agencies")
    agencies: dict[str, AgencyRecord] = {}
    for entry in _entries(root / "agencies"):
        path = f"agencies/{entry.name}"
        match = _AGENCY_FILE.fullmatch(entry.name)
        if match is None or entry.is_dir(follow_symlinks=False):
            files.append(
                _stray(
                    path,
                    say(
                        "tệp cơ quan phải có tên dạng <mã>.yml, mã gồm chữ thường không dấu, số và dấu gạch nối; "
                        "đổi tên “{name}” hoặc chuyển đi nơi khác",
                        "an agency's file is named <id>.yml, the id made of a-z, 0-9 and hyphens; "
                        "rename “{name}” or move it elsewhere",
                        name=entry.name,
                    ),
                )
            )
            continue
        file = _read_record(root, path, AgencyRecord, agency=match[1])
        files.append(file)
        if isinstance(file.record, AgencyRecord):
            agencies[match[1]] = file.record
    return tuple(files), agencies


def _read_task(root: Path, task_id: str, path: str) -> TaskFolder:
    assignment: TaskAssignment | None = None
    documents: dict[str, Document] = {}
    files: list[RecordFile] = []
    broken: set[str] = set()
    names = _entries(root / path)
    for entry in names:
        file_path = f"{path}/{entry.name}"
        if entry.name == "files" and entry.is_dir(follow_symlinks=False):
            continue
        if entry.name == "task.yml":
            file = _read_record(root, file_path, TaskAssignment)
            if isinstance(file.record, TaskAssignment):
                assignment = file.record
            else:
                broken.add("task")
            files.append(file)
            continue
        name = document_name(entry.name)
        if name is None or entry.is_dir(follow_symlinks=False):
            files.append(_stray(file_path, _not_a_document(entry.name)))
            continue
        file = _read_document(root, file_path, name)
        document_id = entry.name.removesuffix(".yml")
        if isinstance(file.record, Document):
            documents[document_id] = file.record
        else:
            broken.add(document_id)
        files.append(file)
    if not any(entry.name == "task.yml" for entry in names):
        broken.add("task")
        files.append(
            _stray(
                f"{path}/task.yml",
                say(
                    "thư mục nhiệm vụ thiếu task.yml (văn bản giao việc); thêm tệp này, hoặc xóa thư mục",
                    "the task's folder has no task.yml (the assignment); add it, or delete the folder",
                ),
            )
        )
    return TaskFolder(
        id=task_id,
        path=path,
        location=root / path,
        assignment=assignment,
        documents=documents,
        files=tuple(files),
        broken=frozenset(broken),
    )


def _not_a_document(name: str) -> Message:
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

    def typed(self, record_type: type[R]) -> R | None:
        """The tree as a record; notes what does not fit."""
        if not self.readable:
            return None
        record, misfits = fit(self.tree, record_type)
        self.problems += (Problem("record-schema", message, key=key) for key, message in misfits)
        return record


def _read_document(root: Path, path: str, name: DocumentName) -> RecordFile:
    if name.kind not in DOCUMENT_TYPES:
        meant = nearest(name.kind, DOCUMENT_TYPES)
        message = say(
            "“{kind}” trong tên tệp không phải loại văn bản nào{meant}; các loại: {kinds}",
            "“{kind}” in the file's name is no kind of document{meant}; the kinds are: {kinds}",
            kind=name.kind,
            meant=f" ({meant}?)" if meant else "",
            kinds=tuple(DOCUMENT_TYPES),
        )
        return RecordFile(path, None, (Problem("record-name", message),), name.agency)
    content = _read_content(root, path)
    written = content.tree.get("kind") if isinstance(content.tree, dict) else None
    kind = written if isinstance(written, str) and written in DOCUMENT_TYPES else name.kind
    document = content.typed(DOCUMENT_TYPES[kind])
    if document is not None:
        content.problems += _name_problems(document, name)
    return RecordFile(path, document, tuple(content.problems), name.agency)


def _name_problems(document: Document, name: DocumentName) -> Iterator[Problem]:
    said = {"kind": name.kind, "from": name.agency, "date": name.date}
    written = {"kind": kind_of(document), "from": document.from_, "date": document.date.isoformat()}
    for key, value in written.items():
        if value != said[key]:
            yield Problem(
                "record-name",
                say(
                    "“{key}” ghi “{value}” nhưng tên tệp ghi “{said}”; sửa một trong hai cho khớp",
                    "“{key}” says “{value}” but the file's name says “{said}”; make them agree",
                    key=key,
                    value=value,
                    said=said[key],
                ),
                key=(key,),
            )


def _read_record(root: Path, path: str, record_type: type[R], agency: str | None = None) -> RecordFile:
    content = _read_content(root, path)
    return RecordFile(path, content.typed(record_type), tuple(content.problems), agency)


def _read_content(root: Path, path: str) -> _Content:
    try:
        tree, places = read_yaml(_read_regular_file(root / path))
    except Refused as refusal:
        return _Content(None, [Problem(refusal.rule, refusal.message, refusal.line or 1)], readable=False)
    return _Content(tree, [Problem("text-safe", place.message, line) for place, line in places[:MOST_UNSAFE_PLACES]])


def read_bytes(location: Path) -> bytes | None:
    """A record's bytes, or None where there is no regular file."""
    try:
        return _read_regular_file(location)
    except Refused:
        return None


def _read_regular_file(location: Path) -> bytes:
    """At most one byte more than a record may have; never through a link, never from a pipe or device."""
    try:
        descriptor = os.open(location, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError as error:
        raise Refused(
            say(
                "không mở được tệp ({why}); bản ghi phải là tệp thường, không phải liên kết",
                "the file can't be opened ({why}); a record is a regular file, not a link",
                why=error.strerror or "?",
            ),
            rule="record-name",
        ) from None
    if not S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Refused(
            say(
                "bản ghi phải là tệp thường; thay bằng tệp văn bản",
                "a record must be a regular file; put a text file in its place",
            ),
            rule="record-name",
        )
    with os.fdopen(descriptor, "rb") as file:
        return file.read(LARGEST_FILE + 1)
