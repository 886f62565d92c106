"""The contents of records and papers in Git, read in bulk when first asked for, and compared."""

import hashlib
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass

from phoihop.changes.commits import FileChange, TreeEntry
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository
from phoihop.records.differences import NO_NAMES, KeyChange, record_changes, same_record
from phoihop.records.papers import LARGEST_POINTER, pointed_at
from phoihop.records.yaml_door import LARGEST_FILE, NotYaml, Tree, read_yaml

_NO_REGULAR_FILE = b"\0"
"""Stands for a link or a submodule: no record, whatever it points to."""


@dataclass(frozen=True, slots=True)
class KeptPaper:
    """A paper as a tree has it: the digest and size of the paper itself, and whether a Git LFS pointer stands for it.

    A link or submodule has its mode and name in place of the digest.
    """

    sha256: str
    size: int = 0
    is_pointer: bool = False


class Contents:
    """Blobs by name. `want` says which will be needed; raises `NoHistory` where one is not here (a partial clone).

    `differences` are those of records that were worked out before, by the names of both blobs ("" for none); what is
    worked out now is added.
    """

    def __init__(
        self, repository: Repository, differences: MutableMapping[tuple[str, str], tuple[KeyChange, ...]] | None = None
    ) -> None:
        self._repository = repository
        self._differences = {} if differences is None else differences
        self._wanted: set[str] = set()
        self._bytes: dict[str, bytes] = {}
        self._attributes: dict[tuple[str, str], str] = {}
        self._papers: dict[str, KeptPaper] = {}

    def want(self, entries: Iterable[TreeEntry | None]) -> None:
        self._wanted.update(entry.blob for entry in entries if entry and entry.is_file)

    def content(self, entry: TreeEntry | None) -> bytes | None:
        """A record's bytes, at most one more than a record may have; None where there is no file."""
        if entry is None:
            return None
        if not entry.is_file:
            return _NO_REGULAR_FILE
        if entry.blob not in self._bytes:
            names = (self._wanted | {entry.blob}) - self._bytes.keys()
            self._bytes.update(self._repository.blobs(names, LARGEST_FILE))
            self._wanted.clear()
        return self._bytes[entry.blob]

    def keys(self, entry: TreeEntry | None) -> Tree | None:
        """A record's content as read from YAML; None where there is none, or it can't be read."""
        if entry is None or not entry.is_file:
            return None
        try:
            return read_yaml(self.content(entry) or b"")[0]
        except NotYaml:
            return None

    def changes(self, change: FileChange) -> tuple[KeyChange, ...]:
        """What changed in a record, key by key."""
        if not all(entry is None or entry.is_file for entry in (change.before, change.after)):
            return record_changes(self.content(change.before), self.content(change.after))
        names = _names(change)
        if names not in self._differences:
            self._differences[names] = record_changes(self.content(change.before), self.content(change.after))
        return self._differences[names]

    def is_worked_out(self, change: FileChange) -> bool:
        """Whether `changes` knows the answer without reading."""
        return _names(change) in self._differences

    def difference(self, change: FileChange) -> tuple[KeyChange, ...]:
        """What is different in a record or paper; of what is added, gone or renamed first its path."""
        said: tuple[KeyChange, ...] = ()
        if change.before and change.after and change.before != change.after:
            said = self.paper_changes(change) if place_of(change.path).is_paper else self.changes(change)
        if change.action == "modified":
            return said
        old = None if change.action == "added" else change.old_path or change.path
        new = None if change.action == "deleted" else change.path
        return (KeyChange("path", old, new, ("path",), old, new), *said)

    def is_same_record(self, before: TreeEntry, after: TreeEntry, names: Mapping[str, str] = NO_NAMES) -> bool:
        """Whether two versions of a record say the same, but for `names` that took the place of others."""
        if before.is_file != after.is_file:
            return False
        return before.blob == after.blob or same_record(self.content(before) or b"", self.content(after) or b"", names)

    def paper_changes(self, change: FileChange) -> tuple[KeyChange, ...]:
        """A paper's digest, or size, before and after; nothing where a Git LFS pointer took the same paper's place."""
        before, after = (self.paper(each) if each else None for each in (change.before, change.after))
        key = "size" if before and after and before.sha256 == after.sha256 else "sha256"
        was, now = (str(getattr(each, key)) if each else None for each in (before, after))
        return () if was == now else (KeyChange(key, was, now, (key,), was, now),)

    def becomes_pointer(self, change: FileChange) -> bool:
        """Whether a Git LFS pointer takes the place of a paper that lay in Git itself."""
        if not change.before or not change.after or change.before.blob == change.after.blob:
            return False
        return self.paper(change.after).is_pointer and not self.paper(change.before).is_pointer

    def is_kept_in_lfs(self, path: str, commit: str) -> bool:
        """Whether Git LFS keeps files of that path (from the top of the repository), by a commit's attributes."""
        if (commit, path) not in self._attributes:
            self._attributes[commit, path] = self._repository.attribute("filter", path, commit)
        return self._attributes[commit, path] == "lfs"

    def digest(self, place: Place, entry: TreeEntry) -> str:
        """The sha256 of a record or paper as data/head.json counts it."""
        return self.paper(entry).sha256 if place.is_paper else record_digest(self.content(entry))

    def paper(self, entry: TreeEntry) -> KeptPaper:
        if not entry.is_file:
            return KeptPaper(f"{entry.mode} {entry.blob}")
        self.want_papers((entry.blob,))
        return self._papers[entry.blob]

    def want_papers(self, names: Iterable[str]) -> None:
        """Reads the digests of these papers in one go."""
        missing = set(names) - self._papers.keys()
        for name, size, digest, start in self._repository.digests(missing, LARGEST_POINTER + 1):
            pointer = pointed_at(start)
            self._papers[name] = KeptPaper(pointer.sha256, pointer.size, True) if pointer else KeptPaper(digest, size)


def record_digest(content: bytes | None) -> str:
    """The sha256 of a record, as its bytes count."""
    return hashlib.sha256(counted_bytes(content)).hexdigest()


def counted_bytes(content: bytes | None) -> bytes:
    """A record's bytes as they count: line ends as LF."""
    return (content or b"").replace(b"\r\n", b"\n")


def _names(change: FileChange) -> tuple[str, str]:
    return change.before.blob if change.before else "", change.after.blob if change.after else ""
