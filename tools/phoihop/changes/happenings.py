"""What commits did to records and papers, before their contents are looked at."""

from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.changes.past import Past
from phoihop.changes.raw_log import Commit, FileChange
from phoihop.changes.record_paths import RecordPath, record_path


@dataclass(frozen=True, slots=True)
class Happening:
    """A change of one file by a commit. A move from one task into another makes two: gone there, added here."""

    commit: Commit
    change: FileChange
    of: RecordPath


def happenings_of(past: Past) -> Iterator[Happening]:
    """What the commits did to records and papers, in the order of `Past.in_order`."""
    for commit in past.in_order:
        yield from happenings_in(commit)


def happenings_in(commit: Commit) -> Iterator[Happening]:
    """What one commit did to records and papers."""
    for change in commit.changes:
        yield from happenings_by(commit, change)


def happenings_by(commit: Commit, change: FileChange) -> Iterator[Happening]:
    """What one change of a file is to records and papers; nothing for any other file."""
    new = record_path(change.path)
    if change.old_path is None:
        if new:
            yield Happening(commit, change, new)
        return
    old = record_path(change.old_path)
    if old and new and old.task == new.task:
        yield Happening(commit, change, new)
        return
    if old:
        yield Happening(commit, FileChange("deleted", change.old_path, change.before, None), old)
    if new:
        yield Happening(commit, FileChange("added", change.path, None, change.after), new)
