"""The lead supplies the papers that an agency demanded (§4)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Message, say
from phoihop.records.types import DossierSupply
from phoihop.words.sentences import joined


def _told(it: Telling[DossierSupply]) -> Message:
    """How many papers are supplied, and what can't be had."""
    lacking = tuple(str(each.need) for each in it.document.lacking)
    return joined(
        (
            it.says(
                "{agency} cung cấp {n_dossier} tài liệu theo yêu cầu {answers}",
                "{agency} supplies papers asked for in {answers}: {n_dossier}",
            ),
            say("không cung cấp được mục {needs}", "can't supply item {needs}", needs=lacking) if lacking else None,
        )
    )


KIND = Kind(
    type=DossierSupply,
    concerns=("dossier",),
    by=("lead",),
    to=("answered",),
    by_option=("lacking",),
    told=_told,
)
