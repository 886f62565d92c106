"""The judgement of a register and the rows of its tasks, for a build: of what changed alone, over all cores."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

import msgspec

from phoihop.checking.check import WORTH_A_PROCESS, judgement_of
from phoihop.checking.cores import cores, shares_of, spread
from phoihop.checking.summary import TaskSummary, summary_of
from phoihop.records.register import Register
from phoihop.rules.judge import Judgement, judge_task
from phoihop.rules.registry import rules as all_rules
from phoihop.site.rows import TaskRows, rows_of


class JudgedTask(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A task as it was judged: from what (`key`), what was found, and its rows; None where it has no case."""

    key: bytes
    summary: TaskSummary
    rows: msgspec.Raw


Judged = dict[str, JudgedTask]
"""By task id."""

_rows_of = msgspec.msgpack.Decoder(TaskRows | None).decode


def judged(
    register: Register,
    today: date,
    jobs: int | None = None,
    keys: Mapping[str, bytes] | None = None,
    before: Mapping[str, JudgedTask] | None = None,
) -> Judged:
    """Every task as judged as of `today`: those whose key is as `before` are not judged again."""
    keys, before = keys or {}, before or {}
    ids = register.task_ids()
    left = [id_ for id_ in ids if id_ not in before or before[id_].key != keys.get(id_)]
    processes = max(1, min(jobs or cores(), len(left) // WORTH_A_PROCESS))
    if left:
        # Loaded before any process starts, and so only once.
        register.calendar.is_working(today)
    found: Judged = {}
    for _, packed in spread(partial(_look, register, today, keys), shares_of(left, processes), processes):
        found |= msgspec.msgpack.decode(packed, type=Judged)
    return {id_: found[id_] if id_ in found else before[id_] for id_ in ids}


def judgement_in(register: Register, today: date, found: Judged) -> Judgement:
    """The judgement of the register, without its cases."""
    return judgement_of(register, today, {id_: each.summary for id_, each in found.items()})


def rows_in(found: Judged) -> dict[str, TaskRows]:
    """The rows of every task that has a case."""
    return {id_: rows for id_, each in found.items() if (rows := _rows_of(each.rows))}


def public_of(found: Judged, register: Register) -> Judged:
    """The tasks that the public site tells of. Of one that can't be read nobody knows what it says of itself."""
    unknown = register.settings.publish == "now"
    public: Judged = {}
    for id_, each in found.items():
        rows = _rows_of(each.rows)
        if rows.is_public if rows else unknown:
            public[id_] = each
    return public


def _look(register: Register, today: date, keys: Mapping[str, bytes], ids: Sequence[str]) -> bytes:
    found: Judged = {}
    for id_ in ids:
        folder = register.task(id_)
        report = judge_task(folder, register, today, all_rules().values())
        rows = msgspec.Raw(msgspec.msgpack.encode(rows_of(report.case) if report.case else None))
        summary = summary_of(report, folder.assignment is not None, b"")
        found[id_] = JudgedTask(keys.get(id_, b""), summary, rows)
    return msgspec.msgpack.encode(found)
