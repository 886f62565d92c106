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
    title=Text("Phản ánh, đề nghị gia hạn được trả lời đúng hạn", "Objections are answered in time"),
    explanation=Text(
        "Cơ quan giao nhiệm vụ xem xét phản ánh hoặc đề nghị gia hạn và trả lời bằng văn bản điều chỉnh nhiệm vụ, dù chấp nhận hay không, trong 5 ngày làm việc nếu sổ không đặt thời hạn khác.",
        "The authority considers an objection or a request for more time and answers it by an adjustment, whether it accepts or declines, within 5 working days unless the register sets another deadline.",
    ),
    good=written("2021-03-10.adjustment.ubnd", _ANSWER, also=_OBJECTION),
    bad=written("2021-03-12.adjustment.ubnd", _ANSWER, also=_OBJECTION),
    deadlines=("adjustment",),
    case=done_in_time(
        "adjustment", Text("trả lời phản ánh, đề nghị {source}", "answer to the objection or request {source}")
    ),
)
