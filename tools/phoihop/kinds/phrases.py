"""Parts that sentences about documents are made of: who acts, how it stands with its deadline, what is quoted."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.language import Agency, Fact, Message, say
from phoihop.records.types import Document
from phoihop.words.calling import name_of
from phoihop.words.obligations import late_by
from phoihop.words.sentences import joined

_LONGEST_QUOTE = 120

D_co = TypeVar("D_co", bound=Document, covariant=True)


@dataclass(frozen=True, slots=True)
class Telling(Generic[D_co]):
    """A document of a case that is told: a sentence names who acts, on what, and how it stands with its deadline."""

    case: Case
    entry: Entry
    document: D_co

    def acts(self, vi: str, en: str, **facts: Fact) -> Message:
        """A sentence about what the document's issuer does, who fills its place {agency}."""
        return say(vi, en, agency=Agency(self.document.from_), **facts)

    def acts_in_time(self, vi: str, en: str, **facts: Fact) -> Message:
        """The same, and how the document stands with the deadline that it met, if it met one."""
        return joined((self.acts(vi, en, **facts), self._timing()), ", ")

    def named(self, record: str | None) -> str:
        """What people call a record of the case: by its number, or its id."""
        return name_of(self.case, record) if record else ""

    def _timing(self) -> Message | None:
        for met in self.case.obligations:
            if met.discharged_by == self.entry.id and met.kind != "urging" and met.due and met.discharged_on:
                if met.status != "late":
                    return say("đúng hạn", "on time")
                return late_by(self.case.course.register.calendar.between(met.due, met.discharged_on))
        return None


def agencies(ids: tuple[str, ...]) -> tuple[Fact, ...]:
    """Agencies as a fact, to be called by their short names."""
    return tuple(Agency(each) for each in ids)


def cut(text: str) -> str:
    """A record's own words, as far as a sentence has room for them."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"
