"""The assignment of a task (§1)."""

from phoihop.kinds.kind import RecordKind
from phoihop.kinds.phrases import agencies
from phoihop.language import Agency, Message, Text, say
from phoihop.records.types import TaskAssignment
from phoihop.records.words import FREQUENCIES
from phoihop.words.sentences import joined


def assignment_told(task: TaskAssignment) -> Message:
    """“UBND giao TNMT chủ trì “…”; phối hợp TCKH, KTHT; hạn 28/5/2021”."""
    leads = (task.lead,) if isinstance(task.lead, str) else task.lead or ()
    return joined(
        (
            say(
                "{agency} giao {lead} chủ trì nhiệm vụ “{title}”",
                "{agency} assigns “{title}” to {lead} as its lead",
                agency=Agency(task.from_),
                lead=agencies(leads),
                title=task.title,
            ),
            say("phối hợp: {agencies}", "coordinating: {agencies}", agencies=agencies(task.coordinating))
            if task.coordinating
            else None,
            say("hạn {due}", "due {due}", due=task.due) if task.due else None,
            say("báo cáo mỗi {every}", "with a report each {every}", every=FREQUENCIES[task.recurs.every])
            if task.recurs
            else None,
        )
    )


KIND = RecordKind(
    type=TaskAssignment,
    titled=Text("giao nhiệm vụ", "assignment of a task"),
    asked=(
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
    worded={"lead": Text("Cơ quan chủ trì", "Lead agency")},
)
