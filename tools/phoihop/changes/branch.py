"""What a branch adds to its base, commit by commit, merges included.

Looking at the two ends alone is not enough: a sealed record may be edited in one commit and put back in another, and
a merge may choose an old version, or make up one, without any commit before it saying so. So every commit is compared
with what the base had sealed by then (the newest commits of the base that it builds on), and a difference counts for
the commit that brought it in.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from phoihop.changes.commits import Changes, Commit, FileChange, TreeEntry
from phoihop.changes.git import NoHistory
from phoihop.changes.moves import ancestors
from phoihop.changes.past import Past
from phoihop.changes.repository import Repository
from phoihop.language import say

Tree = Mapping[str, TreeEntry]

Files = Callable[[str], TreeEntry | None]
"""What a commit has at a path."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as a commit left it (`left`, None: not there), where that differs from what the base had (`sealed`).

    It counts for the commit that no parent had it so. `is_made_up`: a merge gave a file that is new to the base another
    content than any branch had that it merged.
    """

    commit: Commit
    path: str
    sealed: TreeEntry | None
    left: TreeEntry | None
    is_made_up: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """The commits of HEAD that BASE has not, oldest first, and what they wrote: a proposal, or a step of a history.

    `fork_tree` are the files of the newest commit that both have; `forked` tells of the commits that these build on
    when they claim to be made; `net` tells what the branch changes in `base_tree`, by path; `contested` are the paths
    that the base has changed, too, since the fork, or where it has a folder and the branch a file. `left_out` are the
    files that a merge has otherwise (`left`) than one of the branches that it merged (`sealed`), and none of the others
    had before; `moved` tells of commits that put the register elsewhere the folder that it left, and that to which it
    came.
    """

    base: str
    head: str
    commits: tuple[Commit, ...]
    written: tuple[Written, ...]
    base_tree: Tree
    fork_tree: Tree
    net: Changes
    contested: tuple[str, ...] = ()
    forked: Mapping[str, datetime] = field(default_factory=dict)
    left_out: tuple[Written, ...] = ()
    moved: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def merged_tree(self) -> dict[str, TreeEntry]:
        """The base with the branch's changes applied: what a merge makes."""
        tree = dict(self.base_tree)
        for path, change in self.net.items():
            if change.after is None:
                tree.pop(path, None)
            else:
                tree[path] = change.after
        return tree


Deviations = dict[str, tuple[TreeEntry | None, TreeEntry | None]]
"""By path: what the base had sealed, and what is there instead."""


def read_branch(repository: Repository, ends: Mapping[str, Tree], base: str, head: str, past: Past) -> Branch:
    """What `head` adds to `base` (commit ids), whose trees are `ends`. `past` are the commits that only `head` has.

    Raises `NoHistory` where they share no commit here, or no single newest one.
    """
    commits = tuple(past.commits)[::-1]
    trees, base_tree = dict(ends), ends[base]

    def tree(commit: str) -> Tree:
        if commit not in trees:
            trees[commit] = repository.tree(commit, past.place_at(commit))
        return trees[commit]

    walk = Walk(commits, lambda commit: tree(commit).get, repository.is_ancestor)
    written = tuple(walk.written())
    forks = walk.forks_of(head) if commits else (head,)
    if len(forks) != 1:
        raise _no_single_fork(repository, forks)
    net: dict[str, FileChange] = {}
    contested: list[str] = []
    for path, (sealed, left) in sorted(walk.deviations_of(head).items()):
        before = base_tree.get(path)
        if before == left:
            continue
        net[path] = FileChange(path, before, left)
        if before != sealed:
            contested.append(path)
    fork_tree = tree(forks[0])
    for path in _in_the_way({path for path, each in net.items() if each.before is None}, base_tree.keys() - fork_tree):
        net[path] = FileChange(path, base_tree[path], None)
        contested.append(path)
    outer = {parent for commit in commits for parent in commit.parents} - past.by_id.keys()
    moments = {each.id: each.committed for each in repository.commits(*outer)}
    seen = (base_tree, fork_tree, net, tuple(contested), moments, tuple(walk.left_out), past.moved)
    return Branch(base, head, commits, written, *seen)


def _in_the_way(added: Collection[str], came: Collection[str]) -> list[str]:
    """What came to the base meanwhile, and lies in a folder, or is a file, in whose place the branch has the other."""

    def folders(path: str) -> set[str]:
        return {path[:at] for at, sign in enumerate(path) if sign == "/"}

    above = {folder for path in added for folder in folders(path)}
    return sorted(path for path in came if path in above or not folders(path).isdisjoint(added))


def _no_single_fork(repository: Repository, forks: tuple[str, ...]) -> NoHistory:
    if not forks:
        shallow = repository.is_shallow
        return NoHistory(
            say(
                "hai nhánh không có lần ghi chung ở đây; "
                + ("lấy đủ lịch sử: git fetch --unshallow" if shallow else "tạo lại nhánh từ nhánh chính"),
                "the two have no commit in common here; "
                + ("fetch the whole history: git fetch --unshallow" if shallow else "start the branch anew from BASE"),
            )
        )
    return NoHistory(
        say(
            "nhánh xuất phát từ nhiều lần ghi của nhánh chính ({forks}); gộp nhánh chính vào nhánh này rồi xem lại",
            "the branch starts from several commits of BASE ({forks}); merge BASE into it, then review again",
            forks=tuple(fork[:12] for fork in forks),
        )
    )


class Walk:
    """Goes through the commits of a branch, oldest first, keeping what each left different from the base.

    `files` tells what any other commit has where; `is_ancestor` whether a commit is another one, or comes before it.
    `left_out`, once all was `written`: what merges have otherwise than a branch that they merged.
    """

    def __init__(
        self, commits: tuple[Commit, ...], files: Callable[[str], Files], is_ancestor: Callable[[str, str], bool]
    ) -> None:
        self._commits = commits
        self._files = files
        self._is_ancestor = is_ancestor
        self._deviations: dict[str, Deviations] = {}
        self._forks: dict[str, tuple[str, ...]] = {}
        self._by_id = {commit.id: commit for commit in commits}
        self._writers: dict[tuple[str, TreeEntry], set[str]] = {}
        self.left_out: list[Written] = []

    def forks_of(self, commit: str) -> tuple[str, ...]:
        """The newest commits of the base that a commit builds on: one, unless it merged what the base had not yet."""
        return self._forks.get(commit, (commit,))

    def deviations_of(self, commit: str) -> Deviations:
        """What a commit has different from the base; a commit of the base itself, nothing."""
        return self._deviations.get(commit, {})

    def written(self) -> Iterator[Written]:
        children = Counter(parent for commit in self._commits for parent in commit.parents)
        for commit in self._commits:
            self._forks[commit.id] = self._newest({fork for each in commit.parents for fork in self.forks_of(each)})
            inherited = [self.deviations_of(parent) for parent in commit.parents]
            left_by = self._reader(commit)
            found = self._compare(commit, inherited, left_by)
            wrote = []
            for path, pair in sorted(found.items()):
                before = [known[path] for known in inherited if path in known]
                if pair is not None and pair not in before:
                    made_up = len(inherited) > 1 and pair[0] is None and any(left for _, left in before)
                    wrote.append(Written(commit, path, *pair, made_up))
            if len(inherited) > 1:
                self.left_out += self._dropped(commit, inherited, left_by)
            for each in wrote:
                if each.left:
                    self._writers.setdefault((each.path, each.left), set()).add(commit.id)
            children.subtract(commit.parents)
            self._keep(commit, inherited, found, [each for each in commit.parents if not children[each]])
            yield from wrote

    def _keep(
        self,
        commit: Commit,
        inherited: list[Deviations],
        found: Mapping[str, tuple[TreeEntry | None, TreeEntry | None] | None],
        done: list[str],
    ) -> None:
        """Keeps what a commit has different. `done` are the parents that nothing builds on any more."""
        follows = len(inherited) == 1 and self._forks[commit.id] == self.forks_of(commit.parents[0])
        kept: Deviations = (inherited[0] if done else dict(inherited[0])) if follows else {}
        for path, pair in found.items():
            if pair is None:
                kept.pop(path, None)
            else:
                kept[path] = pair
        for parent in done:
            self._deviations.pop(parent, None)
        self._deviations[commit.id] = kept

    def _newest(self, forks: set[str]) -> tuple[str, ...]:
        """Of several commits of the base, those that no other one builds on."""
        return tuple(
            fork
            for fork in sorted(forks)
            if not any(other != fork and self._is_ancestor(fork, other) for other in forks)
        )

    def _compare(
        self, commit: Commit, inherited: list[Deviations], left_by: Files
    ) -> dict[str, tuple[TreeEntry | None, TreeEntry | None] | None]:
        """By path that may differ otherwise than in the only parent: how it differs from the base, None if not."""
        candidates = {path for each in commit.differences for path in each}
        if len(inherited) != 1 or self._forks[commit.id] != self.forks_of(commit.parents[0]):
            candidates.update(path for each in inherited for path in each)
        sealed_by = [self._files(fork) for fork in self._forks[commit.id]]
        found: dict[str, tuple[TreeEntry | None, TreeEntry | None] | None] = {}
        for path in candidates:
            versions = [files(path) for files in sealed_by] or [None]
            left = left_by(path)
            sealed = next((version for version in versions if version), None)
            found[path] = None if left in versions else (sealed, left)
        return found

    def _dropped(self, commit: Commit, inherited: list[Deviations], left_by: Files) -> Iterator[Written]:
        """What a merge has otherwise than one of the branches that it merged, and no other of them had so before."""
        for parent, deviations in zip(commit.parents, inherited, strict=True):
            for path, (_, had) in sorted(deviations.items()):
                left = left_by(path)
                if had is None or had == left:
                    continue
                writers = self._writers.get((path, had), set())
                others = (ancestors(other, self._by_id) for other in commit.parents if other != parent)
                if not any(writers & past for past in others):
                    yield Written(commit, path, had, left)

    def _reader(self, commit: Commit) -> Files:
        """A function from a path to the file there, in a commit."""
        change = commit.brought
        if not commit.parents:
            return lambda path: change[path].after if path in change else None
        parent = commit.parents[0]
        forks, deviations = self.forks_of(parent), self.deviations_of(parent)
        # With one fork the parent is known by what it has different; with several, only by its own tree.
        files: Files = self._files(forks[0] if len(forks) == 1 else parent) if forks else lambda _: None

        def read(path: str) -> TreeEntry | None:
            if path in change:
                return change[path].after
            return deviations[path][1] if path in deviations else files(path)

        return read
