"""Which tasks have to be judged to see what a change brings: those that it touches, and those that these speak of.

A task's case depends on its own folder, the agencies and register.yml. Two rules look further: `record-unique`, so
tasks whose records may use a number that the change uses are judged along; and `reference-resolves` of `related` tasks.
"""

import re
from collections.abc import Iterator, Mapping

from phoihop.changes.branch import Branch
from phoihop.changes.contents import Contents
from phoihop.changes.repository import Repository
from phoihop.changes.unpacking import unit_of
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.yaml_door import LARGEST_FILE, Refused, read_yaml
from phoihop.records.yaml_door import Tree as Keys

_MANY = 50
_ZEROS = re.compile(r"\b0+(?=\d)")


def units_to_judge(repository: Repository, branch: Branch, contents: Contents) -> set[str] | None:
    """The task folders (`tasks/2021/0012`) to judge; None for all, where the settings or an agency change."""
    if any(path == SETTINGS_FILE or path.startswith("agencies/") for path in branch.net):
        return None
    units = {unit_of(path) for path in branch.net if path.startswith("tasks/")}
    records = list(_records(branch, contents))
    units |= {folder for keys in records for folder in _related(keys)}
    numbers = {_normal(number) for keys in records if isinstance(number := keys.get("number"), str)}
    return units | _units_with_numbers(repository, branch, {number for number in numbers if number})


def _records(branch: Branch, contents: Contents) -> Iterator[Mapping[str, Keys]]:
    """What the records that the change writes will say, as far as they can be read; and said before."""
    for path, net in branch.net.items():
        if path.startswith("tasks/") and path.endswith(".yml"):
            yield from (keys for each in (net.before, net.after) if isinstance(keys := contents.keys(each), dict))


def _related(keys: Mapping[str, Keys]) -> Iterator[str]:
    related = keys.get("related")
    for task in related if isinstance(related, list) else ():
        if isinstance(task, str):
            year, _, number = task.partition("-")
            yield f"tasks/{year}/{number}"


def _units_with_numbers(repository: Repository, branch: Branch, numbers: set[str]) -> set[str]:
    """The task folders in which a record of the base has one of these numbers, however it is spelled."""
    files: dict[str, list[str]] = {}
    for path, entry in branch.base_tree.items() if numbers else ():
        if path.startswith("tasks/") and path.endswith(".yml") and entry.is_file:
            files.setdefault(entry.blob, []).append(path)
    units: set[str] = set()
    for blob, content in repository.blobs(files, LARGEST_FILE):
        text = _normal(content.decode("utf-8", "replace"))
        # What is spelled by escapes shows nowhere; many numbers are found faster by reading all.
        if "\\" in text or len(numbers) > _MANY or any(number in text for number in numbers):
            number = _number(content)
            if number and _normal(number) in numbers:
                units.update(unit_of(path) for path in files[blob])
    return units


def _number(content: bytes) -> str | None:
    try:
        keys = read_yaml(content)[0]
    except Refused:
        return None
    number = keys.get("number") if isinstance(keys, dict) else None
    return number if isinstance(number, str) else None


def _normal(number: str) -> str:
    """A number as rule `record-unique` compares it."""
    return _ZEROS.sub("", "".join(number.split()).casefold())
