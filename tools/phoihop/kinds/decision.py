"""The authority decides (§5)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Message
from phoihop.records.types import Decision
from phoihop.records.words import DECISION_OUTCOMES


def _told(it: Telling[Decision]) -> Message:
    document = it.document
    return it.acts_in_time(
        "{agency} quyết định tờ trình {about}: {outcome}",
        "{agency} decides submission {about}: {outcome}",
        about=it.named(document.answers),
        outcome=DECISION_OUTCOMES[document.outcome],
    )


KIND = Kind(type=Decision, concerns=("decision",), by=("authority",), to=("lead",), code="QĐ", told=_told)
