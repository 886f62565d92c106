"""The task names exactly one lead."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Adjustment
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    leads = [("task", case.assignment.lead)]
    leads += [(entry.id, adjustment.lead) for entry, adjustment in case.course.each(Adjustment) if adjustment.lead]
    for record, lead in leads:
        if lead is None or lead == ():
            yield Found(record).says(
                "chưa có cơ quan chủ trì; ghi một cơ quan ở “lead”",
                "nobody leads the task; name one agency in “lead”",
            )
        elif not isinstance(lead, str):
            yield Found(record, ("lead",)).says(
                "mỗi nhiệm vụ chỉ có một cơ quan chủ trì; ghi một mã ở “lead”, các cơ quan khác ở “coordinating”",
                "a task has one lead agency only; name one in “lead”, the others in “coordinating”",
            )


RULE = Rule(
    __name__,
    title=Text("Chỉ một cơ quan chủ trì", "Exactly one lead agency"),
    explanation=Text(
        "Mỗi công việc chỉ giao cho một cơ quan chủ trì; các cơ quan liên quan phối hợp. Không có cơ quan chủ trì, hoặc có nhiều cơ quan chủ trì, thì không rõ ai chịu trách nhiệm. Văn bản điều chỉnh phân công cũng chỉ nêu một cơ quan chủ trì.",
        "Each piece of work is given to one lead agency; the others concerned coordinate. With no lead, or with several, nobody answers for it. An adjustment that changes the lead names only one agency, too.",
    ),
    good=kept("task"),
    bad=changed("task", {"lead: tnmt\n": "lead:\n  - tnmt\n  - ktht\n"}),
    case=check,
)
