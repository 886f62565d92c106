"""The authority decides soon after a submission."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import REGISTER, kept, path_of, without, written
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    return find_owed(case, of_kind(case, "decision"), Text("quyết định, xác nhận về {source}", "decision on {source}"))


RULE = Rule(
    id="decision-prompt",
    section="5",
    kind="breach-or-due",
    title=Text("Quyết định kịp thời", "Decisions are prompt"),
    explanation=Text(
        "Cơ quan giao nhiệm vụ quyết định trong thời hạn “decision” (mặc định 10 ngày làm việc) kể từ ngày trình, ngày báo cáo hoàn thành.",
        "The authority decides within the deadline `decision` (10 working days unless set) of a submission or completion.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=written(
        "2021-05-11.decision.ubnd",
        REGISTER[path_of("2021-05-06.decision.ubnd")].replace("date: 2021-05-06", "date: 2021-05-11"),
        also=without("2021-05-06.decision.ubnd"),
    ),
    deadlines=("decision",),
    case=check,
)
