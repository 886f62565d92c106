"""The lead has a plan soon after becoming lead."""

from phoihop.language import Text
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Có kế hoạch thực hiện", "There is a plan"),
    explanation=Text(
        "Cơ quan chủ trì chủ động lập kế hoạch trong 5 ngày làm việc kể từ ngày được giao chủ trì, nếu sổ không đặt thời hạn khác; đổi cơ quan chủ trì thì tính lại từ đầu.",
        "The lead draws up a plan within 5 working days of becoming lead, unless the register sets another deadline; for a new lead the count starts anew.",
    ),
    good=kept("2021-03-04.plan.tnmt"),
    bad=reissued("2021-03-04.plan.tnmt", "2021-03-10.plan.tnmt"),
    needs_lead=True,
    deadlines=("plan",),
    case=done_in_time("plan", Text("lập kế hoạch", "plan")),
)
