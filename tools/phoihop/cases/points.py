"""Points of opinions as records name them, `<opinion>#<point>`, and an opinion without points by its id alone; and what
was made of a superior agency's opinion, point by point (§3): what is explained or forwarded, what is left.
"""

from collections.abc import Iterator

from phoihop.cases.course import Course, Entry
from phoihop.records.parts import Point
from phoihop.records.types import Explanation, Forward, Opinion

AS_ONE_POINT = 2
"""The format with which an opinion that disagrees or comments, and has no points, came to count as one point."""


def point_name(opinion_id: str, point: Point | str | None) -> str:
    """A point's name in full; the opinion's own id where it has none."""
    part = point.id if isinstance(point, Point) else point
    return f"{opinion_id}#{part}" if part else opinion_id


def point_names(opinion_id: str, opinion: Opinion) -> tuple[str, ...]:
    """The names of all points of an opinion, in their order; one for an opinion without points."""
    return tuple(point_name(opinion_id, point) for point in opinion.points) or (opinion_id,)


def part_of(name: str) -> str:
    """What people call a point within its opinion: its own id, or nothing for the opinion as a whole."""
    return name.partition("#")[2]


def is_followed_as_a_whole(course: Course, entry: Entry, opinion: Opinion) -> bool:
    """Whether an opinion without points is followed as one: since format 2, where it disagrees or comments."""
    objects = opinion.position in ("disagree", "agree-with-comments")
    return objects and course.register.policies.format_on(entry.counts_on) >= AS_ONE_POINT


def followed_points(course: Course, opinion: Entry) -> Iterator[tuple[Entry, set[str]]]:
    """Each explanation or forward of a superior's opinion, with the points that are still left after it.

    Points are named as records name them in full; an opinion without points is one point, named by its id.
    """
    document = course.named(opinion.id, Opinion)
    missing = set(point_names(opinion.id, document)) if document else set()
    for entry in sorted(course.entries, key=lambda entry: entry.counts_on):
        covered: set[str] = set()
        match entry.document:
            case Forward(forwards=forwarded, points=points) if forwarded == opinion.id:
                covered = {f"{opinion.id}#{point}" for point in points} or set(missing)
            case Explanation(points=points, from_=agency, date=day):
                if course.leads_or_is_authority(agency, day):
                    covered = {each.point for each in points if each.point.partition("#")[0] == opinion.id}
        if covered:
            missing = missing - covered
            yield entry, set(missing)


def answered_points(course: Course, opinion: Entry, asked: set[str]) -> Iterator[tuple[Entry, set[str]]]:
    """Each explanation by the authority, drafted by the lead, with the points of those asked that are left after it."""
    missing = asked
    for entry, explanation in sorted(course.each(Explanation), key=lambda pair: pair[0].counts_on):
        by_authority = course.speaks_for(explanation.from_, course.authority, explanation.date)
        covered = missing & {each.point for each in explanation.points}
        if covered and by_authority and explanation.drafted_by in course.leads_on(explanation.date):
            missing = missing - covered
            yield entry, set(missing)
