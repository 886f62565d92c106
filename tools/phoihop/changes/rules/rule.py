"""What a change rule is: one declaration with its texts, its two examples in words, and the function that judges."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from phoihop.changes.branch import Written
from phoihop.changes.change import Change
from phoihop.changes.places import Place
from phoihop.language import Message, Text
from phoihop.records.fit import KeyPath

SECTION = "change"
SECTION_TITLE = Text("Thay đổi sổ", "Changing the register")


@dataclass(frozen=True, slots=True)
class FoundInChange:
    """What a change rule found, before register settings have their say. `key` is looked up in the file as it will be.

    `commit` is the commit that did it, "" where the change as a whole is meant; `written` what it did, and `moved_to`
    where the file lies now. `what` is the message without advice, for a history in which nothing is to be done about
    it any more. `is_lasting`: the change as a whole shows it, too, and not only what a commit did on the way.
    """

    place: Place
    message: Message
    commit: str = ""
    agency: str | None = None
    key: KeyPath = ()
    what: Message | None = None
    written: Written | None = None
    moved_to: Place | None = None
    is_lasting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRule:
    """A rule about what a change may do. `good` and `bad` each tell a change that keeps it, or breaks it."""

    id: str
    kind: Literal["error", "breach"]
    title: Text
    explanation: Text
    good: Text
    bad: Text
    check: Callable[[Change], Iterator[FoundInChange]]
    deadlines: tuple[str, ...] = ()
    since: int = 1
    sharpened: Mapping[int, Text] = field(default_factory=dict)
    keys: Text | None = None

    @property
    def section(self) -> str:
        return SECTION
