"""An obligation in words: what is owed, and how it stands with its deadline, counted in working days."""

from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import DECLARED, Case, Obligation
from phoihop.language import Language, Message, Text, working_days
from phoihop.records.calendar import WorkingDays
from phoihop.words.calling import name_of

WEEKDAYS: tuple[Text, ...] = (
    Text("thứ Hai", "Monday"),
    Text("thứ Ba", "Tuesday"),
    Text("thứ Tư", "Wednesday"),
    Text("thứ Năm", "Thursday"),
    Text("thứ Sáu", "Friday"),
    Text("thứ Bảy", "Saturday"),
    Text("Chủ nhật", "Sunday"),
)

_OWED: dict[str, Text] = {
    "plan": Text("kế hoạch thực hiện", "plan"),
    "opinion": Text("ý kiến về văn bản {source}", "opinion on {source}"),
    "dossier": Text("hồ sơ theo yêu cầu {source}", "papers asked for in {source}"),
    "follow-up": Text("xử lý ý kiến {source}", "follow-up of opinion {source}"),
    "step": Text("bước “{step}” của kế hoạch {source}", "step “{step}” of plan {source}"),
    "urging": Text("đôn đốc trả lời văn bản {source}", "reminder about {source}"),
    "submission": Text("tờ trình", "submission"),
} | {kind: owes.what for kind, owes in DECLARED.items()}
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
    text = _URGED_STEP if owed.urges and owed.urges.kind == "step" else _OWED[owed.kind]
    return Message(text, {"source": name_of(case, subject.source), "step": case.step_of(subject)})


def standing(owed: Obligation, today: date, calendar: WorkingDays) -> Standing:
    """How an outstanding obligation stands today. Overdue on a day off may be 0 working days late."""
    if owed.due is None:
        return Standing()
    if today > owed.due:
        return Standing(late=calendar.between(owed.due, today))
    return Standing(left=calendar.between(today, owed.due))


_LATE, _LEFT = Text("trễ {days}", "{days} late"), Text("còn {days}", "{days} left")
_DUE_TODAY, _JUST_PAST = Text("đến hạn hôm nay", "due today"), Text("đã qua hạn", "past the deadline")


def standing_words(standing: Standing, language: Language) -> str:
    """“trễ 3 ngày làm việc”, “còn 2 ngày làm việc”; nothing where nothing sets a day."""
    if standing.late is not None:
        text, count = _LATE if standing.late else _JUST_PAST, standing.late
    elif standing.left is not None:
        text, count = _LEFT if standing.left else _DUE_TODAY, standing.left
    else:
        return ""
    return text.in_language(language).format(days=working_days(count, language))
