"""What a superior agency asks to be explained is answered in time, and before the submission."""

from collections.abc import Iterator

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.cases.points import answered_points, part_of, point_name
from phoihop.language import Agency, Text
from phoihop.records.types import Opinion
from phoihop.rules.examples import REGISTER, path_of, written
from phoihop.rules.owed import find_left_and_owed
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    def points(entry: Entry, opinion: Opinion) -> tuple[set[str], Iterator[tuple[Entry, set[str]]]]:
        asked = {point_name(entry.id, point) for point in opinion.points if point.explain == "true"}
        return asked, answered_points(case.course, entry, asked)

    what = Text("giải trình ý kiến {source}", "answer to opinion {source}")
    yield from find_left_and_owed(case, "answer", what, points, _left_at)


def _left_at(submission: Entry, opinion: Opinion, left: set[str]) -> Found:
    return Found(submission.id, severity="error").says(
        "đã trình khi chưa giải trình với {agency} nội dung {points} mà cơ quan này yêu cầu",
        "submitted while {points}, which {agency} asked to be explained, were not answered",
        agency=Agency(opinion.from_),
        points=tuple(sorted(part_of(each) for each in left)),
    )


_ASKED: dict[str, str | None] = {
    "2021-04-02.opinion.so-tnmt": REGISTER[path_of("2021-04-02.opinion.so-tnmt")]
    .replace("    field: dat-dai\n", "    field: dat-dai\n    explain: true\n")
    .replace("points:\n", "reply_by: 2021-04-16\npoints:\n")
}
_ANSWER = """\
to:
  - so-tnmt
number: 120/UBND
answers: 2021-04-02.opinion.so-tnmt
drafted_by: tnmt
points:
  - point: 2021-04-02.opinion.so-tnmt#p1
    text: Đã bổ sung căn cứ chuyển mục đích vào thuyết minh
"""

RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Giải trình với cơ quan cấp trên đúng hạn", "Superior agencies are answered in time"),
    explanation=Text(
        "Nội dung mà cơ quan cấp trên yêu cầu giải trình thì cơ quan giao nhiệm vụ có văn bản giải trình, do cơ quan chủ trì tham mưu, đúng hạn mà cơ quan cấp trên đặt ra, hoặc trong 10 ngày làm việc nếu sổ không đặt thời hạn khác. Trình khi còn nội dung chưa giải trình là lỗi.",
        "Points that a superior agency wants explained are answered by the authority, on the lead's draft, by the day that the superior agency set, otherwise within 10 working days unless the register sets another deadline. Submitting while one is unanswered is an error.",
    ),
    keys=Text(
        "Nội dung phải giải trình có “explain: true”; hạn của cơ quan cấp trên ghi ở “reply_by”.",
        "Such a point has `explain: true`; the superior agency's day stands in `reply_by`.",
    ),
    good=written("2021-04-16.explanation.ubnd", _ANSWER, also=_ASKED),
    bad=written("2021-04-19.explanation.ubnd", _ANSWER, also=_ASKED),
    needs_lead=True,
    deadlines=("answer",),
    since=2,
    case=check,
)
