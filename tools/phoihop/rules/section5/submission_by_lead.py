"""Reports, submissions and completions come from the lead of that date."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import DOCUMENT_TYPES, Completion, Report, Submission
from phoihop.rules.examples import kept, reissued
from phoihop.rules.issuers import not_of_lead
from phoihop.rules.rule import Findings, Rule

_BY_ANOTHER = Text(
    "{kind} phải của cơ quan chủ trì ({lead}); văn bản này của {agency}",
    "the lead ({lead}) alone reports, submits and completes; this {kind} comes from {agency}",
)


def check(case: Case) -> Findings:
    for entry in case.course.entries:
        if isinstance(entry.document, Report | Submission | Completion):
            yield from not_of_lead(case.course, entry, _BY_ANOTHER, kind=DOCUMENT_TYPES[entry.kind].TITLE)


RULE = Rule(
    __name__,
    title=Text("Cơ quan chủ trì báo cáo và trình", "The lead reports and submits"),
    explanation=Text(
        "Báo cáo giải trình, tờ trình và báo cáo hoàn thành phải do cơ quan đang chủ trì ban hành.",
        "Explanation reports, submissions and completions come from the agency that leads on their date.",
    ),
    good=kept("2021-04-22.submission.tnmt"),
    bad=reissued("2021-04-22.submission.tnmt", "2021-04-22.submission.ktht"),
    needs_lead=True,
    case=check,
)
