"""The codes of cases and findings in words; those of records stand with the types."""

from typing import Protocol

from phoihop.cases.model import DECLARED, Stage, Status, Timeliness
from phoihop.language import Text

STAGES: dict[Stage, Text] = {
    "assigned": Text("đã giao", "assigned"),
    "consulting": Text("đang lấy ý kiến", "consulting"),
    "reconciling": Text("đang tiếp thu, giải trình", "reconciling"),
    "submitted": Text("đã trình", "submitted"),
    "decided": Text("đã quyết định", "decided"),
    "completed": Text("đã hoàn thành", "completed"),
    "suspended": Text("đang tạm dừng", "suspended"),
    "withdrawn": Text("đã dừng", "withdrawn"),
}
TIMELINESS: dict[Timeliness, Text] = {
    "on-time": Text("trong hạn", "on time"),
    "due-soon": Text("sắp đến hạn", "due soon"),
    "overdue": Text("quá hạn", "overdue"),
    "late": Text("trình hoặc hoàn thành quá hạn", "submitted or completed late"),
}
"""The codes by themselves; people are told by `punctuality`, which knows the stage, too."""

PUNCTUALITY: dict[str, Text] = {
    "on-time": TIMELINESS["on-time"],
    "due-soon": TIMELINESS["due-soon"],
    "overdue": TIMELINESS["overdue"],
    "late": Text("trình quá hạn", "submitted late"),
    "done": Text("hoàn thành đúng hạn", "completed on time"),
    "done-late": Text("hoàn thành quá hạn", "completed late"),
    "stopped": Text("–", "–"),
}
"""A task's timeliness as lists tell it: apart where it has ended, where it was submitted late, where it was stopped."""

SUMMARY: dict[str, Text] = {
    "done": PUNCTUALITY["done"],
    "done-late": PUNCTUALITY["done-late"],
    "open": Text("đang thực hiện trong hạn", "under way in time"),
    "overdue": Text("đang thực hiện quá hạn", "under way, overdue"),
}
"""The four counts of a report on a period."""


class _Task(Protocol):
    """A task as far as its punctuality goes: its case, its line in a table, or what a site publishes of it."""

    @property
    def timeliness(self) -> str | None: ...
    @property
    def stage(self) -> str: ...


def punctuality(task: _Task) -> str:
    """The code of `PUNCTUALITY` for a task; without a deadline it is in time."""
    match task.stage:
        case "withdrawn":
            return "stopped"
        case "decided" | "completed":
            return "done-late" if task.timeliness in ("late", "overdue") else "done"
    return task.timeliness or "on-time"


STATUSES: dict[Status, Text] = {
    "open": Text("chưa đến hạn", "open"),
    "overdue": Text("quá hạn", "overdue"),
    "met": Text("đúng hạn", "met"),
    "late": Text("chậm hạn", "late"),
    "lapsed": Text("không còn phải làm", "lapsed"),
}
OBLIGATIONS: dict[str, Text] = {
    "plan": Text("lập kế hoạch", "plan"),
    "adjustment": DECLARED["adjustment"].name,
    "opinion": Text("cho ý kiến", "opinion"),
    "dossier": Text("cung cấp hồ sơ", "supply of papers"),
    "follow-up": Text("xử lý ý kiến của cơ quan cấp trên", "follow-up of a superior agency's opinion"),
    "explanation": DECLARED["explanation"].name,
    "answer": Text("giải trình với cơ quan cấp trên", "answer to a superior agency"),
    "step": Text("thực hiện bước kế hoạch", "step of the plan"),
    "instruction": Text("thực hiện ý kiến chỉ đạo", "instruction to carry out"),
    "periodic-report": Text("báo cáo định kỳ", "periodic report"),
    "urging": Text("đôn đốc", "reminder"),
    "submission": Text("trình", "submission"),
} | {kind: owes.name for kind, owes in DECLARED.items()}
STANDINGS: dict[str, Text] = {
    "met": STATUSES["met"],
    "late": STATUSES["late"],
    "open": STATUSES["open"],
    "overdue": STATUSES["overdue"],
    "missed": Text("kết thúc khi chưa làm", "never done"),
    "lapsed": STATUSES["lapsed"],
}
"""An obligation's status as lists tell it: `missed` is an overdue one whose task has ended."""
SEVERITIES: dict[str, Text] = {
    "error": Text("lỗi", "error"),
    "breach": Text("hạn chế trong phối hợp", "breach"),
    "due": Text("đến hạn, quá hạn", "due"),
    "due-soon": Text("sắp đến hạn", "due soon"),
    "overdue": Text("quá hạn", "overdue"),
}
"""What is due is told apart where it is one finding; a count is of both."""
IN_A_COLUMN: dict[str, Text] = {**SEVERITIES, "breach": Text("hạn chế", "breach")}
"""Severities where there is little room."""
