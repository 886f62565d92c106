"""What is kept of one task: enough to check the register, to list its tasks and to tell what is owed, without reading
the task again.

The parts that few commands ask for stay packed until somebody does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import blake2b
from types import GenericAlias
from typing import Any, cast

import msgspec

from phoihop.cases.model import Case
from phoihop.documents.columns import row_type
from phoihop.documents.tables import OBLIGATIONS, TASKS, ObligationLine, TaskLine
from phoihop.language import Message
from phoihop.records.register import Register
from phoihop.records.task_folder import folder_of
from phoihop.rules.finding import Finding
from phoihop.rules.judge import TaskReport
from phoihop.rules.rule import NumberUse
from phoihop.words.obligations import Standing, standing, what_is_owed

Packed = msgspec.Raw
"""A part in MessagePack, as yet unread."""


class PlainNumber(msgspec.Struct, frozen=True, array_like=True):
    """A use of a document number, without the task that it is kept with."""

    agency: str
    number: str
    day: date
    record: str


@dataclass(frozen=True, slots=True)
class OwedNow:
    """An obligation that counts as owed today: as the table of obligations has it, in words, and in working days."""

    line: ObligationLine
    what: Message
    standing: Standing

    @property
    def urgency(self) -> tuple[int, date, str, str]:
        """Sorts what is late longest first, then by deadline; what has none comes last."""
        late, line = self.standing.late, self.line
        return (1 if late is None else -late, line.due or date.max, line.task, line.source)


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """A task as of today: as the table of tasks has it, and what is owed."""

    task: TaskLine
    owed: tuple[OwedNow, ...]


_OWED = GenericAlias(tuple, (row_type(ObligationLine), Message, Standing))
_STANDING = GenericAlias(tuple, (row_type(TaskLine), GenericAlias(tuple, (_OWED, ...)))) | None


class TaskSummary(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What one task's folder yields, as of a day, by its own records, the agencies and register.yml.

    `claims` are those of `numbers`, in the same order (`NumberUse.claim`). `title` is that of the case, None where
    there is none; `assigned` tells whether the assignment could be read at all.
    """

    signature: bytes
    documents: int
    assigned: bool
    title: str | None
    claims: tuple[str, ...]
    numbers: Packed
    related: tuple[tuple[str, tuple[str | int, ...]], ...]
    later: tuple[str, ...]
    findings: Packed
    standing: Packed
    years: tuple[int, ...]

    @property
    def is_to_come(self) -> bool:
        """Whether the task is assigned on a later day only."""
        return self.assigned and self.title is None

    def told(self) -> tuple[Finding, ...]:
        """What was found in the task."""
        return cast(tuple[Finding, ...], _unpack(self.findings, tuple[Finding, ...]))

    def may_tell_of(self, rule: str) -> bool:
        """Whether a finding of a rule could be among the task's: without unpacking them; it may err on that side."""
        return rule.encode() in bytes(self.findings)

    def may_concern(self, agency: str) -> bool:
        """Whether an agency could owe something in the task, or be owed it: without unpacking how it stands."""
        return agency.encode() in bytes(self.standing)

    def numbers_of(self, task: str, claims: Iterable[str]) -> list[NumberUse]:
        """The uses of numbers that make one of these claims."""
        wanted = set(claims)
        folder = folder_of(task)
        numbers: tuple[PlainNumber, ...] = _unpack(self.numbers, tuple[PlainNumber, ...])
        return [
            NumberUse(each.agency, each.number, each.day, task, f"{folder}/{each.record}.yml")
            for claim, each in zip(self.claims, numbers, strict=True)
            if claim in wanted
        ]

    def task_standing(self) -> TaskStanding | None:
        """The case as lists show it, None where there is none."""
        kept = _unpack(self.standing, _STANDING)
        if kept is None:
            return None
        row, owed = kept
        each = tuple(OwedNow(OBLIGATIONS.line(line), what, stands) for line, what, stands in owed)
        return TaskStanding(TASKS.line(row), each)


Summaries = dict[str, TaskSummary]
"""By task id."""


def configuration(register: Register) -> bytes:
    """A digest of what the judgement of any task depends on besides its folder: settings and agencies."""
    known = (
        register.settings,
        register.is_readable,
        dict(sorted(register.agencies.items())),
        sorted(register.unreadable_agencies),
        sorted(register.erased),
    )
    return blake2b(msgspec.msgpack.encode(known), digest_size=16).digest()


def summary_of(report: TaskReport, assigned: bool, seen_as: bytes) -> TaskSummary:
    """What is kept of a judged task; `seen_as` is the signature that its folder had before it was read."""
    case = report.case
    numbers = tuple(PlainNumber(use.agency, use.number, use.day, _record(use.path)) for use in report.numbers)
    return TaskSummary(
        signature=seen_as,
        documents=report.documents,
        assigned=assigned,
        title=case.title if case else None,
        claims=tuple(use.claim for use in report.numbers),
        numbers=_pack(numbers),
        related=tuple((named, key) for _, named, key in report.related),
        later=tuple(sorted(report.later)),
        findings=_pack(report.findings),
        standing=_pack(_standing(case) if case else None),
        years=tuple(sorted(report.years)),
    )


def _standing(case: Case) -> Any:
    calendar = case.course.register.calendar
    return TASKS.row(case), [
        (OBLIGATIONS.row(case, each), what_is_owed(case, each), standing(each, case.today, calendar))
        for each in case.owed_now
    ]


def _record(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yml")


def _pack(part: object) -> Packed:
    return Packed(msgspec.msgpack.encode(part))


def _unpack(part: Packed, shape: Any) -> Any:
    """A packed part, checked. Raises msgspec.DecodeError, of which ValidationError is one, where it is not so."""
    return _decoder(shape).decode(part)


@cache
def _decoder(shape: Any) -> "msgspec.msgpack.Decoder[Any]":
    return msgspec.msgpack.Decoder(shape)
