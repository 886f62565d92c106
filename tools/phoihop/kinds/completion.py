"""The lead reports that the work is done: the end of a task whose product is an action (§5)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.submission import newest_report, reports
from phoihop.language import Text
from phoihop.records.types import Completion, Request

KIND = Kind(
    type=Completion,
    concerns=("submission",),
    product="action",
    by=("lead",),
    to=("authority",),
    fits={"report": reports},
    settles={"report": newest_report},
    makes_sense={"report": lambda opening: bool(opening.case.course.each(Request))},
    code="BC",
    told=Text("{agency} báo cáo hoàn thành: {text}", "{agency} reports the work done: {text}"),
)
