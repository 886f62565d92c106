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
        "Cơ quan giao nhiệm vụ quyết định trong 10 ngày làm việc kể từ ngày trình hoặc ngày báo cáo hoàn thành, nếu sổ không đặt thời hạn khác.",
        "The authority decides within 10 working days of a submission or completion, unless the register sets another deadline.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=reissued("2021-05-06.decision.ubnd", "2021-05-11.decision.ubnd"),
    deadlines=("decision",),
    case=done_in_time("decision", Text("quyết định, xác nhận về {source}", "decision on {source}")),
)
