"""The lead is not also coordinating."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for tenure in case.tenures:
        if tenure.lead in tenure.coordinating:
            key = ("coordinating", tenure.coordinating.index(tenure.lead or ""))
            yield Found(tenure.by, key, agency=tenure.lead).says(
                "{agency} vừa chủ trì vừa phối hợp; bỏ khỏi “coordinating”",
                "{agency} is both lead and coordinating; take it out of “coordinating”",
                agency=Agency(tenure.lead or ""),
            )


RULE = Rule(
    __name__,
    title=Text("Cơ quan chủ trì không đồng thời phối hợp", "The lead is not also coordinating"),
    explanation=Text(
        "Vai trò chủ trì và phối hợp phải rõ ràng: trong một nhiệm vụ, không cơ quan nào vừa chủ trì vừa phối hợp.",
        "The roles of lead and coordinating agency must be clear: no agency has both in one task.",
    ),
    good=kept("task"),
    bad=changed("task", {"  - tckh\n": "  - tckh\n  - tnmt\n"}),
    needs_lead=True,
    case=check,
)
