"""From a draft to its file: where the record goes, what it brings, and writing it whole or not at all.

Before it is written it is judged once more, beside whatever others recorded meanwhile. Several records that belong
together are prepared one after another, each beside those before it.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self, cast

from phoihop.cases.derive import derive_case
from phoihop.language import Explained, Fact, Message, say
from phoihop.plain_letters import slug
from phoihop.recording.choices import Occasion, Unfit
from phoihop.recording.committing import (
    NotCommitted,
    commit,
    commit_message_of_all,
    papers_named,
    see_that_none_is_ignored,
    untracked,
)
from phoihop.recording.correcting import corrected, free_id, papers_left, with_correction
from phoihop.recording.draft import Draft
from phoihop.recording.effects import tell_effects
from phoihop.recording.judging import (
    Verdict,
    judge_agency,
    judge_change,
    judge_looking_back,
    new_folder,
    newest_day,
    with_document,
)
from phoihop.recording.numbers import first_free, numbers_used
from phoihop.recording.writing import Edit, Taken, desk
from phoihop.recording.yaml_style import written
from phoihop.records.differences import record_changes
from phoihop.records.fields import FIELDS
from phoihop.records.fit import MISSING, Misfit
from phoihop.records.named import named
from phoihop.records.reading import read_record
from phoihop.records.record import SLUG, Record
from phoihop.records.register import RESERVED_ID, Register, load_register
from phoihop.records.settings import AgencyRecord
from phoihop.records.task_folder import TaskFolder, folder_of
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree
from phoihop.rules.rule import NumberUse
from phoihop.words.differences import changes_told
from phoihop.words.sentences import joined


class RefusedAnswers(Explained):
    """Answers can't stand, or make no record. `messages` say which and why, by key (`""`: the record as a whole)."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        super().__init__(joined(messages.values()))
        self.messages = messages

    @classmethod
    def because(cls, vi: str, en: str, **facts: Fact | date) -> Self:
        return cls({"": say(vi, en, **facts)})

    @classmethod
    def misfitting(cls, misfits: Iterable[Misfit]) -> Self:
        """By the key that does not fit, or that is missing; places in lists count from 1, as answers do."""
        found: dict[str, Message] = {}
        for path, message in misfits:
            lacking = (str(message.facts["key"]),) if message.text == MISSING else ()
            named = (str(each + 1) if isinstance(each, int) else each for each in (*path, *lacking))
            found.setdefault(".".join(named), message)
        return cls(found)


class OnRecord(RefusedAnswers):
    """The record is there already. The message says where."""


class WouldBeWrong(Explained):
    """The record would bring what `check` calls an error. Nothing was written."""

    def __init__(self, prepared: "Prepared") -> None:
        super().__init__(joined(found.message for found in prepared.verdict.errors))
        self.prepared = prepared


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as it would be written: its place, text and papers, and what `check` would say then.

    `id` is a document's, a task's or an agency's; `about` the task that it belongs to, None for an agency. `edits` are
    changes of other records that go with it, `notices` what somebody may want to do about it elsewhere.
    """

    id: str
    path: str
    text: str
    record: Record
    about: str | None
    papers: Mapping[str, Path]
    verdict: Verdict
    edits: tuple[Edit, ...] = ()
    notices: tuple[Message, ...] = ()

    def files(self) -> dict[str, bytes | Path]:
        """The new files by their path in the register, papers before the record that names them."""
        folder = self.path.rpartition("/")[0]
        new: dict[str, bytes | Path] = {f"{folder}/{name}": source for name, source in self.papers.items()}
        if not any(edit.path == self.path for edit in self.edits):
            new[self.path] = self.text.encode()
        return new

    def effects(self) -> Iterator[Message]:
        """What the record means and changes, one sentence after another."""
        for edit in self.edits:
            yield from changes_told(record_changes(edit.before, edit.after))
        if self.verdict.after:
            yield from tell_effects(self.verdict.before, self.verdict.after, self.id)
        yield from self.notices


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written: the records, and the paths of all files, relative to the register's root.

    `commit` are the id and message of the commit, where one was made; `not_committed` says why Git made none.
    """

    prepared: tuple[Prepared, ...]
    paths: tuple[str, ...]
    commit: tuple[str, str] | None = None
    not_committed: NotCommitted | None = None


def prepare(draft: Draft) -> Prepared:
    """The record as it would be written now. Raises `RefusedAnswers`."""
    return Ledger(draft.occasion.register).prepare(draft)


def record(draft: Draft, root: Path, *, commits: bool = False) -> Recorded:
    """Writes a draft into the register at `root`, and commits it before anybody else writes, where that is wished.

    Raises `WouldBeWrong`, `RefusedAnswers` or `NotCommitted` (where Git ignores a file of it), with nothing written,
    and OSError where the register can't be written.
    """

    return record_all(lambda ledger: [ledger.prepare(draft.renewed(ledger.register))], root, commits=commits)


def record_all(make: Callable[["Ledger"], Sequence[Prepared]], root: Path, *, commits: bool = False) -> Recorded:
    """Writes what `make` prepares of the register as it is by then, all or nothing; raises what `record` does."""
    with desk(root) as place:
        while True:
            ledger = Ledger(load_register(root))
            prepared = make(ledger)
            for each in prepared:
                if each.verdict.errors:
                    raise WouldBeWrong(each)
            new = {path: content for each in prepared for path, content in each.files().items()}
            edits = [edit for each in prepared for edit in each.edits]
            folders = [each.path.rpartition("/")[0] for each in prepared if each.id == "task"]
            records = [each.path for each in prepared]
            changed = [name for edit in edits for name in (edit.path, edit.to) if name]
            paths = tuple(dict.fromkeys([*(path for path in new if path not in records), *changed, *records]))
            committed = paths
            if commits:
                # A paper that lay in files/ already is committed with the record that names it.
                named = (path for each in prepared for path in papers_named(each.path, each.record))
                papers = untracked(root, [path for path in named if (root / path).is_file()])
                committed = tuple(dict.fromkeys((*paths, *papers)))
                see_that_none_is_ignored(root, committed)
            try:
                place.put(new, edits, folders)
            except Taken:
                # Somebody without the lock took the place (an editor, a merge): look again.
                continue
            if not commits:
                return Recorded(tuple(prepared), paths)
            said = [(each.record, each.id, each.about) for each in prepared]
            is_changed = all(each.path not in new for each in prepared)
            message = commit_message_of_all(said, ledger.register, changed=is_changed)
            try:
                return Recorded(tuple(prepared), paths, (commit(root, committed, message), message))
            except NotCommitted as reason:
                return Recorded(tuple(prepared), paths, None, reason)


class Ledger:
    """A register as it will be with what is prepared in it, one record after another, before any of it is written."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self._folders: dict[str, TaskFolder] = {}
        self._numbers: dict[tuple[str, int], list[NumberUse]] = {}
        self._assigned: dict[int, dict[Signs, str]] = {}

    def occasion(self, task: str, today: date) -> Occasion:
        """A task with what is prepared in it so far. KeyError where there is no such task."""
        folder = self._folders.get(task) or self.register.task(task)
        return Occasion(self.register, today, folder, derive_case(folder, self.register, today))

    def prepare(self, draft: Draft) -> Prepared:
        """The record as it would be written beside what was prepared before it. Raises `RefusedAnswers`."""
        if draft.refused:
            raise RefusedAnswers(draft.refused)
        make = {"agency": _agency, "task": self._task}.get(draft.kind, self._document)
        try:
            made = make(draft)
        except Unfit as wrong:
            raise RefusedAnswers({"": wrong.message}) from None
        return replace(made, notices=tuple(_nameless_fields(made.record, self.register)))

    def _document(self, draft: Draft) -> Prepared:
        folder = draft.occasion.folder
        assert folder is not None
        text, read = made_of({"kind": draft.kind, **draft.tree}, draft.type)
        document = cast(Document, read)
        for id_, known in folder.documents.items():
            if known == document:
                raise OnRecord.because(
                    "văn bản này đã ghi, đúng từng chữ: {where}; có lẽ lệnh được chạy hai lần",
                    "this document is on record already, word for word: {where}; was the command run twice?",
                    where=folder.file_of(id_),
                )
        id_ = free_id(folder, document, draft.kind)
        papers = draft.coming
        after, judged = folder, cast("Document | TaskAssignment", document)
        edits: tuple[Edit, ...] = ()
        if draft.kind == "correction" and (change := corrected(draft)):
            if change.record is None:
                raise RefusedAnswers.misfitting(change.misfits)
            edits, judged, papers = change.edits, change.record, {**papers, **change.papers}
            after = with_correction(folder, change, draft.word("corrects"))
            tree: dict[str, Tree] = {"kind": draft.kind, **draft.tree, "corrects": change.id}
            own = tree.get("files")
            left = papers_left(folder, with_document(after, id_, document, papers), self.register.settings.language)
            if left:
                tree["files"] = [*(own if isinstance(own, list) else ()), *left]
            text, read = made_of(tree, draft.type)
            document = cast(Document, read)
        after = with_document(after, id_, document, papers)
        numbers = self._used(judged, document)
        verdict = judge_looking_back(
            lambda day: judge_change(folder, after, self.register, day, numbers),
            draft.occasion.today,
            max((known.date for known in folder.documents.values()), default=date.min),
        )
        self._add(after, folder.file_of(id_), document)
        return Prepared(id_, folder.file_of(id_), text, document, folder.id, papers, verdict, edits)

    def _task(self, draft: Draft) -> Prepared:
        text, read = made_of(draft.tree, draft.type)
        assignment = cast(TaskAssignment, read)
        year = assignment.date.year
        if year not in self._assigned:
            self._assigned[year] = assignments_by_signs(self.register, year)
        if twin := self._assigned[year].get(signs(assignment)):
            raise OnRecord.because(
                "nhiệm vụ này, cùng tên, số và ngày, đã có: {where}; có lẽ bị ghi hai lần",
                "this task, with its title, number and day, is there already: {where}; is it recorded twice?",
                where=twin,
            )
        task = next_task(self.register, year, self._folders)
        after = new_folder(self.register, task, assignment, draft.coming)
        verdict = judge_change(None, after, self.register, draft.occasion.today, self._used(assignment))
        self._assigned[year][signs(assignment)] = task
        self._add(after, after.file_of("task"), assignment)
        return Prepared("task", after.file_of("task"), text, assignment, task, draft.coming, verdict)

    def _used(self, *records: Document | TaskAssignment) -> tuple[NumberUse, ...]:
        """The numbers of the records' issuers and years, where they have one themselves."""
        issued = dict.fromkeys((each.from_, each.date.year) for each in records if each.number)
        for by in issued:
            if by not in self._numbers:
                self._numbers[by] = [*numbers_used(self.register, *by)]
        return tuple(use for by in issued for use in self._numbers[by])

    def _add(self, folder: TaskFolder, path: str, record: Document | TaskAssignment) -> None:
        self._folders[folder.id] = folder
        if record.number and (used := self._numbers.get((record.from_, record.date.year))) is not None:
            used.append(NumberUse(record.from_, record.number, record.date, folder.id, path))


# --- each kind of record ----------------------------------------------------------------------------------------------


def made_of(tree: Mapping[str, Tree], type_: type[Record]) -> tuple[str, Record]:
    """The text that says a record, and the record that the strict door reads from it. Raises `RefusedAnswers`."""
    text, record, misfits = written(tree, type_)
    if record is None:
        raise RefusedAnswers.misfitting(misfits)
    return text, record


def _nameless_fields(record: Record, register: Register) -> Iterator[Message]:
    """Fields of work that lost their marks on the way into the record, and that nothing gives a name."""
    for field in dict.fromkeys(str(each.value) for each in named(record, "field")):
        if field not in FIELDS and all(each.id != field for each in register.settings.fields):
            yield say(
                "lĩnh vực mới, chưa có tên: các trang ghi “{shown}” cho đến khi người giữ sổ đặt tên bằng: phoihop "
                'edit register --set "fields=id={field}; name=…"',
                "a new field of work without a name: pages write “{shown}” until the register's keeper names it by: "
                'phoihop edit register --set "fields=id={field}; name=…"',
                shown=register.field_text(field),
                field=field,
            )


def _agency(draft: Draft) -> Prepared:
    """An agency. Its id is the name of its file: the one given beside its keys, or its symbol in plain letters."""
    register = draft.occasion.register
    text, read = made_of(draft.tree, draft.type)
    agency = cast(AgencyRecord, read)

    def is_taken(id_: str) -> bool:
        return id_ == RESERVED_ID or os.path.lexists(register.root / f"agencies/{id_}.yml")

    stem = slug(agency.short) or "co-quan"
    id_ = str(draft.answers.get("id") or first_free(lambda number: f"{stem}{number}", is_taken))
    path = f"agencies/{id_}.yml"
    if not re.fullmatch(SLUG, id_) or id_ == RESERVED_ID:
        raise Unfit.because(
            "“{id}” không làm mã cơ quan được; dùng a-z, 0-9 và dấu gạch nối",
            "“{id}” can't be an agency's id; use a-z, 0-9 and hyphens",
            id=id_,
        )
    if is_taken(id_):
        raise Unfit.because(
            "đã có cơ quan “{id}”; chọn mã khác", "there is an agency “{id}”; choose another id", id=id_
        )
    for known_id, known in register.agencies.items():
        if (known.name, known.short, known.until) == (agency.name, agency.short, agency.until):
            raise OnRecord.because(
                "cơ quan này đã có: {where}; có lẽ lệnh được chạy hai lần",
                "this agency is there already: {where}; was the command run twice?",
                where=f"agencies/{known_id}.yml",
            )
    verdict = judge_looking_back(
        lambda day: judge_agency(register, id_, agency, day), draft.occasion.today, newest_day(register)
    )
    return Prepared(id_, path, text, agency, None, {}, verdict)


# --- places -----------------------------------------------------------------------------------------------------------


def next_task(register: Register, year: int, coming: Iterable[str] = ()) -> str:
    """The number of a new task: one more than the highest of the year, whether or not that folder can be read."""
    folder = register.root / "tasks" / str(year)
    taken = [int(entry.name) for entry in folder.iterdir() if entry.name.isdecimal()] if folder.is_dir() else []
    taken += [int(id_.partition("-")[2]) for id_ in coming if id_.startswith(f"{year}-")]
    return f"{year}-{max(taken, default=0) + 1:04}"


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
