"""The letters that can be drafted, and how one is made of a case."""

from collections.abc import Iterator, Mapping

from phoihop.cases.model import Case
from phoihop.documents.letters import opinion, reminder, report, request, submission, summary
from phoihop.documents.letters.assignment import EXTENSION_REQUEST, INSTRUCTION, OBJECTION
from phoihop.documents.letters.completion import ACCEPTANCE, COMPLETION
from phoihop.documents.letters.frame import framed
from phoihop.documents.letters.issuing import lead_of
from phoihop.documents.letters.letter import Choices, Letter, LetterForm
from phoihop.documents.letters.meeting import INVITATION, MEETING
from phoihop.documents.letters.phrasing import Phrasing, one_line
from phoihop.documents.letters.superior import EXPLANATION, FORWARD
from phoihop.kinds.registry import kinds
from phoihop.language import Language, Message, say

LETTERS: Mapping[str, LetterForm] = {
    letter.name: letter
    for letter in (
        request.LETTER,
        reminder.LETTER,
        opinion.LETTER,
        FORWARD,
        EXPLANATION,
        OBJECTION,
        EXTENSION_REQUEST,
        INSTRUCTION,
        INVITATION,
        MEETING,
        report.LETTER,
        submission.LETTER,
        COMPLETION,
        ACCEPTANCE,
        summary.LETTER,
    )
}
"""Every letter by its name, in the order in which a task usually meets them; the summary is of all tasks."""


def draft(name: str, case: Case, language: Language, choices: Choices) -> Letter:
    """The letter as of the case's day. Raises `NothingToDraft` where the case gives no ground for it."""
    form, phrasing = LETTERS[name], Phrasing(case.course.register, language, case.today, case)
    lead = lead_of(case)
    assert form.content is not None, f"{name} is of no single task"
    content = form.content(phrasing, choices)
    common = {
        "task": {
            "id": case.id,
            "title": one_line(case.title),
            "summary": one_line(case.assignment.summary),
            "due": phrasing.day(case.due),
        },
        "topic": phrasing.topic,
        "assignment": phrasing.document(case.assignment, of_issuer=content.issuer != case.assignment.from_),
        "authority": phrasing.agency(case.course.authority),
        "lead": phrasing.agency(lead),
        "coordinating": phrasing.agencies(case.coordinating),
    }
    letter = framed(form, phrasing, choices, content, common)
    return Letter(form, language, letter.facts, (*letter.blanks, *_out_of_time(form, case)))


def _out_of_time(form: LetterForm, case: Case) -> Iterator[Message]:
    """What a task that has ended, or is suspended, does not expect any more."""
    kind = kinds().get(form.record)
    if kind is None:
        return
    if case.ended_on and not kind.after_the_end:
        yield say(
            "nhiệm vụ đã kết thúc ngày {day}: văn bản này không còn được ghi vào sổ",
            "the task ended on {day}: such a letter can't be recorded any more",
            day=case.ended_on,
        )
    elif case.is_suspended and not kind.while_suspended:
        yield say(
            "nhiệm vụ đang tạm dừng: văn bản này chỉ được ghi vào sổ sau khi tiếp tục",
            "the task is suspended: such a letter can be recorded only once it goes on",
        )
