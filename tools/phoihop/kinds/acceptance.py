"""The authority accepts the work as done, or asks for more (§5)."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Message
from phoihop.records.types import Acceptance, Completion
from phoihop.words.sentences import joined


def _completions(opening: Opening) -> Iterator[str]:
    """What waits to be accepted, of the completions alone: a submission is decided."""
    course = opening.case.course
    return (source for source in opening.asked("decision") if course.named(source, Completion))


def _told(it: Telling[Acceptance]) -> Message:
    said = it.says("{agency} trả lời báo cáo {answers}: {outcome}", "{agency} answers completion {answers}: {outcome}")
    return joined((said, it.adds("reason", "{reason}", "{reason}")))


KIND = Kind(
    type=Acceptance,
    concerns=("decision",),
    product="action",
    by=("authority",),
    to=("lead",),
    fits={"answers": _completions},
    told=_told,
)
