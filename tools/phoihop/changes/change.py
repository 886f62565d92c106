"""A change as the change rules and the summary see it: its records with what became of each, and the base's policy."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.changes.branch import Branch, Written
from phoihop.changes.commits import NEVER, Commit, FileChange, TreeEntry
from phoihop.changes.contents import Contents
from phoihop.changes.happenings import Happening
from phoihop.changes.moves import renames
from phoihop.changes.places import Place, in_repository, is_open, place_of
from phoihop.changes.signatures import Signatures
from phoihop.changes.writers import FORMAT, Writers, may_correct
from phoihop.records.erasures import FILE as ERASURES
from phoihop.records.erasures import Erasure, read_erasures
from phoihop.records.fit import fit
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES, Correction, Document, TaskAssignment


@dataclass(frozen=True)
class Change:
    """What HEAD adds since BASE: a proposal, or one step of a history.

    `policy` is the base's register (settings and agencies); `register` reads the register without (False) and with
    (True) the change, as far as the change touches it, the second judged by the base's rule settings. `contents` are
    the files as Git has them. `used` tells which of some tasks the base's history had. `signatures` is None where they
    are not asked for. `is_judged`: the change comes after the register took up the format that judges who corrects, and
    what becomes a Git LFS pointer. `place_at_base` is the folder of the repository in which the base has the register.
    """

    branch: Branch
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
        net, there = self.branch.net, self.branch.fork_tree
        added = (place_of(path) for path, each in net.items() if each.before is None and path not in there)
        return tuple(sorted(place.task for place in added if place.task and place.record == TASK))

    @cached_property
    def before(self) -> Register:
        return self.register(False)

    @cached_property
    def after(self) -> Register:
        return self.register(True)

    @cached_property
    def writers(self) -> Writers:
        return Writers(self.policy)

    def is_policy(self, place: Place) -> bool:
        """Whether a file is the authority's to set: since format 2 all but the tasks, and what the base leaves free."""
        # What the tool writes for editors, and never reads, may be left free although it is policy.
        may_be_open = place.role == "other" or place.path.startswith("schema/")
        if not may_be_open or place.is_outside or place.task is not None:
            return place.role == "policy"
        if self.policy.policies.format_on(self.today) < FORMAT:
            return place.role == "policy"
        return not is_open(place.path, self.policy.settings.open)

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
            place = place_of(written.path)
            if place.role in roles:
                yield written, place

    def lasts(self, written: Written) -> bool:
        """Whether the change as a whole leaves a file as one of its commits did."""
        net = self.branch.net.get(written.path)
        return net is not None and net.after == written.left

    # --- what stands in a file -----------------------------------------------------------------------------------

    def is_same(self, place: Place, one: TreeEntry, other: TreeEntry) -> bool:
        """Whether two versions say the same: a record its parsed content, a paper the same bytes, or a pointer to them.

        A record that names others by new ids, which the change gave them, says the same.
        """
        if place.is_paper:
            return not self.contents.paper_changes(FileChange(place.path, one, other))
        names = {old: new for (task, new), old in self._names_before.items() if task == place.task and old != new}
        return self.contents.is_same_record(one, other, names)

    def hides_paper(self, path: str, one: TreeEntry, other: TreeEntry) -> bool:
        """Whether a Git LFS pointer takes the place of a paper that the base does not keep in LFS."""
        if not self.is_judged or not self.contents.becomes_pointer(FileChange(path, one, other)):
            return False
        return not self.contents.is_kept_in_lfs(in_repository(self.place_at_base, path), self.branch.base)

    def erased_by(self, commit: Commit) -> tuple[Erasure, ...]:
        """What a commit by somebody who may set the policy newly names as erased by law."""
        wrote = [each for each in self.written_by.get(commit.id, ()) if each.path == ERASURES]
        if not wrote or (self.writers.are_known and not self.writers.may_set_policy(commit.email)):
            return ()
        known = read_erasures(self.contents.content(wrote[0].sealed))
        return tuple(each for each in read_erasures(self.contents.content(wrote[0].left)) if each not in known)

    def is_erased(self, written: Written) -> bool:
        """Whether what a commit takes away is named as erased by law, with its digest."""
        if written.left or not written.sealed:
            return False
        named = [each for each in self.erased_by(written.commit) if each.path == written.path]
        return bool(named) and named[0].sha256 == self.contents.digest(place_of(written.path), written.sealed)

    def record(self, place: Place, entry: TreeEntry | None) -> Document | TaskAssignment | None:
        """The typed record of a version of a file; None where it does not fit."""
        keys = self.contents.keys(entry)
        if keys is None:
            return None
        if place.record == TASK:
            return fit(keys, TaskAssignment)[0]
        kind = keys.get("kind") if isinstance(keys, dict) else None
        named = kind if isinstance(kind, str) and kind in DOCUMENT_TYPES else place.kind or ""
        return fit(keys, DOCUMENT_TYPES[named])[0] if named in DOCUMENT_TYPES else None

    # --- what became of each file -------------------------------------------------------------------------------

    @cached_property
    def files(self) -> tuple[Happening, ...]:
        """What the change does to each file, in the order of paths; a renamed file stands under its new name.

        A record that is only written otherwise, or a paper fetched from Git LFS, is not among them.
        """
        gone = {each.old_path for each in self.renames.values()}
        found = []
        for path, net in self.branch.net.items():
            place = place_of(path)
            is_idle = net.before and net.after and place.is_final and self._is_idle(place, net.before, net.after)
            if path not in gone and not is_idle:
                is_record = place.role == "record"
                corrections = self.corrections_of(place.task or "", place.record or "") if is_record else ()
                ids = tuple(each.record or "" for each, _ in corrections)
                found.append(Happening(self.author_of(path), self.renames.get(path, net), place, ids))
        return tuple(found)

    def _is_idle(self, place: Place, before: TreeEntry, after: TreeEntry) -> bool:
        return self.is_same(place, before, after) and (place.is_paper or self.contents.is_same_record(before, after))

    @cached_property
    def renames(self) -> dict[str, FileChange]:
        """By new path, the records and papers that the change renames."""
        return renames(self.branch.net.values(), self.contents.keys)

    @cached_property
    def corrections(self) -> dict[tuple[str, str], list[tuple[Place, Correction]]]:
        """The corrections that the change adds, by task and by the id of the record that they correct.

        One whose name tells another issuer or day than its content corrects nothing.
        """
        found: dict[tuple[str, str], list[tuple[Place, Correction]]] = {}
        for path, net in self.branch.net.items():
            place = place_of(path)
            if net.before is None and place.kind == "correction" and place.task:
                record = self.record(place, net.after)
                name = document_name(f"{place.record}.yml")
                if not isinstance(record, Correction) or name is None:
                    continue
                if (name.date, name.agency) == (record.date.isoformat(), record.from_):
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
            lambda: self.leads(task, correction.date),
        )

    def name_before(self, task: str, record: str) -> str:
        """What the base calls a record, where the change renames it."""
        return self._names_before.get((task, record), record)

    @cached_property
    def new_places(self) -> dict[str, Place]:
        """By old path, where a renamed record or paper lies now."""
        return {each.old_path: place_of(path) for path, each in self.renames.items() if each.old_path}

    @cached_property
    def _names_before(self) -> dict[tuple[str, str], str]:
        """By task and new id, what the base calls a record that the change renames."""
        pairs = ((place_of(path), place_of(each.old_path or "")) for path, each in self.renames.items())
        return {(new.task or "", new.record): old.record for new, old in pairs if new.record and old.record}

    def leads(self, task: str, *days: date) -> frozenset[str]:
        """Who leads a task on these days: by the base where it knows the task."""
        case = self.cases_before.get(task) or self.cases_after.get(task)
        return frozenset().union(*(case.course.leads_on(day) for day in days)) if case else frozenset()

    @cached_property
    def cases_before(self) -> dict[str, Case]:
        """The tasks that the change touches, by id, as the base has them."""
        return _cases(self.before, self.tasks, self.today)

    @cached_property
    def cases_after(self) -> dict[str, Case]:
        return _cases(self.after, self.tasks, self.today)

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose files the change touches, by id."""
        places = (place_of(path) for path in self.branch.net)
        return tuple(sorted({place.task for place in places if place.task}))

    def recorded_on(self, commit: Commit) -> date:
        """The day on which a commit was made: what it claims, but no earlier than what it builds on."""
        return self.policy.day_of(self._moments[commit.id])

    @cached_property
    def _moments(self) -> dict[str, datetime]:
        found: dict[str, datetime] = {}
        for commit in self.branch.commits:
            builds_on = [found.get(each) or self.branch.forked.get(each, NEVER) for each in commit.parents]
            found[commit.id] = max(commit.authored, commit.committed, *builds_on)
        return found

    def author_of(self, path: str) -> Commit:
        """The commit that wrote a file as the change leaves it; the change's last where none did."""
        return self._authors.get(path, self.branch.commits[-1])

    @cached_property
    def _authors(self) -> dict[str, Commit]:
        return {written.path: written.commit for written in self.branch.written if self.lasts(written)}


def _cases(register: Register, tasks: tuple[str, ...], today: date) -> dict[str, Case]:
    known = set(register.task_ids())
    cases = (derive_case(register.task(task), register, today) for task in tasks if task in known)
    return {case.id: case for case in cases if case}
