"""Judges a record before it is written: what it would bring that `check` calls an error, and what follows from it.

Only what is new counts. A task may have errors already: they are not this record's, and don't keep it out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import Case
from phoihop.records.register import Register, TaskFolder
from phoihop.rules.finding import Finding, new_among
from phoihop.rules.judge import TaskReport, judge_settings, judge_task, judge_whole
from phoihop.rules.registry import rules
from phoihop.rules.rule import NumberUse, RegisterFacts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change of one task brings: its new findings, and the case before it and after it."""

    findings: tuple[Finding, ...]
    before: Case | None
    after: Case | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity == "error")


def judge_change(
    before: TaskFolder | None,
    after: TaskFolder,
    register: Register,
    today: date,
    numbers: tuple[NumberUse, ...] = (),
) -> Verdict:
    """The verdict on a task that goes from `before` to `after`. `numbers` are those that other tasks use already."""
    chosen = list(rules().values())
    old = judge_task(before, register, today, chosen) if before else None
    new = judge_task(after, register, today, chosen)
    known = [*(old.findings if old else ()), *(_of_whole(register, old, numbers) if old else ())]
    found = [*new.findings, *_of_whole(register, new, numbers)]
    return Verdict(
        findings=tuple(sorted(new_among(found, known), key=lambda each: each.order)),
        before=old.case if old else None,
        after=new.case,
    )


def judge_register_change(before: Register, after: Register, today: date) -> tuple[Finding, ...]:
    """The new findings on settings and agencies, where an agency is added to a register."""
    found, known = _of_agencies(after, today), _of_agencies(before, today)
    return tuple(sorted(new_among(found, known), key=lambda each: each.order))


def _of_agencies(register: Register, today: date) -> Iterator[Finding]:
    yield from judge_whole(RegisterFacts(register, (), (), frozenset(register.task_ids())), rules().values())
    yield from judge_settings(register, today, rules().values())


def _of_whole(register: Register, report: TaskReport, numbers: tuple[NumberUse, ...]) -> Iterator[Finding]:
    """What only the register as a whole can tell of this task: numbers used twice, related tasks that are missing."""
    facts = RegisterFacts(
        register=register,
        numbers=(*(each for each in numbers if each.task != report.id), *report.numbers),
        related=report.related,
        tasks=frozenset((*register.task_ids(), report.id)),
    )
    return (found for found in judge_whole(facts, rules().values()) if found.task == report.id)
