"""The authority decides soon after a submission."""

from phoihop.language import Text
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import done_in_time
from phoihop.rules.rule import Rule

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Quyết định kịp thời", "Decisions are prompt"),
    explanation=Text(
        "Cơ quan giao nhiệm vụ quyết định trong thời hạn “decision” (mặc định 10 ngày làm việc) kể từ ngày trình, ngày báo cáo hoàn thành.",
        "The authority decides within the deadline `decision` (10 working days unless set) of a submission or completion.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=reissued("2021-05-06.decision.ubnd", "2021-05-11.decision.ubnd"),
    deadlines=("decision",),
    case=done_in_time("decision", Text("quyết định, xác nhận về {source}", "decision on {source}")),
)
