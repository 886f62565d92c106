"""The judgement of a register and the rows of its tasks, for a build: of what changed alone, over all cores."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial

import msgspec

from phoihop.checking.check import WORTH_A_PROCESS, judgement_of
from phoihop.checking.cores import cores, shares_of, spread
from phoihop.checking.summary import TaskSummary, summary_of
from phoihop.documents.tables import TaskLine
from phoihop.records.register import Register
from phoihop.rules.judge import Judgement, judge_task
from phoihop.site.packed import NOTHING, Packed, packed, unpacked
from phoihop.site.rows import FirstRow, TaskRows, rows_of


class JudgedTask(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A task as it was judged: from what (`key`), what was found, and its rows; None where it has no case.

    `is_public` is None where that can't be known.
    """

    key: bytes
    summary: TaskSummary
    is_public: bool | None
    rows: msgspec.Raw


Judged = dict[str, JudgedTask]
"""By task id."""

_rows_of = msgspec.msgpack.Decoder(TaskRows).decode
_line_of = msgspec.msgpack.Decoder(FirstRow).decode


def judged(
    register: Register,
    today: date,
    jobs: int | None = None,
    keys: Mapping[str, bytes] | None = None,
    before: Mapping[str, JudgedTask] | None = None,
) -> Judged:
    """Every task as judged as of `today`: those whose key is as `before` are not judged again."""
    return unpacked(judged_beside(None, register, today, jobs, keys, before)[0], Judged)


def judged_beside(
    beside: Callable[[], bytes] | None,
    register: Register,
    today: date,
    jobs: int | None = None,
    keys: Mapping[str, bytes] | None = None,
    before: Mapping[str, JudgedTask] | None = None,
) -> tuple[msgspec.Raw, bytes]:
    """The same, packed, and what comes of the work `beside`, which one process does meanwhile."""
    keys, before = keys or {}, before or {}
    ids = register.task_ids()
    left = [id_ for id_ in ids if id_ not in before or before[id_].key != keys.get(id_)]
    processes = max(1, min(jobs or cores(), len(left) // WORTH_A_PROCESS))
    if left:
        # Loaded before any process starts, and so only once.
        register.calendar.is_working(today)
    shares = [*([()] if beside else []), *shares_of(left, processes)]
    found: Judged = {}
    of_beside = b""
    for count, part in spread(partial(_look, beside, register, today, keys), shares, processes):
        if count:
            found |= msgspec.msgpack.decode(part, type=Judged)
        else:
            of_beside = part
    return packed({id_: found[id_] if id_ in found else before[id_] for id_ in ids}), of_beside


def judgement_in(register: Register, today: date, found: Judged) -> Judgement:
    """The judgement of the register, without its cases."""
    return judgement_of(register, today, {id_: each.summary for id_, each in found.items()})


def rows_in(found: Judged) -> tuple[Packed[TaskRows], Packed[TaskLine]]:
    """The rows of every task that has a case, and the first of them alone."""
    parts = {id_: each.rows for id_, each in found.items() if each.rows != NOTHING}
    return Packed(parts, _rows_of), Packed(parts, lambda rows: _line_of(rows).task)


def public_of(found: Judged, register: Register) -> Judged:
    """The tasks that the public site tells of. Of one that can't be read nobody knows what it says of itself."""
    unknown = register.settings.publish == "now"
    return {id_: each for id_, each in found.items() if (unknown if each.is_public is None else each.is_public)}


def _look(
    beside: Callable[[], bytes] | None, register: Register, today: date, keys: Mapping[str, bytes], ids: Sequence[str]
) -> bytes:
    if beside and not ids:
        return beside()
    found: Judged = {}
    for id_ in ids:
        folder = register.task(id_)
        report = judge_task(folder, register, today)
        rows = rows_of(report.case) if report.case else None
        summary = summary_of(report, folder.assignment is not None, b"")
        found[id_] = JudgedTask(keys.get(id_, b""), summary, rows.is_public if rows else None, packed(rows))
    return msgspec.msgpack.encode(found)
