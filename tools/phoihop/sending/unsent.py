"""What is recorded in a work tree and not yet taken in elsewhere: record by record, with papers and edits."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from stat import S_ISREG

from phoihop.changes.git import GitFailed, OwnGit
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.language import say
from phoihop.recording.committing import commit_message_of_all, papers_named
from phoihop.records.reading import document_name, read_document, read_record, read_settings
from phoihop.records.record import Record
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import Correction, TaskAssignment
from phoihop.sending.failing import NO_LFS, NotSent, explained
from phoihop.sending.topics import blobs_at, fork_of, is_record

_KEPT_IN = ("tasks", "agencies", SETTINGS_FILE)


@dataclass(frozen=True, slots=True)
class Author:
    """Who recorded something, and when, as Git has it."""

    name: str
    email: str
    date: str


@dataclass(slots=True)
class Unsent:
    """A record, and what goes with it. `files` are paths of the register: the blob of each, None where it goes away.

    `author` is who committed it here already; None where it was only written.
    """

    path: str
    message: str
    author: Author | None = None
    files: dict[str, str | None] = field(default_factory=dict)

    @property
    def task(self) -> str | None:
        return place_of(self.path).task


def changed_here(repository: Repository, base: str) -> dict[str, bool]:
    """Every file of a task or an agency that is otherwise here than where this work tree parted from `base`.

    By path, whether it is there. Raises `NotSent` where both have nothing in common.
    """
    fork = _fork(repository, base)
    told = repository.git.read(
        "diff", "--relative", "--no-renames", "--name-status", "-z", "--ignore-submodules", fork, "--", *_KEPT_IN
    )
    parts = told.decode("utf-8", "surrogateescape").split("\0")
    found = {path: status != "D" for status, path in zip(parts[::2], parts[1::2], strict=False)}
    others = repository.git.read("ls-files", "-z", "--others", "--exclude-standard", "--", *_KEPT_IN)
    return found | dict.fromkeys((each for each in others.decode("utf-8", "surrogateescape").split("\0") if each), True)


def recorded_here(repository: Repository, register: Register, base: str) -> list[Unsent]:
    """The records of this work tree that `base` has not got, in the order of their making.

    Raises `NotSent` where a file is none that can be sent.
    """
    here = changed_here(repository, base)
    blobs = hashed(repository, sorted(path for path, is_there in here.items() if is_there))
    files: dict[str, str | None] = {path: blobs.get(path) for path in here}
    there = blobs_at(repository, base, files)
    left = {path: blob for path, blob in files.items() if there[path] != blob}
    before = blobs_at(repository, _fork(repository, base), left)
    found = _by_record(register, left, edited={path for path in left if before[path]})
    authors = _authors(repository, base)
    for each in found:
        each.author = authors.get(each.path)
    return found


def _fork(repository: Repository, base: str) -> str:
    fork = fork_of(repository, "HEAD", base) if repository.has_commits else None
    if fork is None:
        raise NotSent(
            say(
                "sổ ở đây không bắt đầu từ sổ ở nơi gửi đến; lấy sổ về bằng git clone, rồi ghi trong đó",
                "the register here does not come from the one that it would be sent to; get that one by git clone, and "
                "record there",
            )
        )
    return fork


def hashed(repository: Repository, paths: list[str]) -> dict[str, str]:
    """The blobs of files, as Git keeps them: through the filters that are set up."""
    for path in paths:
        if not path.isprintable() or not S_ISREG((repository.root / path).lstat().st_mode):
            raise NotSent(
                say(
                    "{path} không phải tệp thường; bỏ đi, hoặc thay bằng tệp thật",
                    "{path} is no regular file; take it away, or put the file itself there",
                    path=path,
                )
            )
    _see_to_filters(repository, paths)
    from_top = [f"{repository.place}{path}" for path in paths]
    try:
        told = OwnGit(repository.root).told("hash-object", "-w", "--stdin-paths", lines=from_top) if paths else b""
    except GitFailed as failure:
        raise explained(failure, "Git") from None
    return dict(zip(paths, told.decode().split(), strict=True))


def _see_to_filters(repository: Repository, paths: list[str]) -> None:
    """Sees that Git LFS is there where the repository asks for it: without, Git would silently keep whole papers."""
    if not paths:
        return
    told = repository.git.told("check-attr", "--stdin", "filter", lines=paths).decode("utf-8", "replace")
    if not any(line.endswith(": filter: lfs") for line in told.splitlines()):
        return
    own = OwnGit(repository.root)
    if not own.answer("config", "filter.lfs.clean") or own.answer("lfs", "version") is None:
        raise NotSent(NO_LFS)


def see_that_places_are_free(repository: Repository, base: str, records: Iterable[Unsent]) -> None:
    """Raises `NotSent` where somebody else recorded or changed meanwhile what one of these would."""
    files = [path for record in records for path in record.files]
    there, before = (blobs_at(repository, each, files) for each in (base, _fork(repository, base)))
    for path in files:
        if there[path] != before[path]:
            if before[path] is None:
                raise NotSent.because(
                    "{path} đã có người khác ghi, nội dung khác; chạy: phoihop undo {path}, rồi phoihop send --list "
                    "(lấy bản mới), rồi ghi lại: bản ghi có số hoặc tên kế tiếp",
                    "somebody else recorded another {path} meanwhile; run: phoihop undo {path}, then phoihop send "
                    "--list, which gets what is new, and record it again: it gets the next free number or name",
                    path=path,
                )
            raise NotSent.because(
                "{path} đã được người khác sửa; chạy: phoihop undo, rồi phoihop send --list để lấy bản mới, rồi ghi "
                "lại",
                "somebody else has changed {path} meanwhile; run: phoihop undo, then phoihop send --list, which gets "
                "what is new, and record it again",
                path=path,
            )


def _authors(repository: Repository, base: str) -> dict[str, Author]:
    """Who committed here what `base` has not got, by path; the last who touched it."""
    found: dict[str, Author] = {}
    for commit in repository.log(f"{base}..HEAD"):
        author = Author(commit.author, commit.email, commit.authored.isoformat())
        for change in commit.changes:
            found.setdefault(change.path, author)
    return found


# --- record by record -------------------------------------------------------------------------------------------------


def _by_record(register: Register, files: Mapping[str, str | None], edited: Collection[str]) -> list[Unsent]:
    """The records among files, each with what goes with it. `edited` were there before."""
    records = {path: read_here(register, path) for path in files if is_record(path) and files[path]}
    corrections = [(path, record) for path, record in records.items() if isinstance(record, Correction)]
    corrected = {(place_of(path).task, record.corrects): path for path, record in corrections}

    def message_of(path: str) -> str:
        record = records.get(path)
        if record is None:
            return path
        changed = path in edited and not path.startswith("tasks/")
        return commit_message_of_all([(record, id_of(path), place_of(path).task)], register, changed=changed)

    own = [path for path in records if path not in edited and (place_of(path).task, id_of(path)) not in corrected]
    groups = {
        path: Unsent(path, message_of(path), files={path: files[path]})
        for path in sorted(own, key=lambda each: _order(register.root, each))
    }

    def owner(path: str) -> str:
        """The record with which a file goes; itself, where there is none."""
        if is_record(path):
            of_the_task = [each for (task, _), each in corrected.items() if task == place_of(path).task]
            return corrected.get((place_of(path).task, id_of(path)), of_the_task[-1] if of_the_task else path)
        beside = [each for each in records if place_of(each).task == place_of(path).task]
        naming = [each for each in beside if path in papers_named(each, records[each])]
        if naming:
            return next((each for each in naming if each in groups), owner(naming[0]))
        return next((each for each in reversed(beside) if each in groups), path)

    for path in files:
        if path not in groups:
            of = owner(path)
            groups.setdefault(of, Unsent(of, message_of(of))).files[path] = files[path]
    return list(groups.values())


def id_of(path: str) -> str:
    """A record's id: `task`, a document's, an agency's."""
    return path.rpartition("/")[2].removesuffix(".yml")


def read_here(register: Register, path: str) -> Record | None:
    known = register.settings.format
    if path == SETTINGS_FILE:
        return read_settings(register.root, path).record
    if path.startswith("agencies/"):
        return read_record(register.root, path, AgencyRecord, known=known).record
    if id_of(path) == TASK:
        return read_record(register.root, path, TaskAssignment, known=known).record
    name = document_name(path.rpartition("/")[2])
    return read_document(register.root, path, name, known).record if name else None


def _order(root: Path, path: str) -> tuple[int, str, int, str]:
    """Agencies first, an assignment before its documents; these by their day, and as they were made."""
    made = (root / path).stat().st_mtime_ns
    name = document_name(path.rpartition("/")[2])
    if name is None:
        return (1 if path.startswith("tasks/") else 0), "", 0, path
    return 2, name.date, made, path
