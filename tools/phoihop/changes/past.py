"""A register's whole past: its commits, wherever in the repository it lay, and with which change each came.

A *change* is what a step along first parents brings to the main line: one commit, or a merge with all commits that it
brings. A correction and the edit that it explains belong in one change.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from phoihop.changes.raw_log import Commit, FileChange
from phoihop.changes.repository import Repository
from phoihop.records.register import SETTINGS_FILE


@dataclass(frozen=True)
class Past:
    """Commits, no parent before its children, else newest first. Of merges, what they did themselves is listed."""

    commits: Sequence[Commit]
    moves: tuple[tuple[str, bytes], ...] = ()
    """The commits by which the register came to another folder, newest first, each with the folder that it left."""

    @cached_property
    def by_id(self) -> Mapping[str, Commit]:
        return {commit.id: commit for commit in self.commits}

    @cached_property
    def main_line(self) -> tuple[Commit, ...]:
        """The commits along first parents, oldest first."""
        line = []
        commit = self.commits[0] if self.commits else None
        while commit is not None:
            line.append(commit)
            commit = self.by_id.get(commit.parents[0]) if commit.parents else None
        return tuple(reversed(line))

    @cached_property
    def change_of(self) -> Mapping[str, str]:
        """By commit, the commit of the main line with which it came: itself, or a merge."""
        came_with: dict[str, str] = {}
        for step in self.main_line:
            waiting = [step.id]
            while waiting:
                id_ = waiting.pop()
                if id_ not in came_with and id_ in self.by_id:
                    came_with[id_] = step.id
                    waiting += self.by_id[id_].parents
        return came_with

    def ancestors(self, id_: str) -> set[str]:
        """A commit and all that it follows from, as far as they are here."""
        found: set[str] = set()
        waiting = [id_]
        while waiting:
            each = waiting.pop()
            if each not in found and each in self.by_id:
                found.add(each)
                waiting += self.by_id[each].parents
        return found

    def place_at(self, id_: str, now: bytes) -> bytes:
        """The folder that the register lay in at a commit, given where it lies now."""
        before = self.ancestors(id_)
        for arrival, place in self.moves:
            if arrival in before:
                break
            now = place
        return now

    @cached_property
    def is_cut(self) -> bool:
        """Whether a shallow clone leaves out what came before some of these commits."""
        return any(commit.is_cut for commit in self.commits)

    @cached_property
    def in_order(self) -> tuple[Commit, ...]:
        """The commits in the order in which the main line got them: change by change, oldest first."""
        place = {step.id: index for index, step in enumerate(self.main_line)}
        oldest_first = list(reversed(self.commits))
        oldest_first.sort(key=lambda commit: place.get(self.change_of.get(commit.id, ""), len(place)))
        return tuple(oldest_first)


def read_past(repository: Repository, *revisions: str, first_parent: bool = False) -> Past:
    """The past of the register, followed through the folders of the repository that it lay in. Raises `NoHistory`."""
    commits = reached = list(repository.log(*revisions, first_parent=first_parent))
    here = repository
    moves: list[tuple[str, bytes]] = []
    while arrival := arrival_in(here, reached):
        commit, place = arrival
        moves.append((commit.id, place))
        earlier = here.at_place(place)
        reached = list(earlier.log(commit.parents[0], first_parent=first_parent))
        older = {each.id: each for each in reached}
        older[commit.id] = replace(commit, changes=here.moved(place, commit.parents[0], commit.id))
        commits = [older.get(each.id, each) for each in commits]
        here = earlier
    return Past(commits, tuple(moves))


def arrival_in(repository: Repository, commits: Iterable[Commit]) -> tuple[Commit, bytes] | None:
    """The newest commit with which the register came to where it lies from another folder, and that folder, if any.

    Either the commit takes it away there, or it copied most of what lay there, and a later one takes that away.
    """
    whole = repository.at_place(b"")
    for commit in commits:
        if not commit.parents or not any(map(_brings_settings, commit.changes)):
            continue
        before, after = whole.tree(commit.parents[0]), whole.tree(commit.id)
        places = {path.removesuffix(SETTINGS_FILE) for path in before if _is_settings(path)} - {repository.prefix}
        left = {place for place in places if f"{place}{SETTINGS_FILE}" not in after}
        if not left and places:
            now = whole.tree("HEAD")
            gone = {place for place in places if f"{place}{SETTINGS_FILE}" not in now}
            left = {place for place in gone if _is_copy(before, place, after, repository.prefix)}
        if left:
            return commit, min(left).encode("utf-8", "surrogateescape")
    return None


def _is_copy(before: Collection[str], place: str, after: Collection[str], new_place: str) -> bool:
    """Whether most records that lay in one folder lie in another one after a commit."""
    own = [path.removeprefix(place) for path in before if path.startswith(f"{place}tasks/")]
    return sum(f"{new_place}{path}" in after for path in own) > len(own) / 2


def _is_settings(path: str) -> bool:
    return path == SETTINGS_FILE or path.endswith(f"/{SETTINGS_FILE}")


def _brings_settings(change: FileChange) -> bool:
    return change.path == SETTINGS_FILE and change.action in ("added", "renamed")
