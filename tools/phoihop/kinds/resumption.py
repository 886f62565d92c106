"""The authority lets a suspended task go on."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import Resumption, Suspension


def _standing(opening: Opening) -> list[str]:
    """The suspension that no resumption has answered yet: the newest."""
    course = opening.case.course
    return [entry.id for entry, _ in course.each(Suspension) if not course.answers_to(entry.id)][-1:]


KIND = Kind(
    type=Resumption,
    by=("authority",),
    to=("lead", "coordinating"),
    fits={"answers": _standing},
    while_suspended=True,
    told=Text("{agency} cho tiếp tục thực hiện nhiệm vụ", "{agency} lets the task go on"),
)
