"""From a draft to its file: where the record goes, what it brings, and writing it whole or not at all.

A record is judged beside what is on record already, and only what is new counts: a task may have errors that are not
this record's. Before it is written it is judged once more, beside whatever others recorded meanwhile.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast

from phoihop.cases.model import Case
from phoihop.changes.diff import record_changes
from phoihop.changes.words.differences import changes_told
from phoihop.language import Message, say
from phoihop.plain_letters import slug
from phoihop.recording.choices import Unfit
from phoihop.recording.committing import NotCommitted, commit, commit_message
from phoihop.recording.correcting import corrected, free_id, with_correction
from phoihop.recording.draft import Draft
from phoihop.recording.effects import tell_effects
from phoihop.recording.numbers import numbers_used
from phoihop.recording.writing import Edit, Taken, desk
from phoihop.recording.yaml_style import written
from phoihop.records.fit import Misfit
from phoihop.records.reading import RecordFile, read_record
from phoihop.records.record import SLUG_PATTERN, Record
from phoihop.records.register import RESERVED_ID, Register, TaskFolder, folder_of, load_register
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree
from phoihop.rules.finding import Finding, new_among
from phoihop.rules.judge import TaskReport, judge_settings, judge_task, judge_whole
from phoihop.rules.registry import rules
from phoihop.rules.rule import NumberUse, RegisterFacts


class Refused(Exception):
    """Answers can't stand, or make no record. `messages` say which and why, by key (`""`: the record as a whole)."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        super().__init__("; ".join(message.text.en for message in messages.values()))
        self.messages = messages


class OnRecord(Refused):
    """The record is there already, word for word."""


class WouldBeWrong(Exception):
    """The record would bring what `check` calls an error. Nothing was written."""

    def __init__(self, prepared: "Prepared") -> None:
        super().__init__(", ".join(found.rule for found in prepared.verdict.errors))
        self.prepared = prepared


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a change of one task brings: its new findings, and the case before it and after it."""

    findings: tuple[Finding, ...]
    before: Case | None
    after: Case | None

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(found for found in self.findings if found.severity == "error")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as it would be written: its place, text and papers, and what `check` would say then.

    `id` is a document's, a task's or an agency's; `about` the task that it belongs to, None for an agency. `edits` are
    changes of other records that go with it.
    """

    id: str
    path: str
    text: str
    record: Record
    about: str | None
    papers: Mapping[str, Path]
    verdict: Verdict
    edits: tuple[Edit, ...] = ()

    def effects(self) -> Iterator[Message]:
        """What the record means and changes, one sentence after another."""
        for edit in self.edits:
            yield from changes_told(record_changes(edit.before, edit.after))
        if self.verdict.after:
            yield from tell_effects(self.verdict.before, self.verdict.after, self.id)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written: the record, and the paths of all files, relative to the register's root.

    `commit` are the id and message of the commit, where one was made; `not_committed` says why Git made none.
    """

    prepared: Prepared
    paths: tuple[str, ...]
    commit: tuple[str, str] | None = None
    not_committed: NotCommitted | None = None


def prepare(draft: Draft) -> Prepared:
    """The record as it would be written now. Raises `Refused`."""
    if draft.refused:
        raise Refused(draft.refused)
    try:
        match draft.kind:
            case "agency":
                return _agency(draft)
            case "task":
                return _task(draft)
        return _document(draft)
    except Unfit as wrong:
        raise Refused({"": wrong.message}) from None


def record(draft: Draft, root: Path, *, commits: bool = False) -> Recorded:
    """Writes a draft into the register at `root`, and commits it before anybody else writes, where that is wished.

    Raises `WouldBeWrong` or `Refused` with nothing written, and OSError where the register can't be written.
    """
    with desk(root) as place:
        while True:
            register = load_register(root)
            prepared = prepare(draft.renewed(register))
            if prepared.verdict.errors:
                raise WouldBeWrong(prepared)
            content = prepared.text.encode()
            folder, _, name = prepared.path.rpartition("/")
            try:
                if draft.kind == "task":
                    paths = tuple(place.put_folder(folder, {name: content}, prepared.papers))
                else:
                    paths = tuple(place.put_record(prepared.path, content, prepared.papers, prepared.edits))
            except Taken:
                # Somebody without the lock took the place (an editor, a merge): look again.
                continue
            if not commits:
                return Recorded(prepared, paths)
            message = commit_message(prepared.record, prepared.id, prepared.about, register)
            try:
                return Recorded(prepared, paths, (commit(root, paths, message), message))
            except NotCommitted as reason:
                return Recorded(prepared, paths, None, reason)


# --- each kind of record ----------------------------------------------------------------------------------------------


def made_of(tree: Mapping[str, Tree], type_: type[Record]) -> tuple[str, Record]:
    """The text that says a record, and the record that the strict door reads from it. Raises `Refused`."""
    text, record, misfits = written(tree, type_)
    if record is None:
        raise _misfit(misfits)
    return text, record


def _misfit(misfits: Iterable[Misfit]) -> Refused:
    return Refused({".".join(map(str, path)): message for path, message in misfits})


def _document(draft: Draft) -> Prepared:
    register, today, folder = draft.occasion.register, draft.occasion.today, draft.occasion.folder
    assert folder is not None
    text, read = made_of({"kind": draft.kind, **draft.tree}, draft.type)
    document = cast(Document, read)
    _see_that_it_is_new(folder, document)
    id_ = free_id(folder.location, document, draft.kind)
    after = with_document(folder, id_, document, draft.coming)
    edits: tuple[Edit, ...] = ()
    judged: Document | TaskAssignment = document
    papers = draft.coming
    if draft.kind == "correction" and (change := corrected(draft)):
        if change.record is None:
            raise _misfit(change.misfits)
        text, read = made_of({"kind": draft.kind, **draft.tree, "corrects": change.id}, draft.type)
        document = cast(Document, read)
        edits, judged, papers = change.edits, change.record, {**papers, **change.papers}
        after = with_correction(folder, change, draft.word("corrects"))
        after = with_document(after, id_, document, papers)
    numbers = numbers_used(register, judged.from_, judged.date.year) if judged.number else ()
    verdict = judge_change(folder, after, register, today, numbers)
    if (newest := max(known.date for known in folder.documents.values()) if folder.documents else today) > today:
        # To look back doesn't switch off what later records refuse.
        later = judge_change(folder, after, register, newest, numbers)
        more = new_among(later.errors, verdict.errors)
        verdict = replace(verdict, findings=(*verdict.findings, *more))
    return Prepared(id_, folder.file_of(id_), text, document, folder.id, papers, verdict, edits)


def _see_that_it_is_new(folder: TaskFolder, document: Document) -> None:
    """Refuses what is on record already, word for word: a command that was run twice. Raises `OnRecord`."""
    for id_, known in folder.documents.items():
        if known == document:
            already = say(
                "văn bản này đã ghi, đúng từng chữ: {file}; có lẽ lệnh được chạy hai lần",
                "this document is on record already, word for word: {file}; was the command run twice?",
                file=folder.file_of(id_),
            )
            raise OnRecord({"": already})


def _task(draft: Draft) -> Prepared:
    register = draft.occasion.register
    text, read = made_of(draft.tree, draft.type)
    assignment = cast(TaskAssignment, read)
    if twin := assignments_by_signs(register, assignment.date.year).get(signs(assignment)):
        already = say(
            "nhiệm vụ này, cùng tên, số và ngày, đã có: {task}; có lẽ lệnh được chạy hai lần",
            "this task, with its title, number and day, is there already: {task}; was the command run twice?",
            task=twin,
        )
        raise OnRecord({"": already})
    task = next_task(register, assignment.date.year)
    after = new_folder(register, task, assignment, draft.coming)
    numbers = numbers_used(register, assignment.from_, assignment.date.year) if assignment.number else ()
    verdict = judge_change(None, after, register, draft.occasion.today, numbers)
    return Prepared("task", after.file_of("task"), text, assignment, task, draft.coming, verdict)


def _agency(draft: Draft) -> Prepared:
    """An agency. Its id is the name of its file: the one given beside its keys, or its symbol in plain letters."""
    register = draft.occasion.register
    text, read = made_of(draft.tree, draft.type)
    agency = cast(AgencyRecord, read)
    id_ = str(draft.answers.get("id") or free_agency_id(register, agency.short))
    path = f"agencies/{id_}.yml"
    if not re.fullmatch(SLUG_PATTERN, id_) or id_ == RESERVED_ID:
        raise Unfit(
            say(
                "“{id}” không làm mã cơ quan được; dùng a-z, 0-9 và dấu gạch nối",
                "“{id}” can't be an agency's id; use a-z, 0-9 and hyphens",
                id=id_,
            )
        )
    if os.path.lexists(register.root / path):
        raise Unfit(say("đã có cơ quan “{id}”; chọn mã khác", "there is an agency “{id}”; choose another id", id=id_))
    for known_id, known in register.agencies.items():
        if (known.name, known.short, known.until) == (agency.name, agency.short, agency.until):
            already = say(
                "cơ quan này đã có: agencies/{id}.yml; có lẽ lệnh được chạy hai lần",
                "this agency is there already: agencies/{id}.yml; was the command run twice?",
                id=known_id,
            )
            raise OnRecord({"": already})
    after = copy(register)
    after.agencies = {**register.agencies, id_: agency}
    after.agency_files = (*register.agency_files, RecordFile(path, agency, (), id_))
    new = new_among(_of_agencies(after, draft.occasion.today), _of_agencies(register, draft.occasion.today))
    verdict = Verdict(tuple(sorted(new, key=lambda found: found.order)), None, None)
    return Prepared(id_, path, text, agency, None, {}, verdict)


# --- places -----------------------------------------------------------------------------------------------------------


def next_task(register: Register, year: int) -> str:
    """The number of a new task: one more than the highest of the year, whether or not that folder can be read."""
    folder = register.root / "tasks" / str(year)
    taken = [int(entry.name) for entry in folder.iterdir() if entry.name.isdecimal()] if folder.is_dir() else []
    return f"{year}-{max(taken, default=0) + 1:04}"


def free_agency_id(register: Register, short: str) -> str:
    """An id for an agency, made of its symbol: `kt-ht` for KT-HT, `dl` for ĐL; the next free one where it is taken."""
    stem = slug(short) or "co-quan"
    number = 1
    while True:
        id_ = stem if number == 1 else f"{stem}-{number}"
        if id_ != RESERVED_ID and not os.path.lexists(register.root / "agencies" / f"{id_}.yml"):
            return id_
        number += 1


Signs = tuple[str, date, str]
"""By these an assignment is known for another's twin: its title, day and number."""


def signs(assignment: TaskAssignment) -> Signs:
    return " ".join(assignment.title.split()).casefold(), assignment.date, assignment.number


def assignments_by_signs(register: Register, year: int) -> dict[Signs, str]:
    """The tasks of a year whose assignments can be read, by what twins have in common."""
    found: dict[Signs, str] = {}
    for task in reversed(register.task_ids()):
        if task.startswith(f"{year}-"):
            file = read_record(register.root, f"{folder_of(task)}/task.yml", TaskAssignment)
            if isinstance(file.record, TaskAssignment):
                found[signs(file.record)] = task
    return found


def with_document(folder: TaskFolder, id_: str, document: Document, papers: Mapping[str, Path]) -> TaskFolder:
    """A task's folder as it will be with a new document."""
    documents = dict(sorted({**folder.documents, id_: document}.items()))
    file = RecordFile(folder.file_of(id_), document, (), document.from_)
    return replace(folder, documents=documents, files=(*folder.files, file), coming=dict(papers))


def new_folder(register: Register, task: str, record: TaskAssignment, papers: Mapping[str, Path]) -> TaskFolder:
    """The folder of a task that is not yet on disk."""
    path = folder_of(task)
    file = RecordFile(f"{path}/task.yml", record)
    return TaskFolder(task, path, register.root / path, record, {}, (file,), coming=dict(papers))


# --- judging ----------------------------------------------------------------------------------------------------------


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


def _of_agencies(register: Register, today: date) -> Iterator[Finding]:
    yield from judge_whole(RegisterFacts(register, (), (), frozenset(register.task_ids())), rules().values())
    yield from judge_settings(register, today, rules().values())


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
    return (found for found in judge_whole(facts, rules().values()) if found.task == report.id)
