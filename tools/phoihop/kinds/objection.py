"""An agency finds the assignment unsuitable, and says so to the authority (§1)."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
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


def _who_may_object(opening: Opening) -> Iterator[str | None]:
    """The task's agencies, and departments and communes that ought to be among them."""
    yield opening.lead
    yield from opening.coordinating
    kind = opening.case.course.kind_of_agency
    yield from (each for each in opening.active if kind(each) in ("department", "commune"))


KIND = Kind(
    type=Objection,
    by=_who_may_object,
    issuer=lambda opening: None,
    to=("authority",),
    by_option=("discovered",),
    told=_told,
)
