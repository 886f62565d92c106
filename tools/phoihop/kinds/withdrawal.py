"""The task ends without a decision."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling, cut
from phoihop.language import Message
from phoihop.records.types import Withdrawal


def _told(it: Telling[Withdrawal]) -> Message:
    document = it.document
    return it.acts(
        "{agency} dừng nhiệm vụ: {reason}", "{agency} withdraws the task: {reason}", reason=cut(document.reason)
    )


KIND = Kind(type=Withdrawal, by=("authority",), to=("lead", "coordinating"), told=_told)
