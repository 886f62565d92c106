"""Points are explained in writing (§3)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.request import drafter
from phoihop.language import Text
from phoihop.records.types import Explanation, Forward, Opinion


def _to_be_explained(opening: Opening) -> list[str]:
    """What was forwarded to the issuer; by the lead and the authority, every superior agency's opinion, too."""
    issuer, course = opening.word("from"), opening.case.course
    found = opening.asked("explanation", issuer)
    if issuer in (opening.lead, opening.authority):
        found += [
            entry.id
            for entry, opinion in course.each(Opinion)
            if opening.is_superior(opinion.from_) and opinion.position not in ("agree", "no-comment")
        ]
    return found


def _addressees(opening: Opening) -> list[str | None]:
    if opening.answered is None:
        return []
    if isinstance(opening.answered.document, Forward):
        return [opening.lead]
    by_authority = opening.word("from") == opening.authority
    return [opening.answered.document.from_ if by_authority else opening.authority]


KIND = Kind(
    type=Explanation,
    concerns=("explanation", "follow-up", "answer"),
    by=("debtors", "lead", "authority"),
    to=_addressees,
    fits={"answers": _to_be_explained},
    settles={"drafted_by": drafter},
    where_offered=("drafted_by",),
    by_option=("dossier",),
    told=Text("{agency} giải trình văn bản {answers} (nội dung {points})", "{agency} explains {answers} ({points})"),
)
