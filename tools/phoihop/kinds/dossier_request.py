"""An agency that was asked demands papers of the lead (§4)."""

from phoihop.kinds import opinion
from phoihop.kinds.kind import Kind
from phoihop.language import Text
from phoihop.records.types import DossierRequest

KIND = Kind(
    type=DossierRequest,
    concerns=("opinion",),
    by=opinion.asked_agencies,
    to=("lead",),
    fits={"answers": opinion.requests},
    told=Text(
        "{agency} yêu cầu cung cấp hồ sơ để trả lời văn bản {answers}: {needs}",
        "{agency} demands papers to answer {answers}: {needs}",
    ),
)
