"""A plan step is reported done by its day, by its agency."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import REGISTER, kept, path_of, without, written
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    what = Text("thực hiện bước “{step}” của {source}", "step “{step}” of plan {source}")
    yield from find_owed(case, of_kind(case, "step"), what)


RULE = Rule(
    id="step-on-time",
    section="4",
    kind="breach-or-due",
    title=Text("Bước kế hoạch đúng hạn", "Plan steps are done on time"),
    explanation=Text(
        "Cơ quan được phân công chủ động thực hiện bước kế hoạch và báo cáo hoàn thành (“done: true”) đúng hạn của bước. Kế hoạch mới thay các bước chưa xong của kế hoạch cũ.",
        "The agency named does its step of the plan and reports it done (`done: true`) by the step's day. A new plan takes the place of the old one's unfinished steps.",
    ),
    good=kept("2021-03-18.progress.an-do"),
    bad=written(
        "2021-03-23.progress.an-do",
        REGISTER[path_of("2021-03-18.progress.an-do")].replace("date: 2021-03-18", "date: 2021-03-23"),
        also=without("2021-03-18.progress.an-do"),
    ),
    case=check,
)
