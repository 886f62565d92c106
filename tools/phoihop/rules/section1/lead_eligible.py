"""The lead is a department, a commune, or another body that may lead."""

from datetime import date

from phoihop.cases.model import Case
from phoihop.language import Agency, Message, Text, say
from phoihop.rules.examples import changed, kept, until
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    told: set[str] = set()
    for tenure in case.tenures:
        lead = tenure.lead
        agency = case.course.register.agencies.get(lead) if lead else None
        if lead and lead not in told and not (agency and agency.can_lead):
            told.add(lead)
            yield Found(tenure.by, ("lead",), message=not_eligible(lead), agency=lead)


def not_eligible(lead: str) -> Message:
    return say(
        "{agency} không phải phòng, ban hay xã của cơ quan giao nhiệm vụ nên không chủ trì; chọn cơ quan khác",
        "{agency} is neither a department nor a commune of the authority and can't lead; choose another",
        agency=Agency(lead),
    )


RULE = Rule(
    __name__,
    title=Text("Cơ quan chủ trì là phòng, ban hoặc xã", "The lead is a department or a commune"),
    explanation=Text(
        "Chỉ giao chủ trì được cho cơ quan thuộc quyền: phòng, ban hoặc Ủy ban nhân dân xã. Cơ quan khác, như công an, quân sự, chỉ chủ trì khi sổ ghi rõ là được chủ trì. Cơ quan cấp trên và chính cơ quan giao nhiệm vụ không chủ trì.",
        "Only an agency under the authority can be made the lead: a department or a commune. Another body, such as the police or the army, leads only where the register says that it may. Superior agencies and the authority itself don't lead.",
    ),
    keys=Text(
        "Tệp của cơ quan trong agencies/ ghi “kind: department” hoặc “kind: commune”; cơ quan khác thì “may_lead: true”.",
        "The agency's file in agencies/ has `kind: department` or `kind: commune`; another body has `may_lead: true`.",
    ),
    good=kept("task"),
    bad=changed("task", {"lead: tnmt": "lead: dien-luc"}, also=until(date(2021, 3, 1)), today=date(2021, 3, 2)),
    needs_lead=True,
    case=check,
)
