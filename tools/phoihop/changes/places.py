"""What a path in the repository is to a register: a record, a paper, a setting of the checks, or something else."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Literal

from phoihop.changes.record_paths import record_path
from phoihop.records.register import SETTINGS_FILE, is_task_id

Role = Literal["record", "paper", "policy", "other"]

OF_THE_REGISTER = (SETTINGS_FILE, "agencies", "mkdocs.yml", "schema")
"""The register's own settings: files, or folders with all that is in them."""

OF_THE_REPOSITORY = (
    ".forgejo",
    ".gitea",
    ".github",
    ".gitlab",
    ".gitlab-ci.yml",
    ".gitmodules",
    ".lfsconfig",
    ".pre-commit-config.yaml",
    "CODEOWNERS",
    "docs/CODEOWNERS",
)
"""What forges and hooks read at the top of a repository to run the checks and to ask the right people."""

ANYWHERE = (".gitattributes",)

_TASK_FOLDER = re.compile(r"tasks/([^/]+)/([^/]+)/")


@dataclass(frozen=True, slots=True)
class Place:
    """A path, seen from a register. `own` is the path in the register, None for a path that lies outside it.

    `task` is the task's id, `record` the id of the record there (`task`, or a document id), `agency` the agency that a
    document's name speaks of.
    """

    path: str
    own: str | None
    role: Role
    task: str | None = None
    record: str | None = None
    agency: str | None = None

    @property
    def name(self) -> str:
        """What a finding calls the file: by its path in the register, else in the repository."""
        return self.own if self.own is not None else self.path


def is_open(own: str, left_free: Iterable[str]) -> bool:
    """Whether a path of the register is one of these files, or lies in one of these folders (`tools/**`, `tools`)."""
    folders = [each.removesuffix("/**").rstrip("/") for each in left_free]
    return any(folder and (own == folder or own.startswith(f"{folder}/")) for folder in folders)


def place_of(path: str, register: str) -> Place:
    """What a path is to the register that lies in the folder `register` of the repository ("" or "folder/")."""
    own = path.removeprefix(register) if path.startswith(register) else None
    if _is_policy(path, OF_THE_REPOSITORY) or PurePosixPath(path).name.casefold() in ANYWHERE:
        return Place(path, own, "policy")
    if own is None:
        return Place(path, None, "other")
    if _is_policy(own, OF_THE_REGISTER):
        return Place(path, own, "policy")
    found = record_path(own)
    if found is None:
        return Place(path, own, "other", _task_around(own))
    if found.is_paper:
        return Place(path, own, "paper", found.task)
    return Place(path, own, "record", found.task, found.record, found.agency)


def _task_around(own: str) -> str | None:
    """The task in whose folder something lies that is neither record nor paper."""
    match = _TASK_FOLDER.match(own)
    task = f"{match[1]}-{match[2]}" if match else ""
    return task if is_task_id(task) else None


def _is_policy(path: str, settings: tuple[str, ...]) -> bool:
    # Forges and systems that do not tell upper from lower case read the file under either name.
    folded = path.casefold()
    return any(folded == each.casefold() or folded.startswith(f"{each.casefold()}/") for each in settings)
