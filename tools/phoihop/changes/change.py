"""A change as the change rules and the summary see it: its records with what became of each, and the base's policy."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.changes.branch import Branch, Written
from phoihop.changes.contents import Contents, is_file
from phoihop.changes.corrections import FORMAT, may_correct
from phoihop.changes.places import Place, is_open, place_of
from phoihop.changes.raw_log import Commit, TreeEntry
from phoihop.changes.raw_log import FileChange as EntryChange
from phoihop.changes.signatures import Signatures
from phoihop.changes.writers import Writers
from phoihop.records.fit import fit
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES, Correction, Document, TaskAssignment
from phoihop.records.yaml_door import Refused, Tree, read_yaml

Action = Literal["added", "corrected", "edited", "deleted", "renamed"]

_ALIKE = 0.5
"""The share of equal keys from which two records of one kind and agency are one record under a new name."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """What the change as a whole does to one file. `old` is where a renamed file lay; `by` the commit that wrote it."""

    place: Place
    action: Action
    before: TreeEntry | None
    after: TreeEntry | None
    by: Commit
    old: Place | None = None


@dataclass(frozen=True)
class Change:
    """What HEAD adds since BASE: a proposal, or one step of a history.

    `policy` is the base's register (settings and agencies); `register` reads the register without (False) and with
    (True) the change, as far as the change touches it, the second judged by the base's rule settings. `contents` are
    the files as Git has them. `used` tells which of some tasks the base's history had. `signatures` is None where they
    are not asked for. `is_judged`: the change comes after the
    register took up the format that judges who corrects, and what becomes a Git LFS pointer. `place_at_base` is the
    folder in which the base has what paths start from.
    """

    branch: Branch
    location: str
    policy: Register
    register: Callable[[bool], Register] = field(repr=False)
    today: date
    contents: Contents = field(repr=False)
    used: Callable[[Collection[str]], Collection[str]] = field(repr=False)
    signatures: Signatures | None = None
    is_judged: bool = True
    place_at_base: str = ""

    @cached_property
    def new_tasks(self) -> tuple[str, ...]:
        """The tasks whose assignment the commit that the branch starts from has not."""
        places = (self.place(path) for path, net in self.branch.net.items() if net.before is None)
        return tuple(
            sorted(
                place.task
                for place in places
                if place.task and place.record == TASK and place.path not in self.branch.fork_tree
            )
        )

    @cached_property
    def before(self) -> Register:
        return self.register(False)

    @cached_property
    def after(self) -> Register:
        return self.register(True)

    @cached_property
    def writers(self) -> Writers:
        return Writers(self.policy)

    def place(self, path: str) -> Place:
        if path not in self._places:
            self._places[path] = place_of(path, self.location)
        return self._places[path]

    def is_policy(self, place: Place) -> bool:
        """Whether a file is the authority's to set: since format 2 all but the tasks, and what the base leaves free."""
        if place.role != "other" or place.own is None or place.task is not None:
            return place.role == "policy"
        if self.policy.policies.format_on(self.today) < FORMAT:
            return False
        return not is_open(place.own, self.policy.settings.open)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {}

    @cached_property
    def written_by(self) -> dict[str, list[Written]]:
        """What each commit wrote."""
        found: dict[str, list[Written]] = {}
        for written in self.branch.written:
            found.setdefault(written.commit.id, []).append(written)
        return found

    def written(self, *roles: str) -> Iterator[tuple[Written, Place]]:
        """What the commits wrote, oldest first, of the files with these roles."""
        for written in self.branch.written:
            place = self.place(written.path)
            if place.role in roles:
                yield written, place

    def lasts(self, written: Written) -> bool:
        """Whether the change as a whole leaves a file as one of its commits did."""
        net = self.branch.net.get(written.path)
        return net is not None and net.after == written.left

    # --- what stands in a file -----------------------------------------------------------------------------------

    def content(self, entry: TreeEntry | None) -> bytes:
        return (self.contents.content(entry) or b"") if entry else b""

    def keys(self, entry: TreeEntry | None) -> Tree | None:
        """A record's content as read from YAML; None where there is none, or it can't be read."""
        if entry is None or not is_file(entry):
            return None
        try:
            return read_yaml(self.content(entry))[0]
        except Refused:
            return None

    def says_the_same(self, one: TreeEntry, other: TreeEntry) -> bool:
        """Whether two versions of a record have one parsed content, or else the same bytes."""
        return self.contents.is_same_record(one, other)

    def is_same_paper(self, one: TreeEntry, other: TreeEntry) -> bool:
        """Whether two versions of a paper are one file: the same bytes, or a Git LFS pointer to them."""
        return not self.contents.paper_changes(EntryChange("modified", "", one, other))

    def hides_paper(self, path: str, one: TreeEntry, other: TreeEntry) -> bool:
        """Whether a Git LFS pointer takes the place of a paper that the base does not keep in LFS."""
        became = EntryChange("modified", path, one, other)
        if not self.is_judged or not self.contents.becomes_pointer(became):
            return False
        return not self.contents.is_kept_in_lfs(self.place_at_base + path, self.branch.base)

    def record(self, place: Place, entry: TreeEntry | None) -> Document | TaskAssignment | None:
        """The typed record of a version of a file; None where it does not fit."""
        keys = self.keys(entry)
        if keys is None or place.own is None:
            return None
        if place.record == "task":
            return fit(keys, TaskAssignment)[0]
        kind = keys.get("kind") if isinstance(keys, dict) else None
        name = document_name(place.own.rsplit("/", 1)[-1])
        named = kind if isinstance(kind, str) and kind in DOCUMENT_TYPES else name.kind if name else ""
        return fit(keys, DOCUMENT_TYPES[named])[0] if named in DOCUMENT_TYPES else None

    # --- what became of each file -------------------------------------------------------------------------------

    @cached_property
    def files(self) -> tuple[FileChange, ...]:
        """What the change does to each file, in the order of paths; a renamed file stands under its new name."""
        renamed = self.renames
        gone = {place.path for place in renamed.values()}
        found = []
        for path, net in self.branch.net.items():
            place = self.place(path)
            if path in gone or (net.before and net.after and self._is_idle(place, net.before, net.after)):
                continue
            old = renamed.get(path)
            before = self.branch.net[old.path].before if old else net.before
            found.append(
                FileChange(
                    place,
                    self._action(place, net.before, net.after, old),
                    before,
                    net.after,
                    self.author_of(path),
                    old,
                )
            )
        return tuple(found)

    @cached_property
    def renames(self) -> dict[str, Place]:
        """By new path, where a renamed record or paper lay: the same bytes elsewhere, or its like in the task."""
        net = self.branch.net
        gone = [self.place(path) for path, change in net.items() if change.before and change.after is None]
        by_bytes: dict[tuple[str, str], list[Place]] = {}
        by_kind: dict[tuple[str | None, str | None], list[Place]] = {}
        for old in gone:
            before = net[old.path].before
            if before and old.role in ("record", "paper"):
                by_bytes.setdefault((old.role, before.blob), []).append(old)
                by_kind.setdefault((old.task, _kind(old)), []).append(old)
        found: dict[str, Place] = {}
        taken: set[str] = set()
        for path, change in net.items():
            if change.before or change.after is None:
                continue
            new = self.place(path)
            same = by_bytes.get((new.role, change.after.blob), [])
            alike = by_kind.get((new.task, _kind(new)), []) if _kind(new) else []
            moved = next((old for old in same if old.path not in taken), None) or next(
                (old for old in alike if old.path not in taken and self._is_alike(old, change.after)), None
            )
            if moved:
                found[path] = moved
                taken.add(moved.path)
        return found

    @cached_property
    def corrections(self) -> dict[tuple[str, str], list[tuple[Place, Correction]]]:
        """The corrections that the change adds, by task and by the id of the record that they correct.

        One whose name tells another issuer or day than its content corrects nothing.
        """
        found: dict[tuple[str, str], list[tuple[Place, Correction]]] = {}
        for path, net in self.branch.net.items():
            place = self.place(path)
            if net.before is None and _kind(place) == "correction" and place.task:
                record = self.record(place, net.after)
                name = document_name(place.name.rsplit("/", 1)[-1])
                if isinstance(record, Correction) and name and (name.date, name.agency) == _issued(record):
                    found.setdefault((place.task, record.corrects), []).append((place, record))
        return found

    def corrections_of(self, task: str, record: str, commit: str = "") -> list[tuple[Place, Correction]]:
        """The corrections of a record by those who may correct it; of one commit alone, or of the whole change."""
        return [
            (place, correction)
            for place, correction in self.corrections.get((task, record), [])
            if not self.is_judged or self.may_correct(task, correction)
            if not commit or commit == self._added_by.get(place.path)
        ]

    def adds(self, written: Written) -> bool:
        """Whether a commit is the first that wrote a file which the base has not."""
        return self._added_by.get(written.path) == written.commit.id

    @cached_property
    def _added_by(self) -> dict[str, str]:
        """By path, the first commit that wrote a file which the base has not."""
        found: dict[str, str] = {}
        for written in self.branch.written:
            if written.sealed is None and written.left:
                found.setdefault(written.path, written.commit.id)
        return found

    def may_correct(self, task: str, correction: Correction) -> bool:
        """Whether a correction comes from the issuer of what it corrects, as the base names it, or the authority."""
        return may_correct(
            self.policy,
            self.name_before(task, correction.corrects),
            correction.from_,
            correction.date,
            lambda: self._led_on(task, correction.date),
        )

    def name_before(self, task: str, record: str) -> str:
        """What the base calls a record, where the change renames it."""
        return self._names_before.get((task, record), record)

    def _led_on(self, task: str, day: date) -> set[str]:
        case = self.case_before(task) or self.case_after(task)
        return case.course.leads_on(day) if case else set()

    @cached_property
    def new_places(self) -> dict[str, Place]:
        """By old path, where a renamed record or paper lies now."""
        return {old.path: self.place(new) for new, old in self.renames.items()}

    def only_renames(self, task: str, one: TreeEntry, other: TreeEntry) -> bool:
        """Whether two versions of a record differ in nothing but the names of records that the change renames."""
        names = {old: new for (of, new), old in self._names_before.items() if of == task and old != new}
        return bool(names) and self.contents.is_same_record(one, other, names)

    @cached_property
    def _names_before(self) -> dict[tuple[str, str], str]:
        """By task and new id, what the base calls a record that the change renames."""
        pairs = ((self.place(new), old) for new, old in self.renames.items())
        return {(new.task or "", new.record): old.record for new, old in pairs if new.record and old.record}

    def leads(self, task: str, day: date | None = None) -> set[str]:
        """Who leads a task, on a day or now: by the base where it knows the task."""
        case = self.case_before(task) or self.case_after(task)
        if case is None:
            return set()
        return case.course.leads_on(self.today) | (case.course.leads_on(day) if day else set())

    def case_before(self, task: str) -> Case | None:
        return self._cases(self.before).get(task)

    def case_after(self, task: str) -> Case | None:
        return self._cases(self.after).get(task)

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose files the change touches, by id."""
        places = (self.place(path) for path in self.branch.net)
        return tuple(sorted({place.task for place in places if place.task}))

    def recorded_on(self, commit: Commit) -> date:
        """The day on which a commit was made: what it claims, but no earlier than what it builds on."""
        return day_in(self.policy, self._moments[commit.id])

    @cached_property
    def _moments(self) -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        for commit in self.branch.commits:
            builds_on = [found.get(parent, self.branch.forked) for parent in commit.parents]
            found[commit.id] = max(commit.authored, commit.committed, *builds_on)
        return found

    def day_of(self, commit: Commit) -> date:
        """The day on which a commit claims to be made, in the register's time zone."""
        return day_in(self.policy, commit.committed)

    def _cases(self, register: Register) -> dict[str, Case]:
        return self._cases_of_before if register is self.before else self._cases_of_after

    @cached_property
    def _cases_of_before(self) -> dict[str, Case]:
        return _cases(self.before, self.tasks, self.today)

    @cached_property
    def _cases_of_after(self) -> dict[str, Case]:
        return _cases(self.after, self.tasks, self.today)

    def _action(self, place: Place, before: TreeEntry | None, after: TreeEntry | None, old: Place | None) -> Action:
        if old:
            return "renamed"
        if before is None:
            return "added"
        if after is None:
            return "deleted"
        is_corrected = place.task and place.record and self.corrections_of(place.task, place.record)
        return "corrected" if is_corrected else "edited"

    def _is_idle(self, place: Place, before: TreeEntry, after: TreeEntry) -> bool:
        """Whether a record is only written otherwise, or a paper fetched from Git LFS."""
        if place.role == "record":
            return self.says_the_same(before, after)
        return place.role == "paper" and self.is_same_paper(before, after)

    def _is_alike(self, old: Place, after: TreeEntry) -> bool:
        """Whether a record that is gone says mostly what a new one says."""
        first, second = self.keys(self.branch.net[old.path].before), self.keys(after)
        if not isinstance(first, dict) or not isinstance(second, dict):
            return False
        equal = sum(first.get(key) == value for key, value in second.items())
        return equal > _ALIKE * max(len(first), len(second))

    def author_of(self, path: str) -> Commit:
        """The commit that wrote a file as the change leaves it; the change's last where none did."""
        return self._authors.get(path, self.branch.commits[-1])

    @cached_property
    def _authors(self) -> dict[str, Commit]:
        return {written.path: written.commit for written in self.branch.written if self.lasts(written)}


def day_in(register: Register, moment: datetime) -> date:
    """The day of a moment in a register's time zone."""
    return moment.astimezone(register.zone).date()


def _issued(record: Correction) -> tuple[str, str]:
    return record.date.isoformat(), record.from_


def _kind(place: Place) -> str | None:
    """The kind of document that a record's file name tells; None for the assignment and for what is no record."""
    name = document_name(place.path.rsplit("/", 1)[-1]) if place.role == "record" else None
    return name.kind if name else None


def _cases(register: Register, tasks: tuple[str, ...], today: date) -> dict[str, Case]:
    known = set(register.task_ids())
    cases = (derive_case(register.task(task), register, today) for task in tasks if task in known)
    return {case.id: case for case in cases if case}
