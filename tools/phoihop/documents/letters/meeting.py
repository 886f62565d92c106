"""A meeting (§2): the invitation, with the points to be talked over, and the conclusions, with what was agreed."""

from collections.abc import Iterable

from phoihop.cases.model import Case
from phoihop.cases.opinions import PointRow, opinion_rows
from phoihop.cases.points import point_name
from phoihop.documents.letters.issuing import is_no, lead_of, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence, one_line
from phoihop.documents.letters.report import said_in
from phoihop.language import Text, say
from phoihop.records.types import Meeting, Opinion
from phoihop.records.words import MEETING_FORMS

_INVITED = Text("Họp trao đổi ý kiến về {topic}", "Meeting on {topic}")
_CONCLUDED = Text("Kết luận cuộc họp về {topic}", "Conclusions of the meeting on {topic}")
_ON_RECORD = Text("cuộc họp đã ghi", "meeting on record")
_OUTCOME = Text("kết luận", "the conclusions")
_AGREED = Text("Thống nhất", "Agreed")
_NOT_AGREED = Text("Chưa thống nhất", "Not agreed")


def _invitation(phrasing: Phrasing, choices: Choices) -> Content:
    """What agencies wanted to talk over and no meeting has, else what they disagree on, with those who made it."""
    case = phrasing.case
    points = _to_discuss(_points(case))
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
    return Content(issuer=issuer, to=to, subject=_INVITED, facts=facts, blanks=blanks)


def _points(case: Case) -> list[PointRow]:
    return [each for row in opinion_rows(case) for each in row.points]


def _to_discuss(points: Iterable[PointRow]) -> list[PointRow]:
    """Those that wait to be talked over: marked so and not yet discussed, or else of whoever disagrees."""
    left = [each for each in points if not each.meetings]
    marked = [each for each in left if each.point and each.point.discuss == "true"]
    return marked or [
        each
        for each in left
        if each.opinion and isinstance(each.opinion.document, Opinion) and each.opinion.document.position == "disagree"
    ]


def _conclusions(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the meeting that is named, else of the newest on record; without one, as far as it can be told before."""
    case = phrasing.case
    held = [each for entry, each in case.course.each(Meeting) if not choices.about or entry.id == choices.about[0]]
    if choices.about and not held:
        raise is_no(case, choices.about[0], _ON_RECORD)
    meeting = held[-1] if held else None
    issuer = choices.by or (meeting.from_ if meeting else lead_of(case))
    known = {point_name(each.opinion.id, each.point): each for each in _points(case) if each.opinion}
    waiting = _to_discuss(known.values())
    named = meeting.discusses if meeting else [name for name, each in known.items() if each in waiting]
    points = [(name, each, each.opinion) for name in named if (each := known.get(name)) and each.opinion]
    attended = meeting.attended if meeting else tuple(dict.fromkeys(of.document.from_ for _, _, of in points))
    outcome = choices.text or ((meeting.outcome,) if meeting else ())
    table = [
        {
            "agency": phrasing.agency(opinion.document.from_),
            "text": said_in(phrasing, each),
            "result": phrasing.say(_NOT_AGREED if name in meeting.unresolved else _AGREED) if meeting else BLANK,
        }
        for name, each, opinion in points
    ]
    form = (meeting and meeting.form) or "direct"
    facts = {
        "day": phrasing.day(meeting.date) if meeting else BLANK,
        "form": phrasing.say(MEETING_FORMS[form]),
        "is_conference": form == "conference",
        "attended": phrasing.agencies(attended) or BLANK,
        "points": table,
        "unresolved": [each for each in table if each["result"] == phrasing.say(_NOT_AGREED)],
        "outcome": [as_sentence(each) for each in outcome] or [BLANK],
    }
    blanks = []
    if meeting is None:
        blanks.append(
            say(
                "ngày họp, kết quả từng nội dung: cuộc họp chưa được ghi vào sổ",
                "the day of the meeting and what came of each point: it is not on record",
            )
        )
    blanks += without_words(_OUTCOME, outcome)
    if left_out := tuple(name for name in named if name not in known):
        blanks.append(
            say(
                "{points} đã được thay bằng ý kiến khác từ sau cuộc họp",
                "{points} were replaced by other opinions since the meeting",
                points=left_out,
            )
        )
    to = choices.to or tuple(agency for agency in attended if agency != issuer)
    return Content(issuer=issuer, to=to, subject=_CONCLUDED, facts=facts, blanks=blanks)


INVITATION = LetterForm(
    name="invitation",
    code="GM",
    chosen=frozenset(("by", "to", "text", "time", "venue")),
    content=_invitation,
    addressed=Text("Trân trọng kính mời:", "To:"),
)
MEETING = LetterForm(
    name="meeting", code="TB", chosen=frozenset(("by", "to", "about", "text")), content=_conclusions, addressed=None
)
