"""The lead reports that the work is done: the end of a task whose product is an action (§5)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.submission import newest_report, reports
from phoihop.language import Text
from phoihop.records.types import Completion, Request


def _asked_for_opinions(opening: Opening) -> bool:
    return any(True for _ in opening.case.course.each(Request))


KIND = Kind(
    type=Completion,
    concerns=("submission",),
    product="action",
    by=("lead",),
    to=("authority",),
    fits={"report": reports},
    settles={"report": newest_report},
    makes_sense={"report": _asked_for_opinions},
    code="BC",
    told=Text("{agency} báo cáo hoàn thành: {text}", "{agency} reports the work done: {text}"),
)
