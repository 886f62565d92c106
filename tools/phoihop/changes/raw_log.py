"""Commits as `git log --raw -z` prints them, taken apart by position alone.

Everything is parted by NUL, the one byte that no author, message or file name can hold, and every part is read by its
place: a fixed count of fields, then raw entries, each with a known count of paths. So no text that somebody chose can
pass for structure.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice
from typing import Literal

LINK_MODE = "120000"
SUBMODULE_MODE = "160000"

Action = Literal["added", "modified", "deleted", "renamed"]

LOG_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%s"
"""Read by `commits`, with `--date=raw -z`. `--encoding=none` goes with it: re-coding could bring in a NUL."""
_FIELDS_AFTER_ID = LOG_FORMAT.count("%x00")

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NO_MODE = "000000"


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """A file in a tree: its mode ("100644", LINK_MODE, …) and the name of its blob."""

    mode: str
    blob: str


@dataclass(frozen=True, slots=True)
class FileChange:
    """One file changed by a commit. `before` or `after` is None where it was not there; `old_path` for a rename.

    Of a merge, `before` is what its first parent had, or else the first parent that had the file at all.
    """

    action: Action
    path: str
    before: TreeEntry | None
    after: TreeEntry | None
    old_path: str | None = None


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with what it changed in the register. Author and dates are as claimed: anyone can write them.

    A merge lists what it changed against every one of its parents, which is what was done in the merge itself; read
    along first parents, it lists all that it brought. `is_cut`: its parents are missing from a shallow clone, so that
    what it changed can't be known, and nothing is listed.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime
    subject: str
    changes: tuple[FileChange, ...]
    is_cut: bool = False


def commits(
    pieces: Iterator[bytes], own: Callable[[bytes], str | None], cut: frozenset[str] = frozenset()
) -> Iterator[Commit]:
    """The commits that a log's pieces tell of. `own` makes a path of the register's of a repository's, or None."""
    piece = next(pieces, None)
    while piece is not None:
        id_ = piece.lstrip(b"\n").decode()
        parents, author, email, authored, committed, subject = islice(pieces, _FIELDS_AFTER_ID)
        found = []
        while (piece := next(pieces, None)) is not None:
            head = piece.lstrip(b"\n")
            if head.startswith(b":"):
                change = _change(head.decode(), pieces, own)
                if change:
                    found.append(change)
            elif head:
                break
        is_cut = id_ in cut
        yield Commit(
            id_,
            tuple(parents.decode().split()),
            _text(author),
            _text(email),
            moment_of(authored),
            moment_of(committed),
            _text(subject),
            () if is_cut else tuple(found),
            is_cut,
        )


def tree_changes(pieces: Iterator[bytes]) -> Iterator[FileChange]:
    """What a raw diff of two trees lists."""
    for piece in pieces:
        change = _change(piece.decode(), pieces, path_text)
        if change:
            yield change


def path_text(name: bytes) -> str:
    """A path as text, from which its bytes can be had back: no two names become one."""
    return name.decode("utf-8", "surrogateescape")


def _change(head: str, pieces: Iterator[bytes], own: Callable[[bytes], str | None]) -> FileChange | None:
    """One entry: `:mode mode blob blob status NUL path NUL`; a further parent has a colon, mode, blob and path more."""
    if head[1] != ":":
        old_mode, new_mode, old_blob, new_blob, status = head[1:].split(" ")
        old = path = own(next(pieces))
        if status[0] in "RC":
            path = own(next(pieces))
        if status[0] == "C":
            return FileChange("added", path, None, TreeEntry(new_mode, new_blob)) if path is not None else None
        before = None if old_mode == _NO_MODE or old is None else TreeEntry(old_mode, old_blob)
    else:
        words = head.lstrip(":").split(" ")
        parents = (len(words) - 3) // 2
        new_mode, new_blob = words[parents], words[2 * parents + 1]
        paths = [own(next(pieces)) for _ in range(parents + 1)]
        path = paths[-1]
        entries = zip(paths, words[:parents], words[parents + 1 :], strict=False)
        old, before = next(
            ((name, TreeEntry(mode, blob)) for name, mode, blob in entries if mode != _NO_MODE and name is not None),
            (path, None),
        )
    after = None if new_mode == _NO_MODE or path is None else TreeEntry(new_mode, new_blob)
    if after is None:
        return FileChange("deleted", old, before, None) if old is not None and before else None
    assert path is not None
    if before is None:
        return FileChange("added", path, None, after)
    if old != path:
        return FileChange("renamed", path, before, after, old)
    return FileChange("modified", path, before, after)


def moment_of(field: bytes) -> datetime:
    """`<seconds> <+hhmm>` as a moment; without an offset, in UTC.

    A date that no calendar has becomes 1 January 1970: a commit may claim any.
    """
    seconds, _, offset = field.partition(b" ")
    try:
        return datetime.fromtimestamp(int(seconds), _zone(offset))
    except (ValueError, OverflowError, OSError):
        return NEVER


@lru_cache(maxsize=64)
def _zone(offset: bytes) -> timezone:
    minutes = int(offset[1:3] or b"0") * 60 + int(offset[3:5] or b"0")
    return timezone(timedelta(minutes=-minutes if offset.startswith(b"-") else minutes))


def _text(field: bytes) -> str:
    return field.decode("utf-8", "replace")
