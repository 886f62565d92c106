"""What was done to a file, and by which commit: the one form in which `log`, reviews and the site are told of it."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from phoihop.changes.commits import Commit, FileChange, TreeEntry
from phoihop.changes.contents import Contents
from phoihop.changes.moves import renames
from phoihop.changes.past import Past
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository

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


def recorded_once(happenings: Iterable[Happening]) -> list[Happening]:
    """What happened, without additions of a file that another line had before, and in that very content.

    Two lines that were merged, such as a register begun anew and its own past, may both add one record. The commit that
    claims the earlier day recorded it; the other only had it, too. Where the two differ, both are told: one of them may
    be a forgery. Only what nobody deleted or renamed in between can come twice: a record that is put back is told.
    """
    happenings = list(happenings)
    added: dict[str, list[Happening]] = {}
    gone: set[str] = set()
    for each in happenings:
        if each.change.action == "added":
            added.setdefault(each.change.path, []).append(each)
        elif each.change.action in ("deleted", "renamed"):
            gone.add(each.change.old_path or each.change.path)
    twice = {path: found for path, found in added.items() if len(found) > 1 and path not in gone}
    first = {path: min(found, key=attrgetter("commit.authored")) for path, found in twice.items()}
    left_so: dict[tuple[str, str], set[str]] = {}
    for each in happenings:
        if each.change.path in first and each.change.after:
            left_so.setdefault((each.change.path, each.change.after.blob), set()).add(each.commit.id)

    def only_had_it_too(each: Happening) -> bool:
        path, after = each.change.path, each.change.after
        if each.change.action != "added" or first.get(path, each) is each or after is None:
            return False
        return len(left_so[path, after.blob]) > 1

    return [each for each in happenings if not only_had_it_too(each)]


Versions = dict[str, TreeEntry]


def overruled_by_merges(repository: Repository, past: Past, happenings: Iterable[Happening]) -> list[Happening]:
    """What merges of the main line did beside what they list, as if they listed it.

    Git lists of a merge only what differs from all its parents, so a record that it dropped, or put back to an older
    version, shows nowhere. It is found where the commits, put together in order, come to something else than what is
    there.
    `happenings` are in the order of `Past.in_order`, and complete for the paths that they speak of.
    """
    if past.is_cut or not any(len(commit.parents) > 1 for commit in past.commits):
        return []
    happenings = list(happenings)
    left: Versions = {}
    for each in happenings:
        _apply(each.change, left)
    paths = {each.change.path for each in happenings} | {each.change.old_path or "" for each in happenings}
    there = repository.tree(past.commits[0].id)
    unlike = {path for path in paths if left.get(path) != there.get(path)}
    return _at_which_merge(past, happenings, unlike) if unlike else []


def _at_which_merge(past: Past, happenings: list[Happening], unlike: set[str]) -> list[Happening]:
    came: dict[str, list[FileChange]] = {}
    for each in happenings:
        if each.change.path in unlike or each.change.old_path in unlike:
            came.setdefault(past.change_of.get(each.commit.id, ""), []).append(each.change)
    told: Versions = {}
    main: Versions = {}
    found = []
    for step in past.main_line:
        for change in step.brought.values():
            _apply(change, main)
        for change in came.get(step.id, ()):
            _apply(change, told)
        if len(step.parents) < 2:
            continue
        for path in sorted(unlike):
            change = FileChange(path, told.get(path), main.get(path))
            if change.before != change.after:
                found.append(Happening(step, change, place_of(path)))
                _apply(change, told)
    return found


def _apply(change: FileChange, versions: Versions) -> None:
    versions.pop(change.old_path or change.path, None)
    if change.after:
        versions[change.path] = change.after
