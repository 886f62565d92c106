"""The head of a register: what `data/head.json` publishes, so that anyone can prove later that nothing was rewritten.

The digest covers every record and paper, as the commit that is checked out has them: whatever else lies in the folder,
nobody could prove. Line ends of records count as LF, and of a paper in Git LFS counts the paper itself, not the pointer
to it, so that files in the folder have the digests that Git's have.
"""

import hashlib
import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, NamedTuple

from phoihop.changes.commits import TreeEntry
from phoihop.changes.contents import Contents, counted_bytes, record_digest
from phoihop.changes.git import GitFailed, NoHistory
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository, hash_of_object
from phoihop.language import Message, say, spelled
from phoihop.records.differences import same_record
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.erasures import Erasure, read_erasures
from phoihop.records.papers import LARGEST_POINTER, pointed_at
from phoihop.records.reading import read_bytes
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.task_folder import folder_of

HEAD_FORMAT = 1
"""Which form of head.json this is; a later one gets another number."""

_MOST_NAMED = 5
_CHUNK = 1 << 20
_SHA1 = "0" * 40
"""A name of the hash that nearly every repository has; of another, all blobs are read."""

Counted = Literal["tasks", "documents", "agencies", "papers"]


class OnDisk(NamedTuple):
    """A record or paper as it lies in the folder: its sha256 as head.json counts it, and the name of such a blob."""

    digest: str
    blob: str


@dataclass(frozen=True)
class Head:
    """What a register is published as.

    `digests` are the sha256 of every record and paper by path, as `commit` has them; without Git, or a first commit,
    as they lie in the folder. `unrecorded` are the paths at which the folder has something else than the commit, or
    where one of the two has nothing. `erased` is what erasures.yml names, of the commit or of the folder likewise.
    """

    commit: str | None
    digests: Mapping[str, str]
    unrecorded: tuple[str, ...] = ()
    erased: tuple[Erasure, ...] = ()

    @cached_property
    def digest(self) -> str:
        """One sha256 over all records and papers: `records_digest` in head.json."""
        return records_digest(self.digests)


def head_of(register: Register, on_disk: Mapping[str, OnDisk] | None = None) -> Head:
    """The head of a register. `on_disk` are all records and papers in its folder, where they are known.

    Raises `NoHistory` where Git refuses, or lacks what the commit has.
    """
    if on_disk is None:
        on_disk = {path: seen_on_disk(register, place) for path, place in files_of(register.root)}
    here = {path: file.digest for path, file in on_disk.items()}
    alone = Head(None, here, erased=read_erasures(read_bytes(register.root / ERASURES)))
    if (recorded := _recorded(register)) is None:
        return alone
    repository, commit = recorded
    tree = repository.tree(commit)
    if SETTINGS_FILE not in tree:
        # The folder only lies in somebody's repository.
        return alone
    # Git's own bytes are read only where the folder has others: line ends, Git LFS, what was changed.
    same = {path for path, file in on_disk.items() if (entry := tree.get(path)) and _is(file, entry)}
    contents = Contents(repository)
    other = digests_at(contents, {path: entry for path, entry in tree.items() if path not in same})
    digests = {path: here[path] for path in same} | other
    unrecorded = sorted(path for path in here.keys() | other.keys() if here.get(path) != digests.get(path))
    return Head(commit, digests, tuple(unrecorded), read_erasures(contents.content(tree.get(ERASURES))))


def _is(file: OnDisk, entry: TreeEntry) -> bool:
    return entry.is_file and entry.blob == file.blob


def head_as_json(head: Head, told: Container[str] | None = None) -> dict[str, Any]:
    """`format`, `commit`, how many `records`, `records_digest`, `digests`, how many files are `unrecorded`, and the
    `erasures`, each with what kind of record it was.

    Nothing in it depends on the clock or the machine. The records of tasks that are not `told` (None: all are) have no
    path in it, for a path tells kind, day and agency: each is there by a code that whoever holds the record can work
    out, and so is what was erased of them, and a paper whose name is no text.
    """
    hidden = {path for path in head.digests if not _is_told(path, told) or spelled(path) != path}
    return {
        "format": HEAD_FORMAT,
        "commit": head.commit,
        "records": count_records(head.digests),
        "records_digest": head.digest,
        "digests": {path: digest for path, digest in sorted(head.digests.items()) if path not in hidden},
        "withheld": sorted(code_of(path, head.digests[path]) for path in hidden),
        "unrecorded": len(head.unrecorded),
        "erasures": [_erasure_as_json(each, is_told=_is_told(each.path, told)) for each in head.erased],
    }


def _erasure_as_json(erasure: Erasure, *, is_told: bool) -> dict[str, str | None]:
    place = place_of(erasure.path)
    return {
        "code": code_of(erasure.path, erasure.sha256),
        "counted": _counted_as(place) if place.record else None,
        "date": erasure.date.isoformat(),
        "path": erasure.path if is_told else None,
        "reason": erasure.reason if is_told else None,
    }


def _is_told(path: str, told: Container[str] | None) -> bool:
    return told is None or not (task := place_of(path).task) or task in told


def unrecorded_told(head: Head, told: Container[str] | None = None) -> Message | None:
    """That a folder has something else than its commit, naming what lies in tasks that are `told`; None where not."""
    if not head.unrecorded or head.commit is None:
        return None
    named = [path for path in head.unrecorded if _is_told(path, told)]
    return say(
        "dựng từ thư mục có {n} tệp khác với lần ghi {commit} ({files}), nên chưa ai chứng minh được; "
        "data/head.json là của lần ghi; ghi vào Git rồi dựng lại",
        "built of a folder in which {n} files are not as in commit {commit} ({files}), so that nobody can prove them; "
        "data/head.json is the commit's; commit them, then build again",
        n=len(head.unrecorded),
        commit=head.commit[:10],
        files=(*named[:_MOST_NAMED], *(["…"] if len(head.unrecorded) > min(len(named), _MOST_NAMED) else [])),
    )


def code_of(path: str, digest: str) -> str:
    """What stands for a record whose path is not told: a sha256 over its path, a NUL, and its digest."""
    return hashlib.sha256(path.encode("utf-8", "surrogateescape") + b"\0" + digest.encode()).hexdigest()


def digests_at(contents: Contents, tree: Mapping[str, TreeEntry]) -> dict[str, str]:
    """The sha256 of every record and paper of a commit's tree, by path."""
    counted = {path: entry for path, entry in tree.items() if place_of(path).record and entry.is_file}
    contents.want(entry for path, entry in counted.items() if not place_of(path).is_paper)
    contents.want_papers(entry.blob for path, entry in counted.items() if place_of(path).is_paper)
    return {path: contents.digest(place_of(path), entry) for path, entry in counted.items()}


def records_digest(digests: Mapping[str, str]) -> str:
    """One sha256 over all: for each path, in the order of their bytes, the path, a NUL, its digest, a line end."""
    whole = hashlib.sha256()
    for path, digest in sorted((path.encode("utf-8", "surrogateescape"), digest) for path, digest in digests.items()):
        whole.update(path + b"\0" + digest.encode() + b"\n")
    return whole.hexdigest()


def count_records(paths: Iterable[str]) -> dict[Counted, int]:
    """How many there are of each kind of record, the settings left aside."""
    counts: dict[Counted, int] = {"tasks": 0, "documents": 0, "agencies": 0, "papers": 0}
    for path in paths:
        if (place := place_of(path)).record and path != SETTINGS_FILE:
            counts[_counted_as(place)] += 1
    return counts


def _counted_as(place: Place) -> Counted:
    if place.task is None:
        return "agencies"
    if place.is_paper:
        return "papers"
    return "tasks" if place.record == TASK else "documents"


def last_commit(register: Register) -> str | None:
    """The commit that is checked out; None without Git or a first commit. Raises `GitFailed`."""
    recorded = _recorded(register)
    return recorded[1] if recorded else None


def past_named(register: Register) -> str:
    """What tells a register's past, as far as it is here, from any other; or why it is not. Raises `GitFailed`."""
    try:
        repository = Repository(register.root)
        commit = repository.resolve("HEAD") if repository.has_commits else None
        return repr((repository.place, commit, sorted(repository.cut)))
    except GitFailed:
        raise
    except NoHistory as reason:
        return repr(reason.message)


def _recorded(register: Register) -> tuple[Repository, str] | None:
    try:
        repository = Repository(register.root)
        return (repository, repository.resolve("HEAD")) if repository.has_commits else None
    except GitFailed:
        raise
    except NoHistory:
        return None


# --- what lies in the folder ------------------------------------------------------------------------------------------


def unrecorded(repository: Repository, task: str | None = None) -> list[Place]:
    """The records, of the register or of one task, that the last commit lacks, has otherwise, or has and are gone.

    Papers count by their presence alone. A record that only looks different is no other record.
    """
    within = folder_of(task) if task else None
    committed = repository.tree("HEAD", within=within) if repository.has_commits else {}
    here = dict(files_of(repository.root, task))
    found: list[Place] = []
    unlike: dict[str, dict[str, bytes]] = {}
    for path, of in here.items():
        entry = committed.get(path)
        if entry is None or not entry.is_file:
            found.append(of)
        elif not of.is_paper:
            content = read_bytes(repository.root / path)
            if content is None:
                found.append(of)
            elif _blob_of(content, entry.blob) != entry.blob:
                unlike.setdefault(entry.blob, {})[path] = content
    for blob, content in repository.blobs(unlike):
        found += [here[path] for path, mine in unlike[blob].items() if not same_record(content, mine)]
    gone = (place_of(path) for path in committed if path not in here)
    found += [of for of in gone if of.record and (task is None or of.task == task)]
    return sorted(found, key=lambda of: of.path)


def files_of(root: Path, task: str | None = None) -> Iterator[tuple[str, Place]]:
    """Every record and paper on disk, of the register or of one task, by path; no link is followed."""
    if task:
        below = [folder_of(task)]
    else:
        below = ["agencies", "tasks"]
        if (root / SETTINGS_FILE).is_file():
            yield SETTINGS_FILE, place_of(SETTINGS_FILE)
    while below:
        folder = below.pop()
        if (root / folder).is_symlink() or not (root / folder).is_dir():
            continue
        with os.scandir(root / folder) as entries:
            for entry in entries:
                path = f"{folder}/{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    below.append(path)
                elif entry.is_file(follow_symlinks=False) and (of := place_of(path)).record:
                    yield path, of


def seen_on_disk(register: Register, place: Place) -> OnDisk:
    """A record or paper as it lies here."""
    location = register.root / place.path
    if not place.is_paper:
        content = read_bytes(location)
        return OnDisk(record_digest(content), _blob_of(counted_bytes(content), _SHA1))
    with location.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        start = file.read(LARGEST_POINTER + 1)
        digest, whole = hashlib.sha256(start), hash_of_object(_SHA1, size)
        whole.update(start)
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            whole.update(chunk)
    pointer = pointed_at(start)
    return OnDisk(pointer.sha256 if pointer else digest.hexdigest(), whole.hexdigest())


def _blob_of(content: bytes, like: str) -> str:
    """The name that Git gives a content, by the hash of which another name is."""
    whole = hash_of_object(like, len(content))
    whole.update(content)
    return whole.hexdigest()
