"""How letters speak of agencies, documents and days: whole names, “Báo cáo số 09/BC-TNMT ngày 05/02/2021”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import Case
from phoihop.documents.nd30.metadata import TYPE_NAMES
from phoihop.language import (
    Language,
    Message,
    Text,
    capitalized,
    sentence,
    short_date,
    uncapitalized,
    word,
    working_days,
)
from phoihop.records.papers import is_file_evidence
from phoihop.records.parts import Paper, Point
from phoihop.records.register import Register
from phoihop.records.types import Document, Plan, TaskAssignment
from phoihop.words.calling import ASSIGNMENT

_LETTER = Text("Văn bản", "Letter")
_AND = Text("{first} và {last}", "{first} and {last}")
_NUMBERED = Text("{name} số {number} ngày {day}", "{name} No. {number} of {day}")
_UNNUMBERED = Text("{name} ngày {day}", "{name} of {day}")
_OF_ISSUER = Text("{document} của {issuer}", "{document} of {issuer}")
_ON = Text("{document} về {subject}", "{document} on {subject}")
_HELD = Text("{title} (lưu tại {held})", "{title} (kept at {held})")
_ABOUT = re.compile(r"(?:v/v\.?|về việc|về)\s*:?\s+", re.IGNORECASE)
_PEOPLES_COMMITTEE = re.compile(r"^UBND\b")


def one_line(text: str) -> str:
    """A record's text as one paragraph of a letter."""
    return " ".join(text.split())


def as_sentence(text: str) -> str:
    """A record's text as a paragraph that is a sentence of its own."""
    return sentence(one_line(text))


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one letter, in a language, as of a day."""

    register: Register
    language: Language
    today: date

    def say(self, text: Text, /, **facts: str) -> str:
        return text.in_language(self.language).format(**facts)

    def agency(self, id_: str | None) -> str:
        """An agency's whole name; UBND is written out."""
        record = self.register.agencies.get(id_ or "")
        return _PEOPLES_COMMITTEE.sub("Ủy ban nhân dân", one_line(record.name)) if record else id_ or ""

    def agencies(self, ids: Iterable[str]) -> str:
        """“A, B và C”."""
        return self.series(self.agency(each) for each in ids)

    def symbol(self, id_: str) -> str:
        """What an agency's numbers bear."""
        record = self.register.agencies.get(id_)
        return (record.symbol or record.short) if record else id_

    def series(self, items: Iterable[str]) -> str:
        *most, last = [*items] or [""]
        return self.say(_AND, first=", ".join(most), last=last) if most else last

    def day(self, day: date | None) -> str:
        """A day as letters write it: days under 10 and the months January and February get a zero before them."""
        if day is None:
            return ""
        return short_date(day, "en") if self.language == "en" else "/".join((*two_digits(day), str(day.year)))

    def working_days(self, count: int) -> str:
        return working_days(count, self.language)

    def word(self, message: Message) -> str:
        return word(message, self.language, self.register.agency_name)

    def document(self, record: Document | TaskAssignment, *, of_issuer: bool = False) -> str:
        """A document by its type, number and date; `of_issuer` adds who issued it."""
        named = self._named(record)
        return self.say(_OF_ISSUER, document=named, issuer=self.agency(record.from_)) if of_issuer else named

    def plan(self, record: Plan) -> str:
        """A plan by what it is about, too."""
        subject = _ABOUT.sub("", one_line(record.subject), count=1)
        named = self._named(record)
        return self.say(_ON, document=named, subject=uncapitalized(subject)) if subject else named

    def _named(self, record: Document | TaskAssignment) -> str:
        """By its number, with the type that the number tells; one without number by its kind."""
        day = self.day(record.date)
        if not record.number:
            title = record.TITLE if isinstance(record, Document) else ASSIGNMENT
            return self.say(_UNNUMBERED, name=capitalized(title.in_language(self.language)), day=day)
        return self.say(_NUMBERED, name=self._type(record), number=number_in_full(record.number), day=day)

    def _type(self, record: Document | TaskAssignment) -> str:
        code = re.match(r"\d+\w*/(\w+)-", record.number)
        name = TYPE_NAMES.get(code[1]) if code else None
        if name and self.language == "vi":
            return name
        return capitalized(record.TITLE.en) if name and isinstance(record, Document) else self.say(_LETTER)

    def paper(self, paper: Paper) -> str:
        """A paper by its title, else the name of its file, and where it is kept."""
        title = one_line(paper.title) or paper.path.rpartition("/")[2]
        return self.say(_HELD, title=title, held=one_line(paper.held)) if paper.held else title

    def evidence(self, point: Point) -> str:
        """What a point rests on; a paper is called by the name of its file."""
        return "; ".join(
            one_line(each.rpartition("/")[2] if is_file_evidence(each) else each) for each in point.evidence
        )


@dataclass(frozen=True, slots=True)
class Phrasing(Wording):
    """The words of a letter about a case."""

    case: Case

    @property
    def topic(self) -> str:
        """The task's title for the middle of a sentence: a first letter that is not an acronym's is small."""
        return uncapitalized(one_line(self.case.title))


def two_digits(day: date) -> tuple[str, str]:
    """Day and month by Annex I of Decree 30/2020/NĐ-CP."""
    return f"{day.day:02}", f"{day.month:02}" if day.month < 3 else str(day.month)


def number_in_full(number: str) -> str:
    """A number with a zero before a single figure, by the same annex."""
    return re.sub(r"^(\d)(?=/)", r"0\1", one_line(number))
