"""What one document means, in words for who decides: “TCKH trả lời văn bản 2/TNMT, chậm 2 ngày làm việc; …”."""

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.kinds.phrases import Telling, cut
from phoihop.kinds.registry import kinds
from phoihop.language import Agency, Message, Text, say
from phoihop.records.types import Document
from phoihop.words.sentences import joined


def document_told(case: Case, entry: Entry) -> Message:
    """What a document of a case means.

    It names who acts, on what, how it stands with its deadline, and what is said. It leaves out what a reader can look
    up, and says lateness as a fact.
    """
    waivers = [
        say(
            "xin miễn quy tắc {rule}: {reason}", "waives rule {rule}: {reason}", rule=each.rule, reason=cut(each.reason)
        )
        for each in entry.document.waive
    ]
    return joined((_told(case, entry), *waivers))


def _told(case: Case, entry: Entry) -> Message:
    declared, telling = kinds()[entry.kind].told, Telling(case, entry, entry.document)
    told = declared if isinstance(declared, Text) else declared(telling)
    return telling.says(told.vi, told.en) if isinstance(told, Text) else told


def undated_told(document: Document, record: str) -> Message:
    """A document that belongs to no case yet (its task can't be read, or it is dated later): who issues what."""
    return joined(
        (
            say("{agency} ghi {record}", "{agency} records {record}", agency=Agency(document.from_), record=record),
            say("trích yếu: {subject}", "subject: {subject}", subject=cut(document.subject))
            if document.subject
            else None,
        )
    )
