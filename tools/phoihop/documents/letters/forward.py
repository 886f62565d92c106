"""The forward (§3): a superior agency's points, each to the agency in whose function it lies, to be explained."""

from collections.abc import Iterator, Sequence
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.cases.superior_opinions import followed_points
from phoihop.documents.letters.issuing import is_superior, lead_of
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Message, Text, say
from phoihop.records.parts import Point
from phoihop.records.types import Opinion
from phoihop.records.words import AGENCY_KIND

_SUBJECT = Text("chuyển ý kiến để giải trình về {topic}", "an opinion to be explained: {topic}")

Forwarded = tuple[Entry, Opinion, list[Point]]
"""A superior agency's opinion on record, and its points that are neither forwarded nor explained."""


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    case = phrasing.case
    lead = lead_of(case)
    (entry, opinion, points), others = _opinion(case, choices)
    shares = {point.id: _charged(case, lead, point, choices.to) for point in points}
    own = [point for point in points if shares[point.id] == (lead,)]
    passed_on = [point for point in points if point not in own]
    if not passed_on:
        raise NothingToDraft.because(
            "mọi nội dung của {opinion} thuộc lĩnh vực của cơ quan chủ trì, tự giải trình; chuyển cho cơ quan khác "
            "thì chỉ ra bằng --to",
            "every point of {opinion} lies in the lead's own field, for it to explain; to pass them on, name whom "
            "with --to",
            opinion=entry.id,
        )
    to = tuple(dict.fromkeys(agency for point in passed_on for agency in shares[point.id]))
    facts = {
        "superior": phrasing.agency(opinion.from_),
        "opinion": phrasing.document(opinion),
        "agencies": phrasing.agencies(to) or BLANK,
        "points": [_point(phrasing, point, shares[point.id]) for point in passed_on],
        "own_points": [_point(phrasing, point, ()) for point in own],
        "due": phrasing.day(choices.due or case.course.after(case.today, "follow_up")),
    }
    blanks = _blanks(passed_on, shares, others)
    return Content(issuer=lead, to=to, subject=_SUBJECT, facts=facts, blanks=blanks)


def _opinion(case: Case, choices: Choices) -> tuple[Forwarded, list[Forwarded]]:
    """The opinion to forward, the one named, else the oldest with points left; and the others that have points left."""
    found: list[Forwarded] = []
    for entry in case.course.opinions_in_force(case.today):
        opinion = entry.document
        if isinstance(opinion, Opinion) and is_superior(case, opinion.from_) and opinion.points:
            left = {point.id for point in opinion.points}
            for _, missing in followed_points(case.course, entry):
                left = missing
            points = [point for point in opinion.points if point.id in left]
            if choices.about and entry.id == choices.about[0]:
                return (entry, opinion, points or list(opinion.points)), []
            if points:
                found.append((entry, opinion, points))
    if choices.about:
        raise NothingToDraft.because(
            "“{id}” không phải ý kiến của cơ quan cấp trên còn hiệu lực, có nội dung góp ý, trong {task}",
            "“{id}” is no superior agency's opinion in force, with points, in {task}",
            id=choices.about[0],
            task=case.id,
        )
    if not found:
        raise NothingToDraft.because(
            "{task}: không còn nội dung nào của {superior} chưa được chuyển hoặc giải trình; soạn lại văn bản cũ "
            "thì chỉ ra ý kiến bằng --about",
            "{task}: every point of a superior agency was forwarded or explained; to draft one again, name the "
            "opinion with --about",
            task=case.id,
            superior=case.course.register.settings.superior_name or AGENCY_KIND["superior"],
        )
    return found[0], found[1:]


def _charged(case: Case, lead: str, point: Point, wished: Sequence[str]) -> tuple[str, ...]:
    """Whom a point goes to: the agencies of its field, first among those named, else the task's, else all others.

    A point in the lead's own field is the lead's. One without a field, or of a field that nobody has, goes to
    whoever is named; to nobody where none is.
    """
    agencies = case.course.register.agencies

    def of_field(ids: Sequence[str]) -> tuple[str, ...]:
        return tuple(agency for agency in ids if agency in agencies and point.field in agencies[agency].fields)

    if wished:
        return of_field(wished) if point.field and of_field(wished) else tuple(wished)
    if not point.field:
        return ()
    standing = [
        id_
        for id_, record in agencies.items()
        if record.kind in ("department", "commune", "other") and case.course.register.holder(id_, case.today) == id_
    ]
    return of_field([lead]) or of_field(case.coordinating) or of_field(standing)


def _point(phrasing: Phrasing, point: Point, charged: Sequence[str]) -> dict[str, Any]:
    return {
        "id": point.id,
        "text": one_line(point.text),
        "evidence": phrasing.evidence(point),
        "field": phrasing.register.field_text(point.field).in_language(phrasing.language) if point.field else "",
        "agencies": phrasing.agencies(charged) or BLANK,
    }


def _blanks(
    points: Sequence[Point], shares: dict[str, tuple[str, ...]], others: Sequence[Forwarded]
) -> Iterator[Message]:
    unclaimed = tuple(point.id for point in points if not shares[point.id])
    if unclaimed:
        yield say(
            "cơ quan giải trình nội dung {points}: không cơ quan nào của sổ phụ trách lĩnh vực đó (--to)",
            "who explains {points}: no agency of the register has that field (--to)",
            points=unclaimed,
        )
    if others:
        yield say(
            "còn nội dung chưa xử lý của {opinions}: soạn riêng bằng --about",
            "{opinions} have points left too: draft those with --about",
            opinions=tuple(entry.id for entry, _, _ in others),
        )


LETTER = LetterForm(name="forward", chosen=frozenset(("to", "about", "due")), content=_content)
