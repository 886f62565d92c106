"""What a rule is: one declaration with its texts, its two examples, and the function that finds where it is broken."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Literal, Self, TypeAlias

import msgspec

from phoihop.cases.model import Case
from phoihop.language import Fact, Message, Text, say
from phoihop.records.fit import KeyPath
from phoihop.records.reading import RecordFile
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.rules.finding import Severity
from phoihop.words.sentences import NOTHING

_LEADING_ZEROS = re.compile(r"\b0+(?=\d)")

NOT_BOUND = ("superior", "other")
"""Kinds of agency that the directive does not bind: nothing is held against them for what they write, or when."""

Section = Literal["record", "1", "2", "3", "4", "5"]
RuleKind = Literal["error", "breach", "breach-or-due"]

SECTIONS: dict[Section, Text] = {
    "record": Text("Ghi sổ", "Keeping the register"),
    "1": Text("Mục 1. Một cơ quan chủ trì", "§1 One lead agency"),
    "2": Text("Mục 2. Việc của cơ quan chủ trì", "§2 The lead agency's work"),
    "3": Text("Mục 3. Ý kiến của cơ quan cấp trên", "§3 Superior agencies"),
    "4": Text("Mục 4. Ý kiến tham gia", "§4 Opinions"),
    "5": Text("Mục 5. Trình và quyết định", "§5 Submission and decision"),
}


def folder_of(section: Section) -> str:
    """The folder, of this one, in which a section's rules lie."""
    return section if section == "record" else f"section{section}"


RULE_KINDS: dict[RuleKind, Text] = {
    "error": Text("lỗi: bản ghi không được như vậy", "error: the record may not be like this"),
    "breach": Text("hạn chế trong phối hợp", "breach: coordination fell short in fact"),
    "breach-or-due": Text(
        "chưa thực hiện thì báo đến hạn, quá hạn; thực hiện chậm là hạn chế trong phối hợp",
        "due, or overdue, while outstanding; a breach once it was done late",
    ),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule's function found, before register settings and waivers have their say.

    `record` is the id of the record in its task's folder (`task`, or a document id), or, where a file or the register
    was looked at, the path of a file. `key` tells which key it is about; the finding's line is looked up from it,
    unless a `line` (1-based) was seen. `agency` and `task` are given where the record does not tell them, `severity`
    where it is not the rule's own. `day` is the day by which it is judged: of a debt the day on which it arose, else
    (None) the record's own. `since` is the format with which the clause came, where it is later than the rule's: it
    binds from the day on which a register took it up. `overdue` tells what is due and past its deadline from what is
    due soon.
    """

    record: str
    key: KeyPath = ()
    message: Message = NOTHING
    agency: str | None = None
    severity: Severity | None = None
    day: date | None = None
    since: int = 1
    overdue: bool = False
    task: str | None = None
    line: int | None = None

    def says(self, vi: str, en: str, **facts: Fact | date) -> Self:
        """The same, with what is wrong there, in both languages, with the facts that fill its places."""
        return replace(self, message=say(vi, en, **facts))


Findings: TypeAlias = Iterator[Found]


@dataclass(frozen=True, slots=True)
class Example:
    """A small register that shows a rule kept or broken.

    `shows` is the file, under the example task's folder or at the register's root, that makes the point, and `text`
    its YAML (None where the file's absence makes it). `also` are further files that it needs, None to delete one of
    the example register's own. `today` is the day of judgement.
    """

    shows: str
    text: str | None
    also: dict[str, str | None] = field(default_factory=dict)
    today: date = date(2021, 5, 31)

    @property
    def files(self) -> dict[str, str | None]:
        """All that it has otherwise than the example register, by path."""
        return self.also | {self.shows: self.text}


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What the tasks report upwards, for the few rules that look at the register as a whole.

    `numbers` are the uses of document numbers, in the order of the tasks: at least of each that is claimed more than
    once. `related` are (task, task that it names) pairs with the key, `parent` or `related`; `tasks` all task ids.
    """

    register: Register
    numbers: tuple["NumberUse", ...]
    related: tuple[tuple[str, str, KeyPath], ...]
    tasks: frozenset[str]


class NumberUse(msgspec.Struct, frozen=True):
    """One use of a document number, by the record at `path`. Uses of one day are of one letter."""

    agency: str
    number: str
    day: date
    task: str
    path: str

    @property
    def claim(self) -> str:
        """What no two documents may share: an agency's number in a year. 05/TNMT and 5/tnmt are one number."""
        number = _LEADING_ZEROS.sub("", "".join(self.number.split()).casefold())
        return f"{self.agency} {self.day.year} {number}"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule of the directive, or of keeping a register. Its id is its `module`'s name, its section the folder's.

    A rule looks at any of: each file as read (`file`), each task's records whether or not they are of today (`record`),
    each case as of today (`case`), the register as a whole (`register`). What the reader itself finds wrong in a file
    (`RecordFile.problems`) is told under the rule that it names. `needs_lead`: it finds nothing in a task without a
    valid lead. A breach-or-due rule's function says of each finding which of the two it is.

    `unbound` is what an error is in a document of a body that the directive does not bind (superior and other bodies):
    a breach is then held against no agency. `explanation` speaks to any reader of the directive's rules; `keys` tells
    whoever records which keys it rests on. `deadlines` are those of register.yml that it rests on. `since` is the
    format with which the rule came; `sharpened` says what a later format added to it, which binds from the day on which
    a register took that format up.
    """

    module: str = field(kw_only=False)
    kind: RuleKind = "error"
    title: Text
    explanation: Text
    keys: Text | None = None
    good: Example
    bad: Example
    needs_lead: bool = False
    deadlines: tuple[str, ...] = ()
    unbound: Literal["error", "breach", "silent"] = "error"
    since: int = 1
    sharpened: Mapping[int, Text] = field(default_factory=dict)
    file: Callable[[RecordFile], Findings] | None = None
    record: Callable[[TaskFolder, Register, date], Findings] | None = None
    case: Callable[[Case], Findings] | None = None
    register: Callable[[RegisterFacts], Findings] | None = None

    @cached_property
    def id(self) -> str:
        return self.module.rpartition(".")[2].replace("_", "-")

    @cached_property
    def section(self) -> Section:
        return next(section for section in SECTIONS if f".{folder_of(section)}." in self.module)

    @property
    def is_fixed(self) -> bool:
        """Whether neither register.yml nor a waiver may change what the rule finds."""
        return self.section == "record" and self.kind == "error"

    @property
    def severity(self) -> Severity:
        """What a finding is where the function does not say."""
        return "error" if self.kind == "error" else "breach"
