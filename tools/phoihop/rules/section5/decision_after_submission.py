"""A decision answers a submission that is not yet decided."""

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.records.types import Acceptance, Decision
from phoihop.rules.examples import kept, written
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.rules.wrong_kind import names_another_kind


def check(case: Case) -> Findings:
    judged: dict[str, str] = {}
    for entry in case.documents:
        match entry.document:
            case Decision(answers=answered):
                yield from names_another_kind(case.course, entry, answered, "answers", "submission")
            case Acceptance(answers=answered):
                pass
            case _:
                continue
        if answered in judged:
            yield Found(entry.id, ("answers",)).says(
                "{submission} đã có kết quả {first}; phải trình hoặc báo cáo lại trước",
                "{submission} was judged by {first}; a decision or acceptance answers a new one",
                submission=answered,
                first=judged[answered],
            )
        judged.setdefault(answered, entry.id)


RULE = Rule(
    __name__,
    title=Text("Quyết định sau khi trình", "A decision follows a submission"),
    explanation=Text(
        "Mỗi quyết định trả lời một tờ trình, mỗi xác nhận hoàn thành trả lời một báo cáo hoàn thành chưa có kết quả. Đã bị trả lại thì phải trình lại, báo cáo lại trước.",
        "Each decision answers a submission, and each acceptance a completion, that has no outcome yet. What was returned is submitted again first.",
    ),
    good=kept("2021-05-06.decision.ubnd"),
    bad=written(
        "2021-05-06.decision-2.ubnd",
        """\
number: 151/QĐ-UBND
answers: 2021-04-22.submission.tnmt
outcome: rejected
""",
    ),
    case=check,
)
