"""Who needs more time asks before the deadline has passed."""

from datetime import date

from phoihop.cases.clock import put_off, step_deadline, task_deadline, while_suspended
from phoihop.cases.course import Course
from phoihop.cases.model import Case
from phoihop.language import Agency, Text
from phoihop.records.types import ExtensionRequest, Objection, Plan
from phoihop.rules.examples import written
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.rules.section1.objection_prompt import asks_for_time_alone


def check(case: Case) -> Findings:
    course = case.course
    asking = [(entry, request.step) for entry, request in course.each(ExtensionRequest)]
    asking += [(entry, None) for entry, objection in course.each(Objection) if asks_for_time_alone(objection)]
    for entry, step in asking:
        day = entry.document.date
        due = _of_step(course, step, day) if step else task_deadline(course, day)
        if due and due < day:
            yield Found(entry.id).says(
                "{agency} đề nghị gia hạn ngày {day}, khi hạn {due} đã qua",
                "{agency} asked for more time on {day}, when the deadline {due} had passed",
                agency=Agency(entry.document.from_),
                day=day,
                due=due,
            )


def _of_step(course: Course, step: str, day: date) -> date | None:
    """The deadline of a plan step as it stood on a day."""
    plan_id, _, step_id = step.partition("#")
    plan = course.named(plan_id, Plan)
    due = next((each.due for each in plan.steps if each.id == step_id), None) if plan else None
    if due is None:
        return None
    due, arose = step_deadline(course, plan_id, step_id, due, day)
    return put_off(course, due, while_suspended(course, arose), day)


_REQUEST = """\
to:
  - ubnd
number: 41/UBND-AĐ
reason: Mưa kéo dài, chưa đo đạc xong
due: 2021-03-26
step: 2021-03-04.plan.tnmt#b1
"""


def _declined(date: str) -> dict[str, str | None]:
    return {
        "2021-03-23.adjustment.ubnd": f"number: 112/UBND\nanswers: {date}.extension-request.an-do\noutcome: declined\n"
    }


RULE = Rule(
    __name__,
    kind="breach",
    title=Text("Đề nghị gia hạn trước khi hết hạn", "An extension is asked for in time"),
    explanation=Text(
        "Cần thêm thời gian thì đề nghị trước khi hết hạn, để cơ quan giao nhiệm vụ kịp xem xét. Phản ánh chỉ đề nghị lùi hạn cũng được xét như vậy.",
        "An agency that needs more time asks for it before the deadline has passed, so that the authority can consider it. An objection that only proposes a later deadline is judged in the same way.",
    ),
    good=written("2021-03-18.extension-request.an-do", _REQUEST, also=_declined("2021-03-18")),
    bad=written("2021-03-22.extension-request.an-do", _REQUEST, also=_declined("2021-03-22")),
    since=2,
    case=check,
)
