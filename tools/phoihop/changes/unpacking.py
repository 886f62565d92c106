"""Lays records out of Git's objects into a folder, so that they are read and judged like any register.

Only regular files of register.yml, agencies/ and the wanted tasks are written, byte for byte as they were committed:
no filter, no link, no name that could lead out of the folder.
"""

import os
from collections.abc import Collection
from pathlib import Path

from phoihop.changes.branch import Tree
from phoihop.changes.commits import LINK_MODE, SUBMODULE_MODE, TreeEntry
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.language import Message, say
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.yaml_door import LARGEST_FILE

_LONGEST_NAME = 255


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
    if not _is_safe(own):
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


def _is_safe(own: str) -> bool:
    parts = own.split("/")
    return all(
        part not in ("", ".", "..") and part.casefold() != ".git" and len(os.fsencode(part)) <= _LONGEST_NAME
        for part in parts
    )
