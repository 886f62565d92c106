"""The lead supplies the papers that an agency demanded (§4)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Message
from phoihop.records.types import DossierSupply


def _told(it: Telling[DossierSupply]) -> Message:
    document = it.document
    return it.acts_in_time(
        "{agency} cung cấp {n} tài liệu theo yêu cầu {about}",
        "{agency} supplies papers asked for in {about}: {n}",
        n=len(document.dossier),
        about=it.named(document.answers),
    )


KIND = Kind(type=DossierSupply, concerns=("dossier",), by=("lead",), to=("answered",), told=_told)
