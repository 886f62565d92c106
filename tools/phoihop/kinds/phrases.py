"""Parts that sentences about documents are made of: who acts, how it stands with its deadline, what is quoted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from string import Formatter
from typing import Any, Generic, TypeVar

from msgspec.inspect import Field

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.cases.points import part_of
from phoihop.language import Agency, Day, Fact, Message, Single, Text, say
from phoihop.records.record import Nature, Record, fields_of, meaning_of, nature_of
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

    def says(self, vi: str, en: str) -> Message:
        """A sentence about what the document's issuer, {agency}, does, and how it stands with the deadline that it met.

        Its other places are {name} for the document, {kind} for its kind, a key's name for what stands there, and that
        with an `n_` before it for how many.
        """
        return joined((self._filled(vi, en), self._timing()), ", ")

    def adds(self, key: str, vi: str, en: str) -> Message | None:
        """A further sentence with places as in `says`, where the document has the key that it is about."""
        return self._filled(vi, en) if self._value(key) else None

    def _filled(self, vi: str, en: str) -> Message:
        places = dict.fromkeys(each for _, each, _, _ in Formatter().parse(vi) if each)
        return say(vi, en, **{place: self._fact(place) for place in places})

    def _value(self, key: str) -> Any:
        return getattr(self.document, self._field(key).name)

    def _field(self, key: str) -> Field:
        return next(each for each in fields_of(type(self.document)) if each.encode_name == key)

    def _fact(self, place: str) -> Fact:
        match place:
            case "agency":
                return Agency(self.document.from_)
            case "kind":
                return type(self.document).TITLE
            case "name":
                return self.named(self.entry.id)
        if place.startswith("n_"):
            return len(self._value(place.removeprefix("n_")))
        field, value = self._field(place), self._value(place)
        words, nature = (meaning_of(field.type) or {}).get("words") or {}, nature_of(field.type)
        facts = tuple(self._worded(each, nature, words) for each in (value if isinstance(value, tuple) else (value,)))
        return facts if isinstance(value, tuple) else facts[0]

    def _worded(self, value: Any, nature: Nature | None, words: Mapping[str, Text]) -> Single:
        if value is None:
            return ""
        match nature:
            case "agency":
                return Agency(value)
            case "document" | "point" | "step":
                return part_of(value) or self.named(value)
        if isinstance(value, Record):
            # A part is called by its id, or by that of the point which it is about.
            point = str(getattr(value, "point", ""))
            return str(getattr(value, "id", "")) or part_of(point) or (self.named(point) if point else "")
        if isinstance(value, date):
            return Day(value)
        known: Single = words.get(value) or (cut(value) if isinstance(value, str) else value)
        return known

    def named(self, record: str) -> str:
        """What people call a record of the case: by its number, or its id."""
        return name_of(self.case, record)

    def _timing(self) -> Message | None:
        for met in self.case.obligations:
            if met.discharged_by == self.entry.id and met.kind != "urging" and met.due and met.discharged_on:
                return say("đúng hạn", "on time") if met.days_late is None else late_by(met.days_late)
        return None


def agencies(ids: tuple[str, ...]) -> tuple[Agency, ...]:
    """Agencies as a fact, to be called by their short names."""
    return tuple(Agency(each) for each in ids)


def cut(text: str) -> str:
    """A record's own words, as far as a sentence has room for them."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"
