"""An agency finds the assignment unsuitable, and says so to the authority (§1)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling, agencies
from phoihop.language import Message, say
from phoihop.records.types import Objection
from phoihop.words.sentences import joined


def _told(it: Telling[Objection]) -> Message:
    document = it.document
    proposed = document.proposes
    leads = (proposed.lead,) if proposed and proposed.lead else ()
    return joined(
        (
            it.says("{agency} phản ánh việc phân công: {reason}", "{agency} objects to the assignment: {reason}"),
            say("đề nghị {lead} chủ trì", "proposes {lead} as the lead", lead=agencies(leads)) if leads else None,
            say("đề nghị hạn {due}", "proposes {due} as the deadline", due=proposed.due)
            if proposed and proposed.due
            else None,
        )
    )


KIND = Kind(type=Objection, by=("lead", "coordinating"), to=("authority",), told=_told)
