"""A superior agency's opinion is passed to the agencies that it concerns (§3)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import Forward


def _followed_up(opening: Opening) -> list[str]:
    return [each.source for each in opening.owed if each.kind == "follow-up"]


def _may_be_passed_to(opening: Opening) -> list[str]:
    return [*(each for each in opening.coordinating if each != opening.lead), *opening.active]


KIND = Kind(
    type=Forward,
    concerns=("follow-up",),
    by=("lead",),
    to=(),
    may_go_to=_may_be_passed_to,
    fits={"forwards": _followed_up},
    worded={"points": Text("Nội dung cần giải trình (bỏ qua: tất cả)", "Points to explain (skipped: all)")},
    told=Text(
        "{agency} chuyển văn bản {forwards} cho {to} giải trình, hạn {due}",
        "{agency} forwards {forwards} to {to} to explain, due {due}",
    ),
)
