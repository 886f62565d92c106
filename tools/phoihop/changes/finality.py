"""Whether what was issued stayed as it was: the main line, step by step, judged by the rules of a change.

A record is issued when it reaches the main line. What a later step put back exactly as it was is told as a breach:
nothing is lost by now, though for a while the record said something else. So is what only a commit on the way to the
main line did, and what denies no proof: who recorded, and who set the policy.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from phoihop.changes.branch import Branch
from phoihop.changes.change import Change
from phoihop.changes.contents import Contents
from phoihop.changes.diff import KeyChange
from phoihop.changes.past import Past
from phoihop.changes.raw_log import Commit, FileChange, TreeEntry
from phoihop.changes.record_paths import RecordPath, record_path
from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.changes.steps import Steps
from phoihop.changes.words.differences import changes_told
from phoihop.language import Message, say
from phoihop.records.references import TASK
from phoihop.rules.finding import Severity
from phoihop.words.sentences import joined

FINAL = "issued-is-final"
CORRECTION = "correction-by-issuer"
DENYING = (CORRECTION, FINAL, "id-not-reused")
"""The rules of a change that deny proof."""
OF_PEOPLE = ("author-may-write", "policy-by-authority")
"""The rules that go by the people whom the base names."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something in the history that speaks against it. `commit` is None where no single commit can be named.

    `step` is the change of the main line that it came with.
    """

    rule: str
    severity: Severity
    of: RecordPath | None
    commit: Commit | None
    step: str
    message: Message
    changes: tuple[KeyChange, ...] = ()

    @property
    def told(self) -> tuple[Message, ...]:
        return changes_told(self.changes)


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record changed openly, by a correction in the same change. `changes` is empty where that came alone."""

    of: RecordPath
    corrections: tuple[str, ...]
    commit: Commit
    step: str
    changes: tuple[KeyChange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """A silent change that may yet be put back: the flaw that tells it, what was there before, and where it went."""

    flaw: int
    before: TreeEntry
    moved_to: str | None


class Finality:
    """Judges the main line. `flaws` and `corrected` are in the order in which the main line got them."""

    def __init__(self, past: Past, steps: Steps, contents: Contents) -> None:
        self._past = past
        self._contents = contents
        self._open: dict[str, _Open] = {}
        self.flaws: list[Flaw] = []
        self.corrected: list[Corrected] = []
        for step, change in steps:
            lasting = self._without_what_is_put_back(change)
            for id_ in DENYING:
                self._judge(step, lasting, change_rules()[id_])
            for id_ in OF_PEOPLE if steps.has_base and change.writers.are_known else ():
                self._judge(step, change, change_rules()[id_])
            self._end(step, lasting)

    def _judge(self, step: Commit, change: Change, rule: ChangeRule) -> None:
        for found in rule.check(change):
            self._tell(step, change, rule, found)

    def _end(self, step: Commit, change: Change) -> None:
        for path, net in change.branch.net.items():
            if net.before is None and path in self._open:
                self._came_back_otherwise(step, change, path)
        self.corrected += _corrected(step, change)

    def _tell(self, step: Commit, change: Change, rule: ChangeRule, found: FoundInChange) -> None:
        denies = rule.id in DENYING and found.is_lasting and (rule.id != CORRECTION or change.is_judged)
        changes: tuple[KeyChange, ...] = ()
        if found.written and rule.id == FINAL:
            changes = _what_changed(change, found)
            if found.is_lasting and found.written.sealed and found.place.path not in self._open:
                # Of several silent changes the first counts: what it replaced is what must come back.
                moved_to = found.moved_to.path if found.moved_to else None
                self._open[found.place.path] = _Open(len(self.flaws), found.written.sealed, moved_to)
        place = found.moved_to or found.place
        of = record_path(place.path) or RecordPath(place.path, place.path)
        commit = self._past.by_id.get(found.commit or change.author_of(place.path).id, step)
        severity: Severity = "error" if denies else "breach"
        self.flaws.append(Flaw(rule.id, severity, of, commit, step.id, found.what or found.message, changes))

    def _came_back_otherwise(self, step: Commit, change: Change, path: str) -> None:
        """A record that was there before, and gone, is written anew under its name: nothing can put it back now."""
        of = record_path(path)
        del self._open[path]
        if of and of.record != TASK:
            message = say(
                "văn bản đã xóa được ghi lại với nội dung khác",
                "a record that was deleted came back with another content",
            )
            self.flaws.append(Flaw(FINAL, "error", of, change.author_of(path), step.id, message))

    def _without_what_is_put_back(self, change: Change) -> Change:
        """A change less the records that it puts back as they were; what was wrong until then becomes a breach."""
        back: set[str] = set()
        for path, each in change.branch.net.items():
            silent = self._open.get(path)
            if silent is None or each.after is None or not self._is_same(path, silent.before, each.after):
                continue
            del self._open[path]
            back.add(path)
            moved = change.branch.net.get(silent.moved_to or "")
            if silent.moved_to and moved and moved.after is None:
                back.add(silent.moved_to)
            self._put_back(silent, path, change.author_of(path))
        if not back:
            return change
        branch: Branch = change.branch
        kept = {path: each for path, each in branch.net.items() if path not in back}
        written = tuple(each for each in branch.written if each.path not in back)
        return replace(change, branch=replace(branch, net=kept, written=written))

    def _put_back(self, silent: _Open, path: str, by: Commit) -> None:
        for index in range(silent.flaw, len(self.flaws)):
            flaw = self.flaws[index]
            if flaw.severity == "error" and flaw.of and path in (flaw.of.path, _old_path(flaw)):
                restored = say("đã trả lại như cũ ({by})", "put back as it was ({by})", by=by.id[:12])
                message = joined([flaw.message, restored])
                self.flaws[index] = replace(flaw, severity="breach", message=message)

    def _is_same(self, path: str, before: TreeEntry, after: TreeEntry) -> bool:
        if "/files/" in path:
            return not self._contents.paper_changes(FileChange("modified", path, before, after))
        return self._contents.is_same_record(before, after)


def _corrected(step: Commit, change: Change) -> Iterator[Corrected]:
    """The records that a step changes openly, and its corrections that came alone."""
    explained: set[tuple[str, str]] = set()
    for path, net in change.branch.net.items():
        place, old = change.place(path), change.renames.get(path)
        before = change.branch.net[old.path].before if old else net.before
        if place.role != "record" or not place.task or not place.record or not before or not net.after:
            continue
        corrections = change.corrections_of(place.task, place.record)
        edit = FileChange("renamed" if old else "modified", path, before, net.after, old.path if old else None)
        if corrections and (changes := change.contents.difference(edit, is_paper=False)):
            explained.add((place.task, place.record))
            ids = tuple(correction.record or "" for correction, _ in corrections)
            yield Corrected(_of(path), ids, change.author_of(path), step.id, changes)
    for (task, record), corrections in change.corrections.items():
        for correction, _ in corrections if (task, record) not in explained else ():
            of = replace(_of(correction.path), record=record, path="", agency=None)
            yield Corrected(of, (correction.record or "",), change.author_of(correction.path), step.id)


def _of(path: str) -> RecordPath:
    of = record_path(path)
    assert of is not None
    return of


def _what_changed(change: Change, found: FoundInChange) -> tuple[KeyChange, ...]:
    assert found.written is not None
    path, before, after = found.place.path, found.written.sealed, found.written.left
    if before is None:
        return ()
    if found.moved_to:
        edit = FileChange("renamed", found.moved_to.path, before, change.branch.net[found.moved_to.path].after, path)
    else:
        edit = FileChange("modified" if after else "deleted", path, before, after)
    return change.contents.difference(edit, is_paper=found.place.role == "paper")


def _old_path(flaw: Flaw) -> str | None:
    return next((change.before for change in flaw.changes if change.path == ("path",)), None)
