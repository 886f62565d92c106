"""Decisions and acceptances come from the authority."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Agency, Text, say
from phoihop.records.types import Acceptance, Decision
from phoihop.rules.examples import REGISTER, kept, path_of, without, written
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    course = case.course
    for entry, decision in (*course.each(Decision), *course.each(Acceptance)):
        if not course.speaks_for(decision.from_, course.authority, decision.date):
            yield Found(
                entry.id,
                say(
                    "chỉ {authority} quyết định, xác nhận hoàn thành; văn bản này của {agency}",
                    "only {authority} decides and accepts; this comes from {agency}",
                    authority=Agency(course.authority),
                    agency=Agency(decision.from_),
                ),
                ("from",),
            )


RULE = Rule(
    id="decision-by-authority",
    section="5",
    kind="error",
    title=Text("Cơ quan giao nhiệm vụ quyết định", "The authority decides"),
    explanation=Text(
        "Quyết định, thông qua dự thảo tại hội nghị, hoặc xác nhận hoàn thành là việc của cơ quan giao nhiệm vụ.",
        "To decide, to adopt a draft in conference, or to accept work as done is the authority's business.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=written(
        "2021-05-06.decision.ktht",
        REGISTER[path_of("2021-05-06.decision.ubnd")].replace("from: ubnd", "from: ktht"),
        also=without("2021-05-06.decision.ubnd"),
    ),
    case=check,
)
