"""What a branch adds to its base, commit by commit, merges included.

Looking at the two ends alone is not enough: a sealed record may be edited in one commit and put back in another, and
a merge may choose an old version, or make up one, without any commit before it saying so. So every commit is compared
with what the base had sealed by then (the newest commits of the base that it builds on), and a difference counts for
the commit that brought it in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from phoihop.changes.git import Git, NoHistory
from phoihop.changes.raw_log import NEVER, Commit, TreeEntry, moment_of, tree_changes
from phoihop.changes.repository import Repository
from phoihop.language import say

Tree = Mapping[str, TreeEntry]

Files = Callable[[str], TreeEntry | None]
"""What a commit has at a path."""

Difference = Mapping[str, TreeEntry | None]
"""By path, what a commit has in place of what one of its parents has."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as a commit left it (`left`, None: not there), where that differs from what the base had (`sealed`).

    It counts for the commit that no parent had it so. `path` starts at the top of the repository. `is_made_up`: a merge
    gave a file that is new to the base another content than any branch had that it merged.
    """

    commit: Commit
    path: str
    sealed: TreeEntry | None
    left: TreeEntry | None
    is_made_up: bool = False


@dataclass(frozen=True, slots=True)
class NetChange:
    """A file that the branch as a whole changes: as the base has it now, and as it will be."""

    before: TreeEntry | None
    after: TreeEntry | None


@dataclass(frozen=True, slots=True)
class Branch:
    """The commits of HEAD that BASE has not, oldest first, and what they wrote: a proposal, or a step of a history.

    `fork_tree` are the files of the newest commit that both have, `forked` is when it claims to be made; `net` tells
    what the branch changes in `base_tree`, by path; `contested` are the paths that the base has changed, too, since the
    fork. `left_out` are the files that a merge has otherwise (`left`) than one of the branches that it merged
    (`sealed`), and none of the others had before.
    """

    base: str
    head: str
    commits: tuple[Commit, ...]
    written: tuple[Written, ...]
    base_tree: Tree
    fork_tree: Tree
    net: Mapping[str, NetChange]
    contested: tuple[str, ...] = ()
    forked: datetime = NEVER
    left_out: tuple[Written, ...] = ()

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


def read_branch(repository: Repository, base: str, head: str, base_tree: Tree) -> Branch:
    """What `head` adds to `base` (both commit ids) with its tree. `repository` shows the whole tree (place b"").

    Raises `NoHistory` where they share no commit here, or no single newest one.
    """
    commits = tuple(repository.log(f"{base}..{head}"))[::-1]
    # To be read at all, a tree has no name twice.
    trees = {base: base_tree, head: repository.tree(head)}

    def tree(commit: str) -> Tree:
        if commit not in trees:
            trees[commit] = repository.tree(commit)
        return trees[commit]

    walk = Walk(commits, differences(repository.git, commits), lambda commit: tree(commit).get, repository.is_ancestor)
    written = tuple(walk.written())
    forks = walk.forks_of(head) if commits else (head,)
    if len(forks) != 1:
        raise _no_single_fork(repository, forks)
    net: dict[str, NetChange] = {}
    contested: list[str] = []
    for path, (sealed, left) in sorted(walk.deviations_of(head).items()):
        before = base_tree.get(path)
        if before == left:
            continue
        net[path] = NetChange(before, left)
        if before != sealed:
            contested.append(path)
    return Branch(
        base,
        head,
        commits,
        written,
        base_tree,
        tree(forks[0]),
        net,
        tuple(contested),
        moment_of(repository.git.read("log", "-1", "--format=%ct", forks[0], "--").strip()),
        tuple(walk.left_out),
    )


def _no_single_fork(repository: Repository, forks: tuple[str, ...]) -> NoHistory:
    if not forks:
        shallow = repository.is_shallow
        return NoHistory(
            say(
                "hai nhánh không có bản ghi chung ở đây; "
                + ("lấy đủ lịch sử: git fetch --unshallow" if shallow else "tạo lại nhánh từ nhánh chính"),
                "the two have no commit in common here; "
                + ("fetch the whole history: git fetch --unshallow" if shallow else "start the branch anew from BASE"),
            )
        )
    return NoHistory(
        say(
            "nhánh xuất phát từ nhiều bản ghi của nhánh chính ({forks}); gộp nhánh chính vào nhánh này rồi xem lại",
            "the branch starts from several commits of BASE ({forks}); merge BASE into it, then review again",
            forks=tuple(fork[:12] for fork in forks),
        )
    )


_NOTHING: Difference = {}


class Walk:
    """Goes through the commits of a branch, oldest first, keeping what each left different from the base.

    `differences` are each commit's from its parents, `files` what any other commit has where; `is_ancestor` tells
    whether a commit is another one, or comes before it. `left_out`, once all was `written`: what merges have otherwise
    than a branch that they merged.
    """

    def __init__(
        self,
        commits: tuple[Commit, ...],
        differences: Iterable[list[Difference]],
        files: Callable[[str], Files],
        is_ancestor: Callable[[str, str], bool],
    ) -> None:
        self._commits = commits
        self._differences = differences
        self._files = files
        self._is_ancestor = is_ancestor
        self._deviations: dict[str, Deviations] = {}
        self._forks: dict[str, tuple[str, ...]] = {}
        self._parents = {commit.id: commit.parents for commit in commits}
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
        for commit, changes in zip(self._commits, self._differences, strict=True):
            self._forks[commit.id] = self._newest({fork for each in commit.parents for fork in self.forks_of(each)})
            inherited = [self.deviations_of(parent) for parent in commit.parents]
            left_by = self._reader(commit.parents[0] if commit.parents else None, changes[0])
            found = self._compare(commit, changes, inherited, left_by)
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
        self, commit: Commit, changes: list[Difference], inherited: list[Deviations], left_by: Files
    ) -> dict[str, tuple[TreeEntry | None, TreeEntry | None] | None]:
        """By path that may differ otherwise than in the only parent: how it differs from the base, None if it doesn't.

        `changes` are the commit's differences from each of its parents, or from nothing.
        """
        candidates = {path for each in changes for path in each}
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
                others = (self._past_of(other) for other in commit.parents if other != parent)
                if not any(writers & past for past in others):
                    yield Written(commit, path, had, left)

    def _past_of(self, commit: str) -> set[str]:
        """The commits of the branch that a commit builds on, itself included."""
        found: set[str] = set()
        waiting = [commit]
        while waiting:
            each = waiting.pop()
            if each in self._parents and each not in found:
                found.add(each)
                waiting += self._parents[each]
        return found

    def _reader(self, parent: str | None, change: Difference) -> Files:
        """A function from a path to the file there, in the commit that changed its (first) parent so."""
        if parent is None:
            return change.get
        forks, deviations = self.forks_of(parent), self.deviations_of(parent)
        # With one fork the parent is known by what it has different; with several, only by its own tree.
        files = self._files(forks[0] if len(forks) == 1 else parent) if forks else _NOTHING.get

        def read(path: str) -> TreeEntry | None:
            if path in change:
                return change[path]
            return deviations[path][1] if path in deviations else files(path)

        return read


def differences(git: Git, commits: Iterable[Commit]) -> Iterator[list[Difference]]:
    """For each commit, what is there in place of what each parent has, by path; for a first commit, all that is there.

    One Git process for all. With --always every pair is answered, so that the answers come in the order of the pairs.
    """
    counts, lines = [], []
    for commit in commits:
        counts.append(max(1, len(commit.parents)))
        lines += [f"{commit.id} {parent}" for parent in commit.parents] or [commit.id]
    if not lines:
        return
    options = ("--stdin", "-r", "-z", "--raw", "--no-renames", "--root", "--always", "--no-abbrev")
    unaltered = ("--ignore-submodules=none", "--no-ext-diff", "--no-textconv")
    answers = _answers(git.told("diff-tree", *options, *unaltered, lines=lines))
    for count in counts:
        yield [next(answers) for _ in range(count)]


def _answers(output: bytes) -> Iterator[Difference]:
    """Splits the answers of `diff-tree -z`: a commit's id, then `:mode mode blob blob status` and a path each."""
    parts = iter(output.split(b"\0"))
    entries: list[bytes] | None = None
    for part in parts:
        if part.startswith(b":"):
            assert entries is not None
            entries += (part, next(parts))
        elif part:
            if entries is not None:
                yield _difference(entries)
            entries = []
    if entries is not None:
        yield _difference(entries)


def _difference(entries: list[bytes]) -> Difference:
    return {change.path: change.after for change in tree_changes(iter(entries))}
