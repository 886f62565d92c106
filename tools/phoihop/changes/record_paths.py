"""What a path is in a register: the assignment of a task, a document, a paper, or a file of the register itself."""

import re
from dataclasses import dataclass
from functools import lru_cache

from phoihop.records.papers import FOLDER as PAPERS
from phoihop.records.reading import document_name, left_by_a_program
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE, is_task_id

_IN_TASK = re.compile(r"tasks/(\d{4})/(\d{4,6})/(.+)", re.DOTALL)
_AGENCY = re.compile(r"agencies/([a-z0-9][a-z0-9-]*)\.yml")


@dataclass(frozen=True, slots=True)
class RecordPath:
    """A file that counts. `record` is `task`, a document's id, or else the path: below the task's folder for a paper.

    `agency` is the agency that a document's, or an agency file's, name speaks of.
    """

    path: str
    record: str
    task: str | None = None
    agency: str | None = None
    is_paper: bool = False

    @property
    def is_final(self) -> bool:
        """Whether it may never be rewritten: assignments, documents and papers; agencies and settings may change."""
        return self.task is not None

    @property
    def is_correction(self) -> bool:
        return not self.is_paper and self.record[10:].startswith(".correction")


@lru_cache(maxsize=100_000)
def record_path(path: str) -> RecordPath | None:
    """What a path in the register is; None for what is no record and no paper."""
    match = _IN_TASK.fullmatch(path)
    if match is None:
        if path == SETTINGS_FILE:
            return RecordPath(path, path)
        agency = _AGENCY.fullmatch(path)
        return RecordPath(path, path, agency=agency[1]) if agency else None
    task, inner = f"{match[1]}-{match[2]}", match[3]
    if not is_task_id(task):
        return None
    if inner == f"{TASK}.yml":
        return RecordPath(path, TASK, task)
    if inner.startswith(f"{PAPERS}/"):
        if left_by_a_program(inner.rpartition("/")[2]):
            return None
        return RecordPath(path, inner, task, is_paper=True)
    name = document_name(inner)
    return RecordPath(path, inner.removesuffix(".yml"), task, name.agency) if name else None
