"""A request for opinions, with its dossier (§2); superior agencies are asked by the authority alone (§3)."""

from collections.abc import Iterator

from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import Request


def _issuer(opening: Opening) -> str | None:
    asked = opening.words("to")
    if not asked:
        return None
    return opening.authority if any(map(opening.is_superior, asked)) else opening.lead


def _may_be_asked(opening: Opening) -> Iterator[str]:
    everyone = (*opening.coordinating, *opening.active)
    return (agency for agency in everyone if agency != opening.lead)


def drafter(opening: Opening) -> str | None:
    """The lead drafts what the authority sends to superior agencies (§3)."""
    by_authority = opening.word("from") == opening.authority
    return opening.lead if by_authority and any(map(opening.is_superior, opening.words("to"))) else None


def _told(it: Telling[Request]) -> Text:
    if it.document.purpose == "appraisal":
        return Text(
            "{agency} đề nghị {to} thẩm định (văn bản {name}), hạn {due}",
            "{agency} asks {to} for an appraisal ({name}), due {due}",
        )
    return Text(
        "{agency} xin ý kiến {to} (văn bản {name}), hạn {due}",
        "{agency} asks {to} for opinions ({name}), due {due}",
    )


KIND = Kind(
    type=Request,
    by=("lead", "authority"),
    issuer=_issuer,
    to=(),
    may_go_to=_may_be_asked,
    settles={"drafted_by": drafter},
    asked=("to", "from", "drafted_by", "date", "due", "questions", "dossier", *LETTER),
    where_offered=("drafted_by",),
    told=_told,
)
