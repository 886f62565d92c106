"""Lays records out of Git's objects into a folder, so that they are read and judged like any register.

Only regular files of register.yml, agencies/ and the wanted tasks are written, byte for byte as they were committed:
no filter, no link, no name that could lead out of the folder.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from phoihop.changes.branch import Tree
from phoihop.changes.git import IncompleteClone
from phoihop.changes.raw_log import LINK_MODE, SUBMODULE_MODE, TreeEntry
from phoihop.changes.repository import Repository
from phoihop.language import Message, say
from phoihop.records.papers import FOLDER as PAPERS
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.yaml_door import LARGEST_FILE

_LONGEST_NAME = 255


def unit_of(own: str) -> str:
    """The folder of a path's task, `tasks/2021/0012`; what lies higher up in tasks/ is a unit of its own."""
    return "/".join(own.split("/")[:3])


def is_of_register(own: str) -> bool:
    """Whether a path of the register is one that its records, or what stands in their place, could have."""
    return own == SETTINGS_FILE or own.startswith(("agencies/", "tasks/")) or own in ("agencies", "tasks")


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


def unpack(
    repository: Repository, tree: Tree, register: str, folder: Path, units: Collection[str] | None = None
) -> None:
    """Writes the register that lies in `register` of a tree into `folder`: of its tasks those in `units`, or all.

    Papers are written whole: their type, size and digest are judged.
    """
    folder.mkdir(parents=True, exist_ok=True)
    records: dict[str, str] = {}
    papers: dict[str, str] = {}
    for path, entry in tree.items():
        own = path.removeprefix(register)
        if not path.startswith(register) or not is_of_register(own):
            continue
        if own.startswith("tasks/") and units is not None and unit_of(own) not in units:
            continue
        if refusal_of(own, entry):
            continue
        (papers if _is_paper(own) else records)[own] = entry.blob
    for own, content in _read(repository, records, LARGEST_FILE):
        _write(folder / own, content)
    _write_papers(repository, papers, folder)


def _write_papers(repository: Repository, papers: dict[str, str], folder: Path) -> None:
    """Writes papers one by one: together they may be larger than memory. Raises `NoHistory` where one is lacking."""
    lacking = dict(papers)
    names: dict[str, list[str]] = {}
    for own, blob in papers.items():
        names.setdefault(blob, []).append(own)
    for blob, content in repository.blobs(names):
        for own in names[blob]:
            _write(folder / own, content)
            del lacking[own]
    if lacking:
        raise IncompleteClone


def _read(repository: Repository, files: dict[str, str], largest: int | None = None) -> Iterator[tuple[str, bytes]]:
    names: dict[str, list[str]] = {}
    for own, blob in files.items():
        names.setdefault(blob, []).append(own)
    for blob, content in contents_of(repository, names, largest).items():
        for own in names[blob]:
            yield own, content


def contents_of(repository: Repository, blobs: Iterable[str], largest: int | None = None) -> dict[str, bytes]:
    """The bytes of blobs; of one larger than `largest`, as much as shows that it is too large.

    Raises `NoHistory` where the repository lacks one: nothing may pass unseen.
    """
    wanted = set(blobs)
    contents = dict(repository.blobs(wanted, largest))
    if wanted - contents.keys():
        raise IncompleteClone
    return contents


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def _is_paper(own: str) -> bool:
    parts = own.split("/")
    return parts[0] == "tasks" and len(parts) > 4 and parts[3] == PAPERS


def _is_safe(own: str) -> bool:
    parts = own.split("/")
    return all(
        part not in ("", ".", "..") and part.casefold() != ".git" and len(os.fsencode(part)) <= _LONGEST_NAME
        for part in parts
    )
