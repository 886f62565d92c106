"""An objection goes to the authority."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import ExtensionRequest, Objection
from phoihop.rules.examples import OBJECTION, declining, written
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    for entry, objection in (*course.each(Objection), *course.each(ExtensionRequest)):
        if objection.to and course.register.holder(course.authority, objection.date) not in objection.to:
            yield Found(entry.id, ("to",)).says(
                "phản ánh, đề nghị gia hạn phải gửi {authority}; thêm vào “to”",
                "an objection or extension request goes to {authority}; name it in “to”",
                authority=Agency(course.authority),
            )


_ANSWER = {"2021-03-05.adjustment.ubnd": declining("2021-03-03.objection.ktht")}

RULE = Rule(
    __name__,
    title=Text("Phản ánh phân công gửi cơ quan giao nhiệm vụ", "Objections go to the authority"),
    explanation=Text(
        "Cơ quan thấy phân công chưa phù hợp, kể cả cơ quan bị bỏ sót, thì phản ánh ngay với cơ quan giao nhiệm vụ, không gửi cơ quan chủ trì hay cơ quan khác. Đề nghị gia hạn cũng vậy.",
        "An agency that finds the assignment unsuitable, or was left out of it, reports this at once to the authority, not to the lead or anyone else. The same holds for a request for more time.",
    ),
    good=written("2021-03-03.objection.ktht", OBJECTION, also=_ANSWER),
    bad=written("2021-03-03.objection.ktht", OBJECTION.replace("ubnd", "tnmt"), also=_ANSWER),
    needs_lead=True,
    case=check,
)
