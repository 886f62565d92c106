"""An agency that was asked demands papers of the lead (§4)."""

from collections.abc import Iterable

from phoihop.kinds import opinion
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import DossierRequest


def _asked(opening: Opening) -> Iterable[str]:
    """Who owes an opinion or an explanation, or was once asked for an opinion."""
    return (*opinion.asked_agencies(opening), *(each.debtor for each in opening.owed if each.kind == "explanation"))


def _to_be_answered(opening: Opening) -> Iterable[str]:
    return (*opinion.requests(opening), *opening.asked("explanation", opening.word("from")))


KIND = Kind(
    type=DossierRequest,
    concerns=("opinion", "explanation"),
    by=_asked,
    to=("lead",),
    fits={"answers": _to_be_answered},
    told=Text(
        "{agency} yêu cầu cung cấp hồ sơ để trả lời văn bản {answers}: {needs}",
        "{agency} demands papers to answer {answers}: {needs}",
    ),
)
