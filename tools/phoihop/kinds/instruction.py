"""The authority says what is to be done in the task (§1, §4)."""

from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import Instruction


def _told(it: Telling[Instruction]) -> Text:
    if it.document.due:
        return Text("{agency} chỉ đạo: {text} (hạn {due})", "{agency} instructs: {text} (due {due})")
    return Text("{agency} chỉ đạo: {text}", "{agency} instructs: {text}")


KIND = Kind(
    type=Instruction,
    by=("authority",),
    to=("lead",),
    may_go_to=("lead", "coordinating"),
    asked=("to", "date", "text", "due", "about", *LETTER),
    while_suspended=True,
    told=_told,
)
