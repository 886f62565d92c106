"""An opinion goes to the lead, or to the authority where that asked."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import Opinion, Request
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    for entry, opinion in course.each(Opinion):
        # Where no addressee is written the request's issuer is meant.
        request = course.named(opinion.answers, Request)
        if not opinion.to or request is None:
            continue
        addressees = course.leads_on(opinion.date)
        if course.speaks_for(request.from_, course.authority, opinion.date):
            addressees = addressees | {course.authority, request.from_}
        if not addressees & set(opinion.to):
            yield Found(entry.id, ("to",)).says(
                "ý kiến phải gửi cơ quan chủ trì ({lead}), hoặc cơ quan giao nhiệm vụ nếu cơ quan này xin ý kiến",
                "an opinion goes to the lead ({lead}), or to the authority where the authority asked",
                lead=Agency(course.lead_on(opinion.date) or ""),
            )


RULE = Rule(
    __name__,
    title=Text("Ý kiến gửi cơ quan chủ trì", "Opinions go to the lead"),
    explanation=Text(
        "Ý kiến gửi cho cơ quan đang chủ trì vào ngày đó; nếu cơ quan giao nhiệm vụ xin ý kiến thì gửi cơ quan giao nhiệm vụ. Không áp dụng với cơ quan cấp trên và cơ quan khác.",
        "An opinion is sent to the agency that leads on its date; where the authority asked, to the authority. Superior and other bodies are not bound by this.",
    ),
    good=kept("2021-03-17.opinion.tckh"),
    bad=changed("2021-03-17.opinion.tckh", {"to:\n  - tnmt\n": "to:\n  - ktht\n"}),
    needs_lead=True,
    unbound="silent",
    case=check,
)
