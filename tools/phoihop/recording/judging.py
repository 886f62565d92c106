"""What `check` would say of a change before it is written, beside what it says already: only what is new counts.

A task may have errors that are not this record's.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from phoihop.cases.model import Case
from phoihop.records.reading import RecordFile, document_name
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord
from phoihop.records.task_folder import TaskFolder, folder_of
from phoihop.records.types import Document, TaskAssignment
from phoihop.rules.finding import Finding, new_among
from phoihop.rules.judge import TaskReport, judge_settings, judge_task, judge_whole
from phoihop.rules.rule import NumberUse, RegisterFacts


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change of one task brings: its new findings, and the case before it and after it."""

    findings: tuple[Finding, ...]
    before: Case | None = None
    after: Case | None = None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity == "error")


def with_document(folder: TaskFolder, id_: str, document: Document, papers: Mapping[str, Path]) -> TaskFolder:
    """A task's folder as it will be with a new document."""
    documents = dict(sorted({**folder.documents, id_: document}.items()))
    file = RecordFile(folder.file_of(id_), document, (), document.from_)
    return replace(folder, documents=documents, files=(*folder.files, file), coming={**folder.coming, **papers})


def new_folder(register: Register, task: str, record: TaskAssignment, papers: Mapping[str, Path]) -> TaskFolder:
    """The folder of a task that is not yet on disk."""
    path = folder_of(task)
    file = RecordFile(f"{path}/task.yml", record)
    return TaskFolder(task, path, str(register.root / path), record, {}, (file,), coming=dict(papers))


def judge_change(
    before: TaskFolder | None,
    after: TaskFolder,
    register: Register,
    today: date,
    numbers: tuple[NumberUse, ...] = (),
) -> Verdict:
    """The verdict on a task that goes from `before` to `after`. `numbers` are those that other tasks use already."""
    old = judge_task(before, register, today) if before else None
    new = judge_task(after, register, today)
    known = [*(old.findings if old else ()), *(_of_whole(register, old, numbers) if old else ())]
    found = [*new.findings, *_of_whole(register, new, numbers)]
    return Verdict(
        findings=tuple(sorted(new_among(found, known), key=lambda each: each.order)),
        before=old.case if old else None,
        after=new.case,
    )


def judge_looking_back(judge: Callable[[date], Verdict], today: date, newest: date) -> Verdict:
    """The verdict as of `today`, and what is an error only as of the `newest` day on record.

    To look back doesn't switch off what later records refuse.
    """
    verdict = judge(today)
    if newest <= today:
        return verdict
    later = judge(newest)
    return replace(verdict, findings=(*verdict.findings, *new_among(later.errors, verdict.errors)))


def newest_day(register: Register) -> date:
    """The day of the newest document of all tasks, as their files' names tell it."""
    folders = (register.root / folder_of(task) for task in register.task_ids())
    names = (document_name(entry.name) for folder in folders for entry in folder.iterdir())
    newest = max((name.date for name in names if name), default="")
    try:
        return date.fromisoformat(newest)
    except ValueError:
        # No document, or a day that is none, which `check` tells.
        return date.min


def judge_agency(register: Register, id_: str, agency: AgencyRecord, today: date) -> Verdict:
    """The verdict on an agency that is new, or is another than before."""
    file = RecordFile(f"agencies/{id_}.yml", agency, (), id_)
    after = Register(register.root, register.settings_file, register.settings, agency_file=file)
    return judge_register(register, after, today)


def judge_register(before: Register, after: Register, today: date) -> Verdict:
    """The verdict on a register whose agencies or settings are others, as far as no task tells it."""
    new = new_among(_of_agencies(after, today), _of_agencies(before, today))
    return Verdict(tuple(sorted(new, key=lambda found: found.order)))


def _of_agencies(register: Register, today: date) -> Iterator[Finding]:
    yield from judge_whole(RegisterFacts(register, (), (), frozenset(register.task_ids())))
    yield from judge_settings(register, today)


def _of_whole(register: Register, report: TaskReport, numbers: tuple[NumberUse, ...]) -> Iterator[Finding]:
    """What only the register as a whole can tell of this task: numbers used twice, related tasks that are missing."""
    # What is not yet on record comes last, so that a finding is on it, and names what is.
    own = sorted(report.numbers, key=lambda use: not (register.root / use.path).exists())
    facts = RegisterFacts(
        register=register,
        numbers=(*(each for each in numbers if each.task != report.id), *own),
        related=report.related,
        tasks=frozenset((*register.task_ids(), report.id)),
    )
    return (found for found in judge_whole(facts) if found.task == report.id)
