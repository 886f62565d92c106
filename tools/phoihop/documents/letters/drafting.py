"""The letters that can be drafted, each with the function that fills it from a case."""

from collections.abc import Callable

from phoihop.cases.model import Case
from phoihop.documents.letters.explanation import draft_explanation
from phoihop.documents.letters.forward import draft_forward
from phoihop.documents.letters.letter import Choices, Letter, LetterKind
from phoihop.documents.letters.phrasing import Phrasing
from phoihop.documents.letters.reminder import draft_reminder
from phoihop.documents.letters.report import draft_report
from phoihop.documents.letters.request import draft_request
from phoihop.documents.letters.submission import draft_submission
from phoihop.language import Language

DRAFTS: dict[LetterKind, Callable[[Phrasing, Choices], Letter]] = {
    "report": draft_report,
    "request": draft_request,
    "reminder": draft_reminder,
    "submission": draft_submission,
    "forward": draft_forward,
    "explanation": draft_explanation,
}

CHOSEN: dict[LetterKind, frozenset[str]] = {
    "report": frozenset(),
    "request": frozenset(("to", "about", "due", "questions", "dossier")),
    "reminder": frozenset(("to", "about", "due")),
    "submission": frozenset(("dossier", "draft", "proposes")),
    "forward": frozenset(("to", "about", "due")),
    "explanation": frozenset(("about", "dossier")),
}
"""Which of the `Choices` each letter has use for, besides those of its frame."""


def draft(kind: LetterKind, case: Case, language: Language, choices: Choices) -> Letter:
    """The letter as of the case's day. Raises `NothingToDraft` where the case gives no ground for it."""
    return DRAFTS[kind](Phrasing(case, language), choices)
