"""The lead or the authority urges agencies (§2)."""

from collections.abc import Iterator

from phoihop.cases.model import URGED, Obligation
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening, unique
from phoihop.language import Text
from phoihop.records.references import TASK
from phoihop.records.types import Reminder
from phoihop.records.yaml_door import Tree


def _matter(owed: Obligation) -> str:
    """By what a reminder names what is owed: the document that asks for it, or `task` for the submission."""
    return TASK if owed.kind == "submission" else owed.source


def _overdue(opening: Opening) -> list[str]:
    return unique(_matter(each) for each in opening.urgeable if each.status == "overdue")


def _all_overdue(opening: Opening) -> Tree | None:
    """What others are late with; the submission is urged about only where somebody says so."""
    return [each for each in _overdue(opening) if each != TASK] or None


def _to_be_urged_about(opening: Opening) -> list[str]:
    return [*_overdue(opening), *(_matter(each) for each in opening.urgeable)]


def _late(opening: Opening) -> list[str]:
    """Who is late with what it is about, or else who owes it."""
    about = opening.words("about")
    urged = [each for each in opening.urgeable if _matter(each) in about]
    return [each.debtor for each in urged if each.status == "overdue"] or [each.debtor for each in urged]


def _owing(opening: Opening) -> Iterator[str]:
    about = opening.words("about")
    return (each.debtor for each in opening.urgeable if not about or _matter(each) in about)


KIND = Kind(
    type=Reminder,
    concerns=URGED,
    by=("lead", "authority"),
    to=_late,
    may_go_to=_owing,
    fits={"about": _to_be_urged_about},
    settles={"about": _all_overdue},
    worded={
        "about": Text(
            "Đôn đốc về văn bản, bước hoặc việc trình nào", "What it urges about: a document, a step or the submission"
        )
    },
    told=Text("{agency} đôn đốc {to} về văn bản {about}", "{agency} reminds {to} of {about}"),
)
