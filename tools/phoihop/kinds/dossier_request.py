"""An agency that was asked demands papers of the lead (§4)."""

from phoihop.kinds import opinion
from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling, cut
from phoihop.language import Message
from phoihop.records.types import DossierRequest


def _told(it: Telling[DossierRequest]) -> Message:
    document = it.document
    return it.acts(
        "{agency} yêu cầu cung cấp hồ sơ để trả lời văn bản {about}: {needs}",
        "{agency} demands papers to answer {about}: {needs}",
        about=it.named(document.answers),
        needs=tuple(cut(each) for each in document.needs),
    )


KIND = Kind(
    type=DossierRequest,
    concerns=("opinion",),
    by=opinion.asked_agencies,
    to=("lead",),
    fits={"answers": opinion.requests},
    told=_told,
)
