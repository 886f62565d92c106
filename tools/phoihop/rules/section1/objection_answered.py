"""The authority answers an objection by an adjustment in time."""

from phoihop.language import Text
from phoihop.rules.examples import OBJECTION, declining, written
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

_OBJECTION = {"2021-03-03.objection.ktht": OBJECTION}
_ANSWER = declining("2021-03-03.objection.ktht")

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Phản ánh được trả lời đúng hạn", "Objections are answered"),
    explanation=Text(
        "Cơ quan giao nhiệm vụ xem xét phản ánh, đề nghị gia hạn và trả lời bằng văn bản điều chỉnh, chấp nhận hay không, trong thời hạn “adjustment” (mặc định 5 ngày làm việc).",
        "The authority considers an objection or a request for more time and answers it by an adjustment, whether it accepts or declines, within the deadline `adjustment` (5 working days unless set).",
    ),
    good=written("2021-03-10.adjustment.ubnd", _ANSWER, also=_OBJECTION),
    bad=written("2021-03-12.adjustment.ubnd", _ANSWER, also=_OBJECTION),
    deadlines=("adjustment",),
    case=done_in_time(
        "adjustment", Text("trả lời phản ánh, đề nghị {source}", "answer to the objection or request {source}")
    ),
)
