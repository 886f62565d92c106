"""Commits with what they changed, taken apart from what Git prints by position alone.

Everything is parted by NUL, the one byte that no author, message or file name can hold, and every part is read by its
place: a fixed count of fields of a commit; for each of its parents, raw entries with one path each. So no text that
somebody chose can pass for structure. That a file was renamed is nothing that Git knows (see `moves`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice
from typing import Literal

import msgspec

from phoihop.changes.git import NoHistory
from phoihop.language import say

LINK_MODE = "120000"
SUBMODULE_MODE = "160000"

Action = Literal["added", "modified", "deleted", "renamed"]

LOG_FORMAT = "%H%x00%P%x00%an%x00%ae%x00%ad%x00%cd%x00%s"
"""Read by `commits`, with `--date=raw -z`. `--encoding=none` goes with it: re-coding could bring in a NUL."""
_FIELDS_AFTER_ID = LOG_FORMAT.count("%x00")

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_NO_MODE = b"000000"


class TreeEntry(msgspec.Struct, frozen=True, gc=False):
    """A file in a tree: its mode ("100644", LINK_MODE, …) and the name of its blob."""

    mode: str
    blob: str

    @property
    def is_file(self) -> bool:
        """Whether it is a regular file: no link, no submodule."""
        return self.mode not in (LINK_MODE, SUBMODULE_MODE)


class FileChange(msgspec.Struct, frozen=True, gc=False):
    """What became of a file: None where it was not there before, or is not after. `old_path` is where it lay before."""

    path: str
    before: TreeEntry | None
    after: TreeEntry | None
    old_path: str | None = None

    @property
    def action(self) -> Action:
        if self.before is None:
            return "added"
        if self.after is None:
            return "deleted"
        return "renamed" if self.old_path else "modified"


Changes = Mapping[str, FileChange]
"""What became of files, by path."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit with what it changed. Author and dates are as claimed: anyone can write them.

    `differences` tell for each parent what is otherwise than there; of a first commit, what it has. `is_cut`: its
    parents are missing from a shallow clone, so that what it changed can't be known, and nothing is listed.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    authored: datetime
    committed: datetime
    subject: str
    differences: tuple[Changes, ...] = ()
    is_cut: bool = False

    @property
    def brought(self) -> Changes:
        """What it brought to the line of its first parent: of a merge, all that it merged."""
        return self.differences[0] if self.differences else {}

    def touches(self, folder: str) -> bool:
        """Whether anything in a folder, which ends with a slash, is otherwise than in any of its parents."""
        return any(path.startswith(folder) for changes in self.differences for path in changes)

    @property
    def changes(self) -> tuple[FileChange, ...]:
        """What was done in the commit itself: of a merge, what is otherwise than in every one of its parents.

        `before` is then what the first parent had, or else the first parent that had the file at all.
        """
        if len(self.differences) < 2:
            return tuple(self.brought.values())
        return tuple(
            next((each[path] for each in self.differences if each[path].before), change)
            for path, change in self.brought.items()
            if all(path in other for other in self.differences)
        )


def commits(fields: Iterator[bytes], cut: frozenset[str] = frozenset()) -> Iterator[Commit]:
    """The commits that a log's fields tell of, without what they changed."""
    for id_ in fields:
        parents, author, email, authored, committed, subject = islice(fields, _FIELDS_AFTER_ID)
        name = id_.decode()
        yield Commit(
            name,
            tuple(parents.decode().split()),
            _text(author),
            _text(email),
            moment_of(authored),
            moment_of(committed),
            _text(subject),
            is_cut=name in cut,
        )


def differences(pieces: Iterator[bytes]) -> Iterator[Changes]:
    """What `diff-tree --always -z --raw` prints of each pair: a commit's id, then an entry and a path each."""
    found: dict[str, FileChange] | None = None
    for piece in pieces:
        if piece.startswith(b":"):
            assert found is not None
            change = _change(piece, path_text(next(pieces)))
            if change.path in found:
                raise two_of_one_name(change.path)
            found[change.path] = change
        else:
            if found is not None:
                yield found
            found = {}
    if found is not None:
        yield found


def two_of_one_name(path: str) -> NoHistory:
    return NoHistory(
        say(
            "một lần ghi có hai mục cùng tên “{path}”: cây thư mục bị làm giả; xem bằng git fsck",
            "a commit has two entries of one name, “{path}”: its tree is forged; see git fsck",
            path=path,
        )
    )


def tree_changes(pieces: Iterator[bytes]) -> Iterator[FileChange]:
    """What a raw diff of two trees lists."""
    for piece in pieces:
        yield _change(piece, path_text(next(pieces)))


def path_text(name: bytes) -> str:
    """A path as text, from which its bytes can be had back: no two names become one."""
    return name.decode("utf-8", "surrogateescape")


def _change(entry: bytes, path: str) -> FileChange:
    """One entry: `:mode mode blob blob status`."""
    old_mode, new_mode, old_blob, new_blob, _ = entry[1:].split(b" ")
    return FileChange(path, _entry(old_mode, old_blob), _entry(new_mode, new_blob))


def _entry(mode: bytes, blob: bytes) -> TreeEntry | None:
    return None if mode == _NO_MODE else TreeEntry(mode.decode(), blob.decode())


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
