"""The authority's explanation (§3): to a superior agency, point by point, drafted by the lead of what was explained."""

from collections.abc import Collection, Iterator

from phoihop.cases.course import Entry
from phoihop.documents.letters.issuing import is_superior, lead_of
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Message, Text, say
from phoihop.records.papers import papers_of
from phoihop.records.types import Explanation, Opinion

_SUBJECT = Text("giải trình ý kiến về {topic}", "explanation of points on {topic}")
_WHOLE = Text("Toàn văn ý kiến", "The opinion as a whole")
_BY = Text("{text} ({agency})", "{text} ({agency})")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the opinion that is named, else the oldest that the authority has not answered."""
    case = phrasing.case
    lead = lead_of(case)
    entry, opinion = _opinion(phrasing, choices)
    explained = dict(_explained(phrasing))
    names = {point.id: f"{entry.id}#{point.id}" for point in opinion.points} or {"": entry.id}
    texts = {point.id: one_line(point.text) for point in opinion.points}
    facts = {
        "superior": phrasing.agency(opinion.from_),
        "opinion": phrasing.document(opinion),
        "points": [
            {"id": id_, "text": texts.get(id_) or phrasing.say(_WHOLE), "explanation": explained.get(name) or BLANK}
            for id_, name in names.items()
        ],
        "dossier": list(dict.fromkeys((*choices.dossier, *_papers(phrasing, names.values())))),
    }
    left = tuple(id_ or entry.id for id_, name in names.items() if name not in explained)
    issuer, to, blanks = case.course.authority, (opinion.from_,), _blanks(left)
    return Content(issuer=issuer, to=to, subject=_SUBJECT, facts=facts, blanks=blanks, drafter=lead)


def _opinion(phrasing: Phrasing, choices: Choices) -> tuple[Entry, Opinion]:
    case = phrasing.case
    authority = case.course.authority
    answered = {each.answers for _, each in case.course.each(Explanation) if each.from_ == authority}
    for entry in case.course.opinions_in_force(case.today):
        opinion = entry.document
        if isinstance(opinion, Opinion) and is_superior(case, opinion.from_):
            if choices.about and entry.id == choices.about[0]:
                return entry, opinion
            asks = opinion.points or opinion.position in ("agree-with-comments", "disagree")
            if not choices.about and entry.id not in answered and asks:
                return entry, opinion
    if choices.about:
        raise NothingToDraft.because(
            "“{id}” không phải ý kiến của cơ quan cấp trên còn hiệu lực trong {task}",
            "“{id}” is no superior agency's opinion in force in {task}",
            id=choices.about[0],
            task=case.id,
        )
    raise NothingToDraft.because(
        "{task}: không còn ý kiến nào của cơ quan cấp trên chưa được giải trình; soạn lại thì chỉ ra ý kiến bằng "
        "--about",
        "{task}: no superior agency's opinion waits for an explanation; to draft one again, name the opinion with "
        "--about",
        task=case.id,
    )


def _explained(phrasing: Phrasing) -> Iterator[tuple[str, str]]:
    """What was said of each point within the task, with who said it; the newest counts."""
    authority = phrasing.case.course.authority
    for _, explanation in phrasing.case.course.each(Explanation):
        if explanation.from_ != authority:
            for each in explanation.points:
                by = phrasing.agency(explanation.from_)
                yield each.point, phrasing.say(_BY, text=one_line(each.text).rstrip("."), agency=by)


def _papers(phrasing: Phrasing, points: Collection[str]) -> Iterator[str]:
    """The papers that came with what was said of these points."""
    for _, explanation in phrasing.case.course.each(Explanation):
        if any(each.point in points for each in explanation.points):
            for paper, _key in papers_of(explanation):
                yield phrasing.paper(paper)


def _blanks(left: tuple[str, ...]) -> Iterator[Message]:
    if left:
        yield say(
            "giải trình {points}: chưa có văn bản giải trình trong sổ",
            "the explanation of {points}: none is on record",
            points=left,
        )


LETTER = LetterForm(name="explanation", chosen=frozenset(("about", "dossier")), content=_content)
