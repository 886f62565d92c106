"""The folder of one task: what lies in it, read whole, with what can't be read beside it."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from stat import S_ISDIR, S_ISLNK
from typing import Any

from phoihop.language import Message, say, spelled
from phoihop.records.papers import (
    FoundPaper,
    composed_path,
    find_paper,
    left_by_a_program,
    lying_in,
    paths_in,
    same_name,
)
from phoihop.records.reading import RecordFile, document_name, not_a_document, read_document, read_record, stray
from phoihop.records.record import once
from phoihop.records.types import Document, TaskAssignment

ASSIGNMENT = "task.yml"
MOST_IN_A_TASK = 1000
"""How many records a task's folder may hold: far more than any real task has, and few enough to be judged at once."""


def folder_of(task_id: str) -> str:
    """`tasks/2021/0012` for `2021-0012`: where a task's records lie in a register."""
    return f"tasks/{task_id.replace('-', '/', 1)}"


@dataclass(frozen=True, slots=True)
class TaskFolder:
    """tasks/<year>/<nnnn>/: the assignment, the documents by id, and what could not be read.

    `broken` holds the ids of the records (`task` or a document id) that exist but can't be read. `place` is the folder
    on disk, where papers are looked for; `coming` are papers that a record about to be written brings: by their path in
    the folder, where each lies now.
    """

    id: str
    path: str
    place: str
    assignment: TaskAssignment | None
    documents: Mapping[str, Document]
    files: tuple[RecordFile, ...]
    broken: frozenset[str] = frozenset()
    coming: Mapping[str, Path] = field(default_factory=dict)
    worked_out: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was worked out of the folder `once`."""

    @property
    def location(self) -> Path:
        return Path(self.place)

    @property
    @once
    def unnamed(self) -> tuple[str, ...]:
        """What lies in `files/` and no record of the task names, those of later days among them."""
        named = {composed_path(each.path) for record in self.records.values() for each in paths_in(record)}
        lying = list(lying_in(self.place))
        unnamed = [path for path in lying if composed_path(path) not in named]
        if unnamed:
            # On some computers a paper is found by its name in other capitals; not where there are two.
            folded = {same_name(path) for path in named}
            alike = Counter(map(same_name, lying))
            unnamed = [path for path in unnamed if same_name(path) not in folded or alike[same_name(path)] > 1]
        return tuple(unnamed)

    @property
    def records(self) -> dict[str, TaskAssignment | Document]:
        """The readable records by id, the assignment (`task`) first."""
        return {"task": self.assignment, **self.documents} if self.assignment else dict(self.documents)

    def file_of(self, record_id: str) -> str:
        """The path, in the register, of a document or of the assignment (`task`), or of a paper by its path."""
        if "/" in record_id:
            return spelled(f"{self.path}/{record_id}")
        return f"{self.path}/{record_id}.yml"

    @property
    def newest_day(self) -> date:
        """The day of the newest record that can be read: until then at least somebody was at work on the task."""
        return max((record.date for record in self.records.values()), default=date.max)

    @once
    def paper(self, path: str) -> FoundPaper | Message:
        """The paper behind a path that a record of the task names, or what is wrong with the path."""
        return find_paper(self.place, path, self.coming)


def entries_of(root: Path, path: str, strays: list[RecordFile]) -> list[os.DirEntry[str]]:
    """What lies in a folder of the register, by name; nothing where there is none.

    One that can't be opened, or is a link, which leads outside and is not followed, is noted among the `strays`.
    """
    folder = f"{root}/{path}"
    try:
        mode = os.lstat(folder).st_mode
        if S_ISLNK(mode):
            strays.append(stray(path, say(*_LINK, name=path)))
        elif S_ISDIR(mode):
            with os.scandir(folder) as entries:
                return sorted(
                    (each for each in entries if not left_by_a_program(each.name)), key=lambda each: each.name
                )
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        strays.append(stray(path, say(*_CLOSED, name=path, why=error.strerror or "?")))
    return []


def read_task(root: Path, task_id: str, path: str, known: int) -> TaskFolder:
    assignment: TaskAssignment | None = None
    documents: dict[str, Document] = {}
    files: list[RecordFile] = []
    broken: set[str] = set()
    place = f"{root}/{path}"
    entries = entries_of(root, path, files)
    if len(entries) > MOST_IN_A_TASK:
        too_many = stray(path, say(*_TOO_MANY, count=len(entries), most=MOST_IN_A_TASK))
        return TaskFolder(task_id, path, place, None, {}, (too_many,), frozenset({"task"}))
    for entry in entries:
        file_path, record_id = f"{path}/{entry.name}", entry.name.removesuffix(".yml")
        if entry.name == "files" and entry.is_dir(follow_symlinks=False):
            continue
        if entry.name == ASSIGNMENT:
            file = read_record(root, file_path, TaskAssignment, known=known)
        elif (name := document_name(entry.name)) and not entry.is_dir(follow_symlinks=False):
            file = read_document(root, file_path, name, known)
        else:
            files.append(stray(file_path, not_a_document(entry.name)))
            continue
        files.append(file)
        match file.record:
            case TaskAssignment():
                assignment = file.record
            case Document():
                documents[record_id] = file.record
            case _:
                broken.add(record_id)
    if not any(entry.name == ASSIGNMENT for entry in entries):
        broken.add("task")
        files.append(stray(f"{path}/{ASSIGNMENT}", say(*_NO_ASSIGNMENT)))
    return TaskFolder(task_id, path, place, assignment, documents, tuple(files), frozenset(broken))


_LINK = (
    "“{name}” là liên kết; phải là thư mục thật nằm trong sổ",
    "“{name}” is a link; it must be a real folder inside the register",
)
_CLOSED = (
    "không mở được thư mục “{name}” ({why}); sửa quyền của thư mục",
    "the folder “{name}” can't be opened ({why}); mend its permissions",
)
_TOO_MANY = (
    "thư mục nhiệm vụ có {count} tệp, quá {most}; tách thành nhiều nhiệm vụ liên quan (related)",
    "the task's folder holds {count} files, more than {most}; split it into several related tasks",
)
_NO_ASSIGNMENT = (
    "thư mục nhiệm vụ thiếu task.yml (văn bản giao nhiệm vụ); thêm tệp này, hoặc xóa thư mục",
    "the task's folder has no task.yml (the assignment); add it, or delete the folder",
)
