"""What a path is to a register: a record, a paper, a setting of the register or of its checks, or something else.

Paths start at the register's folder, wherever in the repository that lies; what lies outside it starts with a slash, at
the top of the repository.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from phoihop.records.papers import FOLDER as PAPERS
from phoihop.records.papers import left_by_a_program
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
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

IGNORED = ".gitignore"
"""Beside a task's records it would keep those of others out of what they commit."""

_IN_TASK = re.compile(r"tasks/([^/]+)/([^/]+)/(.+)", re.DOTALL)
_AGENCY = re.compile(r"agencies/([a-z0-9][a-z0-9-]*)\.yml")


@dataclass(frozen=True, slots=True)
class Place:
    """A path, seen from a register.

    `task` is the task's id; `record` is `task` or a document's id, a paper's path in its task's folder, the path of
    register.yml or of an agency's file, and None for what is none of these; `agency` is the agency that the name of a
    document, or of an agency's file, speaks of.
    """

    path: str
    role: Role
    task: str | None = None
    record: str | None = None
    agency: str | None = None

    @property
    def name(self) -> str:
        """What a finding calls the file: by its path in the register, else in the repository."""
        return self.path.removeprefix("/")

    @property
    def is_outside(self) -> bool:
        return self.path.startswith("/")

    @property
    def is_paper(self) -> bool:
        return self.role == "paper"

    @property
    def is_final(self) -> bool:
        """Whether it may never be rewritten: assignments, documents and papers; agencies and settings may change."""
        return self.role in ("record", "paper")

    @property
    def kind(self) -> str | None:
        """The kind of document that a record's name tells; None for the assignment and for what is no record."""
        name = document_name(f"{self.record}.yml") if self.role == "record" and self.record != TASK else None
        return name.kind if name else None


def seen_from(place: str, path: str) -> str:
    """A path of the repository, as a register in its folder `place` ("" or "folder/") sees it."""
    return path[len(place) :] if path.startswith(place) else f"/{path}"


def in_repository(place: str, path: str) -> str:
    """The path in the repository of what a register in its folder `place` sees under `path`."""
    return path[1:] if path.startswith("/") else place + path


def is_open(path: str, left_free: Iterable[str]) -> bool:
    """Whether a path of the register is one of these files, or lies in one of these folders (`tools/**`, `tools`)."""
    folders = [each.removesuffix("/**").rstrip("/") for each in left_free]
    return any(folder and (path == folder or path.startswith(f"{folder}/")) for folder in folders)


@lru_cache(maxsize=100_000)
def place_of(path: str) -> Place:
    """What a path is to the register."""
    if _is_among(path.removeprefix("/"), _FOR_THE_REPOSITORY) or path.rpartition("/")[2].casefold() in ANYWHERE:
        return Place(path, "policy")
    if _is_among(path, _FOR_THE_REGISTER):
        agency = _AGENCY.fullmatch(path)
        counts = agency or path == SETTINGS_FILE
        return Place(path, "policy", record=path if counts else None, agency=agency[1] if agency else None)
    match = _IN_TASK.fullmatch(path)
    task = f"{match[1]}-{match[2]}" if match else ""
    return _in_task(path, task, match[3]) if match and is_task_id(task) else Place(path, "other")


def _in_task(path: str, task: str, inner: str) -> Place:
    if inner == f"{TASK}.yml":
        return Place(path, "record", task, TASK)
    folder, _, name = inner.rpartition("/")
    if name.casefold() == IGNORED:
        return Place(path, "policy")
    if inner.startswith(f"{PAPERS}/") and not left_by_a_program(name):
        return Place(path, "paper", task, inner)
    document = None if folder else document_name(name)
    if document is None:
        return Place(path, "other", task)
    return Place(path, "record", task, inner.removesuffix(".yml"), document.agency)


# Forges and systems that do not tell upper from lower case read a file under either name.
_FOR_THE_REGISTER = frozenset(each.casefold() for each in OF_THE_REGISTER)
_FOR_THE_REPOSITORY = frozenset(each.casefold() for each in OF_THE_REPOSITORY)


def _is_among(path: str, settings: frozenset[str]) -> bool:
    outer, _, rest = path.casefold().partition("/")
    return outer in settings or f"{outer}/{rest.partition('/')[0]}" in settings
