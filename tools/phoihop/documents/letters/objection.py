"""An objection to the assignment (§1): why it does not fit, and what is proposed instead."""

from phoihop.cases.course import Entry
from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence
from phoihop.language import Message, Text
from phoihop.records.types import Adjustment, Objection

_SUBJECT = Text("phản ánh phân công thực hiện nhiệm vụ “{title}”", "objection to the assignment of “{title}”")
_LEAD = Text("Giao {agency} chủ trì thực hiện nhiệm vụ.", "That {agency} be lead agency.")
_COORDINATING = Text("Giao {agencies} phối hợp thực hiện.", "That {agencies} coordinate.")
_DUE = Text("Hạn hoàn thành: ngày {due}.", "That the deadline be {due}.")
_REASON = Text("lý do phản ánh", "the reason")
_PROPOSAL = Text("đề nghị phân công lại (ghi vào dự thảo)", "what is proposed instead (write it into the draft)")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the newest adjustment of who leads or coordinates, else of the assignment."""
    letter = opened(phrasing.case, choices, Objection, "objection")
    record = letter.record
    reasons = choices.text or ((record.reason,) if record else ())
    proposed = _proposed(phrasing, record) if record else []
    adjusted = _adjusted(phrasing)
    facts = {
        "reasons": [as_sentence(each) for each in reasons] or [BLANK],
        "proposed": proposed or [BLANK],
        "adjustment": phrasing.document(adjusted.document) if adjusted else "",
    }
    blanks = (*without_words(_REASON, reasons), *(() if proposed else (Message(_PROPOSAL),)))
    return Content(issuer=letter.issuer, to=letter.to, subject=_SUBJECT, facts=facts, blanks=blanks)


def _adjusted(phrasing: Phrasing) -> Entry | None:
    found = [
        entry
        for entry, each in phrasing.case.course.each(Adjustment)
        if each.lead is not None or each.coordinating is not None
    ]
    return found[-1] if found else None


def _proposed(phrasing: Phrasing, record: Objection) -> list[str]:
    wished = record.proposes
    if wished is None:
        return []
    told = [phrasing.say(_LEAD, agency=phrasing.agency(wished.lead))] if wished.lead else []
    if wished.coordinating:
        told.append(phrasing.say(_COORDINATING, agencies=phrasing.agencies(wished.coordinating)))
    return [*told, *([phrasing.say(_DUE, due=phrasing.day(wished.due))] if wished.due else ())]


LETTER = LetterForm(name="objection", chosen=frozenset(("by", "about", "text")), content=_content)
