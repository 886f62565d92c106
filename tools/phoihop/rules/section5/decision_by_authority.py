"""Decisions and acceptances come from the authority."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Acceptance, Decision
from phoihop.rules.examples import kept, reissued
from phoihop.rules.issuers import not_of_authority
from phoihop.rules.rule import Findings, Rule

_BY_ANOTHER = Text(
    "chỉ {authority} quyết định, xác nhận hoàn thành; văn bản này của {agency}",
    "only {authority} decides and accepts; this comes from {agency}",
)


def check(case: Case) -> Findings:
    for entry in case.course.entries:
        if isinstance(entry.document, Decision | Acceptance):
            yield from not_of_authority(case.course, entry, _BY_ANOTHER)


RULE = Rule(
    __name__,
    title=Text("Cơ quan giao nhiệm vụ quyết định", "The authority decides"),
    explanation=Text(
        "Quyết định, thông qua dự thảo tại hội nghị và xác nhận hoàn thành là việc của cơ quan giao nhiệm vụ.",
        "Deciding, adopting a draft at a conference and accepting work as done are for the authority.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=reissued("2021-05-06.decision.ubnd", "2021-05-06.decision.ktht"),
    case=check,
)
