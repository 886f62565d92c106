"""A letter as it speaks of itself: each thing that it says, with the words that it rests on. It knows no register."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from phoihop.language import Explained, Message, Text
from phoihop.records.yaml_door import Tree

Source = Literal["edxml", "pdf", "docx", "scan"]
Business = Literal["new", "revoked", "updated", "replacing"]
"""What a sender does by a package: it sends a letter, or takes back, mends or replaces one that was sent before."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a key: its value as a record has it, the words that it rests on, and why if it is a guess."""

    value: Tree
    words: str
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Told(Known):
    """One thing that a letter tells, in one word or several."""

    value: str


@dataclass(frozen=True, slots=True)
class Cited:
    """Another letter that is named: by its number, and as far as it is said its day and its issuer.

    `is_answered`: it stands where a letter says what it answers. `why` is there where that is a guess.
    """

    number: str
    day: date | None
    organ: str
    words: str
    is_answered: bool = False
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Within:
    """A deadline that is told by its length, in working days or in days, counted from the letter."""

    days: int
    are_working: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingLetter:
    """What is known of a letter before anything is looked up.

    `issuer` are the codes and names by which it may be known, surest first. `notation` is what stands behind the figure
    of its number, also where the figure is not filled in. `papers` are files that come with it, itself among them.
    `copies` are those that get a copy. `business` is what is done by it, and `replaced` are the letters whose place it
    takes. `notices` are what whoever records has to know: signatures, states of the exchange, what can't be taken.
    """

    source: Source
    issuer: tuple[Told, ...] = ()
    number: Told | None = None
    notation: str = ""
    type_name: str = ""
    day: Told | None = None
    received: Told | None = None
    subject: Told | None = None
    to: tuple[Told, ...] = ()
    copies: tuple[Told, ...] = ()
    signed_by: Told | None = None
    due: Told | None = None
    due_within: Within | None = None
    urgency: Told | None = None
    cited: tuple[Cited, ...] = ()
    body: str = ""
    papers: tuple[Path, ...] = ()
    business: Business = "new"
    replaced: tuple[Cited, ...] = ()
    notices: tuple[Message, ...] = ()


class NotALetter(Explained):
    """The file holds no letter that could be recorded. `message` says what it is, or why it can't be read."""
