"""A request for more time (§1): of the task, or of a step of the plan; why, and until when."""

from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence, one_line
from phoihop.language import Text
from phoihop.records.types import ExtensionRequest, Plan, Progress

_SUBJECT = Text("đề nghị gia hạn thực hiện nhiệm vụ “{title}”", "request for more time for “{title}”")
_REASON = Text("lý do đề nghị gia hạn", "why more time is needed")
_DUE = Text("hạn mới được đề nghị", "the new deadline asked for")
_DONE = Text("{agency}: {text}", "{agency}: {text}")


def _content(phrasing: Phrasing, choices: Choices) -> Content:
    """Of the step that `about` names, else of the task's own deadline."""
    case = phrasing.case
    letter = opened(case, choices, ExtensionRequest, "extension-request")
    record = letter.record
    named = (record.step if record else next((each for each in choices.about if "#" in each), None)) or ""
    plan = case.course.named(named.partition("#")[0], Plan)
    step = next((each for each in plan.steps if each.id == named.partition("#")[2]), None) if plan else None
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
    blanks = (*without_words(_REASON, reasons), *without_words(_DUE, [str(due)] if due else (), "--due"))
    return Content(issuer=letter.issuer, to=letter.to, subject=_SUBJECT, facts=facts, blanks=blanks)


LETTER = LetterForm(name="extension-request", chosen=frozenset(("by", "about", "due", "text")), content=_content)
