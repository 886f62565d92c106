"""An objection comes soon after what is wrong was found, or after the assignment or adjustment that it objects to."""

from collections.abc import Iterator
from datetime import date

from phoihop.cases.clock import working_days
from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.language import Agency, Days, Text
from phoihop.records.types import Adjustment, Objection
from phoihop.rules.examples import OBJECTION, declining, written
from phoihop.rules.owed import set_by_register
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for entry, objection in case.course.each(Objection):
        # Who wants nothing but more time asks for an extension: rule `extension-asked-in-time`.
        if asks_for_time_alone(objection):
            continue
        day = objection.date
        most = case.course.limit("objection", day)
        counted = (
            (working_days(case.course, since, day), since, format_) for since, format_ in _since(case, entry, objection)
        )
        if late := [each for each in counted if each[0] > most]:
            taken, since, format_ = late[-1]
            yield Found(entry.id, since=format_).says(
                "{agency} phản ánh sau {taken} kể từ {since} ({set_by})",
                "{agency} objected {taken} after {since} ({set_by})",
                agency=Agency(objection.from_),
                taken=Days(taken),
                since=since,
                set_by=set_by_register(case, "objection", day),
            )


def asks_for_time_alone(objection: Objection) -> bool:
    proposed = objection.proposes
    return proposed is not None and proposed.due is not None and not (proposed.lead or proposed.coordinating)


def _since(case: Case, entry: Entry, objection: Objection) -> Iterator[tuple[date, int]]:
    """From which day promptness counts, each with the format since which it does."""
    if objection.discovered:
        yield objection.discovered, 1
        return
    earlier = [
        adjustment
        for _, adjustment in case.course.each(Adjustment)
        if adjustment.date <= objection.date and adjustment.answers != entry.id
    ]
    of_roles = [each.date for each in earlier if each.lead or each.coordinating is not None]
    yield max(of_roles, default=case.assignment.date), 2
    yield max((each.date for each in earlier), default=case.assignment.date), 1


RULE = Rule(
    __name__,
    kind="breach",
    title=Text("Phản ánh kịp thời phân công chưa phù hợp", "Objections are made promptly"),
    explanation=Text(
        "Thấy phân công chưa phù hợp thì phản ánh ngay: trong 3 ngày làm việc, nếu sổ không đặt thời hạn khác, kể từ ngày phát hiện; văn bản không ghi ngày phát hiện thì kể từ ngày giao nhiệm vụ hoặc lần điều chỉnh gần nhất. Văn bản chỉ đề nghị lùi hạn được xét như đề nghị gia hạn.",
        "An agency that finds the assignment unsuitable says so at once: within 3 working days, unless the register sets another deadline, of the day on which it found out or, where that is not stated, of the assignment or the latest adjustment. An objection that only proposes a later deadline is judged as a request for more time.",
    ),
    keys=Text(
        "Ngày phát hiện ghi ở “discovered”.",
        "The day on which it found out stands in `discovered`.",
    ),
    sharpened={
        2: Text(
            "Điều chỉnh chỉ đổi hạn thì không tính lại từ đầu.",
            "An adjustment of the deadline alone does not start the count anew.",
        )
    },
    good=written(
        "2021-03-03.objection.ktht",
        OBJECTION,
        also={"2021-03-05.adjustment.ubnd": declining("2021-03-03.objection.ktht")},
    ),
    bad=written(
        "2021-03-05.objection.ktht",
        OBJECTION,
        also={"2021-03-09.adjustment.ubnd": declining("2021-03-05.objection.ktht")},
    ),
    deadlines=("objection",),
    case=check,
)
