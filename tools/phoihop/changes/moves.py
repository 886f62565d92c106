"""What lies elsewhere than before: a record or paper under another name, and the register in another folder.

Git keeps no such thing. A file that came is one that went, where it says the same to the byte, or, of one kind of
record in one task, mostly the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from phoihop.changes.commits import Changes, Commit, FileChange, TreeEntry
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.yaml_door import Tree as Keys

_ALIKE = 0.5
"""The share of equal keys from which two records of one kind and agency are one record under a new name."""


def renames(changes: Iterable[FileChange], keys: Callable[[TreeEntry | None], Keys | None]) -> dict[str, FileChange]:
    """By new path, the renamed records and papers among these changes. `keys` reads a record's content."""
    files = [(change, place_of(change.path)) for change in changes]
    gone = [(change, place) for change, place in files if change.after is None and place.is_final]
    found: dict[str, FileChange] = {}
    for change, new in files if gone else ():
        if change.before or change.after is None or not new.is_final:
            continue
        old = _old_of(change.after, new, gone, keys)
        if old:
            gone.remove(old)
            found[change.path] = FileChange(change.path, old[0].before, change.after, old[0].path)
    return found


def _old_of(
    after: TreeEntry,
    new: Place,
    gone: Collection[tuple[FileChange, Place]],
    keys: Callable[[TreeEntry | None], Keys | None],
) -> tuple[FileChange, Place] | None:
    """Of what went, that which lies under a new name now: of one task rather than another, where both are the same."""
    same = [each for each in gone if each[1].role == new.role and each[0].before == after]
    if same:
        name = new.path.rpartition("/")[2]
        return min(same, key=lambda each: (each[1].task != new.task, each[1].path.rpartition("/")[2] != name))
    for change, old in gone if new.kind else ():
        if (old.kind, old.task) == (new.kind, new.task) and _is_alike(keys(change.before), keys(after)):
            return change, old
    return None


def _is_alike(before: Keys | None, after: Keys | None) -> bool:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    equal = sum(before.get(key) == value for key, value in after.items())
    return equal > _ALIKE * max(len(before), len(after))


def arrivals(repository: Repository, commits: Sequence[Commit], place: str) -> Iterator[tuple[str, str]]:
    """The commits, newest first, by which the register came to another folder, each with the folder that it left.

    `commits` are the newest first, and `place` is where it lies at the newest.
    """
    by_id = {commit.id: commit for commit in commits}
    reached: Collection[str] = by_id.keys()
    while arrival := _arrival(repository, [commit for commit in commits if commit.id in reached], place, commits):
        yield arrival
        place = arrival[1]
        reached = ancestors(by_id[arrival[0]].parents[0], by_id)


def _arrival(
    repository: Repository, commits: Iterable[Commit], place: str, every: Sequence[Commit]
) -> tuple[str, str] | None:
    """The newest commit with which the register came to a folder from another one, and that other one.

    Either the commit takes it away there, or it copied most of what lay there, and a later one takes that away.
    """
    settings, known = f"{place}{SETTINGS_FILE}", {commit.id for commit in every}
    for commit in commits:
        if not commit.parents or settings not in commit.brought or commit.brought[settings].before:
            continue
        had = {id_ for id_, each in zip(commit.parents, commit.differences, strict=True) if _had(each, settings)}
        if had & known:
            # A merge took it from a line of work that is looked at by itself.
            continue
        before, after = repository.files_of(commit.parents[0]), repository.files_of(commit.id)
        places = {path.removesuffix(SETTINGS_FILE) for path in before if is_settings(path)} - {place}
        left = {each for each in places if f"{each}{SETTINGS_FILE}" not in after}
        if not left and places:
            now = repository.files_of(every[0].id)
            gone = {each for each in places if f"{each}{SETTINGS_FILE}" not in now}
            left = {each for each in gone if is_copy(before, each, after, place)}
        if left:
            return commit.id, min(left)
    return None


def _had(changes: Changes, path: str) -> bool:
    """Whether what was changed so had a file that is there now."""
    return path not in changes or changes[path].before is not None


def ancestors(id_: str, commits: Mapping[str, Commit]) -> set[str]:
    """A commit and all that it follows from, as far as they are here."""
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        each = waiting.pop()
        if each not in found and each in commits:
            found.add(each)
            waiting += commits[each].parents
    return found


def is_copy(before: Collection[str], place: str, after: Collection[str], new_place: str) -> bool:
    """Whether most records that lay in one folder lie in another one after a commit."""
    own = [path.removeprefix(place) for path in before if path.startswith(f"{place}tasks/")]
    return sum(f"{new_place}{path}" in after for path in own) > len(own) / 2


def is_settings(path: str) -> bool:
    return path == SETTINGS_FILE or path.endswith(f"/{SETTINGS_FILE}")
