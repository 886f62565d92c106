"""The lead has a plan soon after becoming lead."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import REGISTER, kept, path_of, without, written
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    return find_owed(case, of_kind(case, "plan"), Text("lập kế hoạch", "plan"))


RULE = Rule(
    id="plan-on-record",
    section="2",
    kind="breach-or-due",
    title=Text("Có kế hoạch thực hiện", "A plan is on record"),
    explanation=Text(
        "Cơ quan chủ trì chủ động lập kế hoạch trong thời hạn “plan” (mặc định 5 ngày làm việc) kể từ ngày được giao chủ trì; đổi cơ quan chủ trì thì tính lại.",
        "The lead makes a plan within the deadline `plan` (5 working days unless set) of becoming lead; a new lead starts anew.",
    ),
    good=kept("2021-03-04.plan.tnmt"),
    bad=written(
        "2021-03-10.plan.tnmt",
        REGISTER[path_of("2021-03-04.plan.tnmt")].replace("date: 2021-03-04", "date: 2021-03-10"),
        also=without("2021-03-04.plan.tnmt")
        | {
            "2021-03-18.progress.an-do": REGISTER[path_of("2021-03-18.progress.an-do")].replace(
                "2021-03-04.plan", "2021-03-10.plan"
            )
        },
    ),
    needs_lead=True,
    deadlines=("plan",),
    case=check,
)
