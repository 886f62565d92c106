"""What a superior agency asks to be explained is answered by the authority, on the lead's advice."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Explanation, Opinion
from phoihop.rules.examples import written
from phoihop.rules.issuers import not_on_advice
from phoihop.rules.rule import Findings, Rule

_ISSUER = Text(
    "giải trình gửi cơ quan cấp trên phải do {authority} ban hành; văn bản này của {agency}",
    "an explanation to a superior agency comes from {authority}; this comes from {agency}",
)
_DRAFTER = Text(
    "giải trình gửi cơ quan cấp trên do cơ quan chủ trì tham mưu; ghi “drafted_by: {lead}”",
    "an explanation to a superior agency is drafted by the lead; write “drafted_by: {lead}”",
)


def check(case: Case) -> Findings:
    course = case.course
    for entry, explanation in course.each(Explanation):
        by_authority = course.speaks_for(explanation.from_, course.authority, explanation.date)
        answered = course.named(explanation.answers, Opinion)
        to_superior = any(course.kind_of_agency(agency) == "superior" for agency in explanation.to) or (
            by_authority and not explanation.to and answered and course.kind_of_agency(answered.from_) == "superior"
        )
        if not to_superior:
            continue
        yield from not_on_advice(course, entry, explanation, _ISSUER, _DRAFTER)


_EXPLANATION = """\
to:
  - so-tnmt
number: 120/UBND
answers: 2021-04-02.opinion.so-tnmt
points:
  - point: 2021-04-02.opinion.so-tnmt#p1
    text: Đã bổ sung căn cứ chuyển mục đích vào thuyết minh
"""

RULE = Rule(
    __name__,
    title=Text("Cơ quan giao nhiệm vụ giải trình với cơ quan cấp trên", "The authority answers superior agencies"),
    explanation=Text(
        "Khi cơ quan cấp trên yêu cầu giải trình, cơ quan chủ trì tham mưu để cơ quan giao nhiệm vụ có văn bản giải trình; các phòng, ban và xã không tự gửi cơ quan cấp trên.",
        "Where a superior agency asks for an explanation, the lead drafts it and the authority sends it; departments and communes don't answer by themselves.",
    ),
    good=written("2021-04-07.explanation.ubnd", _EXPLANATION + "drafted_by: tnmt\n"),
    bad=written("2021-04-07.explanation.ubnd", _EXPLANATION),
    needs_lead=True,
    case=check,
)
