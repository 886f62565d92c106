"""What was done to a file, and by which commit: the one form in which `log`, reviews and the site are told of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from phoihop.changes.commits import Commit, FileChange, TreeEntry
from phoihop.changes.contents import Contents
from phoihop.changes.moves import renames
from phoihop.changes.past import Past
from phoihop.changes.places import Place, place_of

Action = Literal["added", "corrected", "edited", "deleted", "renamed"]


@dataclass(frozen=True, slots=True)
class Happening:
    """`corrections` are the ids of the corrections that came with it and name the record."""

    commit: Commit
    change: FileChange
    place: Place
    corrections: tuple[str, ...] = ()

    @property
    def action(self) -> Action:
        if self.change.action == "modified":
            return "corrected" if self.corrections else "edited"
        return self.change.action


def happenings_of(past: Past, contents: Contents, within: str = "") -> Iterator[Happening]:
    """What the commits did to records and papers, in the order of `Past.in_order`.

    Commits that touch nothing in the folder `within` ("tasks/2021/0001/") are passed over, so that a task's history is
    told without a look at those of all others.
    """
    commits = [commit for commit in past.in_order if not within or commit.touches(within)]
    for commit in commits:
        contents.want(moving(commit.changes))
    for commit in commits:
        yield from happenings_in(commit, contents)


def moving(changes: Collection[FileChange]) -> Iterator[TreeEntry | None]:
    """What has to be read to tell whether records that went are those that came."""
    if any(each.before is None for each in changes) and any(each.after is None for each in changes):
        for each in changes:
            if (each.before is None or each.after is None) and place_of(each.path).role == "record":
                yield each.before or each.after


def happenings_in(
    commit: Commit, contents: Contents, changes: Iterable[FileChange] | None = None
) -> Iterator[Happening]:
    """What changes of files, by default those of a commit, are to records and papers; nothing of any other file.

    A move from task to task makes two: gone there, added here.
    """
    changes = commit.changes if changes is None else changes
    found = [Happening(commit, each, place) for each in changes if (place := place_of(each.path)).record]
    renamed = {
        path: each
        for path, each in renames((each.change for each in found), contents.keys).items()
        if place_of(path).task == place_of(each.old_path or "").task
    }
    gone = {each.old_path for each in renamed.values()}
    for each in found:
        if each.change.path not in gone:
            yield Happening(commit, renamed.get(each.change.path, each.change), each.place)
