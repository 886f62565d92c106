"""Points of opinions as records name them: `<opinion>#<point>`, and an opinion without points by its id alone."""

from phoihop.records.parts import Point
from phoihop.records.types import Opinion

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
