"""Text in both languages, and messages that are put into words only when they are shown.

Records, cases and rules know no locale: they hand on a `Text` (both languages, declared where it belongs) or a
`Message` (a `Text` with the facts to fill in). Whoever prints chooses the language. The sentences of commands and
pages, which belong to no record or rule, are gettext's (`phoihop.wording`).
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, Self, TypeAlias
from unicodedata import category

import msgspec

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")

LONGEST_EXCERPT = 300
_BEGINS_WITH_A_FILE = re.compile(r"[^\s“]*[/.]\w")
_COMMAND_OF_A_RUNNER = re.compile(r"(?<=:)(?=:)|(?<=#)(?=#\[|#vso\[)")
"""Where a space takes the sense out of what a runner would take for a command."""


class Text(msgspec.Struct, frozen=True, tag="text"):
    """One piece of text in Vietnamese and English."""

    vi: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.vi if language == "vi" else self.en


class Days(msgspec.Struct, frozen=True, tag="days"):
    """A count of working days, worded with its unit."""

    count: int


class Day(msgspec.Struct, frozen=True, tag="day"):
    """A day, worded as people write it."""

    date: date


class Agency(msgspec.Struct, frozen=True, tag="agency"):
    """An agency id, worded by the agency's short name where the register is at hand."""

    id: str


class Message(msgspec.Struct, frozen=True, tag="message"):
    """A `Text` with named places (`{due}`) and the facts that fill them.

    Its parts say what they are, so that it comes back unworded from wherever MessagePack or JSON went.
    """

    text: Text
    facts: Mapping[str, "Fact"] = {}


Single: TypeAlias = str | int | Text | Days | Day | Agency | Message
Fact: TypeAlias = Single | tuple[Single, ...]


def say(vi: str, en: str, **facts: Fact | date) -> Message:
    """A message written out in both languages: `say("hạn {due}", "due {due}", due=day)`."""
    return Message(Text(vi, en), {name: Day(fact) if isinstance(fact, date) else fact for name, fact in facts.items()})


class Explained(Exception):
    """What stopped something, with a `message` that says why and what to do; whoever shows it chooses the language."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    @classmethod
    def because(cls, vi: str, en: str, **facts: Fact | date) -> Self:
        """Explained by what `say` makes of these."""
        return cls(say(vi, en, **facts))

    def __str__(self) -> str:
        return word(self.message, "en")


def capitalized(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def uncapitalized(text: str) -> str:
    """A text for the middle of a sentence: with a small letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """A text as a sentence of its own: with a capital, unless it begins with a file's name, and a full stop."""
    begun = text if _BEGINS_WITH_A_FILE.match(text) else capitalized(text)
    return begun + ("" if text.endswith((".", "!", "?", "…", ":")) else ".")


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_date(day: date, language: Language = "vi") -> str:
    """A date as people write it: 10/3/2021; 10 Mar 2021 on an English page."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{day.day}/{day.month}/{day.year}"


def grouped(number: float, language: Language) -> str:
    """A count, or a median of counts, as people write it: 1.236 and 2,5; in English 1,236 and 2.5."""
    text = f"{number:,}".removesuffix(".0")
    return text.translate(_VIETNAMESE_MARKS) if language == "vi" else text


_VIETNAMESE_MARKS = str.maketrans(",.", ".,")


def working_days(count: int, language: Language) -> str:
    if language == "vi":
        return f"{grouped(count, language)} ngày làm việc"
    return f"{grouped(count, language)} working {'day' if count == 1 else 'days'}"


def excerpt(text: str, longest: int = LONGEST_EXCERPT) -> str:
    """A record's text as it may be shown anywhere: one line, cut, and with nothing that acts on a terminal or a runner.

    Spaces of other widths, which word processors bring along, become spaces; what else can't be printed is spelled.
    Forges take a line of a job's log for a command where it starts with `::`, or has `##[` or `##vso[` anywhere.
    """
    if _COMMAND_OF_A_RUNNER.search(text):
        text = _COMMAND_OF_A_RUNNER.sub(" ", text)
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    if cut.isprintable():
        return cut
    return "".join(c if c.isprintable() else " " if category(c) == "Zs" else f"\\u{ord(c):04x}" for c in cut)


def spelled(name: str) -> str:
    """A file's name, or a path, as text: bytes in it that are no text are spelled out."""
    return name.encode("utf-8", "backslashreplace").decode()


def word(
    message: Message,
    language: Language,
    agency_name: Callable[[str], str] = str,
    written: Callable[[date], str] = short_date,
) -> str:
    """The message in one language; `agency_name` is what people call an agency, `written` how they write a day."""
    facts = {name: _fact(value, language, agency_name, written) for name, value in message.facts.items()}
    return message.text.in_language(language).format(**facts)


def _fact(value: Fact, language: Language, agency_name: Callable[[str], str], written: Callable[[date], str]) -> str:
    # No function within `word`, of which itself would be a part: a site's build made a garbage of hundreds a page.
    match value:
        case str():
            return excerpt(value)
        case Day(day):
            return written(day)
        case Text():
            return value.in_language(language)
        case Days(count):
            return working_days(count, language)
        case Agency(id):
            return excerpt(agency_name(id))
        case Message():
            return word(value, language, agency_name, written)
        case tuple():
            return ", ".join(_fact(item, language, agency_name, written) for item in value)
        case _:
            return str(value)
