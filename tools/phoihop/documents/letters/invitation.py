"""An invitation to a meeting (§2): the points to be talked over, with those who made them."""

from phoihop.cases.opinions import PointRow, opinion_rows
from phoihop.documents.letters.issuing import lead_of
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.documents.letters.report import said_in
from phoihop.language import Text, say
from phoihop.records.types import Opinion

_SUBJECT = Text("Họp trao đổi ý kiến về {topic}", "Meeting on {topic}")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """What agencies wanted to talk over and no meeting has, else what they disagree on."""
    case = phrasing.case
    points = to_discuss(phrasing)
    issuer = choices.by or lead_of(case)
    invited = dict.fromkeys(each.opinion.document.from_ for each in points if each.opinion)
    to = choices.to or tuple(agency for agency in invited if agency != issuer) or case.coordinating
    facts = {
        "agencies": phrasing.agencies(to),
        "points": [
            {"agency": phrasing.agency(each.opinion.document.from_), "text": said_in(phrasing, each)}
            for each in points
            if each.opinion
        ],
        "agenda": [one_line(each) for each in choices.text] or ([] if points else [BLANK]),
        "time": one_line(choices.time) or BLANK,
        "venue": one_line(choices.venue) or BLANK,
    }
    blanks = []
    if not choices.time or not choices.venue:
        blanks.append(say("thời gian, địa điểm họp (--time, --venue)", "when and where (--time, --venue)"))
    if not points and not choices.text:
        blanks.append(
            say("nội dung họp: không có góp ý nào chờ trao đổi (--text)", "what about: no point waits (--text)")
        )
    return Content(issuer=issuer, to=to, subject=_SUBJECT, facts=facts, blanks=blanks)


def to_discuss(phrasing: Phrasing) -> list[PointRow]:
    """Points in force that wait to be talked over: marked so and not yet discussed, or else of whoever disagrees."""
    points = [each for row in opinion_rows(phrasing.case) for each in row.points if not each.meetings]
    marked = [each for each in points if each.point and each.point.discuss == "true"]
    return marked or [
        each
        for each in points
        if each.opinion and isinstance(each.opinion.document, Opinion) and each.opinion.document.position == "disagree"
    ]


LETTER = LetterForm(
    name="invitation",
    code="GM",
    chosen=frozenset(("by", "to", "text", "time", "venue")),
    content=_content,
    addressed=Text("Trân trọng kính mời:", "To:"),
)
