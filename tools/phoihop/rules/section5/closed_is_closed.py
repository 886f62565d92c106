"""After its end a task gets only progress reports and corrections."""

from phoihop.cases.model import Case
from phoihop.kinds.registry import kinds
from phoihop.language import Text
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.rules.examples import kept, written
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    end = case.course.end
    if end is None:
        return
    for entry in case.documents:
        if entry.document.date > end.document.date and not kinds()[entry.kind].after_the_end:
            yield Found(entry.id).says(
                "nhiệm vụ đã kết thúc ngày {day} ({end}); sau đó chỉ ghi báo cáo tiến độ và sửa thông tin, không ghi {kind}",
                "the task ended on {day} ({end}); only progress reports and corrections follow, no {kind}",
                day=end.document.date,
                end=end.id,
                kind=DOCUMENT_TYPES[entry.kind].TITLE,
            )


RULE = Rule(
    __name__,
    title=Text("Đã kết thúc thì không thêm văn bản", "Nothing is added to a task that has ended"),
    explanation=Text(
        "Sau khi chấp thuận, không chấp thuận, xác nhận hoàn thành hoặc dừng nhiệm vụ, chỉ còn báo cáo tiến độ và sửa thông tin trong sổ. Việc phát sinh sau đó là nhiệm vụ mới, có nêu nhiệm vụ cũ.",
        "After a decision that approves or rejects, an acceptance or a withdrawal, only progress reports and corrections follow. New work is a new task that names the old one.",
    ),
    keys=Text(
        "Nhiệm vụ mới nêu nhiệm vụ cũ ở “related”.",
        "The new task names the old one in `related`.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=written(
        "2021-05-10.meeting.tnmt",
        "attended:\n  - ktht\noutcome: Rà soát sau quyết định\n",
    ),
    case=check,
)
