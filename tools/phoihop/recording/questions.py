"""What a dialogue asks for each kind of record, in this order; every other key is left to those who know its option.

What the case settles is told and not asked. The keys that a kind answers by come first: much follows from them.
"""

from collections.abc import Mapping

from phoihop.language import Text
from phoihop.records.record import Record
from phoihop.records.settings import Member
from phoihop.records.types import Paper, Point, PointExplanation, Step, TitledPaper, View

_LETTER = ("number", "subject", "signed_by", "files")
"""What a letter has beside its message."""

ASKED: dict[str, tuple[str, ...]] = {
    "agency": ("name", "short", "kind", "fields", "parent", "contact", "members"),
    "task": (
        "title",
        "lead",
        "coordinating",
        "due",
        "date",
        "number",
        "signed_by",
        "field",
        "summary",
        "files",
    ),
    "objection": ("from", "date", "reason", "proposes.lead", "proposes.coordinating", "proposes.due", *_LETTER),
    "adjustment": ("answers", "date", "outcome", "lead", "coordinating", "due", *_LETTER),
    "plan": ("from", "date", "steps", *_LETTER),
    "progress": ("from", "date", "step", "text", "done", *_LETTER),
    "request": ("to", "from", "drafted_by", "date", "due", "questions", "dossier", *_LETTER),
    "extension": ("from", "answers", "to", "date", "due", *_LETTER),
    "dossier-request": ("from", "answers", "date", "needs", *_LETTER),
    "dossier-supply": ("from", "answers", "date", "received", "dossier", *_LETTER),
    "opinion": ("from", "answers", "date", "received", "position", "points", *_LETTER),
    "reminder": ("from", "about", "to", "date", *_LETTER),
    "forward": ("from", "forwards", "points", "to", "date", "due", *_LETTER),
    "explanation": ("from", "answers", "date", "received", "points", *_LETTER),
    "meeting": ("from", "date", "attended", "discusses", "outcome", "form", *_LETTER),
    "report": ("from", "date", "views", "silent", *_LETTER),
    "submission": ("from", "date", "report", "draft", "dossier", *_LETTER),
    "decision": ("answers", "date", "outcome", "form", *_LETTER),
    "withdrawal": ("date", "reason", *_LETTER),
    "correction": ("corrects", "set", "from", "date", "reason", *_LETTER),
}
"""By kind: the paths of the keys, with a dot where a key stands in a group."""

WORDED: dict[tuple[str, str], Text] = {
    ("task", "lead"): Text("Cơ quan chủ trì", "Lead agency"),
    ("progress", "step"): Text("Bước của kế hoạch", "Step of the plan"),
    ("progress", "done"): Text("Đã làm xong bước này?", "Is this step done?"),
    ("forward", "points"): Text("Nội dung cần giải trình (bỏ qua: tất cả)", "Points to explain (skipped: all)"),
    ("correction", "corrects"): Text("Bản ghi được đính chính", "Record to correct"),
    ("correction", "set"): Text("Sửa gì trong đó?", "What shall be changed in it?"),
    ("Paper", "path"): Text("đường dẫn tới tệp (PDF, DOCX …)", "the path of the file (PDF, DOCX …)"),
    ("TitledPaper", "path"): Text("tệp của tài liệu", "its file"),
    ("Point", "evidence"): Text("Căn cứ {n}: lời, hoặc đường dẫn tới tệp", "Evidence {n}: words or the path of a file"),
    ("Point", "discuss"): Text("Cần trao đổi trước khi trình?", "To be discussed before the submission?"),
    ("PointExplanation", "text"): Text("Giải trình", "Explanation"),
}
"""Questions that are put otherwise than the format explains the key."""

PARTS: Mapping[type[Record], tuple[str, ...]] = {
    Paper: ("path",),
    TitledPaper: ("title", "path"),
    Point: ("text", "evidence", "field", "discuss"),
    Step: ("what", "agency", "due"),
    Member: ("role", "email"),
    View: ("response", "explanation"),
    PointExplanation: ("text",),
}
"""What is asked for each item of a key that has parts, beside what the case says of it."""

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

WITHOUT_POINTS = frozenset(("agree", "no-comment"))
"""Positions that have no points to be asked for."""

NEEDS_REASON = frozenset(("partly", "declined"))
"""Responses that the directive wants explained (§2)."""
