"""The conclusions of a meeting (§2): who came, what was talked over, what was agreed and what was not."""

from typing import Any

from phoihop.cases.opinions import opinion_rows
from phoihop.cases.points import point_name
from phoihop.documents.letters.invitation import to_discuss
from phoihop.documents.letters.issuing import lead_of
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm, NothingToDraft
from phoihop.documents.letters.phrasing import Phrasing, as_sentence
from phoihop.documents.letters.report import said_in
from phoihop.language import Text, say
from phoihop.records.types import Meeting
from phoihop.records.words import MEETING_FORMS

_SUBJECT = Text("Kết luận cuộc họp về {topic}", "Conclusions of the meeting on {topic}")
_AGREED = Text("Thống nhất", "Agreed")
_NOT_AGREED = Text("Chưa thống nhất", "Not agreed")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the meeting that is named, else of the newest on record; without one, as far as it can be told before."""
    case = phrasing.case
    held = [(entry.id, each) for entry, each in case.course.each(Meeting)]
    if choices.about:
        held = [each for each in held if each[0] == choices.about[0]]
        if not held:
            raise NothingToDraft.because(
                "“{id}” không phải cuộc họp đã ghi của {task}",
                "“{id}” is no meeting on record of {task}",
                id=choices.about[0],
                task=case.id,
            )
    meeting = held[-1][1] if held else None
    issuer = choices.by or (meeting.from_ if meeting else lead_of(case))
    rows = [each for row in opinion_rows(case) for each in row.points if each.opinion]
    names = {point_name(each.opinion.id, each.point): each for each in rows if each.opinion}
    points = [names[each] for each in meeting.discusses if each in names] if meeting else to_discuss(phrasing)
    attended = (
        meeting.attended if meeting else tuple(dict.fromkeys(p.opinion.document.from_ for p in points if p.opinion))
    )
    others = tuple(agency for agency in attended if agency != issuer)
    outcome = choices.text or ((meeting.outcome,) if meeting else ())
    table: list[dict[str, Any]] = []
    for each in points:
        assert each.opinion is not None
        name = point_name(each.opinion.id, each.point)
        result = (_NOT_AGREED if name in meeting.unresolved else _AGREED) if meeting else None
        table.append(
            {
                "agency": phrasing.agency(each.opinion.document.from_),
                "text": said_in(phrasing, each),
                "result": phrasing.say(result) if result else BLANK,
            }
        )
    form = (meeting and meeting.form) or "direct"
    facts = {
        "day": phrasing.day(meeting.date) if meeting else BLANK,
        "form": MEETING_FORMS[form].in_language(phrasing.language),
        "is_conference": form == "conference",
        "attended": phrasing.agencies(attended) or BLANK,
        "points": table,
        "unresolved": [each for each in table if meeting and each["result"] == phrasing.say(_NOT_AGREED)],
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
    if not outcome:
        blanks.append(say("kết luận (--text)", "the conclusions (--text)"))
    left_out = tuple(each for each in meeting.discusses if each not in names) if meeting else ()
    if left_out:
        blanks.append(
            say(
                "{points} đã được thay bằng ý kiến khác từ sau cuộc họp",
                "{points} were replaced by other opinions since the meeting",
                points=left_out,
            )
        )
    return Content(issuer=issuer, to=choices.to or others, subject=_SUBJECT, facts=facts, blanks=blanks)


LETTER = LetterForm(
    name="meeting", code="TB", chosen=frozenset(("by", "to", "about", "text")), content=_content, addressed=None
)
