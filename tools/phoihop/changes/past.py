"""A register's past: commits, wherever in the repository it lay, and with which change of the main line each came.

A *change* is what a step along first parents brings to the main line: one commit, or a merge with all commits that it
brings. A correction and the edit that it explains belong in one change. What a commit did never changes, so a past that
an earlier run read is kept, by the commit that it ends with.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import msgspec

from phoihop.changes.commits import Commit
from phoihop.changes.git import NoHistory
from phoihop.changes.moves import ancestors, arrivals
from phoihop.changes.places import seen_from
from phoihop.changes.repository import Repository
from phoihop.keeping import KeptFile, digest_of, folder_for
from phoihop.records.differences import KeyChange
from phoihop.records.register import SETTINGS_FILE


@dataclass(frozen=True)
class Past:
    """Commits, no parent before its children, else newest first, with paths as the register sees them.

    `place` is the folder that the register lies in at the newest; `moves` are the commits by which it came to another
    one, newest first, each with the folder that it left. `outer` tells where it lay at commits that some of these build
    on, and that are not among them.
    """

    commits: Sequence[Commit]
    place: str = ""
    moves: tuple[tuple[str, str], ...] = ()
    outer: Mapping[str, str] = field(default_factory=dict)

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

    def step_of(self, id_: str) -> str:
        """The commit of the main line with which a commit came; itself where it came with none."""
        return self.change_of.get(id_, id_)

    def ancestors(self, id_: str) -> set[str]:
        return ancestors(id_, self.by_id)

    @cached_property
    def moved(self) -> Mapping[str, tuple[str, str]]:
        """By commit, the folder that the register left with it, and that to which it came."""
        places = (self.place, *(left for _, left in self.moves))
        return {id_: (left, came) for (id_, left), came in zip(self.moves, places, strict=False)}

    def place_at(self, id_: str) -> str:
        """The folder that the register lay in at a commit."""
        if id_ in self.outer:
            return self.outer[id_]
        before, now = self.ancestors(id_) if self.moves else set(), self.place
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


def read_past(repository: Repository, *revisions: str, place: str | None = None) -> Past:
    """The past of the register, followed through the folders of the repository that it lay in. Raises `NoHistory`.

    `place` is the folder in which the newest commit has it.
    """
    commits = tuple(repository.log(*revisions))
    now = repository.place if place is None else place
    moves = tuple(arrivals(repository, commits, now))
    past = Past(commits, now, moves)
    if moves:
        folders = (now, *(left for _, left in moves))
        outside = {parent for commit in commits if not commit.is_cut for parent in commit.parents} - past.by_id.keys()
        past = replace(past, outer={each: _folder_at(repository, each, folders) for each in outside})
    return replace(past, commits=[_seen(repository, past, each) for each in commits]) if now or moves else past


def _folder_at(repository: Repository, commit: str, folders: Sequence[str]) -> str:
    return next((each for each in folders if repository.has(commit, f"{each}{SETTINGS_FILE}")), folders[-1])


def _seen(repository: Repository, past: Past, commit: Commit) -> Commit:
    """A commit with what it changed as the register saw it, wherever it lay before and after."""
    place = past.place_at(commit.id)
    seen = []
    for parent, changes in zip(commit.parents or ("",), commit.differences, strict=False):
        before = past.place_at(parent) if parent else place
        inner = {} if before == place else dict(repository.moved(parent, before, commit.id, place))
        for each in changes.values():
            # Of a register that moved, what lies in neither folder has kept its name.
            if before == place or not each.path.startswith((before, place)):
                path = seen_from(place, each.path)
                inner[path] = msgspec.structs.replace(each, path=path)
        seen.append(inner)
    return replace(commit, differences=tuple(seen))


# --- what earlier runs read -------------------------------------------------------------------------------------------


_MARK = b"phoihop past 4\n"
_FILES_KEPT = 2


class KnownPast(msgspec.Struct, array_like=True):
    """The past up to the commit that is checked out, and the differences that were worked out so far.

    `differences` are by the names of the two blobs of a record ("" for none).
    """

    past: Past
    differences: dict[tuple[str, str], tuple[KeyChange, ...]]


@contextmanager
def known_past(repository: Repository, cache: Path | None) -> Iterator[KnownPast]:
    """The past of a register; what was learnt of it within the `with` is kept in `cache` (None: nothing is).

    Raises `NoHistory`. An audit asks for none of it: it proves things about Git, not about a cache.
    """
    if cache is None or not repository.has_commits:
        yield KnownPast(read_past(repository), {})
        return
    topic = digest_of((repository.place, *sorted(repository.cut)))
    file = KeptFile(folder_for(repository.root, cache) / f"{topic.hex()}.past", _MARK, KnownPast)
    earlier = file.load() or KnownPast(Past(()), {})
    known = KnownPast(_up_to_now(repository, earlier.past), dict(earlier.differences))
    yield known
    if known.past is not earlier.past or len(known.differences) > len(earlier.differences):
        with suppress(UnicodeEncodeError):  # A path that is no text: such a past is read each time.
            file.save(known, _FILES_KEPT)


def _up_to_now(repository: Repository, earlier: Past) -> Past:
    """A past read anew only where it grew: a pass over the whole of it is needed where history was rewritten.

    So it is where lines of work of different age were joined, for then the order of the old commits could be another.
    """
    if not earlier.commits:
        return read_past(repository)
    head, known = repository.resolve("HEAD"), earlier.commits[0].id
    if head == known:
        return earlier
    try:
        newer = read_past(repository, f"{known}..{head}")
    except NoHistory:
        return read_past(repository)
    on_top = {known, *newer.by_id}
    grew = bool(newer.commits) and all(each.parents and on_top.issuperset(each.parents) for each in newer.commits)
    if not grew or newer.moves:
        return read_past(repository)
    return replace(earlier, commits=[*newer.commits, *earlier.commits])
