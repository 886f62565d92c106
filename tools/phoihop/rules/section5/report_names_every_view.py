"""The report behind a submission has the view of every agency asked, or lists it as silent."""

from phoihop.cases.model import Case
from phoihop.cases.opinions import reports_submitted
from phoihop.language import Agency, Text
from phoihop.records.types import Request
from phoihop.rules.examples import changed, kept, with_more
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    for submission, report_id, report in reports_submitted(case):
        viewed = {view.opinion for view in report.views}
        in_force = course.opinions_in_force(submission.date)
        told: set[str] = set()
        for request_entry, request in course.each(Request):
            if request.date > submission.date:
                continue
            for asked in request.to:
                given = [
                    entry.id
                    for entry, opinion in in_force
                    if opinion.answers == request_entry.id and course.speaks_for(opinion.from_, asked, opinion.date)
                ]
                if not given and course.register.holder(asked, submission.date) in course.leads_on(submission.date):
                    # A lead that was asked before it led has no opinion to give itself.
                    continue
                silent = {asked, course.register.holder(asked, submission.date)} & set(report.silent)
                named = viewed.issuperset(given) if given else bool(silent)
                if not named and asked not in told:
                    told.add(asked)
                    yield Found(report_id, ("views",), agency=asked).says(
                        "báo cáo giải trình chưa nêu quan điểm của {agency}; thêm ý kiến vào “views”, hoặc ghi “silent”",
                        "the report does not give {agency}'s view; add its opinion to “views”, or list it in “silent”",
                        agency=Agency(asked),
                    )


RULE = Rule(
    __name__,
    title=Text("Báo cáo nêu quan điểm từng cơ quan", "The report gives every agency's view"),
    explanation=Text(
        "Báo cáo giải trình nêu rõ quan điểm của từng cơ quan được xin ý kiến: ý kiến có hiệu lực vào ngày trình, hoặc ghi rõ là cơ quan đó không trả lời.",
        "The explanation report states the view of each agency that was asked: its opinion in force on the day of submission, or that it did not answer.",
    ),
    keys=Text(
        "Cơ quan không trả lời ghi ở “silent” của báo cáo.",
        "Agencies that did not answer stand in the report's `silent`.",
    ),
    good=kept("2021-04-20.report.tnmt"),
    bad=changed(
        "2021-04-20.report.tnmt",
        {"  - opinion: 2021-03-19.opinion.ktht\n    response: noted\n": ""},
        # Without its view an opinion's points are unanswered, too; here the first of the two findings is shown.
        also={"register.yml": with_more("register.yml", "rules:\n  points-answered: off\n")},
    ),
    case=check,
)
