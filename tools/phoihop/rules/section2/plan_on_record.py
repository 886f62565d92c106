"""The lead has a plan soon after becoming lead."""

from phoihop.language import Text
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Có kế hoạch thực hiện", "A plan is on record"),
    explanation=Text(
        "Cơ quan chủ trì chủ động lập kế hoạch trong thời hạn “plan” (mặc định 5 ngày làm việc) kể từ ngày được giao chủ trì; đổi cơ quan chủ trì thì tính lại.",
        "The lead makes a plan within the deadline `plan` (5 working days unless set) of becoming lead; a new lead starts anew.",
    ),
    good=kept("2021-03-04.plan.tnmt"),
    bad=reissued("2021-03-04.plan.tnmt", "2021-03-10.plan.tnmt"),
    needs_lead=True,
    deadlines=("plan",),
    case=done_in_time("plan", Text("lập kế hoạch", "plan")),
)
