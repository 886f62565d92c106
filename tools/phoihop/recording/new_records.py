"""New documents, assignments and agencies: where each goes, and what it is judged with."""

import os
import re
from collections.abc import Mapping
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Self, cast

from phoihop.language import say
from phoihop.plain_letters import slug
from phoihop.recording.choices import Choice, Unfit, agency_choices
from phoihop.recording.drafting import Draft, Prepared, written
from phoihop.recording.judging import Verdict, judge_change, judge_register_change
from phoihop.recording.keys import Key
from phoihop.recording.numbers import numbers_used
from phoihop.recording.opening import Opening
from phoihop.recording.openings import fitting, settled
from phoihop.recording.writing import Desk
from phoihop.records.reading import RecordFile
from phoihop.records.record import SLUG_PATTERN
from phoihop.records.register import RESERVED_ID, Register, TaskFolder, folder_of
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree

_MAY_LEAD = ("department", "commune")


class DocumentDraft(Draft):
    """A document of a task that exists."""

    settled_in_order = (
        "date",
        "answers",
        "forwards",
        "report",
        "from",
        "answers",
        "about",
        "to",
        "drafted_by",
        "silent",
    )

    @property
    def folder(self) -> TaskFolder:
        assert self.occasion.folder is not None
        return self.occasion.folder

    @property
    def opening(self) -> Opening | None:
        case = self.occasion.case
        return Opening(self.kind, self.occasion, case, self.tree) if case else None

    def settled(self, key: Key) -> Tree | None:
        opening = self.opening
        usual = super().settled(key)
        return usual if usual or opening is None or len(key.path) > 1 else settled(opening, key.name)

    def fitting(self, key: Key) -> tuple[Choice, ...]:
        opening = self.opening
        return fitting(opening, key.name) if opening and len(key.path) == 1 else ()

    def prepare(self) -> Prepared:
        text, read = written({"kind": self.kind, **self.tree}, self.type)
        document = cast(Document, read)
        id_ = free_id(self.folder.location, document, self.kind)
        return Prepared(
            id=id_,
            path=self.folder.file_of(id_),
            text=text,
            record=document,
            about=self.folder.id,
            papers=self.coming,
            verdict=self._judge(id_, document),
        )

    def _judge(self, id_: str, document: Document) -> Verdict:
        register = self.occasion.register
        after = with_document(self.folder, id_, document, self.coming)
        numbers = numbers_used(register, document.from_, document.date.year) if document.number else ()
        return judge_change(self.folder, after, register, self.occasion.today, numbers)

    def put_down(self, prepared: Prepared, desk: Desk) -> list[str]:
        return desk.put_record(prepared.path, prepared.text.encode(), prepared.papers, prepared.edits)


class TaskDraft(Draft):
    """An assignment: it starts a task, in a folder of its own, under the next free number of its year."""

    settled_in_order = ("date", "from")

    def settled(self, key: Key) -> Tree | None:
        return self.occasion.register.settings.authority if key.path == ("from",) else super().settled(key)

    def fitting(self, key: Key) -> tuple[Choice, ...]:
        """Who may lead (§1), and who may coordinate beside the lead."""
        everyone = agency_choices(self.occasion)
        agencies = self.occasion.register.agencies
        if key.name == "lead":
            return tuple(each for each in everyone if agencies[each.value].kind in _MAY_LEAD)
        if key.name == "coordinating":
            return tuple(each for each in everyone if each.value not in (self.word("lead"), self.word("from")))
        return ()

    def prepare(self) -> Prepared:
        text, read = written(self.tree, self.type)
        assignment = cast(TaskAssignment, read)
        register = self.occasion.register
        task = next_task(register, assignment.date.year)
        after = new_folder(register, task, assignment, self.coming)
        numbers = numbers_used(register, assignment.from_, assignment.date.year) if assignment.number else ()
        return Prepared(
            id="task",
            path=after.file_of("task"),
            text=text,
            record=assignment,
            about=task,
            papers=self.coming,
            verdict=judge_change(None, after, register, self.occasion.today, numbers),
        )

    def put_down(self, prepared: Prepared, desk: Desk) -> list[str]:
        folder, _, name = prepared.path.rpartition("/")
        return desk.put_folder(folder, {name: prepared.text.encode()}, prepared.papers)


class AgencyDraft(Draft):
    """An agency. Its id is the name of its file: the one given as `id`, or its symbol in plain letters."""

    id = ""

    def prepare(self) -> Prepared:
        text, read = written(self.tree, self.type)
        agency = cast(AgencyRecord, read)
        register = self.occasion.register
        id_ = self.id or free_agency_id(register, agency.short)
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
            raise Unfit(
                say("đã có cơ quan “{id}”; chọn mã khác", "there is an agency “{id}”; choose another id", id=id_)
            )
        after = copy(register)
        after.agencies = {**register.agencies, id_: agency}
        after.agency_files = (*register.agency_files, RecordFile(path, agency, (), id_))
        verdict = Verdict(judge_register_change(register, after, self.occasion.today), None, None)
        return Prepared(id_, path, text, agency, None, {}, verdict)

    def put_down(self, prepared: Prepared, desk: Desk) -> list[str]:
        return desk.put_record(prepared.path, prepared.text.encode(), {})

    def refreshed(self, register: Register) -> Self:
        draft = super().refreshed(register)
        draft.id = self.id
        return draft


# --- places -----------------------------------------------------------------------------------------------------------


def free_id(folder: Path, document: Document, kind: str) -> str:
    """The id of a new document: the second of a kind, day and agency is `-2`."""
    number = 1
    while True:
        suffix = "" if number == 1 else f"-{number}"
        id_ = f"{document.date.isoformat()}.{kind}{suffix}.{document.from_}"
        if not os.path.lexists(folder / f"{id_}.yml"):
            return id_
        number += 1


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
