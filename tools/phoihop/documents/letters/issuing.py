"""Who issues a letter to whom: the lead to agencies; to superior agencies the authority, on the lead's draft (§3)."""

from collections.abc import Sequence

from phoihop.cases.model import Case
from phoihop.documents.letters.lead import lead_of
from phoihop.documents.letters.letter import NothingToDraft
from phoihop.language import Agency, say


def is_superior(case: Case, agency: str) -> bool:
    return case.course.kind_of_agency(agency) == "superior"


def issuer_and_drafter(case: Case, to: Sequence[str]) -> tuple[str, str | None]:
    """The issuer of a letter, and who drafts it where that is another.

    Raises `NothingToDraft` where the addressees are superior agencies and others: that takes two letters.
    """
    lead = lead_of(case)
    superior = [agency for agency in to if is_superior(case, agency)]
    if not superior:
        return lead, None
    others = [agency for agency in to if agency not in superior]
    if others:
        raise NothingToDraft(
            say(
                "cơ quan cấp trên ({superior}) nhận văn bản của cơ quan giao nhiệm vụ, các cơ quan khác ({others}) "
                "nhận văn bản của cơ quan chủ trì (mục 3); soạn thành hai văn bản bằng --to",
                "superior agencies ({superior}) are written to by the authority, the others ({others}) by the lead "
                "(§3); draft two letters, by --to",
                superior=tuple(Agency(agency) for agency in superior),
                others=tuple(Agency(agency) for agency in others),
            )
        )
    return case.course.authority, lead
