"""The assignment, adjustments, instructions, suspensions, resumptions and withdrawals come from the authority."""

from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import Adjustment, Instruction, Resumption, Suspension, Withdrawal
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    course = case.course
    records = [("task", case.assignment.from_, case.assignment.date)]
    records += [
        (entry.id, entry.document.from_, entry.document.date)
        for entry in course.entries
        if isinstance(entry.document, Adjustment | Instruction | Suspension | Resumption | Withdrawal)
    ]
    for record, agency, day in records:
        if not course.speaks_for(agency, course.authority, day):
            yield Found(record, ("from",), agency=agency).says(
                "chỉ {authority} giao, điều chỉnh, chỉ đạo, tạm dừng hoặc dừng nhiệm vụ; văn bản này của {agency}",
                "only {authority} assigns, adjusts, instructs, suspends or withdraws; this comes from {agency}",
                authority=Agency(course.authority),
                agency=Agency(agency),
            )


RULE = Rule(
    __name__,
    title=Text("Cơ quan giao nhiệm vụ giao và điều chỉnh", "The authority assigns and adjusts"),
    explanation=Text(
        "Giao nhiệm vụ, điều chỉnh phân công, cho ý kiến chỉ đạo, tạm dừng, cho tiếp tục và dừng nhiệm vụ là việc của cơ quan giao nhiệm vụ. Cơ quan thấy phân công chưa phù hợp thì phản ánh, không tự thay đổi.",
        "Assigning a task, adjusting the assignment, giving instructions, suspending, resuming and withdrawing are for the authority. An agency that finds the assignment unsuitable objects; it doesn't change it itself.",
    ),
    good=kept("task"),
    bad=changed("task", {"from: ubnd": "from: tnmt"}),
    case=check,
)
