"""What is kept of one task: enough to check the register, to list its tasks and to tell what is owed, without reading
the task again.

The parts that few commands ask for stay packed until somebody does.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any

import msgspec

from phoihop.cases.model import Case, ObligationKind, Stage, Status, Timeliness
from phoihop.checking.plain import PlainFinding, PlainMessage, finding_of, message_of, plain_finding, plain_message
from phoihop.documents.obligation_words import Standing, standing, what_is_owed
from phoihop.language import Message
from phoihop.records.register import folder_of
from phoihop.rules.finding import Finding
from phoihop.rules.judge import TaskReport
from phoihop.rules.rule import NumberUse

Packed = msgspec.Raw
"""A part in MessagePack, as yet unread."""


class PlainNumber(msgspec.Struct, frozen=True, array_like=True):
    """A use of a document number, without the task that it is kept with."""

    agency: str
    number: str
    day: date
    record: str


class OwedNow(msgspec.Struct, frozen=True, array_like=True):
    """An obligation that counts as owed today: as in the contract's `obligations`, in words, and in working days."""

    kind: ObligationKind
    debtor: str
    creditor: str
    since: date
    due: date | None
    status: Status
    source: str
    words: PlainMessage
    late: int | None
    left: int | None

    @property
    def what(self) -> Message:
        return message_of(self.words)

    @property
    def standing(self) -> Standing:
        return Standing(self.late, self.left)


class TaskStanding(msgspec.Struct, frozen=True, array_like=True):
    """A task as of today, as lists show it."""

    title: str
    field: str | None
    lead: str | None
    coordinating: tuple[str, ...]
    due: date | None
    stage: Stage
    timeliness: Timeliness
    awaiting: tuple[str, ...]
    owed: tuple[OwedNow, ...]


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
    related: tuple[str, ...]
    later: tuple[str, ...]
    findings: Packed
    standing: Packed

    def findings_of(self, task: str) -> list[Finding]:
        return [finding_of(plain, task) for plain in _unpack(self.findings, tuple[PlainFinding, ...])]

    def numbers_of(self, task: str, claims: Iterable[str]) -> list[NumberUse]:
        """The uses of numbers that make one of these claims."""
        wanted = set(claims)
        folder = folder_of(task)
        numbers: tuple[PlainNumber, ...] = _unpack(self.numbers, tuple[PlainNumber, ...])
        return [
            NumberUse(each.agency, each.number, each.day, task, f"{folder}/{each.record}.yml", each.record == "task")
            for claim, each in zip(self.claims, numbers, strict=True)
            if claim in wanted
        ]

    def task_standing(self) -> TaskStanding | None:
        """The case as lists show it, None where there is none."""
        found: TaskStanding | None = _unpack(self.standing, TaskStanding | None)
        return found


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
        related=tuple(related for _, related, _ in report.related),
        later=tuple(sorted(report.later)),
        findings=_pack([plain_finding(each) for each in report.findings]),
        standing=_pack(_standing(case) if case else None),
    )


def _standing(case: Case) -> TaskStanding:
    return TaskStanding(
        title=case.title,
        field=case.assignment.field,
        lead=case.lead,
        coordinating=case.coordinating,
        due=case.due,
        stage=case.stage,
        timeliness=case.timeliness,
        awaiting=case.awaiting,
        owed=tuple(_owed(case)),
    )


def _owed(case: Case) -> Iterator[OwedNow]:
    for owed in case.owed_now:
        stands = standing(owed, case.today, case.course.register.calendar)
        yield OwedNow(
            kind=owed.kind,
            debtor=owed.debtor,
            creditor=owed.creditor,
            since=owed.since,
            due=owed.due,
            status=owed.status,
            source=owed.source,
            words=plain_message(what_is_owed(case, owed)),
            late=stands.late,
            left=stands.left,
        )


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
