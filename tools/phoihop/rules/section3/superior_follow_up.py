"""Every point of a superior agency's opinion is explained by the lead, or forwarded."""

from collections.abc import Iterator

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.cases.points import AS_ONE_POINT, followed_points, point_names
from phoihop.language import Agency, Text
from phoihop.records.types import Opinion
from phoihop.rules.examples import kept, reissued
from phoihop.rules.owed import find_left_and_owed
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.words.calling import points_called


def check(case: Case) -> Findings:
    def points(entry: Entry, opinion: Opinion) -> tuple[set[str], Iterator[tuple[Entry, set[str]]]]:
        return set(point_names(entry.id, opinion)), followed_points(case.course, entry)

    what = Text("xử lý ý kiến {source}", "follow-up of opinion {source}")
    yield from find_left_and_owed(case, "follow-up", what, points, _left_at)


def _left_at(submission: Entry, opinion: Opinion, left: set[str]) -> Found:
    return Found(submission.id, severity="error", since=1 if opinion.points else AS_ONE_POINT).says(
        "đã trình khi nội dung {points} trong ý kiến của {agency} chưa được giải trình hay chuyển",
        "submitted while {points} of {agency}'s opinion were neither explained nor forwarded",
        points=points_called(sorted(left)),
        agency=Agency(opinion.from_),
    )


RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Xử lý ý kiến của cơ quan cấp trên", "Superior agencies' opinions are followed up"),
    explanation=Text(
        "Khi có ý kiến của cơ quan cấp trên, trong 5 ngày làm việc nếu sổ không đặt thời hạn khác, cơ quan chủ trì giải trình bằng văn bản hoặc chuyển cho cơ quan liên quan giải trình, đủ từng nội dung. Trình khi còn nội dung chưa xử lý là lỗi.",
        "Within 5 working days of a superior agency's opinion, unless the register sets another deadline, the lead explains each point in writing or forwards it to the agencies concerned. Submitting while a point has neither is an error.",
    ),
    good=kept("2021-04-06.explanation.tnmt"),
    bad=reissued("2021-04-06.explanation.tnmt", "2021-04-12.explanation.tnmt"),
    needs_lead=True,
    deadlines=("follow_up",),
    sharpened={
        2: Text(
            "Ý kiến không nhất trí hoặc có góp ý mà không nêu nội dung cụ thể cũng phải xử lý, như một nội dung.",
            "An opinion that disagrees or comments without points is followed up, too, as a single point.",
        )
    },
    case=check,
)
