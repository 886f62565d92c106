"""Whether what was issued stayed as it was: the main line, step by step, judged by the rules of a change.

A record is issued when it reaches the main line. What a later step put back exactly as it was is told as a breach:
nothing is lost by now, though for a while the record said something else. So is what only a commit on the way to the
main line did, and what denies no proof: who recorded, when, and who set the policy.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from msgspec import structs

from phoihop.changes.change import Change
from phoihop.changes.commits import Commit, FileChange, TreeEntry
from phoihop.changes.findings import ChangeFinding, told
from phoihop.changes.happenings import moving
from phoihop.changes.past import Past
from phoihop.changes.places import place_of
from phoihop.changes.rules.registry import change_rules
from phoihop.changes.rules.rule import ChangeRule, FoundInChange
from phoihop.changes.steps import Steps
from phoihop.language import say
from phoihop.records.differences import KeyChange
from phoihop.records.erasures import Erasure
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.words.sentences import joined

FINAL = "issued-is-final"
CORRECTION = "correction-by-issuer"
PROMPT = "recorded-promptly"
DENYING = (CORRECTION, FINAL, "id-not-reused")
"""The rules of a change that deny proof."""
OF_PEOPLE = ("author-may-write", "policy-by-authority", "publication-by-authority", "signed")
"""The rules that go by the people whom the base names."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record changed openly, by a correction in the same change. `changes` is empty where that came alone."""

    task: str
    record: str
    path: str
    corrections: tuple[str, ...]
    commit: Commit
    step: str
    changes: tuple[KeyChange, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    """A silent change that may yet be put back: the finding that tells it, what was there, and where it went."""

    found: int
    before: TreeEntry
    moved_to: str | None


class Finality:
    """Judges the main line. `findings`, `corrected` and `erased` are in the order in which the main line got them.

    `register` is today's: it may turn off what is told of late records. `recorded` are the commits and paths by which
    records were first recorded: some come by several lines.
    """

    def __init__(self, past: Past, steps: Steps, register: Register, recorded: Collection[tuple[str, str]]) -> None:
        self._past = past
        self._register = register
        self._recorded = recorded
        self._open: dict[str, _Open] = {}
        self.findings: list[ChangeFinding] = []
        self.corrected: list[Corrected] = []
        self.erased: list[tuple[str, Erasure]] = []
        for step, change in steps:
            has_people = steps.has_base and change.writers.are_known
            lasting = self._without_what_is_put_back(change)
            rules = change_rules()
            for rule in (*(rules[id_] for id_ in DENYING), *(rules[id_] for id_ in rules if id_ not in DENYING)):
                if rule.id not in OF_PEOPLE or has_people:
                    self._judge(step, lasting if rule.id in DENYING else change, rule)
            for path, net in lasting.branch.net.items():
                if net.before is None and path in self._open:
                    self._came_back_otherwise(step, lasting, path)
            self.corrected += _corrected(step, lasting)
            self.erased += ((step.id, each) for commit in change.branch.commits for each in change.erased_by(commit))

    def _judge(self, step: Commit, change: Change, rule: ChangeRule) -> None:
        if rule.id == PROMPT and self._register.policies.on(change.today).rules.get(PROMPT) == "off":
            return
        for found in rule.check(change):
            if rule.id != PROMPT or (found.commit, found.place.path) in self._recorded:
                self._tell(step, change, rule, found)

    def _tell(self, step: Commit, change: Change, rule: ChangeRule, found: FoundInChange) -> None:
        denies = rule.id in DENYING and found.is_lasting and (rule.id != CORRECTION or change.is_judged)
        changes: tuple[KeyChange, ...] = ()
        if found.written and rule.id == FINAL:
            changes = _what_changed(change, found)
            if found.is_lasting and found.written.sealed and found.place.path not in self._open:
                # Of several silent changes the first counts: what it replaced is what must come back.
                moved_to = found.moved_to.path if found.moved_to else None
                self._open[found.place.path] = _Open(len(self.findings), found.written.sealed, moved_to)
        place = found.moved_to or found.place
        commit = self._past.by_id.get(found.commit or change.author_of(place.path).id, step)
        message = found.what or found.message
        self.findings.append(told(rule.id, "error" if denies else "breach", place, message, commit, step.id, changes))

    def _came_back_otherwise(self, step: Commit, change: Change, path: str) -> None:
        """A record that was there before, and gone, is written anew under its name: nothing can put it back now."""
        del self._open[path]
        if place_of(path).record != TASK:
            message = say(
                "văn bản đã xóa được ghi lại với nội dung khác",
                "a record that was deleted came back with another content",
            )
            self.findings.append(told(FINAL, "error", place_of(path), message, change.author_of(path), step.id))

    def put_back_by(self, change: Change) -> Iterator[str]:
        """The paths of records that were silently changed, and that a change puts back as they were."""
        for path, each in change.branch.net.items():
            silent = self._open.get(path)
            if silent and each.after and change.is_same(place_of(path), silent.before, each.after):
                yield path

    def _without_what_is_put_back(self, change: Change) -> Change:
        """A change less the records that it puts back as they were; what was wrong until then becomes a breach."""
        back: set[str] = set()
        branch = change.branch
        for path in tuple(self.put_back_by(change)):
            silent = self._open.pop(path)
            back.add(path)
            moved = branch.net.get(silent.moved_to or "")
            if silent.moved_to and moved and moved.after is None:
                back.add(silent.moved_to)
            self._put_back(silent, path, change.author_of(path))
        if not back:
            return change
        kept = {path: each for path, each in branch.net.items() if path not in back}
        written = tuple(each for each in branch.written if each.path not in back)
        return replace(change, branch=replace(branch, net=kept, written=written))

    def _put_back(self, silent: _Open, path: str, by: Commit) -> None:
        for index in range(silent.found, len(self.findings)):
            found = self.findings[index]
            if found.severity == "error" and path in (found.file, *old_paths(found.changes)):
                restored = say("đã trả lại như cũ ({by})", "put back as it was ({by})", by=by.id[:12])
                message = joined([found.message, restored])
                self.findings[index] = structs.replace(found, severity="breach", message=message)


def to_be_compared(step: Commit) -> Iterator[TreeEntry | None]:
    """What a step of the main line changes in records that were there, and the corrections that it adds."""
    yield from moving(step.brought.values())
    for change in step.brought.values():
        place = place_of(change.path)
        if place.role == "record" and (change.action == "modified" or place.kind == "correction"):
            yield from (change.before, change.after)


def _corrected(step: Commit, change: Change) -> Iterator[Corrected]:
    """The records that a step changes openly, and its corrections that came alone."""
    explained: set[tuple[str, str]] = set()
    for each in change.files:
        task, record = each.place.task or "", each.place.record or ""
        if each.place.role == "record" and each.corrections and each.change.before and each.change.after:
            explained.add((task, record))
            changes = change.contents.difference(each.change)
            yield Corrected(task, record, each.place.path, each.corrections, each.commit, step.id, changes)
    for (task, record), corrections in change.corrections.items():
        for place, _ in corrections if (task, record) not in explained else ():
            yield Corrected(task, record, "", (place.record or "",), change.author_of(place.path), step.id)


def _what_changed(change: Change, found: FoundInChange) -> tuple[KeyChange, ...]:
    assert found.written is not None
    path, before, after = found.place.path, found.written.sealed, found.written.left
    if before is None:
        return ()
    edit = change.renames[found.moved_to.path] if found.moved_to else FileChange(path, before, after)
    return change.contents.difference(edit)


def old_paths(changes: tuple[KeyChange, ...]) -> Iterator[str]:
    """Where a record lay that was renamed, or is gone."""
    yield from (change.before for change in changes if change.path == ("path",) and change.before)
