"""An agency's opinion (§4): what it answers, its position, and each point with its evidence."""

from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.language import Message, Text, say
from phoihop.records.types import Opinion, Request
from phoihop.records.words import POSITIONS

_SUBJECT = Text("tham gia ý kiến về {topic}", "opinion on {topic}")
_POSITION = Text("quan điểm", "the position")
_EVIDENCE = Text("căn cứ, tài liệu chứng minh của từng nội dung góp ý", "the evidence for each point")
_POINTS = Text("nội dung góp ý, căn cứ", "the points and their evidence")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """The answer to the request that waits for one, or a recorded opinion's words anew."""
    course = phrasing.case.course
    letter = opened(phrasing.case, choices, Opinion)
    request = course.named(letter.answered.id, Request) if letter.answered else None
    record = letter.record
    position = choices.position or (record.position if record else "")
    points = [{"text": one_line(each), "evidence": BLANK} for each in choices.text]
    if record and not points:
        points = [{"text": one_line(p.text), "evidence": phrasing.evidence(p) or BLANK} for p in record.points]
    if not points and position in ("", "agree-with-comments", "disagree"):
        points = [{"text": BLANK, "evidence": BLANK}]
    earlier = [entry for entry, given in course.opinions_in_force(phrasing.today) if given.from_ == letter.issuer]
    facts = {
        "request": phrasing.document(letter.answered.document) if letter.answered else BLANK,
        "asker": phrasing.agency(letter.answered.document.from_) if letter.answered else BLANK,
        "questions": [one_line(each) for each in request.questions] if request else [],
        "position": phrasing.say(POSITIONS[position]) if position else BLANK,
        "points": points,
    }
    blanks = (
        *letter.others,
        *without_words(_POSITION, position, "--position"),
        *([Message(_EVIDENCE)] if choices.text else ()),
        *(without_words(_POINTS, [each["text"] for each in points if each["text"] != BLANK]) if points else ()),
    )
    if earlier and not record:
        replaced = say(
            "đã có ý kiến {earlier} trong sổ: văn bản này sẽ thay ý kiến đó, trừ khi ghi là bổ sung",
            "{earlier} is on record: this letter will replace it, unless it is recorded as supplementing it",
            earlier=earlier[-1].document.number or earlier[-1].id,
        )
        blanks = (*blanks, replaced)
    return Content(issuer=letter.issuer, to=letter.to, subject=_SUBJECT, facts=facts, blanks=blanks)


LETTER = LetterForm(name="opinion", chosen=frozenset(("by", "about", "position", "text")), content=_content)
