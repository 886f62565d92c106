"""The judgement of a register with its cases, for a build: over all cores."""

import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from io import BytesIO

from phoihop.cases.model import Case
from phoihop.checking.check import WORTH_A_PROCESS, judgement_of
from phoihop.checking.cores import cores, shares_of, spread
from phoihop.checking.summary import TaskSummary, summary_of
from phoihop.records.register import Register
from phoihop.rules.judge import Judgement, judge, judge_task
from phoihop.rules.registry import rules as all_rules

_Judged = list[tuple[str, TaskSummary, Case | None]]

_register: Register | None = None
"""The one that is built: every case names it, and it need not travel with each."""


def judged(register: Register, today: date, jobs: int | None = None) -> Judgement:
    """The judgement as of `today`, with its cases, as `phoihop.rules.judge` would give it."""
    global _register
    ids = register.task_ids()
    processes = min(jobs or cores(), len(ids) // WORTH_A_PROCESS)
    if processes < 2:
        return judge(register, today)
    # Loaded before any process starts, and so only once.
    register.calendar.is_working(today)
    _register = register
    try:
        found: _Judged = []
        for _, packed in spread(partial(_look, register, today), shares_of(ids, processes), processes):
            found += pickle.loads(packed)
    finally:
        _register = None
    by_id = {id_: (summary, case) for id_, summary, case in found}
    judgement = judgement_of(register, today, {id_: by_id[id_][0] for id_ in ids})
    return replace(judgement, cases=tuple(case for id_ in ids if (case := by_id[id_][1])))


def _look(register: Register, today: date, ids: Sequence[str]) -> bytes:
    """Reads and judges some tasks; packs what they yield, for the process that started this one and nobody else."""
    found: _Judged = []
    for id_ in ids:
        folder = register.task(id_)
        report = judge_task(folder, register, today, all_rules().values())
        found.append((id_, summary_of(report, folder.assignment is not None, b""), report.case))
    packed = BytesIO()
    packer = pickle.Pickler(packed, pickle.HIGHEST_PROTOCOL)
    packer.dispatch_table = {Register: lambda _: (_register_here, ())}
    packer.dump(found)
    return packed.getvalue()


def _register_here() -> Register:
    assert _register is not None
    return _register
