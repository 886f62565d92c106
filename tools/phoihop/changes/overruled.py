"""What a merge decided silently: it took one parent's version of a record where another parent had a later one.

Git lists of a merge only what differs from all its parents, so a record that a merge dropped, or put back to an older
version, shows nowhere. It is found where the commits, put together in order, come to something else than what is there.
"""

from collections.abc import Iterable

from phoihop.changes.commits import FileChange, TreeEntry
from phoihop.changes.happenings import Happening
from phoihop.changes.past import Past
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository

Versions = dict[str, TreeEntry]


def overruled_by_merges(repository: Repository, past: Past, happenings: Iterable[Happening]) -> list[Happening]:
    """What merges of the main line did beside what they list, as if they listed it.

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
            before, after = told.get(path), main.get(path)
            if before == after:
                continue
            found.append(Happening(step, FileChange(path, before, after), place_of(path)))
            told.pop(path, None)
            if after:
                told[path] = after
    return found


def _apply(change: FileChange, versions: Versions) -> None:
    versions.pop(change.old_path or change.path, None)
    if change.after:
        versions[change.path] = change.after
