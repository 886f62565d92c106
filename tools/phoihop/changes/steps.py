"""A history as the steps of its main line, each judged like a branch: one commit, or a merge with all that it brought.

The files of the main line are followed from step to step, so that no step needs a tree of its own.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from phoihop.changes.branch import Branch, Files, Tree, Walk, Written
from phoihop.changes.change import Change
from phoihop.changes.commits import NEVER, Commit, TreeEntry
from phoihop.changes.contents import Contents
from phoihop.changes.past import Past
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.changes.signatures import Signature, Signatures, holders_in, verify
from phoihop.changes.unpacking import load_with_settings_of, unit_of, unpack
from phoihop.changes.writers import is_judged
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE, Register


class Steps:
    """The steps of a history, oldest first.

    `register` judges where a step's own base has none that can be read; what is laid out to be read goes into `folder`.
    """

    def __init__(
        self,
        repository: Repository,
        past: Past,
        register: Register,
        contents: Contents,
        folder: Path,
        *,
        require_signatures: bool = False,
    ) -> None:
        self._repository = repository
        self._past = past
        self._register = register
        self._contents = contents
        self._folder = folder
        self._number_of = {step.id: number for number, step in enumerate(past.main_line)}
        self._tree: dict[str, TreeEntry] = {}
        self._versions: dict[str, list[tuple[int, TreeEntry | None]]] = {}
        self._other_trees: dict[str, Tree] = {}
        self._assigned: set[str] = set()
        self._policy = register
        self._require_signatures = require_signatures
        self._signatures: dict[str, Signature] = {}
        self._brought: dict[str, list[Commit]] = {}
        for commit in past.in_order:
            self._brought.setdefault(past.change_of.get(commit.id, ""), []).append(commit)
        if require_signatures:
            self._verify(0)

    def __iter__(self) -> Iterator[tuple[Commit, Change]]:
        """Each step with what it changes. A step must be judged before the next one is asked for."""
        latest, newest = None, NEVER
        for number, step in enumerate(self._past.main_line):
            # A commit that claims an earlier day than what it builds on was not made earlier.
            day = self._register.day_of(step.committed)
            latest = max(latest or day, day)
            if step.is_cut:
                self._tree = self._repository.tree(step.id, self._past.place_at(step.id))
            branch = self._branch(step)
            yield (
                step,
                Change(
                    branch=branch,
                    policy=self._policy,
                    register=self._reader(number, branch),
                    today=latest,
                    contents=self._contents,
                    used=self._assigned.intersection,
                    is_judged=is_judged(self._register, latest),
                    place_at_base=self._past.place_at(branch.base) if branch.base else "",
                    signatures=self._signed_by(newest),
                ),
            )
            newest = max(newest, *(commit.committed for commit in branch.commits))
            self._take(number, branch)

    def _signed_by(self, newest: datetime) -> Signatures | None:
        """By whom commits are signed, by the keys of the base; None where it has none yet, or none are asked for."""
        holders = holders_in(self._policy) if self._require_signatures and self.has_base else {}
        return Signatures(self._signatures, holders, newest) if holders else None

    def _verify(self, number: int) -> None:
        """Looks at the signatures from a step on, as far as its policy holds."""
        commits: list[str] = []
        for step in self._past.main_line[number:]:
            commits += (commit.id for commit in self._brought[step.id])
            if any(map(_is_policy, step.brought)):
                break
        self._signatures = verify(self._repository.git, commits, self._policy)

    @property
    def has_base(self) -> bool:
        """Whether the step that was given last changes a register that was there before."""
        return SETTINGS_FILE in self._tree

    def _take(self, number: int, branch: Branch) -> None:
        """Goes on from what a step left."""
        for path, net in branch.net.items():
            self._versions.setdefault(path, []).append((number, net.after))
            if net.after is None:
                self._tree.pop(path, None)
            else:
                self._tree[path] = net.after
        wrote = (place_of(each.path) for each in branch.written if each.left)
        self._assigned.update(of.task for of in wrote if of.task and of.record == TASK)
        if any(map(_is_policy, branch.net)):
            self._policy = self._read_policy(number) or self._policy
            if self._require_signatures:
                self._verify(number + 1)

    def _branch(self, step: Commit) -> Branch:
        net = step.brought
        base = step.parents[0] if step.parents and not step.is_cut else ""
        commits = tuple(self._brought[step.id])
        by_id = self._past.by_id
        forked = {each: by_id[each].committed for commit in commits for each in commit.parents if each in by_id}
        moved = {each.id: self._past.moved[each.id] for each in commits if each.id in self._past.moved}
        branch = Branch(base, step.id, commits, (), self._tree, self._tree, net, forked=forked, moved=moved)
        if len(step.parents) < 2:
            written = (Written(step, path, each.before, each.after) for path, each in net.items())
            return replace(branch, written=tuple(written))
        walk = Walk(commits, self._files, self._is_ancestor)
        return replace(branch, written=tuple(walk.written()), left_out=tuple(walk.left_out))

    def _files(self, commit: str) -> Files:
        number = self._number_of.get(commit)
        if number is not None:
            return lambda path: self._at(path, number)
        if commit not in self._other_trees:
            self._other_trees[commit] = self._repository.tree(commit, self._past.place_at(commit))
        return self._other_trees[commit].get

    def _is_ancestor(self, earlier: str, later: str) -> bool:
        numbers = self._number_of
        if earlier in numbers and later in numbers:
            return numbers[earlier] <= numbers[later]
        return earlier in self._past.ancestors(later)

    def _at(self, path: str, number: int) -> TreeEntry | None:
        """What the main line had at a path after one of its steps."""
        versions = self._versions.get(path, [])
        later = bisect_right(versions, number, key=lambda version: version[0])
        return versions[later - 1][1] if later else None

    def _read_policy(self, number: int) -> Register | None:
        policy = {path: entry for path, entry in self._tree.items() if not path.startswith("tasks/")}
        if SETTINGS_FILE not in policy or not policy[SETTINGS_FILE].is_file:
            return None
        read = self._lay_out(policy, f"{number}-policy", ())
        return read if read.is_readable else None

    def _reader(self, number: int, branch: Branch) -> Callable[[bool], Register]:
        units = {unit_of(path) for path in branch.net if path.startswith("tasks/")}

        def read(with_change: bool) -> Register:
            tree = branch.merged_tree if with_change else self._tree
            return self._lay_out(tree, f"{number}-{'after' if with_change else 'before'}", units)

        return read

    def _lay_out(self, tree: Tree, name: str, units: Collection[str]) -> Register:
        unpack(self._repository, tree, self._folder / name, units)
        return load_with_settings_of(self._policy, self._folder / name)


def _is_policy(path: str) -> bool:
    return path == SETTINGS_FILE or path.startswith("agencies/")
