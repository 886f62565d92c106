"""A request or an extension leaves enough time to answer."""

from phoihop.cases.model import Case
from phoihop.language import Days, Text
from phoihop.records.types import Extension, Request
from phoihop.rules.examples import kept, written
from phoihop.rules.owed import set_by_register
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    for entry in case.documents:
        document = entry.document
        if not isinstance(document, Request | Extension) or document.urgency or document.due < document.date:
            continue
        notice = course.register.calendar.between(document.date, document.due)
        if notice < course.limit("opinion_notice", document.date):
            yield Found(entry.id, ("due",)).says(
                "chỉ cho {notice} để trả lời (hạn {due}), trừ văn bản khẩn thì không đủ; {set_by}",
                "only {notice} are left to answer (due {due}), too few unless it is urgent; {set_by}",
                notice=Days(notice),
                due=document.due,
                set_by=set_by_register(case, "opinion_notice", document.date),
            )


RULE = Rule(
    __name__,
    kind="breach",
    title=Text("Đủ thời gian để trả lời", "There is enough time to answer"),
    explanation=Text(
        "Văn bản xin ý kiến hoặc gia hạn trả lời phải dành ít nhất 3 ngày làm việc, nếu sổ không đặt khác, không tính ngày gửi. Văn bản khẩn thì không áp dụng.",
        "A request or an extension leaves at least 3 working days, unless the register sets another number, not counting its own day. Urgent ones are exempt.",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=written(
        "2021-03-18.extension.tnmt",
        """\
to:
  - ktht
number: 23/TNMT
answers: 2021-03-08.request.tnmt
due: 2021-03-22
""",
    ),
    deadlines=("opinion_notice",),
    case=check,
)
