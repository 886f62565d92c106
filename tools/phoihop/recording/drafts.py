"""The draft that fits a kind of record."""

from pathlib import Path

from phoihop.recording.correcting import CorrectionDraft
from phoihop.recording.drafting import Draft
from phoihop.recording.incoming import Incoming
from phoihop.recording.new_records import AgencyDraft, DocumentDraft, TaskDraft
from phoihop.recording.occasion import Occasion
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment


def new_draft(kind: str, occasion: Occasion, bases: tuple[Path, ...]) -> Draft:
    """A draft of a kind of record: `agency`, `task`, or a kind of document. Papers are looked for from `bases`."""
    papers = Incoming(occasion.folder.location if occasion.folder else None, bases)
    match kind:
        case "agency":
            return AgencyDraft(kind, AgencyRecord, occasion, papers)
        case "task":
            return TaskDraft(kind, TaskAssignment, occasion, papers)
        case "correction":
            return CorrectionDraft(kind, DOCUMENT_TYPES[kind], occasion, papers)
    return DocumentDraft(kind, DOCUMENT_TYPES[kind], occasion, papers)
