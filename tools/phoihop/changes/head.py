"""The head of a register: what `data/head.json` publishes, so that anyone can prove later that nothing was rewritten.

The digest covers every record and paper. It can be computed from the files on disk and from a commit alike: line ends
of records count as LF, and of a paper in Git LFS counts the paper itself, not the pointer to it.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping
from typing import Any, Literal

from phoihop.changes.commits import TreeEntry
from phoihop.changes.contents import Contents, record_digest
from phoihop.changes.git import GitFailed, NoHistory
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository
from phoihop.changes.unrecorded import files_of
from phoihop.records.papers import LARGEST_POINTER, pointed_at
from phoihop.records.reading import read_bytes
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE, Register

HEAD_FORMAT = 1
"""Which form of head.json this is; a later one gets another number."""

Counted = Literal["tasks", "documents", "agencies", "papers"]


def head_as_json(
    register: Register, digests: Mapping[str, str] | None = None, withheld: Container[str] = ()
) -> dict[str, Any]:
    """`format`, `commit` (None without Git or a first commit), how many `records`, `records_digest` and `digests`.

    Nothing in it depends on the clock or the machine. `digests` are those of `digest_on_disk`, where they are known.
    The records of tasks that are `withheld` have no path in it, for a path tells kind, day and agency: each is there by
    a code that whoever holds the record can work out.
    """
    if digests is None:
        digests = {path: digest_on_disk(register, place) for path, place in files_of(register.root)}
    hidden = {path for path in digests if place_of(path).task in withheld}
    codes = sorted(code_of(path, digests[path]) for path in hidden)
    return {
        "format": HEAD_FORMAT,
        "commit": last_commit(register),
        "records": count_records(digests),
        "records_digest": records_digest(digests),
        "digests": {path: digest for path, digest in sorted(digests.items()) if path not in hidden},
        "withheld": codes,
    }


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
    try:
        repository = Repository(register.root)
        return repository.resolve("HEAD") if repository.has_commits else None
    except GitFailed:
        raise
    except NoHistory:
        return None


def digest_on_disk(register: Register, place: Place) -> str:
    """The sha256 of a record or paper as it lies here, as head.json counts it."""
    location = register.root / place.path
    if not place.is_paper:
        return record_digest(read_bytes(location))
    with location.open("rb") as file:
        start = file.read(LARGEST_POINTER + 1)
        file.seek(0)
        pointer = pointed_at(start)
        return pointer.sha256 if pointer else hashlib.file_digest(file, "sha256").hexdigest()
