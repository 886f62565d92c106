"""A superior agency's opinion is passed to the agencies that it concerns (§3)."""

from phoihop.kinds.kind import Kind
from phoihop.language import Text
from phoihop.records.types import Forward

KIND = Kind(
    type=Forward,
    concerns=("follow-up",),
    by=("lead",),
    to=(),
    may_go_to=lambda opening: [*(each for each in opening.coordinating if each != opening.lead), *opening.active],
    fits={"forwards": lambda opening: opening.asked("follow-up")},
    worded={"points": Text("Nội dung cần giải trình (bỏ qua: tất cả)", "Points to explain (skipped: all)")},
    told=Text(
        "{agency} chuyển văn bản {forwards} cho {to} giải trình, hạn {due}",
        "{agency} forwards {forwards} to {to} to explain, due {due}",
    ),
)
