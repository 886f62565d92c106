"""Where a conference decides, it was held."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Decision, Meeting
from phoihop.rules.examples import with_more, written
from phoihop.rules.rule import Findings, Found, Rule


def check(case: Case) -> Findings:
    for entry, decision in case.course.each(Decision):
        if decision.form != "conference":
            continue
        meeting = case.course.named(decision.meeting, Meeting)
        if meeting is None or meeting.form != "conference" or meeting.date > decision.date:
            yield Found(entry.id, ("meeting",) if decision.meeting else ("form",)).says(
                "quyết định thông qua tại hội nghị phải nêu hội nghị đã họp (“meeting”, “form: conference”)",
                "what a conference decided names the conference that was held (“meeting”, of “form: conference”)",
            )


_HELD: dict[str, str | None] = {
    "2021-05-05.meeting.ubnd": """\
number: 145/TB-UBND
attended:
  - tnmt
  - tckh
  - ktht
outcome: Thống nhất thông qua dự thảo
form: conference
"""
}
_DECIDED = with_more("2021-05-06.decision.ubnd", "form: conference\n")

RULE = Rule(
    __name__,
    title=Text("Hội nghị thông qua đã được tổ chức", "The conference that decides has been held"),
    explanation=Text(
        "Quyết định thông qua tại hội nghị phải nêu hội nghị đã tổ chức, chậm nhất vào ngày quyết định, để biết cơ quan nào đã dự và kết luận thế nào.",
        "A decision by conference names a conference held by that day, so that it is known who attended and what was concluded.",
    ),
    good=written("2021-05-06.decision.ubnd", _DECIDED + "meeting: 2021-05-05.meeting.ubnd\n", also=_HELD),
    bad=written("2021-05-06.decision.ubnd", _DECIDED, also=_HELD),
    since=2,
    case=check,
)
