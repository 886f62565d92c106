"""The report that the work is done (§5), and the authority's answer to it."""

from collections.abc import Iterator

from phoihop.cases.model import Case
from phoihop.cases.opinions import newest_report_of, opinion_rows
from phoihop.documents.letters.issuing import opened, without_words
from phoihop.documents.letters.letter import BLANK, Choices, Content, LetterForm
from phoihop.documents.letters.phrasing import Phrasing, as_sentence, one_line
from phoihop.documents.letters.report import in_dispute
from phoihop.documents.letters.submission import passed_over
from phoihop.language import Message, Text, capitalized, say
from phoihop.records.types import Acceptance, Completion, Plan, Progress

_SUBJECT = Text("Kết quả hoàn thành nhiệm vụ “{title}”", "Completion of “{title}”")
_WHAT_WAS_DONE = Text("kết quả thực hiện", "what was done")
_DONE = Text("Hoàn thành ngày {day}", "Done on {day}")
_NOT_REPORTED = Text("Chưa báo cáo hoàn thành", "Not reported done")
_ACCEPTED = Text("xác nhận hoàn thành nhiệm vụ “{title}”", "acceptance of “{title}”")
_RETURNED = Text("xác nhận hoàn thành: nhiệm vụ “{title}” cần thực hiện tiếp", "“{title}” is to be gone on with")
_WHY = Text("lý do, việc cần thực hiện tiếp", "why, and what is still to be done")


def _completion(phrasing: Phrasing, choices: Choices) -> Content:
    """What came of it, step by step, and the opinions that were asked for."""
    case = phrasing.case
    letter = opened(case, choices, Completion)
    rows, report = opinion_rows(case), newest_report_of(case)
    said = choices.text or ((letter.record.text,) if letter.record else ())
    steps = list(_steps(phrasing))
    facts = {
        "results": [as_sentence(each) for each in said] or [BLANK],
        "steps": steps,
        "asked": len(rows),
        "answered": sum(row.opinion is not None for row in rows),
        "report": phrasing.document(report) if report else "",
        "differences": in_dispute(phrasing, rows),
        "dossier": [one_line(each) for each in choices.dossier],
    }
    lacking = _lacking(case, bool(rows) and not report, steps, phrasing)
    blanks = (*without_words(_WHAT_WAS_DONE, said), *lacking, *passed_over(phrasing, report, rows))
    return Content(issuer=letter.issuer, to=letter.to, subject=_SUBJECT, facts=facts, blanks=blanks)


def _steps(phrasing: Phrasing) -> Iterator[dict[str, str]]:
    """The newest plan's steps, and when each was reported done."""
    course = phrasing.case.course
    plans = list(course.each(Plan))
    if not plans:
        return
    entry, plan = plans[-1]
    done = {each.step: each for _, each in course.each(Progress) if each.step and each.done == "true"}
    for step in plan.steps:
        report = done.get(f"{entry.id}#{step.id}")
        yield {
            "what": one_line(step.what),
            "agency": phrasing.agency(step.agency),
            "due": phrasing.day(step.due),
            "result": phrasing.say(_DONE, day=phrasing.day(report.date)) if report else phrasing.say(_NOT_REPORTED),
        }


def _lacking(case: Case, no_report: bool, steps: list[dict[str, str]], phrasing: Phrasing) -> Iterator[Message]:
    if case.assignment.product == "decision":
        yield say(
            "nhiệm vụ kết thúc bằng quyết định: soạn tờ trình (phoihop draft submission {task})",
            "the task ends by a decision: draft a submission (phoihop draft submission {task})",
            task=case.id,
        )
    undone = tuple(each["what"] for each in steps if each["result"] == phrasing.say(_NOT_REPORTED))
    if undone:
        yield say(
            "bước chưa có báo cáo hoàn thành: {steps}",
            "steps that nobody has reported done: {steps}",
            steps=tuple(capitalized(each) for each in undone),
        )
    if no_report:
        yield say(
            "báo cáo giải trình: đã xin ý kiến mà chưa có báo cáo trong sổ (phoihop draft report {task})",
            "the explanation report: opinions were asked for, and none is on record (phoihop draft report {task})",
            task=case.id,
        )


def _acceptance(phrasing: Phrasing, choices: Choices) -> Content:
    """The work is accepted, or goes on, with what is still to be done."""
    letter = opened(phrasing.case, choices, Acceptance)
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


COMPLETION = LetterForm(
    name="completion", code="BC", chosen=frozenset(("about", "text", "dossier")), content=_completion
)
ACCEPTANCE = LetterForm(name="acceptance", chosen=frozenset(("about", "outcome", "text", "due")), content=_acceptance)
