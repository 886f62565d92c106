"""While a task is suspended it stands still."""

from phoihop.cases.course import Course, Entry
from phoihop.cases.model import Case
from phoihop.kinds.registry import kinds
from phoihop.language import Text
from phoihop.records.types import DOCUMENT_TYPES, Resumption, Suspension
from phoihop.rules.examples import written
from phoihop.rules.rule import NOT_BOUND, Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    resumed = {resumption.date for _, resumption in course.each(Resumption)}
    for entry in course.entries:
        for start, end in course.suspensions:
            day = entry.document.date
            # What ends the task on a day on which it was not resumed ends it while it is suspended.
            is_before = end is None or day < end or (day == end and end not in resumed)
            if start < day and is_before and not _may_come(course, entry):
                yield Found(entry.id).says(
                    "nhiệm vụ tạm dừng từ {start}; trong thời gian đó không ban hành {kind}",
                    "the task is suspended from {start} on; no {kind} is issued meanwhile",
                    start=start,
                    kind=DOCUMENT_TYPES[entry.kind].TITLE,
                )
    yield from _resumed_what_stands(course)


def _may_come(course: Course, entry: Entry) -> bool:
    issuer, day = entry.document.from_, entry.document.date
    is_bound = course.kind_of_agency(issuer) not in NOT_BOUND or issuer in course.leads_on(day)
    return kinds()[entry.kind].while_suspended or not is_bound


def _resumed_what_stands(course: Course) -> Findings:
    """A resumption answers a suspension that stands on its day."""
    standing: str | None = None
    for entry in course.entries:
        if isinstance(entry.document, Suspension):
            standing = standing or entry.id
        elif isinstance(entry.document, Resumption):
            if entry.document.answers == standing:
                standing = None
                continue
            yield Found(entry.id, ("answers",)).says(
                "“{answered}” không phải văn bản đang tạm dừng nhiệm vụ vào ngày này; sửa “answers”",
                "“{answered}” does not suspend the task on that day; mend “answers”",
                answered=entry.document.answers,
            )


_SUSPENDED: dict[str, str | None] = {
    "2021-04-23.suspension.ubnd": """\
number: 131/UBND
reason: Chờ hướng dẫn của tỉnh
""",
    "2021-05-04.resumption.ubnd": """\
number: 141/UBND
answers: 2021-04-23.suspension.ubnd
""",
}

RULE = Rule(
    __name__,
    title=Text("Đang tạm dừng thì chưa thực hiện tiếp", "A suspended task stands still"),
    explanation=Text(
        "Trong thời gian tạm dừng, các cơ quan chỉ ban hành báo cáo tiến độ, ý kiến chỉ đạo, văn bản cho tiếp tục hoặc dừng nhiệm vụ, và sửa thông tin trong sổ; văn bản của cơ quan cấp trên và cơ quan khác gửi đến thì vẫn ghi. Văn bản cho tiếp tục phải trả lời văn bản tạm dừng đang có hiệu lực.",
        "While a task is suspended, agencies issue only progress reports, instructions, corrections, the resumption or a withdrawal; what superior and other bodies send is still recorded. A resumption answers the suspension in force.",
    ),
    good=written(
        "2021-04-26.progress.tnmt",
        "text: Vẫn chờ hướng dẫn\n",
        also=_SUSPENDED,
    ),
    bad=written(
        "2021-04-26.meeting.tnmt",
        "attended:\n  - ktht\noutcome: Rà soát lại\n",
        also=_SUSPENDED,
    ),
    since=2,
    case=check,
)
