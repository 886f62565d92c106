"""A history as the steps of its main line, each judged like a branch: one commit, or a merge with all that it brought.

The files of the main line are followed from step to step, so that no step needs a tree of its own; what merges brought
is read from Git by one process for all of them.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from phoihop.changes.branch import Branch, Difference, Files, NetChange, Tree, Walk, Written, differences
from phoihop.changes.change import Change, day_in
from phoihop.changes.contents import Contents
from phoihop.changes.corrections import is_judged
from phoihop.changes.past import Past
from phoihop.changes.raw_log import Commit, TreeEntry, path_text
from phoihop.changes.record_paths import record_path
from phoihop.changes.repository import Repository
from phoihop.changes.unpacking import unit_of, unpack
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE, Register, load_register


class Steps:
    """The steps of a history, oldest first, with paths as in the register.

    `past` are all commits, `line` the main line alone, its merges listing all that they brought. `register` judges
    where a step's own base has none that can be read; what is laid out to be read goes into `folder`.
    """

    def __init__(
        self, repository: Repository, past: Past, line: Past, register: Register, contents: Contents, folder: Path
    ) -> None:
        self._repository = repository
        self._past = past
        self._line = line.in_order
        self._register = register
        self._contents = contents
        self._folder = folder
        self._place_of = {step.id: index for index, step in enumerate(self._line)}
        self._tree: dict[str, TreeEntry] = {}
        self._versions: dict[str, list[tuple[int, TreeEntry | None]]] = {}
        self._other_trees: dict[str, Tree] = {}
        self._assigned: set[str] = set()
        self._policy = register
        self._brought = self._read_brought()

    def __iter__(self) -> Iterator[tuple[Commit, Change]]:
        """Each step with what it changes. A step must be judged before the next one is asked for."""
        latest = None
        for number, step in enumerate(self._line):
            # A commit that claims an earlier day than what it builds on was not made earlier.
            day = day_in(self._register, step.committed)
            latest = max(latest or day, day)
            if step.is_cut:
                self._tree = self._repository.at_place(self._place(step.id)).tree(step.id)
            branch = self._branch(step)
            yield (
                step,
                Change(
                    branch=branch,
                    location="",
                    policy=self._policy,
                    register=self._reader(number, branch),
                    today=latest,
                    contents=self._contents,
                    used=self._assigned.intersection,
                    is_judged=is_judged(self._register, latest),
                    place_at_base=path_text(self._place(branch.base)) if branch.base else "",
                ),
            )
            self._take(number, branch)

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
        wrote = (record_path(each.path) for each in branch.written if each.left)
        self._assigned.update(of.task for of in wrote if of and of.task and of.record == TASK)
        if any(path == SETTINGS_FILE or path.startswith("agencies/") for path in branch.net):
            self._policy = self._read_policy(number) or self._policy

    def _branch(self, step: Commit) -> Branch:
        net: dict[str, NetChange] = {}
        for change in step.changes:
            if change.old_path is not None:
                net[change.old_path] = NetChange(change.before, None)
            net[change.path] = NetChange(None if change.old_path else change.before, change.after)
        base = step.parents[0] if step.parents and not step.is_cut else ""
        commits, changes = self._brought.get(step.id, ((step,), []))
        if not changes:
            written = tuple(Written(step, path, each.before, each.after) for path, each in net.items())
            return Branch(base, step.id, commits, written, self._tree, self._tree, net)
        walk = Walk(commits, changes, self._files, self._repository.is_ancestor)
        written = tuple(walk.written())
        return Branch(base, step.id, commits, written, self._tree, self._tree, net, left_out=tuple(walk.left_out))

    def _read_brought(self) -> Mapping[str, tuple[tuple[Commit, ...], list[list[Difference]]]]:
        """By merge of the main line: the commits that it brought, itself the last, with what each changed."""
        groups: dict[str, list[Commit]] = {}
        for commit in self._past.in_order:
            step = self._past.by_id.get(self._past.change_of.get(commit.id, ""))
            if step is not None and len(step.parents) > 1:
                groups.setdefault(step.id, []).append(commit)
        found = differences(self._repository.git, (commit for group in groups.values() for commit in group))
        return {
            step: (tuple(group), [self._own(commit, next(found)) for commit in group]) for step, group in groups.items()
        }

    def _own(self, commit: Commit, changes: list[Difference]) -> list[Difference]:
        """A commit's differences from its parents within the register, wherever it lay in each."""
        place = self._place(commit.id)
        prefix = path_text(place)
        found: list[Difference] = []
        for parent, change in zip(commit.parents or ("",), changes, strict=True):
            before = self._place(parent) if parent in self._past.by_id else place
            if before == place:
                found.append({path[len(prefix) :]: each for path, each in change.items() if path.startswith(prefix)})
            else:
                moved = self._repository.at_place(place).moved(before, parent, commit.id)
                found.append(
                    {each.path: each.after for each in moved}
                    | {each.old_path: None for each in moved if each.old_path is not None}
                )
        return found

    def _place(self, commit: str) -> bytes:
        now = self._repository.place
        return self._past.place_at(commit, now) if self._past.moves else now

    def _files(self, commit: str) -> Files:
        number = self._place_of.get(commit)
        if number is not None:
            return lambda path: self._at(path, number)
        if commit not in self._other_trees:
            self._other_trees[commit] = self._repository.at_place(self._place(commit)).tree(commit)
        return self._other_trees[commit].get

    def _at(self, path: str, number: int) -> TreeEntry | None:
        """What the main line had at a path after one of its steps."""
        versions = self._versions.get(path, [])
        later = bisect_right(versions, number, key=lambda version: version[0])
        return versions[later - 1][1] if later else None

    def _read_policy(self, number: int) -> Register | None:
        policy = {path: entry for path, entry in self._tree.items() if not path.startswith("tasks/")}
        if SETTINGS_FILE not in policy:
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
        unpack(self._repository, tree, "", self._folder / name, units)
        return load_register(self._folder / name)
