"""A request to agencies that are not superior comes from the lead of that date."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Request
from phoihop.rules.examples import kept, with_more, written
from phoihop.rules.issuers import not_of_lead
from phoihop.rules.rule import Findings, Rule

_BY_ANOTHER = Text(
    "chỉ cơ quan chủ trì ({lead}) xin ý kiến các cơ quan; văn bản này của {agency}",
    "only the lead ({lead}) asks agencies for opinions; this comes from {agency}",
)


def check(case: Case) -> Findings:
    course = case.course
    for entry, request in course.each(Request):
        # A request that names a superior agency is the business of rule `superior-through-authority`.
        if any(course.kind_of_agency(agency) == "superior" for agency in request.to):
            continue
        yield from not_of_lead(course, entry, _BY_ANOTHER)


RULE = Rule(
    __name__,
    title=Text("Cơ quan chủ trì xin ý kiến", "The lead asks for opinions"),
    explanation=Text(
        "Nội dung cần ý kiến của các cơ quan liên quan thì cơ quan chủ trì gửi văn bản xin ý kiến. Riêng cơ quan cấp trên thì do cơ quan giao nhiệm vụ xin ý kiến (Mục 3).",
        "Where agencies' opinions are needed, the lead asks for them in writing. Only superior agencies are asked by the authority (§3).",
    ),
    good=kept("2021-03-08.request.tnmt"),
    bad=written(
        "2021-03-23.request.ktht",
        """\
to:
  - tckh
number: 21/KTHT
due: 2021-03-31
questions:
  - Chi phí đấu nối giao thông
dossier:
  - title: Bản đồ hiện trạng
    path: files/ban-do.pdf
""",
        also={
            "2021-03-29.opinion.tckh": """\
number: 22/TCKH
files:
  - path: files/y-kien-tckh.pdf
answers: 2021-03-23.request.ktht
position: agree
""",
            "2021-04-20.report.tnmt": with_more(
                "2021-04-20.report.tnmt", "  - opinion: 2021-03-29.opinion.tckh\n    response: noted\n"
            ),
        },
    ),
    needs_lead=True,
    case=check,
)
