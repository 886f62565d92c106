"""Which tasks have to be judged to see what a change brings: those that it touches, and those that these speak of.

A task's case depends on its own folder, the agencies and register.yml. Two rules look further: `record-unique`, so
tasks whose records may use a number that the change uses are judged along; and `reference-resolves` of `related` tasks.
"""

import re
from collections.abc import Iterator, Mapping

from phoihop.changes.branch import Branch
from phoihop.changes.contents import Contents
from phoihop.changes.git import Git, GitFailed
from phoihop.changes.raw_log import path_text
from phoihop.changes.unpacking import unit_of
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.yaml_door import Refused, read_yaml
from phoihop.records.yaml_door import Tree as Keys

_NAMED = re.compile(r"number[\"']?\s*:")
_FOLLOWED = re.compile(r"[\"',}]|\s#")
_ZEROS = re.compile(r"\b0+(?=\d)")


def units_to_judge(git: Git, branch: Branch, location: str, contents: Contents) -> set[str] | None:
    """The task folders (`tasks/2021/0012`) to judge; None for all, where the settings or an agency change."""
    touched = [path.removeprefix(location) for path in branch.net if path.startswith(location)]
    if any(own == SETTINGS_FILE or own.startswith("agencies/") for own in touched):
        return None
    units = {unit_of(own) for own in touched if own.startswith("tasks/")}
    records = list(_records(branch, location, contents))
    units |= {folder for keys in records for folder in _related(keys)}
    numbers = {_normal(number) for keys in records if isinstance(number := keys.get("number"), str)}
    return units | _units_with_numbers(git, branch.base, location, {number for number in numbers if number})


def _records(branch: Branch, location: str, contents: Contents) -> Iterator[dict[str, Keys]]:
    """What the records that the change writes will say, as far as they can be read; and said before."""
    for path, net in branch.net.items():
        if path.startswith(f"{location}tasks/") and path.endswith(".yml"):
            for entry in (net.before, net.after):
                try:
                    keys = read_yaml(contents.content(entry) or b"")[0] if entry else None
                except Refused:
                    continue
                if isinstance(keys, dict):
                    yield keys


def _related(keys: Mapping[str, Keys]) -> Iterator[str]:
    related = keys.get("related")
    for task in related if isinstance(related, list) else ():
        if isinstance(task, str):
            year, _, number = task.partition("-")
            yield f"tasks/{year}/{number}"


def _units_with_numbers(git: Git, commit: str, location: str, numbers: set[str]) -> set[str]:
    """The task folders in which a line that speaks of a number, or the line after it, may say one of these."""
    if not numbers:
        return set()
    # --text: attributes may call records binary.
    options = ("-z", "--full-name", "--text", "--no-textconv", "-F", "-A1", "-e", "number")
    try:
        output = git.read("grep", *options, commit, "--", f":(top,literal){location}tasks")
    except GitFailed:
        # So does Git say that no line was found.
        return set()
    start = f"{commit}:{location}"
    units = set()
    for line in output.split(b"\n"):
        path, nul, text = line.partition(b"\0")
        if nul and not numbers.isdisjoint(_normal(each) for each in _values(text.decode("utf-8", "replace"))):
            units.add(unit_of(path_text(path).removeprefix(start)))
    return units


def _values(line: str) -> Iterator[str]:
    """What a line may give as a number: after each `number:`, or as a whole; with and without what may follow it."""
    _, *after = _NAMED.split(line)
    for value in after or [line]:
        bare = value.strip().strip("\"'")
        yield bare
        yield _FOLLOWED.split(bare, maxsplit=1)[0]


def _normal(number: str) -> str:
    """A number as rule `record-unique` compares it."""
    return _ZEROS.sub("", "".join(number.split()).casefold())
