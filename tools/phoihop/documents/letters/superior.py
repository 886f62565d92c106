"""A superior agency's opinion (§3): its points forwarded to be explained, and the authority's explanation of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.cases.points import followed_points, point_name, point_names
from phoihop.documents.letters.issuing import is_no, is_superior, lead_of
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Message, Text, say
from phoihop.records.papers import papers_of
from phoihop.records.parts import Point
from phoihop.records.types import Explanation, Opinion
from phoihop.records.words import AGENCY_KIND

_FORWARDED = Text("chuyển ý kiến để giải trình về {topic}", "an opinion to be explained: {topic}")
_EXPLAINED = Text("giải trình ý kiến về {topic}", "explanation of points on {topic}")
_IN_FORCE = Text(
    "ý kiến còn hiệu lực của cơ quan cấp trên trong hồ sơ", "superior agency's opinion in force in the dossier"
)
_IN_FORCE_WITH_POINTS = Text(
    "ý kiến còn hiệu lực, có nội dung góp ý, của cơ quan cấp trên trong hồ sơ",
    "superior agency's opinion in force, with points, in the dossier",
)
_WHOLE = Text("Toàn văn ý kiến", "The opinion as a whole")
_BY = Text("{text} ({agency})", "{text} ({agency})")

Forwarded = tuple[Entry, Opinion, list[Point]]
"""A superior agency's opinion on record, and its points that are neither forwarded nor explained."""


def _opinions(case: Case) -> Iterator[tuple[Entry, Opinion]]:
    """Those of superior agencies that are in force, the oldest first."""
    in_force = case.course.opinions_in_force(case.today)
    return ((entry, opinion) for entry, opinion in in_force if is_superior(case, opinion.from_))


# --- forwarded to whoever explains ------------------------------------------------------------------------------------


def _forward(phrasing: Phrasing, choices: Choices) -> Content:
    """Each point to the agency in whose function it lies; those of the lead's own field are the lead's to explain."""
    case = phrasing.case
    lead = lead_of(case)
    (entry, opinion, points), *others = _to_forward(case, choices.about[0] if choices.about else "")
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
    blanks = _left_by_a_forward(passed_on, shares, others)
    return Content(issuer=lead, to=to, subject=_FORWARDED, facts=facts, blanks=blanks)


def _to_forward(case: Case, named: str) -> list[Forwarded]:
    """The opinion that is named, else every one with points left; one at least."""
    found: list[Forwarded] = []
    for entry, opinion in _opinions(case):
        if opinion.points and named in ("", entry.id):
            left = set(point_names(entry.id, opinion))
            for _, missing in followed_points(case.course, entry):
                left = missing
            points = [point for point in opinion.points if point_name(entry.id, point) in left]
            if points or named:
                found.append((entry, opinion, points or list(opinion.points)))
    if not found and named:
        raise is_no(case, named, _IN_FORCE_WITH_POINTS)
    if not found:
        raise NothingToDraft.because(
            "{task}: không còn nội dung nào của {superior} chưa được chuyển hoặc giải trình; soạn lại văn bản cũ "
            "thì chỉ ra ý kiến bằng --about",
            "{task}: every point of a superior agency was forwarded or explained; to draft one again, name the "
            "opinion with --about",
            task=case.id,
            superior=case.course.register.settings.superior_name or AGENCY_KIND["superior"],
        )
    return found


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
        "field": phrasing.say(phrasing.register.field_text(point.field)) if point.field else "",
        "agencies": phrasing.agencies(charged) or BLANK,
    }


def _left_by_a_forward(
    points: Sequence[Point], shares: Mapping[str, tuple[str, ...]], others: Sequence[Forwarded]
) -> Iterator[Message]:
    if unclaimed := tuple(point.id for point in points if not shares[point.id]):
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


# --- explained to the superior agency ---------------------------------------------------------------------------------


def _explanation(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the opinion that is named, else the oldest that the authority has not answered; its lead drafts it."""
    case = phrasing.case
    lead = lead_of(case)
    entry, opinion = _to_explain(case, choices.about[0] if choices.about else "")
    explained = dict(_explained(phrasing))
    names = {point.id: point_name(entry.id, point) for point in opinion.points} or {"": entry.id}
    texts = {point.id: one_line(point.text) for point in opinion.points}
    facts = {
        "superior": phrasing.agency(opinion.from_),
        "opinion": phrasing.document(opinion),
        "points": [
            {"id": id_, "text": texts.get(id_) or phrasing.say(_WHOLE), "explanation": explained.get(name) or BLANK}
            for id_, name in names.items()
        ],
        "dossier": list(dict.fromkeys((*map(one_line, choices.dossier), *_papers(phrasing, names.values())))),
    }
    blanks = []
    if left := tuple(id_ or entry.id for id_, name in names.items() if name not in explained):
        blanks.append(
            say(
                "giải trình {points}: chưa có văn bản giải trình trong sổ",
                "the explanation of {points}: none is on record",
                points=left,
            )
        )
    issuer, to = case.course.authority, (opinion.from_,)
    return Content(issuer=issuer, to=to, subject=_EXPLAINED, facts=facts, blanks=blanks, drafter=lead)


def _to_explain(case: Case, named: str) -> tuple[Entry, Opinion]:
    authority = case.course.authority
    answered = {each.answers for _, each in case.course.each(Explanation) if each.from_ == authority}
    for entry, opinion in _opinions(case):
        asks = opinion.points or opinion.position in ("agree-with-comments", "disagree")
        if entry.id == named or (not named and asks and entry.id not in answered):
            return entry, opinion
    if named:
        raise is_no(case, named, _IN_FORCE)
    raise NothingToDraft.because(
        "{task}: không còn ý kiến nào của cơ quan cấp trên chưa được giải trình; soạn lại thì chỉ ra ý kiến bằng "
        "--about",
        "{task}: no superior agency's opinion waits for an explanation; to draft one again, name the opinion with "
        "--about",
        task=case.id,
    )


def _explained(phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    """What was said of each point within the task, with who said it; the newest counts."""
    course = phrasing.case.course
    for _, explanation in course.each(Explanation):
        if explanation.from_ != course.authority:
            by = phrasing.agency(explanation.from_)
            for each in explanation.points:
                yield each.point, phrasing.say(_BY, text=one_line(each.text).rstrip("."), agency=by)


def _papers(phrasing: Phrasing, points: Collection[str]) -> Iterator[str]:
    """The papers that came with what was said of these points."""
    for _, explanation in phrasing.case.course.each(Explanation):
        if any(each.point in points for each in explanation.points):
            for paper, _key in papers_of(explanation):
                yield phrasing.paper(paper)


FORWARD = LetterForm(name="forward", chosen=frozenset(("to", "about", "due")), content=_forward)
EXPLANATION = LetterForm(name="explanation", chosen=frozenset(("about", "dossier")), content=_explanation)
