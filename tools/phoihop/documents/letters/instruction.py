"""The authority's instruction (§1, §4): what is to be done in the task, by whom, by when, on which documents."""

from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence
from phoihop.language import Text
from phoihop.records.types import Instruction

_SUBJECT = Text("ý kiến chỉ đạo thực hiện nhiệm vụ “{title}”", "instruction on “{title}”")
_WHAT = Text("nội dung chỉ đạo", "what is to be done")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    course = phrasing.case.course
    letter = opened(phrasing.case, choices, Instruction, "instruction")
    record = letter.record
    said = choices.text or ((record.text,) if record else ())
    about = record.about_ if record else choices.about
    documents = [course.by_id[each].document for each in about if each in course.by_id]
    facts = {
        "agencies": phrasing.agencies(letter.to),
        "about": phrasing.series(phrasing.document(each, of_issuer=True) for each in documents),
        "text": [as_sentence(each) for each in said] or [BLANK],
        "due": phrasing.day(choices.due or (record.due if record else None)),
    }
    blanks = without_words(_WHAT, said)
    return Content(issuer=letter.issuer, to=letter.to, subject=_SUBJECT, facts=facts, blanks=blanks)


LETTER = LetterForm(name="instruction", chosen=frozenset(("to", "about", "text", "due")), content=_content)
