"""What is written about an assignment (§1): the objection to it, the request for more time, the instruction on it."""

from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence, one_line
from phoihop.language import Message, Text
from phoihop.records.types import Adjustment, ExtensionRequest, Instruction, Objection, Plan, Progress

_OBJECTION = Text("phản ánh phân công thực hiện nhiệm vụ “{title}”", "objection to the assignment of “{title}”")
_LEAD = Text("Giao {agency} chủ trì thực hiện nhiệm vụ.", "That {agency} be lead agency.")
_COORDINATING = Text("Giao {agencies} phối hợp thực hiện.", "That {agencies} coordinate.")
_DUE = Text("Hạn hoàn thành: ngày {due}.", "That the deadline be {due}.")
_WHY_NOT = Text("lý do phản ánh", "the reason")
_PROPOSAL = Text("đề nghị phân công lại (ghi vào dự thảo)", "what is proposed instead (write it into the draft)")

_MORE_TIME = Text("đề nghị gia hạn thực hiện nhiệm vụ “{title}”", "request for more time for “{title}”")
_WHY_MORE = Text("lý do đề nghị gia hạn", "why more time is needed")
_NEW_DUE = Text("hạn mới được đề nghị", "the new deadline asked for")
_DONE = Text("{agency}: {text}", "{agency}: {text}")

_INSTRUCTION = Text("ý kiến chỉ đạo thực hiện nhiệm vụ “{title}”", "instruction on “{title}”")
_WHAT = Text("nội dung chỉ đạo", "what is to be done")


def _objection(phrasing: Phrasing, choices: Choices) -> Content:
    """To the newest adjustment of who leads or coordinates, else to the assignment: why, and what is proposed."""
    letter = opened(phrasing.case, choices, Objection)
    record = letter.record
    reasons = choices.text or ((record.reason,) if record else ())
    proposed = _proposed(phrasing, record) if record else []
    adjusted = [
        each
        for _, each in phrasing.case.course.each(Adjustment)
        if each.lead is not None or each.coordinating is not None
    ]
    facts = {
        "reasons": [as_sentence(each) for each in reasons] or [BLANK],
        "proposed": proposed or [BLANK],
        "adjustment": phrasing.document(adjusted[-1]) if adjusted else "",
    }
    blanks = (*without_words(_WHY_NOT, reasons), *(() if proposed else (Message(_PROPOSAL),)))
    return Content(issuer=letter.issuer, to=letter.to, subject=_OBJECTION, facts=facts, blanks=blanks)


def _proposed(phrasing: Phrasing, record: Objection) -> list[str]:
    wished = record.proposes
    if wished is None:
        return []
    told = [phrasing.say(_LEAD, agency=phrasing.agency(wished.lead))] if wished.lead else []
    if wished.coordinating:
        told.append(phrasing.say(_COORDINATING, agencies=phrasing.agencies(wished.coordinating)))
    return [*told, *([phrasing.say(_DUE, due=phrasing.day(wished.due))] if wished.due else ())]


def _extension_request(phrasing: Phrasing, choices: Choices) -> Content:
    """For the step that `about` names, else for the task itself: why, and until when."""
    case = phrasing.case
    letter = opened(case, choices, ExtensionRequest)
    record = letter.record
    named = (record.step if record else next((each for each in choices.about if "#" in each), None)) or ""
    plan_id, _, step_id = named.partition("#")
    plan = case.course.named(plan_id, Plan)
    step = next((each for each in plan.steps if each.id == step_id), None) if plan else None
    due = choices.due or (record.due if record else None)
    reasons = choices.text or ((record.reason,) if record else ())
    facts = {
        "step": one_line(step.what) if step else "",
        "plan": phrasing.plan(plan) if plan else "",
        "due_now": phrasing.day(step.due if step else case.due),
        "course": [
            phrasing.say(_DONE, agency=phrasing.agency(each.from_), text=one_line(each.text))
            for _, each in case.course.each(Progress)
        ],
        "reasons": [as_sentence(each) for each in reasons] or [BLANK],
        "due": phrasing.day(due) or BLANK,
    }
    blanks = (*without_words(_WHY_MORE, reasons), *without_words(_NEW_DUE, due, "--due"))
    return Content(issuer=letter.issuer, to=letter.to, subject=_MORE_TIME, facts=facts, blanks=blanks)


def _instruction(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the authority (§1, §4): what is to be done in the task, by whom, by when, on which documents."""
    course = phrasing.case.course
    letter = opened(phrasing.case, choices, Instruction)
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
    return Content(issuer=letter.issuer, to=letter.to, subject=_INSTRUCTION, facts=facts, blanks=blanks)


OBJECTION = LetterForm(name="objection", chosen=frozenset(("by", "about", "text")), content=_objection)
EXTENSION_REQUEST = LetterForm(
    name="extension-request", chosen=frozenset(("by", "about", "due", "text")), content=_extension_request
)
INSTRUCTION = LetterForm(name="instruction", chosen=frozenset(("to", "about", "text", "due")), content=_instruction)
