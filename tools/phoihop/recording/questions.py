"""What a dialogue asks for each kind of record, in this order; every other key is left to those who know its option.

What the case settles is told and not asked. The keys that a kind answers by come first: much follows from them.
"""

from collections.abc import Mapping

from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.registry import record_kinds
from phoihop.language import Text
from phoihop.recording.keys import keys_of
from phoihop.records.parts import Paper, Point, PointExplanation, Step, TitledPaper, View
from phoihop.records.record import Record
from phoihop.records.settings import Member
from phoihop.records.types import Document


def asked_of(kind: str) -> tuple[str, ...]:
    """The keys that are asked for of a kind of record, as it declares them or as its type lets them follow.

    Who issues it and what it names come first, for much follows from them; then the day, and what it says.
    """
    declared = record_kinds()[kind]
    if declared.asked or not isinstance(declared, Kind):
        return declared.asked
    type_: type[Document] = declared.type
    keys = keys_of(type_)
    by_authority = declared.by == ("authority",)
    common = {key.id for key in keys_of(Document)} - {key.id for key in keys if key.is_required}
    own = [key for key in keys if key.id not in common and key.id not in ("from", "date")]
    named = [key.id for key in own if key.nature == "document" or key.of]
    named += ["to"] if any(key.id == "to" for key in own) else []
    received = ["received"] if type_.COUNTS_WHEN_RECEIVED else []
    said = [key.id for key in own if key.id not in named]
    return (*([] if by_authority else ["from"]), *named, "date", *received, *said, *LETTER)


WORDED: dict[tuple[str, str], Text] = {
    ("Paper", "path"): Text("đường dẫn tới tệp (PDF, DOCX …)", "the path of the file (PDF, DOCX …)"),
    ("TitledPaper", "path"): Text("tệp của tài liệu", "its file"),
    ("Point", "evidence"): Text("Căn cứ {n}: lời, hoặc đường dẫn tới tệp", "Evidence {n}: words or the path of a file"),
    ("Point", "discuss"): Text("Cần trao đổi trước khi trình?", "To be discussed before the submission?"),
    ("PointExplanation", "text"): Text("Giải trình", "Explanation"),
}
"""Questions about parts that are put otherwise than the format explains the key."""

_PARTS: Mapping[type[Record], tuple[str, ...]] = {
    Paper: ("path",),
    TitledPaper: ("title", "path"),
    Point: ("text", "evidence", "field", "discuss"),
    Step: ("what", "agency", "due"),
    Member: ("role", "email"),
    View: ("response", "explanation"),
    PointExplanation: ("text",),
}
"""What is asked for each item of a key that has parts, beside what the case says of it; of others every key."""


def parts_asked(part: type[Record]) -> tuple[str, ...]:
    """The keys that are asked for of a part."""
    return _PARTS.get(part) or tuple(key.name for key in keys_of(part) if key.name != "id")


NEEDED = frozenset((TitledPaper, Point, Step))
"""Parts of which a record that is asked for them has one at least."""

ITEMS: Mapping[str, Text] = {
    "files": Text("Tệp", "File"),
    "dossier": Text("Tài liệu", "Paper"),
    "points": Text("Nội dung", "Point"),
    "steps": Text("Bước", "Step"),
    "members": Text("Người được ghi cho cơ quan", "Who may record for it"),
}
"""What an item of a list is called; any other by its question."""

NEEDS_REASON = frozenset(("partly", "declined"))
"""Responses that the directive wants explained (§2)."""
