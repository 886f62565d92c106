"""What a kind of document is, beyond the keys that its type declares: who issues it to whom, on what, what it means."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeAlias, TypeVar

from phoihop.cases.model import Case
from phoihop.kinds.opening import Opening, unique
from phoihop.kinds.phrases import Telling
from phoihop.language import Message, Text
from phoihop.records.record import Record
from phoihop.records.types import Document
from phoihop.records.yaml_door import Tree

D = TypeVar("D", bound=Document)

_PLAINLY = Text("{agency} ban hành {kind} {name}", "{agency} issues {kind} {name}")

LETTER = ("number", "subject", "signed_by", "files")
"""What a letter has beside its message."""

Party = Literal["debtors", "lead", "authority", "coordinating", "answered", "counterpart"]
"""Who takes part in a document: whoever owes what it is about, the task's agencies, the issuer of what it answers; or
the counterpart of its issuer: that of what it answers, else the lead, and for the lead the authority."""
Parties: TypeAlias = tuple[Party, ...] | Callable[[Opening], Iterable[str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind:
    """What can be recorded. `titled` is what it is called, where its type does not say so.

    `asked` are the keys that a dialogue asks for, in this order, with a dot where a key stands in a group; without it
    the order follows from the keys of the type. `worded` are questions put otherwise than the format explains the key.
    """

    type: type[Record]
    titled: Text | None = None
    asked: tuple[str, ...] = ()
    worded: Mapping[str, Text] = field(default_factory=dict)

    @property
    def title(self) -> Text:
        title: Text = self.titled or self.type.TITLE  # type: ignore[attr-defined]  # a document's type has it
        return title


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind(RecordKind, Generic[D]):
    """A kind of document. What is not said here follows from the keys of its type.

    `concerns` are the kinds of obligation that such a document meets or is about: it answers the source of the first.
    `by` are the agencies that may issue it, likeliest first, and `issuer` tells the one where several may; `to` are its
    addressees, and `may_go_to` those that it is usually sent to where nothing settles them. `fits` gives what a key may
    name, likeliest first, and `settles` what follows for a key from the case. A key is asked for where `makes_sense`
    says so; of `where_offered`, only where the case settles it or has something that fits; what is `wanted` is needed
    though the format lets it be absent; what is given `by_option` alone is seldom said, and so not asked for.
    `after_the_end` of its task it may still come, and `while_suspended`; one that ends a task is of those with its
    `product` alone. `code` stands in its numbers, by Decree 30/2020; a letter has none. `told` is what it means in a
    sentence, with places as `Telling.says` fills them, or chooses or makes that of it.
    """

    type: type[D]
    concerns: tuple[str, ...] = ()
    by: Parties = ("debtors", "lead", "authority", "coordinating")
    issuer: Callable[[Opening], str | None] | None = None
    to: Parties = ("counterpart",)
    may_go_to: Parties = ()
    fits: Mapping[str, Callable[[Opening], Iterable[str]]] = field(default_factory=dict)
    settles: Mapping[str, Callable[[Opening], Tree | None]] = field(default_factory=dict)
    makes_sense: Mapping[str, Callable[[Opening], bool]] = field(default_factory=dict)
    where_offered: tuple[str, ...] = ()
    wanted: tuple[str, ...] = ()
    by_option: tuple[str, ...] = ()
    after_the_end: bool = False
    while_suspended: bool = False
    product: str | None = None
    code: str = ""
    told: Text | Callable[[Telling[D]], Text | Message] = _PLAINLY

    def may_come(self, case: Case) -> bool:
        """Whether a task may still get such a document."""
        return (case.ended_on is None or self.after_the_end) and self.product in (None, case.assignment.product)

    def issuers(self, opening: Opening) -> list[str]:
        return self._agencies(self.by, opening)

    def the_issuer(self, opening: Opening) -> str | None:
        """Who issues it, where the case tells."""
        if self.issuer and (issuer := self.issuer(opening)):
            return issuer
        issuers = self.issuers(opening)
        return issuers[0] if len(issuers) == 1 else None

    def addressees(self, opening: Opening) -> list[str]:
        """To whom it goes; nobody writes to itself."""
        found = self._agencies(self.to, opening)
        return found if callable(self.to) else [each for each in found if each != opening.word("from")]

    def likely_addressees(self, opening: Opening) -> list[str]:
        return self._agencies(self.may_go_to, opening)

    def to_be_answered(self, opening: Opening) -> list[str]:
        """What is still to be answered by such a document, by its issuer where that is known."""
        return unique(each for kind in self.concerns[:1] for each in opening.asked(kind, opening.word("from")))

    def _agencies(self, parties: Parties, opening: Opening) -> list[str]:
        if callable(parties):
            return unique(parties(opening))
        return unique(agency for party in parties for agency in self._stand_for(party, opening))

    def _stand_for(self, party: Party, opening: Opening) -> Iterable[str | None]:
        match party:
            case "debtors":
                return [each.debtor for each in opening.owed if each.kind in self.concerns]
            case "lead":
                return [opening.lead]
            case "authority":
                return [opening.authority]
            case "coordinating":
                return opening.coordinating
            case "answered":
                return [opening.answered.document.from_] if opening.answered else []
            case "counterpart":
                return [opening.answered.document.from_ if opening.answered else opening.counterpart]
