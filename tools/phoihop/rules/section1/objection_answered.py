"""The authority answers an objection by an adjustment in time."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import written
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    return find_owed(
        case,
        of_kind(case, "adjustment"),
        Text("trả lời phản ánh, đề nghị {source}", "answer to the objection or request {source}"),
    )


_OBJECTION = {
    "2021-03-03.objection.ktht": """\
kind: objection
from: ktht
to:
  - ubnd
date: 2021-03-03
number: 20/KTHT
reason: Nội dung giao thông do xã chủ trì thì phù hợp hơn
"""
}
_ANSWER = """\
kind: adjustment
from: ubnd
date: {date}
number: 101/UBND
answers: 2021-03-03.objection.ktht
outcome: declined
"""

RULE = Rule(
    id="objection-answered",
    section="1",
    kind="breach-or-due",
    title=Text("Phản ánh được trả lời đúng hạn", "Objections are answered"),
    explanation=Text(
        "Cơ quan giao nhiệm vụ xem xét phản ánh, đề nghị gia hạn và trả lời bằng văn bản điều chỉnh, chấp nhận hay không, trong thời hạn “adjustment” (mặc định 5 ngày làm việc).",
        "The authority considers an objection or a request for more time and answers it by an adjustment, whether it accepts or declines, within the deadline `adjustment` (5 working days unless set).",
    ),
    good=written("2021-03-10.adjustment.ubnd", _ANSWER.format(date="2021-03-10"), also=_OBJECTION),
    bad=written("2021-03-12.adjustment.ubnd", _ANSWER.format(date="2021-03-12"), also=_OBJECTION),
    deadlines=("adjustment",),
    case=check,
)
