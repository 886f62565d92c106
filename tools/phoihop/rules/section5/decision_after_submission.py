"""A decision answers a submission that is not yet decided."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text, say
from phoihop.records.types import Decision
from phoihop.rules.examples import kept, written
from phoihop.rules.rule import Found, Rule
from phoihop.rules.wrong_kind import names_another_kind


def check(case: Case) -> Iterator[Found]:
    decided: dict[str, str] = {}
    for entry, decision in case.course.each(Decision):
        yield from names_another_kind(case.course, entry, decision.answers, "answers", "submission")
        if decision.answers in decided:
            yield Found(
                entry.id,
                say(
                    "tờ trình {submission} đã có quyết định {first}; quyết định phải trả lời tờ trình mới",
                    "submission {submission} was decided by {first}; a decision answers a new submission",
                    submission=decision.answers,
                    first=decided[decision.answers],
                ),
                ("answers",),
            )
        decided.setdefault(decision.answers, entry.id)


RULE = Rule(
    id="decision-after-submission",
    section="5",
    kind="error",
    title=Text("Quyết định sau khi trình", "A decision answers a submission"),
    explanation=Text(
        "Mỗi quyết định trả lời một tờ trình chưa được quyết định. Tờ trình bị trả lại thì phải trình lại trước khi quyết định tiếp.",
        "Each decision answers a submission that has none yet. What was returned is submitted anew before it is decided again.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=written(
        "2021-05-06.decision-2.ubnd",
        """\
kind: decision
from: ubnd
date: 2021-05-06
number: 151/QĐ-UBND
answers: 2021-04-22.submission.tnmt
outcome: rejected
""",
    ),
    case=check,
)
