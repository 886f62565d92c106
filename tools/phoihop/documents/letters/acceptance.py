"""The authority's answer to a completion (§5): the work is accepted, or goes on, with what is still to be done."""

from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence
from phoihop.language import Text
from phoihop.records.types import Acceptance

_ACCEPTED = Text("xác nhận hoàn thành nhiệm vụ “{title}”", "acceptance of “{title}”")
_RETURNED = Text("xác nhận hoàn thành: nhiệm vụ “{title}” cần thực hiện tiếp", "“{title}” is to be gone on with")
_WHY = Text("lý do, việc cần thực hiện tiếp", "why, and what is still to be done")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    letter = opened(phrasing.case, choices, Acceptance, "acceptance")
    record = letter.record
    outcome = record.outcome if record else choices.outcome
    reasons = choices.text or ((record.reason,) if record and record.reason else ())
    facts = {
        "completion": phrasing.document(letter.answered.document) if letter.answered else BLANK,
        "outcome": outcome,
        "reasons": [as_sentence(each) for each in reasons] or ([BLANK] if outcome == "returned" else []),
        "due": phrasing.day(choices.due),
    }
    blanks = (*letter.others, *(without_words(_WHY, reasons) if outcome == "returned" else ()))
    subject = _ACCEPTED if outcome == "accepted" else _RETURNED
    return Content(issuer=letter.issuer, to=letter.to, subject=subject, facts=facts, blanks=blanks)


LETTER = LetterForm(name="acceptance", chosen=frozenset(("about", "outcome", "text", "due")), content=_content)
