"""Points of opinions that are to be discussed, forwarded or responded to, and agencies that stayed silent."""

from phoihop.cases.model import Obligation
from phoihop.recording.choices import Choice, point_choices
from phoihop.recording.opening import Opening, listed
from phoihop.records.types import Meeting, Opinion
from phoihop.records.yaml_door import Tree


def points_to_discuss(opening: Opening) -> tuple[Choice, ...]:
    """Points in force that their agency wants to talk over, and that no meeting has discussed yet, first."""
    course = opening.case.course
    in_force = [entry.id for entry in course.opinions_in_force(opening.occasion.today)]
    discussed = {point for _, meeting in course.each(Meeting) for point in meeting.discusses}
    wanted = {
        f"{entry.id}#{point.id}"
        for entry, opinion in course.each(Opinion)
        for point in opinion.points
        if point.discuss == "true"
    }
    points = point_choices(opening.occasion, in_force)
    return tuple(sorted(points, key=lambda point: point.value not in wanted or point.value in discussed))


def points_to_forward(opening: Opening) -> tuple[Choice, ...]:
    forwards = opening.word("forwards")
    points = point_choices(opening.occasion, [forwards] if forwards else [])
    return tuple(Choice(each.value.partition("#")[2], each.label, (each.value, *each.names)) for each in points)


def silent_agencies(opening: Opening) -> Tree | None:
    """Who was asked, is overdue, and was reminded: the report names them as silent (§5)."""
    silent = [
        each.debtor
        for each in opening.owed
        if each.kind == "opinion" and each.status == "overdue" and _was_reminded(opening, each)
    ]
    return listed(silent)


def _was_reminded(opening: Opening, owed: Obligation) -> bool:
    return any(
        each.kind == "urging" and each.urges and each.urges.source == owed.source and each.status in ("met", "late")
        for each in opening.case.obligations
        if each.urges and each.urges.debtor == owed.debtor
    )


def points_to_answer(opening: Opening) -> tuple[tuple[str, str | None], ...]:
    """Every opinion in force with each of its points (None: the opinion as a whole) that a report responds to."""
    course = opening.case.course
    found: list[tuple[str, str | None]] = []
    for entry in course.opinions_in_force(opening.day):
        opinion = course.named(entry.id, Opinion)
        points = opinion.points if opinion else ()
        found += [(entry.id, point.id) for point in points] or [(entry.id, None)]
    return tuple(found)
