"""A response that does not accept a point in full says why."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Opinion, Report
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for entry, report in case.course.each(Report):
        for index, view in enumerate(report.views):
            if view.explanation or view.response == "accepted":
                continue
            point = f"{view.opinion}#{view.point}" if view.point else view.opinion
            opinion = case.course.named(view.opinion, Opinion)
            if view.response != "noted":
                yield Found(entry.id, ("views", index, "response")).says(
                    "không tiếp thu, hoặc chỉ tiếp thu một phần ({point}), thì phải nêu lý do ở “explanation”",
                    "what is declined or accepted in part ({point}) needs its reason in “explanation”",
                    point=point,
                )
            elif opinion and opinion.position == "disagree":
                yield Found(entry.id, ("views", index, "response"), since=2).says(
                    "ý kiến không nhất trí ({point}) mà chỉ ghi nhận thì phải nêu lý do ở “explanation”",
                    "to note a disagreement ({point}) needs its reason in “explanation”",
                    point=point,
                )


RULE = Rule(
    __name__,
    title=Text("Không tiếp thu phải nêu lý do", "Declining a point takes a reason"),
    explanation=Text(
        "Báo cáo giải trình phải nêu lý do của từng nội dung không tiếp thu hoặc chỉ tiếp thu một phần, để cơ quan góp ý và cơ quan quyết định được biết.",
        "The report gives the reason for each point that is declined or only partly accepted, so that the agency that made it and the authority know it.",
    ),
    good=kept("2021-04-20.report.tnmt"),
    bad=changed("2021-04-20.report.tnmt", {"    explanation: Giảm 2 ha tại khu số 3\n": ""}),
    sharpened={
        2: Text(
            "“Ghi nhận” một ý kiến không nhất trí cũng phải nêu lý do.",
            "Merely noting a disagreement takes a reason, too.",
        )
    },
    case=check,
)
