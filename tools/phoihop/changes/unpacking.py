"""Lays records out of Git's objects into a folder, so that they are read and judged like any register.

A task's case depends on its own folder, the agencies and register.yml. So of a change only those tasks are laid out
that it touches, and those that these speak of: two rules look further than a task (`units_to_judge`).

Only regular files of register.yml, agencies/ and the wanted tasks are written, byte for byte as they were committed:
no filter, no link, no name that could lead out of the folder.
"""

import os
import re
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from phoihop.changes.branch import Branch, Tree
from phoihop.changes.commits import LINK_MODE, SUBMODULE_MODE, TreeEntry
from phoihop.changes.contents import Contents
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.language import Message, say
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.register import SETTINGS_FILE, Register, load_register
from phoihop.records.task_folder import folder_of
from phoihop.records.yaml_door import LARGEST_FILE, NotYaml, read_yaml
from phoihop.records.yaml_door import Tree as Keys

_LONGEST_NAME = 255
_MANY = 50
_ZEROS = re.compile(r"\b0+(?=\d)")


def unit_of(own: str) -> str:
    """The folder of a path's task, `tasks/2021/0012`; what lies higher up in tasks/ is a unit of its own."""
    return "/".join(own.split("/")[:3])


def is_of_register(own: str) -> bool:
    """Whether a path of the register is one that its records, or what stands in their place, could have."""
    return own.startswith(("agencies/", "tasks/")) or own in (SETTINGS_FILE, ERASURES, "agencies", "tasks")


def refusal_of(own: str, entry: TreeEntry) -> Message | None:
    """Why a file in tasks/ or agencies/ is not even looked at; None where it can be."""
    if entry.mode == LINK_MODE:
        return say(
            "“{name}” là liên kết; bản ghi và tài liệu phải là tệp thường",
            "“{name}” is a link; records and papers are regular files",
            name=own,
        )
    if entry.mode == SUBMODULE_MODE:
        return say(
            "“{name}” là kho Git lồng (submodule); bản ghi và tài liệu phải nằm trong chính kho này",
            "“{name}” is a submodule; records and papers lie in this repository itself",
            name=own,
        )
    if any(
        part in ("", ".", "..") or part.casefold() == ".git" or len(os.fsencode(part)) > _LONGEST_NAME
        for part in own.split("/")
    ):
        return say(
            "tên tệp “{name}” không dùng được; đổi tên",
            "the file name “{name}” can't be used; rename it",
            name=own,
        )
    return None


def unpack(repository: Repository, tree: Tree, folder: Path, units: Collection[str] | None = None) -> None:
    """Writes the register of a tree into `folder`: of its tasks those in `units`, or all.

    Papers are written whole, one by one: their type, size and digest are judged, and together they may be larger than
    memory. Raises `NoHistory` where one is lacking.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records: dict[str, list[str]] = {}
    papers: dict[str, list[str]] = {}
    for path, entry in tree.items():
        wanted = units is None or not path.startswith("tasks/") or unit_of(path) in units
        if wanted and is_of_register(path) and not refusal_of(path, entry):
            (papers if place_of(path).is_paper else records).setdefault(entry.blob, []).append(path)
    for names, largest in ((records, LARGEST_FILE), (papers, None)):
        for blob, content in repository.blobs(names, largest):
            for path in names[blob]:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)


def load_with_settings_of(policy: Register, folder: Path) -> Register:
    """The register that was laid out in a folder; one without settings that could be, by those of the policy."""
    if not (folder / SETTINGS_FILE).exists():
        shutil.copyfile(policy.root / SETTINGS_FILE, folder / SETTINGS_FILE)
    return load_register(folder)


def units_to_judge(repository: Repository, branch: Branch, contents: Contents) -> set[str] | None:
    """The task folders (`tasks/2021/0012`) to judge; None for all, where the settings or an agency change.

    Beside those that the change touches: `record-unique` looks at tasks whose records may use a number that the change
    uses, and `reference-resolves` at `related` ones.
    """
    if any(path == SETTINGS_FILE or path.startswith("agencies/") for path in branch.net):
        return None
    units = {unit_of(path) for path in branch.net if path.startswith("tasks/")}
    records: list[dict[str, Keys]] = []
    for path, net in branch.net.items():
        if path.startswith("tasks/") and path.endswith(".yml"):
            records += (keys for each in (net.before, net.after) if isinstance(keys := contents.keys(each), dict))
    for record in records:
        related = record.get("related")
        units |= {folder_of(task) for task in related if isinstance(task, str)} if isinstance(related, list) else set()
    return units | _units_with_numbers(repository, branch, {_number(record) for record in records} - {""})


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
            with suppress(NotYaml):
                if _number(read_yaml(content)[0]) in numbers:
                    units.update(unit_of(path) for path in files[blob])
    return units


def _number(keys: Keys | None) -> str:
    """A record's number as rule `record-unique` compares it; empty where there is none."""
    number = keys.get("number") if isinstance(keys, dict) else None
    return _normal(number) if isinstance(number, str) else ""


def _normal(text: str) -> str:
    return _ZEROS.sub("", "".join(text.split()).casefold())
