"""Each agency forwarded to explains in writing by the deadline."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.language import Text
from phoihop.rules.examples import REGISTER, kept, path_of, without, written
from phoihop.rules.owed import find_owed, of_kind
from phoihop.rules.rule import Found, Rule


def check(case: Case) -> Iterator[Found]:
    return find_owed(
        case, of_kind(case, "explanation"), Text("giải trình theo văn bản {source}", "explanation asked by {source}")
    )


RULE = Rule(
    id="forward-explained",
    section="3",
    kind="breach-or-due",
    title=Text("Giải trình đúng hạn", "Explained in time"),
    explanation=Text(
        "Cơ quan được chuyển ý kiến của sở, ngành giải trình bằng văn bản và hoàn thiện hồ sơ đúng hạn ghi trong văn bản chuyển.",
        "An agency to which a superior agency's opinion is forwarded explains in writing by the deadline of the forward.",
    ),
    good=kept("2021-04-13.explanation.ktht"),
    bad=written(
        "2021-04-16.explanation.ktht",
        REGISTER[path_of("2021-04-13.explanation.ktht")].replace("date: 2021-04-13", "date: 2021-04-16"),
        also=without("2021-04-13.explanation.ktht"),
    ),
    case=check,
)
