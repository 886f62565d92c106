"""An objection comes soon after the assignment or adjustment that it objects to."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Agency, Days, Text, say
from phoihop.records.types import Adjustment, Objection
from phoihop.rules.examples import written
from phoihop.rules.owed import set_by_register
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    course = case.course
    for entry, objection in course.each(Objection):
        objected = max(
            (
                adjustment.date
                for _, adjustment in course.each(Adjustment)
                if adjustment.date <= objection.date and adjustment.answers != entry.id
            ),
            default=case.assignment.date,
        )
        taken = course.register.calendar.between(objected, objection.date)
        if taken > course.limit("objection", objection.date):
            yield Found(
                entry.id,
                say(
                    "{agency} phản ánh sau {taken} kể từ {objected} ({set_by})",
                    "{agency} objected {taken} after {objected} ({set_by})",
                    agency=Agency(objection.from_),
                    taken=Days(taken),
                    objected=objected,
                    set_by=set_by_register(case, "objection", objection.date),
                ),
            )


_OBJECTION = """\
kind: objection
from: ktht
to:
  - ubnd
date: {date}
number: 20/KTHT
reason: Nội dung giao thông do xã chủ trì thì phù hợp hơn
"""


def _declined(objection: str, date: str) -> dict[str, str | None]:
    return {
        f"{date}.adjustment.ubnd": f"kind: adjustment\nfrom: ubnd\ndate: {date}\nnumber: 101/UBND\n"
        f"answers: {objection}\noutcome: declined\n"
    }


RULE = Rule(
    id="objection-prompt",
    section="1",
    kind="breach",
    title=Text("Phản ánh kịp thời phân công chưa phù hợp", "Objections come at once"),
    explanation=Text(
        "Thấy phân công chưa phù hợp thì phản ánh ngay: trong thời hạn “objection” (mặc định 3 ngày làm việc) kể từ ngày giao, hoặc từ lần điều chỉnh gần nhất.",
        "Who finds the assignment unsuitable says so at once: within the deadline `objection` (3 working days unless set) of the assignment, or of the newest adjustment.",
    ),
    good=written(
        "2021-03-03.objection.ktht",
        _OBJECTION.format(date="2021-03-03"),
        also=_declined("2021-03-03.objection.ktht", "2021-03-05"),
    ),
    bad=written(
        "2021-03-05.objection.ktht",
        _OBJECTION.format(date="2021-03-05"),
        also=_declined("2021-03-05.objection.ktht", "2021-03-09"),
    ),
    deadlines=("objection",),
    case=check,
)
