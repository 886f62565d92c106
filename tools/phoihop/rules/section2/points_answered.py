"""The report behind a submission responds to every point of every opinion in force."""

from phoihop.cases.model import Case
from phoihop.cases.opinions import points_to_answer, reports_submitted
from phoihop.language import Agency, Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.words.calling import WHOLE


def check(case: Case) -> Findings:
    for submission, report_id, report in reports_submitted(case):
        answered = {(view.opinion, view.point) for view in report.views}
        for entry, point in points_to_answer(case, submission.date):
            if (entry.id, point) not in answered:
                yield Found(report_id, ("views",), agency=entry.document.from_).says(
                    "báo cáo giải trình chưa trả lời nội dung {point} trong ý kiến của {agency} ({opinion}); thêm vào “views”",
                    "the report does not respond to {point} of {agency}'s opinion ({opinion}); add it to “views”",
                    point=point or WHOLE,
                    agency=Agency(entry.document.from_),
                    opinion=entry.id,
                )


RULE = Rule(
    __name__,
    title=Text("Mọi nội dung góp ý đều được trả lời", "Every point is answered"),
    explanation=Text(
        "Các ý kiến phải được xem xét, tiếp thu và tổng hợp trong báo cáo giải trình: báo cáo kèm tờ trình trả lời từng nội dung của mọi ý kiến có hiệu lực vào ngày trình; ý kiến không có góp ý cụ thể thì trả lời chung một lần.",
        "Every opinion is considered and summarised in the explanation report: the report behind a submission responds to each point of every opinion in force on the day of submission, and once to an opinion without points.",
    ),
    good=kept("2021-04-20.report.tnmt"),
    bad=changed(
        "2021-04-20.report.tnmt",
        {
            "  - opinion: 2021-03-17.opinion.tckh\n    point: p1\n    response: accepted\n    explanation: Đã ghi rõ nguồn vốn\n": ""
        },
    ),
    case=check,
)
