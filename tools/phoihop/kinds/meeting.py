"""Points are talked over, directly or in a conference (§2)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling, cut
from phoihop.language import Message, say
from phoihop.records.types import Meeting, Opinion
from phoihop.words.sentences import joined


def _points(opening: Opening) -> list[str]:
    """Points in force; those that their agency wants to talk over, and that no meeting has discussed yet, first."""
    course = opening.case.course
    in_force = {entry.id for entry in course.opinions_in_force(opening.case.today)}
    discussed = {point for _, meeting in course.each(Meeting) for point in meeting.discusses}
    points = {
        f"{entry.id}#{point.id}": point.discuss == "true"
        for entry, opinion in course.each(Opinion)
        for point in opinion.points
        if entry.id in in_force
    }
    return sorted(points, key=lambda point: not points[point] or point in discussed)


def _told(it: Telling[Meeting]) -> Message:
    document = it.document
    points = tuple(each.partition("#")[2] for each in document.discusses)
    return joined(
        (
            it.says("{agency} họp với {attended}", "{agency} meets {attended}"),
            say("trao đổi nội dung {points}", "discusses {points}", points=points) if points else None,
            say("kết quả: {outcome}", "outcome: {outcome}", outcome=cut(document.outcome)),
        )
    )


KIND = Kind(
    type=Meeting, by=("lead", "authority"), to=(), fits={"discusses": _points}, where_offered=("discusses",), told=_told
)
