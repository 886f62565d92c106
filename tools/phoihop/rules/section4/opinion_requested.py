"""An opinion answers a request addressed to its agency."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import Opinion, Request
from phoihop.rules.examples import kept, with_more, written
from phoihop.rules.rule import NOT_BOUND, Findings, Found, Rule
from phoihop.rules.wrong_kind import names_another_kind


def check(case: Case) -> Findings:
    course = case.course
    for entry, opinion in course.each(Opinion):
        request = course.named(opinion.answers, Request)
        yield from names_another_kind(course, entry, opinion.answers, "answers", "request")
        if request and not any(course.speaks_for(opinion.from_, asked, opinion.date) for asked in request.to):
            # What a body that the directive does not bind answered was no error in a register of format 1.
            since = 2 if course.kind_of_agency(opinion.from_) in NOT_BOUND else 1
            yield Found(entry.id, ("answers",), since=since).says(
                "{request} không xin ý kiến {agency}; sửa “answers”, hoặc xin ý kiến cơ quan này",
                "{request} does not ask {agency}; mend “answers”, or ask the agency",
                request=opinion.answers,
                agency=Agency(opinion.from_),
            )


RULE = Rule(
    __name__,
    title=Text("Ý kiến trả lời văn bản xin ý kiến", "An opinion answers a request"),
    explanation=Text(
        "Ý kiến tham gia trả lời một văn bản xin ý kiến đã gửi cho chính cơ quan đó.",
        "An opinion answers a request that was addressed to the agency that gives it.",
    ),
    good=kept("2021-03-19.opinion.ktht"),
    bad=written(
        "2021-03-18.opinion.an-do",
        """\
to:
  - tnmt
number: 26/UBND-AĐ
files:
  - path: files/ban-do.pdf
answers: 2021-03-08.request.tnmt
position: agree
""",
        also={
            "2021-04-20.report.tnmt": with_more(
                "2021-04-20.report.tnmt", "  - opinion: 2021-03-18.opinion.an-do\n    response: noted\n"
            )
        },
    ),
    case=check,
)
