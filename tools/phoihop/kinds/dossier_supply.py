"""The lead supplies the papers that an agency demanded (§4)."""

from phoihop.kinds.kind import Kind
from phoihop.language import Text
from phoihop.records.types import DossierSupply

KIND = Kind(
    type=DossierSupply,
    concerns=("dossier",),
    by=("lead",),
    to=("answered",),
    told=Text(
        "{agency} cung cấp {n_dossier} tài liệu theo yêu cầu {answers}",
        "{agency} supplies papers asked for in {answers}: {n_dossier}",
    ),
)
