"""Papers on disk: which paths records name, and whether a safe, regular file of the task stands behind each."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from stat import S_ISDIR, S_ISLNK, S_ISREG

import msgspec

from phoihop.language import Message, say
from phoihop.operating_system import refusal
from phoihop.records.fit import KeyPath
from phoihop.records.named import named, parts_of
from phoihop.records.paper_types import ending, head_of, wrong_content
from phoihop.records.parts import Paper
from phoihop.records.record import once
from phoihop.records.settings import PaperSettings
from phoihop.records.types import Document, TaskAssignment

FOLDER = "files"
MEBIBYTE = 1024 * 1024

_LFS_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\noid sha256:([0-9a-f]{64})\nsize (0|[1-9][0-9]{0,17})\n"
)
LARGEST_POINTER = 1024
"""No Git LFS pointer is longer, in bytes."""

_LOOKS_LIKE_FILE = re.compile(r"[\w.()-]+\.(?:pdf|docx?|xlsx?|pptx?|odt|ods|jpe?g|png|tiff?|zip|p7s)", re.IGNORECASE)

_LEFT_BY_A_PROGRAM = re.compile(
    r"\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#|\..*\.sw[a-p]|.*\.swp|\.git(?:keep|ignore|attributes)",
    re.I,
)


class NamedPaper(msgspec.Struct, frozen=True):
    """A path that a record names, with its key, and the digest that is said of it."""

    path: str
    key: KeyPath
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Pointer:
    """The paper that a Git LFS pointer stands for: its digest, and its size in bytes."""

    sha256: str
    size: int


class FoundPaper(msgspec.Struct, frozen=True):
    """A paper found on disk.

    `path` is relative to the task's folder, in composed letters (NFC); the file itself, at `place`, may have its name
    in decomposed ones. `head` are its first bytes, where they were read.
    """

    path: str
    place: str
    size: int
    head: bytes | None = None

    @property
    def pointer(self) -> str | None:
        """The digest in a Git LFS pointer; None for a paper itself."""
        pointer = pointed_at(self.head) if self.head and self.size <= LARGEST_POINTER else None
        return pointer.sha256 if pointer else None

    @property
    def location(self) -> Path:
        return Path(self.place)

    def sha256(self) -> str:
        """The digest of the paper itself, which a pointer tells of the file that it stands for."""
        if self.pointer:
            return self.pointer
        with self.location.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@once
def papers_of(record: TaskAssignment | Document) -> tuple[tuple[Paper, KeyPath], ...]:
    """A record's papers, its own files first, each with its key; one that is named by its path alone has that title."""
    bare = [each for each in named(record, "path") if not isinstance(each.part, Paper)]
    titled = ((Paper(title=each.value.rpartition("/")[2], path=each.value), each.key) for each in bare)
    return (*parts_of(record, Paper), *titled)


@once
def paths_in(record: TaskAssignment | Document) -> tuple[NamedPaper, ...]:
    """Every path of a paper that a record names: its files and dossier, a draft, and evidence that is a file."""
    paths = [
        NamedPaper(each.value, each.key, each.part.sha256 if isinstance(each.part, Paper) else None)
        for each in named(record, "path")
    ]
    files = (NamedPaper(each.value, each.key) for each in named(record, "evidence") if is_file_evidence(each.value))
    return (*paths, *files)


def is_file_evidence(evidence: str) -> bool:
    """Whether a piece of evidence is a file's path: it starts with `files/`, or is a single word that ends like one."""
    return evidence.startswith(f"{FOLDER}/") or _LOOKS_LIKE_FILE.fullmatch(evidence) is not None


NONE_COMING: Mapping[str, Path] = {}
_OUTSIDE = frozenset((".", ".."))


def find_paper(task_folder: str | Path, path: str, coming: Mapping[str, Path] = NONE_COMING) -> FoundPaper | Message:
    """The paper behind a path, or what is wrong with it.

    A path is written from the task's folder (`files/x.pdf`); the folder's name may be left out. Links, absolute
    paths and `..` are never followed: a record names nothing outside its task. `coming` are papers that will be put
    there together with the record that is judged: by path, where each lies now.
    """
    parts = path.split("/")
    if not parts[0] or "\\" in path or ":" in path or not _OUTSIDE.isdisjoint(parts):
        return say(
            "đường dẫn “{path}” phải nằm trong files/ của nhiệm vụ, không dùng “..”, “\\” hay đường dẫn tuyệt đối",
            "the path “{path}” must lie in the task's files/, without “..”, “\\” and not absolute",
            path=path,
        )
    parts = [part for part in parts if part]
    if parts[:1] != [FOLDER]:
        parts = [FOLDER, *parts]
    composed = unicodedata.normalize("NFC", "/".join(parts))
    if source := coming.get(composed):
        return FoundPaper(composed, str(source), source.stat().st_size, head_of(source))
    location = str(task_folder)
    for index, part in enumerate(parts):
        there = _lying_as(location, part)
        if not there:
            return say(
                "không có tệp “{path}” trong files/; thêm tệp, hoặc sửa đường dẫn",
                "there is no file “{path}” in files/; add the file, or mend the path",
                path=path,
            )
        if len({(status.st_dev, status.st_ino) for _, status in there}) > 1:
            return say(
                "có hai tệp “{path}”, tên chỉ khác nhau ở cách ghi dấu (Unicode dựng sẵn và tổ hợp); "
                "giữ một tệp, đổi tên tệp kia",
                "there are two files “{path}”, whose names differ only in how marks are stored (composed or decomposed "
                "Unicode); keep one, and rename the other",
                path=path,
            )
        location, status = there[0]
        last = index == len(parts) - 1
        if S_ISLNK(status.st_mode) or not (S_ISREG(status.st_mode) if last else S_ISDIR(status.st_mode)):
            return say(
                "“{path}” không phải tệp thường (là liên kết, thư mục hoặc thiết bị); thay bằng chính tệp đó",
                "“{path}” is no regular file (it is a link, a folder or a device); put the file itself there",
                path=path,
            )
    try:
        return FoundPaper(composed, location, status.st_size, head_of(location))
    except OSError as error:
        return unreadable(path, error)


def unreadable(path: str, error: OSError) -> Message:
    """That a file is there, and can't be read."""
    return say(
        "không đọc được tệp “{path}” ({why}); sửa quyền của tệp, hoặc thay bằng tệp khác",
        "the file “{path}” can't be read ({why}); mend its permissions, or put another file there",
        path=path,
        why=refusal(error),
    )


def forms_of(path: str) -> tuple[str, ...]:
    """A path as written, and as it is with composed letters (NFC) and decomposed ones (NFD), which macOS makes."""
    if path.isascii():
        return (path,)
    return tuple(dict.fromkeys((path, *(unicodedata.normalize(form, path) for form in ("NFC", "NFD")))))


def _lying_as(folder: str, name: str) -> list[tuple[str, os.stat_result]]:
    """What lies in a folder under a name, in whichever form: where, and what it is."""
    found = []
    for form in forms_of(name):
        try:
            found.append((f"{folder}/{form}", os.lstat(f"{folder}/{form}")))
        except (OSError, ValueError):
            continue
    return found


def left_by_a_program(name: str) -> bool:
    """Whether a file of this name is what systems, editors and Git keep beside papers: no paper, and no record."""
    return _LEFT_BY_A_PROGRAM.fullmatch(name) is not None


def lying_in(task_folder: str | Path) -> Iterator[str]:
    """Whatever lies in a task's `files/`, by its path from the task's folder, in order; no link is followed.

    What systems and programs leave beside papers is none of them.
    """
    folders = [FOLDER]
    while folders:
        folder = folders.pop()
        try:
            scan = os.scandir(f"{task_folder}/{folder}")
        except OSError:
            continue
        with scan as entries:
            for entry in sorted(entries, key=lambda entry: entry.name, reverse=True):
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{folder}/{entry.name}")
                elif not left_by_a_program(entry.name):
                    yield f"{folder}/{entry.name}"


def pointers_in(task_folder: Path) -> Iterator[str]:
    """Whatever lies in a task's `files/` as a Git LFS pointer alone, the paper itself not fetched, as `lying_in`."""
    for path in lying_in(task_folder):
        with suppress(OSError):
            location = task_folder / path
            status = location.lstat()
            small = S_ISREG(status.st_mode) and status.st_size <= LARGEST_POINTER
            if small and pointed_at(head_of(location)):
                yield path


def unfit(paper: FoundPaper, wanted: PaperSettings) -> Message | None:
    """Why the register does not take a paper: its type, by name or by content, or its size; None where it does.

    Of a Git LFS pointer the content is not known, so only its name is judged.
    """
    types = _endings(wanted.types)
    claimed = ending(paper.path)
    if claimed not in types:
        return say(
            "“{path}”: sổ không nhận loại tệp này; chuyển sang một trong các loại {types}, "
            "hoặc thêm loại ở papers.types trong register.yml",
            "“{path}”: the register takes no files of this type; convert it to one of {types}, "
            "or add the type to papers.types in register.yml",
            path=paper.path,
            types=wanted.types,
        )
    if paper.pointer:
        return None
    if paper.size > wanted.largest * MEBIBYTE:
        return say(
            "“{path}” nặng {size} MiB, quá {most} MiB; nén hoặc tách tệp, dùng Git LFS, "
            "hoặc nâng papers.size trong register.yml",
            "“{path}” has {size} MiB, more than {most} MiB; compress or split it, use Git LFS, "
            "or raise papers.size in register.yml",
            path=paper.path,
            size=-(-paper.size // MEBIBYTE),
            most=wanted.largest,
        )
    return wrong_content(paper.place, claimed, paper.head)


@cache
def _endings(types: tuple[str, ...]) -> frozenset[str]:
    return frozenset(ending(f"x.{each}") for each in types)


def same_name(path: str) -> str:
    """What a path is on a computer that does not tell capitals, or forms of Unicode, apart."""
    return unicodedata.normalize("NFC", composed_path(path).casefold())


def composed_path(path: str) -> str:
    """A path from the task's folder, the folder's name with it, in composed letters, as records write it."""
    return unicodedata.normalize("NFC", path if path.startswith(f"{FOLDER}/") else f"{FOLDER}/{path}")


def pointed_at(start: bytes) -> Pointer | None:
    """The paper that a Git LFS pointer stands for; None for what is no pointer as Git LFS writes it, to the byte.

    `start` are the first `LARGEST_POINTER` + 1 bytes: what is longer is a paper, whatever its first lines say.
    """
    pointer = _LFS_POINTER.fullmatch(start)
    return Pointer(pointer[1].decode(), int(pointer[2])) if pointer else None
