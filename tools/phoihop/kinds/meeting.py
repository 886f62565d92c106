"""Points are talked over, directly or in a conference (§2)."""

from phoihop.cases.points import point_name, point_names
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Message
from phoihop.records.types import Meeting
from phoihop.words.sentences import joined


def _points(opening: Opening) -> list[str]:
    """Points in force; those that their agency wants to talk over, and that no meeting has discussed yet, first."""
    course = opening.case.course
    discussed = {point for _, meeting in course.each(Meeting) for point in meeting.discusses}
    points = {
        name: any(point.discuss == "true" and point_name(entry.id, point) == name for point in opinion.points)
        for entry, opinion in course.opinions_in_force(opening.case.today)
        for name in point_names(entry.id, opinion)
        if opinion.position != "no-comment"
    }
    return sorted(points, key=lambda point: not points[point] or point in discussed)


def _told(it: Telling[Meeting]) -> Message:
    return joined(
        (
            it.says("{agency} họp với {attended}", "{agency} meets {attended}"),
            it.adds("discusses", "trao đổi nội dung {discusses}", "discusses {discusses}"),
            it.adds("unresolved", "chưa thống nhất: {unresolved}", "no agreement on {unresolved}"),
            it.adds("outcome", "kết quả: {outcome}", "outcome: {outcome}"),
        )
    )


KIND = Kind(
    type=Meeting,
    by=("lead", "authority"),
    to=(),
    fits={"discusses": _points, "unresolved": lambda opening: opening.words("discusses")},
    where_offered=("discusses",),
    by_option=("unresolved",),
    told=_told,
)
