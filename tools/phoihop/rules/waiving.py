"""Whether a waiver is the authority's: shared by the rule that asks for it and by the judge, who heeds no other."""

from phoihop.records.parts import Waiver
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Document

GRANTED_SINCE = 2
"""The format with which a waiver came to need the authority's leave."""


def is_granted(folder: TaskFolder, register: Register, document: Document, waiver: Waiver) -> bool:
    """Whether a waiver waives: it is the authority's own, or names a document of it, of that day or before."""
    if register.policies.format_on(document.date) < GRANTED_SINCE:
        return True
    if _is_authority(register, document):
        return True
    if waiver.by == TASK:
        return folder.assignment is not None and folder.assignment.from_ == register.settings.authority
    leave = folder.documents.get(waiver.by or "")
    return leave is not None and leave.date <= document.date and _is_authority(register, leave)


def _is_authority(register: Register, document: Document) -> bool:
    authority = register.settings.authority
    return document.from_ in (authority, register.holder(authority, document.date))
