"""What a letter is: how each is declared, what is chosen for a draft, and what a draft is for its template."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from phoihop.documents.nd30.metadata import TYPE_NAMES
from phoihop.language import Explained, Language, Message, Text
from phoihop.records.types import DOCUMENT_TYPES

if TYPE_CHECKING:
    from phoihop.documents.letters.phrasing import Phrasing

Proposal = Literal["decision", "conference"]
BLANK = "…"
"""What stands in a letter for whatever nobody has said yet."""

_IN_ENGLISH = {"BC": "REPORT", "TTr": "SUBMISSION", "TB": "NOTICE", "GM": "INVITATION"}
ADDRESSED = Text("Kính gửi:", "To:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What a case leaves open, as whoever drafts has chosen it. Anything empty is taken from the case, or left blank.

    `by` is who writes it. `about` names records: what is answered, urged about or forwarded, or a record of the
    letter's own kind to draft anew. `text` is what it says, a reason, point or result each. `number` and `dated`
    belong to the issued letter, and stay blank in a draft.
    """

    by: str | None = None
    to: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    due: date | None = None
    text: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    dossier: tuple[str, ...] = ()
    draft: str = ""
    proposes: Proposal = "decision"
    position: str | None = None
    outcome: Literal["accepted", "returned"] = "accepted"
    time: str = ""
    venue: str = ""
    subject: str = ""
    number: str = ""
    dated: date | None = None
    place: str = ""
    signed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a letter says: who writes to whom on what, the variables of its text, and what nobody has said yet.

    `drafter` is who drafts it for its issuer, where that is another agency.
    """

    issuer: str
    to: Sequence[str]
    subject: Text
    facts: Mapping[str, Any]
    blanks: Iterable[Message] = ()
    drafter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterForm:
    """A letter that can be drafted, declared once: its texts are `bodies/<name>.<language>.md`.

    `code` stands in its number, by Annex III of Decree 30/2020/NĐ-CP, and its title over the subject follows; a plain
    letter (công văn) has neither, and carries its subject beneath its number. `chosen` are the `Choices` that it has
    use for, besides those of its frame. `addressed` introduces the addressees; None where they are told among those
    that get a copy.
    """

    name: str
    code: str = ""
    chosen: frozenset[str] = frozenset()
    content: "Callable[[Phrasing, Choices], Content] | None" = None
    addressed: Text | None = ADDRESSED

    @property
    def record(self) -> str:
        """The kind of record that it becomes once it is issued, and is called by; none does of an invitation."""
        return self.name if self.name in DOCUMENT_TYPES else ""

    @property
    def title(self) -> Text | None:
        return Text(TYPE_NAMES[self.code].upper(), _IN_ENGLISH[self.code]) if self.code else None


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready for its template: the variables it offers, and what the record did not know (`blanks`)."""

    form: LetterForm
    language: Language
    facts: Mapping[str, Any]
    blanks: tuple[Message, ...] = field(default=())


class NothingToDraft(Explained):
    """The case gives no ground for such a letter. `message` says why, and what to do instead."""
