"""The authority stops the clock of a task."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import Suspension


def _told(it: Telling[Suspension]) -> Text:
    if it.document.until:
        return Text(
            "{agency} tạm dừng nhiệm vụ, dự kiến đến {until}: {reason}",
            "{agency} suspends the task, probably until {until}: {reason}",
        )
    return Text("{agency} tạm dừng nhiệm vụ: {reason}", "{agency} suspends the task: {reason}")


KIND = Kind(type=Suspension, by=("authority",), to=("lead", "coordinating"), told=_told)
