"""The task is submitted by its deadline."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import changed, kept
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Findings, Rule


def check(case: Case) -> Findings:
    # After a returned submission the newest one counts.
    return find_owed(
        case,
        of_kind(case, "submission")[-1:],
        Text("trình nhiệm vụ hoặc báo cáo hoàn thành", "submission or completion of the task"),
    )


RULE = Rule(
    __name__,
    kind="breach-or-due",
    title=Text("Trình, báo cáo hoàn thành đúng hạn", "The task is submitted on time"),
    explanation=Text(
        "Nhiệm vụ có hạn thì cơ quan chủ trì trình, hoặc báo cáo hoàn thành, chậm nhất vào ngày đó; nếu bị trả lại thì tính lần trình cuối.",
        "Where a task has a deadline, the lead submits it, or reports completion, by that day; after a return the last submission counts.",
    ),
    good=kept("task"),
    bad=changed("task", {"due: 2021-05-28": "due: 2021-04-20"}),
    needs_lead=True,
    case=check,
)
