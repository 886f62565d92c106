"""The judgement of a register and its cases for a build: over all cores, and of tasks that changed since the last one.

What a task yielded is kept beside the site, in plain values, by a digest of everything in its folder. Like the build
record it may be deleted at any time, and is never trusted further than its own digest and types.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Union

import msgspec

from phoihop.cases.course import Course
from phoihop.cases.model import Case, Obligation, Stage, Timeliness
from phoihop.checking.check import WORTH_A_PROCESS, judgement_of
from phoihop.checking.cores import cores, spread
from phoihop.checking.kept import topic_of
from phoihop.checking.summary import TaskSummary, summary_of
from phoihop.keeping import KeptFile
from phoihop.records.register import Register, TaskFolder, folder_of
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
from phoihop.rules.judge import Judgement, judge_task
from phoihop.rules.registry import rules as all_rules

_MARK = b"phoihop judged tasks 1\n"

_AnyDocument: Any = Union[tuple(DOCUMENT_TYPES.values())]  # noqa: UP007  # made of a table, not written out


class _PlainCase(msgspec.Struct, frozen=True, array_like=True):
    """A case without the register that it belongs to."""

    assignment: TaskAssignment
    documents: dict[str, _AnyDocument]
    broken: frozenset[str]
    obligations: tuple[Obligation, ...]
    stage: Stage
    timeliness: Timeliness
    awaiting: tuple[str, ...]


class _JudgedTask(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a task yielded. The summary's signature is the digest of its folder."""

    summary: TaskSummary
    case: msgspec.Raw


class _Kept(msgspec.Struct, array_like=True):
    topic: bytes
    tasks: dict[str, _JudgedTask]


_case_decoder = msgspec.msgpack.Decoder(_PlainCase | None)


def judged(
    register: Register, today: date, folders: Mapping[str, bytes], file: Path, jobs: int | None = None
) -> Judgement:
    """The judgement as of `today`, with its cases, as `phoihop.rules.judge` would give it.

    `folders` are the digests of all tasks' folders. What tasks yield is kept in `file`.
    """
    topic = topic_of(register, today.isoformat())
    kept = KeptFile(file, _MARK)
    known = _load(kept, topic)
    left = [id_ for id_, digest in folders.items() if id_ not in known or known[id_].summary.signature != digest]
    if left:
        # Loaded before any process starts, and so only once.
        register.calendar.is_working(today)
    fresh: dict[str, _JudgedTask] = {}
    processes = max(1, min(jobs or cores(), len(left) // WORTH_A_PROCESS))
    for _, packed in spread(partial(_look, register, today, folders), left, processes):
        fresh |= msgspec.msgpack.decode(packed, type=dict[str, _JudgedTask])
    tasks = {id_: fresh[id_] if id_ in fresh else known[id_] for id_ in folders}
    if fresh or len(known) != len(tasks):
        kept.save(msgspec.msgpack.encode(_Kept(topic, tasks)), 1)
    judgement = judgement_of(register, today, {id_: task.summary for id_, task in tasks.items()})
    cases = (_case_of(id_, register, today, task.case) for id_, task in tasks.items())
    return replace(judgement, cases=tuple(case for case in cases if case))


def _load(kept: KeptFile, topic: bytes) -> dict[str, _JudgedTask]:
    """What was kept of tasks, all of it readable; nothing where it depends on something else by now."""
    payload = kept.load()
    if payload is None:
        return {}
    try:
        found = msgspec.msgpack.decode(payload, type=_Kept)
    except msgspec.DecodeError:
        return {}
    return found.tasks if found.topic == topic else {}


def _look(register: Register, today: date, folders: Mapping[str, bytes], ids: Sequence[str]) -> bytes:
    """Reads and judges some tasks; gives what they yield, by id, as MessagePack."""
    found = {}
    for id_ in ids:
        folder = register.task(id_)
        report = judge_task(folder, register, today, all_rules().values())
        summary = summary_of(report, folder.assignment is not None, folders[id_])
        found[id_] = _JudgedTask(summary, msgspec.Raw(msgspec.msgpack.encode(_plain(report.case))))
    return msgspec.msgpack.encode(found)


def _plain(case: Case | None) -> _PlainCase | None:
    if case is None:
        return None
    return _PlainCase(
        assignment=case.assignment,
        documents=dict(case.folder.documents),
        broken=case.folder.broken,
        obligations=case.obligations,
        stage=case.stage,
        timeliness=case.timeliness,
        awaiting=case.awaiting,
    )


def _case_of(id_: str, register: Register, today: date, packed: msgspec.Raw) -> Case | None:
    plain = _case_decoder.decode(packed)
    if plain is None:
        return None
    path = folder_of(id_)
    folder = TaskFolder(
        id=id_,
        path=path,
        location=register.root / path,
        assignment=plain.assignment,
        documents=plain.documents,
        files=(),
        broken=plain.broken,
    )
    return Case(
        course=Course(folder, plain.assignment, register, today),
        obligations=plain.obligations,
        stage=plain.stage,
        timeliness=plain.timeliness,
        awaiting=plain.awaiting,
    )
