"""What a draft is: the variables of its template, and what must still be filled in by hand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from phoihop.language import Explained, Language, Message, Text

LetterKind = Literal["report", "request", "reminder", "submission", "forward", "explanation"]

Proposal = Literal["decision", "conference"]


@dataclass(frozen=True, slots=True)
class Title:
    """How a kind of letter is called and numbered.

    `name` is the type as printed over the subject; a plain official letter (công văn) has neither a name nor a
    `code` in its symbol, and carries its subject beneath its number.
    """

    name: Text | None = None
    code: str = ""


TITLES: dict[LetterKind, Title] = {
    "report": Title(Text("BÁO CÁO", "REPORT"), "BC"),
    "request": Title(),
    "reminder": Title(),
    "submission": Title(Text("TỜ TRÌNH", "SUBMISSION"), "TTr"),
    "forward": Title(),
    "explanation": Title(),
}
"""The letters that can be drafted; codes as in Annex III of Decree 30/2020/NĐ-CP."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a case leaves open, as whoever drafts has chosen it. Anything empty is taken from the case, or left blank.

    `about` names records: the request to draft anew, what a reminder is about, the opinion to forward or explain.
    `dossier` are titles of papers. `number` and `dated` belong to the issued letter, and stay blank in a draft.
    """

    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    due: date | None = None
    questions: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    draft: str = ""
    proposes: Proposal = "decision"
    subject: str = ""
    number: str = ""
    dated: date | None = None
    place: str = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready for its template: the variables it offers, and what the record did not know (`blanks`)."""

    kind: LetterKind
    language: Language
    facts: Mapping[str, Any]
    blanks: tuple[Message, ...] = field(default=())


class NothingToDraft(Explained):
    """The case gives no ground for such a letter. `message` says why, and what to do instead."""
