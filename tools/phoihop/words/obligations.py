"""An obligation in words: what is owed, and how it stands with its deadline, counted in working days."""

from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import Case, Obligation
from phoihop.language import Days, Fact, Message, Text, say
from phoihop.records.calendar import WorkingDays
from phoihop.words.calling import name_of
from phoihop.words.days import period_named

_OWED: dict[str, Text] = {
    "plan": Text("kế hoạch thực hiện", "plan"),
    "opinion": Text("ý kiến về văn bản {source}", "opinion on {source}"),
    "dossier": Text("hồ sơ theo yêu cầu {source}", "papers asked for in {source}"),
    "follow-up": Text("xử lý ý kiến {source}", "follow-up of opinion {source}"),
    "answer": Text("giải trình ý kiến {source}", "answer to opinion {source}"),
    "instruction": Text("việc thực hiện ý kiến chỉ đạo {source}", "what instruction {source} asks for"),
    "periodic-report": Text("báo cáo {period}", "report on {period}"),
    "step": Text("bước “{step}” của kế hoạch {source}", "step “{step}” of plan {source}"),
    "urging": Text("đôn đốc trả lời văn bản {source}", "reminder about {source}"),
    "submission": Text("tờ trình", "submission"),
}
_COMPLETION = Text("báo cáo hoàn thành", "completion")
_URGED_STEP = Text(
    "đôn đốc thực hiện bước “{step}” của kế hoạch {source}", "reminder about step “{step}” of plan {source}"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an obligation stands with its deadline: working days late, or left (both None where nothing sets a day)."""

    late: int | None = None
    left: int | None = None


def what_is_owed(case: Case, owed: Obligation) -> Message:
    """What is owed: “ý kiến về văn bản 2/TNMT”. Documents are called by their number, or by their id."""
    subject = owed.urges or owed
    facts: dict[str, Fact] = {"source": name_of(case, subject.source), "step": case.step_of(subject)}
    text = _URGED_STEP if owed.urges and owed.urges.kind == "step" else _OWED.get(owed.kind)
    if text is None:
        source = case.course.by_id[owed.source].document
        text = next(owes.what for owes in source.OWES if owes.kind == owed.kind)
        facts["title"] = source.TITLE
    if owed.kind == "periodic-report" and owed.item:
        facts["period"] = period_named(owed.item)
    elif owed.kind == "submission" and case.assignment.product == "action":
        text = _COMPLETION
    return Message(text, facts)


def standing(owed: Obligation, today: date, calendar: WorkingDays) -> Standing:
    """How an outstanding obligation stands today. Overdue on a day off may be 0 working days late."""
    if owed.due is None:
        return Standing()
    if today > owed.due:
        return Standing(late=owed.days_late)
    return Standing(left=calendar.between(today, owed.due))


def overdue_by(days: int) -> Message:
    """How far the deadline of what is still owed lies back, in working days: “quá hạn 3 ngày làm việc”."""
    if days == 0:
        return say("đã qua hạn", "past the deadline")
    return say("quá hạn {days}", "{days} late", days=Days(days))


def late_by(days: int) -> Message:
    """How many working days after its deadline something was done: “chậm 3 ngày làm việc”."""
    if days == 0:
        return say("chậm", "after the deadline")
    return say("chậm {days}", "{days} late", days=Days(days))


def days_left(days: int) -> Message:
    """How many working days are left: “còn 3 ngày làm việc”."""
    return say("còn {days}", "{days} left", days=Days(days)) if days else say("đến hạn hôm nay", "due today")


def standing_told(standing: Standing) -> Message | None:
    """How an outstanding obligation stands with its deadline; None where nothing sets a day."""
    if standing.late is not None:
        return overdue_by(standing.late)
    return None if standing.left is None else days_left(standing.left)
