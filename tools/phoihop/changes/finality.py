"""Whether what was issued stayed as it was: the main line, change by change, from the first to the last.

A record is issued when it reaches the main line. From then on it may change only in a change (a commit, or a merge
with all that it brings) that also adds a correction naming it; a paper never. What a later change put back exactly as
it was is told as a breach: nothing is lost by now, though for a while the record said something else.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from phoihop.cases.derive import derive_case
from phoihop.changes.contents import Contents
from phoihop.changes.corrections import CORRECTION, is_judged, may_correct, not_by_issuer
from phoihop.changes.diff import KeyChange
from phoihop.changes.happenings import Happening, happenings_in
from phoihop.changes.past import Past
from phoihop.changes.raw_log import Commit, FileChange, TreeEntry, path_text
from phoihop.changes.record_paths import RecordPath
from phoihop.changes.words.differences import changes_told
from phoihop.language import Message, say
from phoihop.records.reading import document_name
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.rules.finding import Severity

FINAL = "issued-is-final"
NOT_REUSED = "id-not-reused"


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


class Finality:
    """Replays the main line. `flaws` and `corrected` are in the order in which the main line got them."""

    def __init__(self, past: Past, line: Past, contents: Contents, register: Register, zone: tzinfo) -> None:
        """`past` are all commits, `line` the main line alone, its merges listing all that they brought.

        `register` tells who succeeded whom, who leads, and since when corrections are judged by their issuers; days
        are those of `zone`.
        """
        self._contents = contents
        self._past = past
        self._line = line
        self._register = register
        self._wrote = {
            (past.change_of.get(each.commit.id, ""), each.change.path): each.commit
            for commit in past.in_order
            for each in happenings_in(commit)
        }
        self._open: dict[str, tuple[int, TreeEntry | None]] = {}
        self._gone: set[str] = set()
        self._flaws: list[Flaw] = []
        self._corrected: list[Corrected] = []
        steps = [(step, list(happenings_in(step))) for step in line.in_order]
        contents.want(
            each.change
            for _step, happenings in steps
            for each in happenings
            if not each.of.is_paper and (each.change.action != "added" or each.of.is_correction)
        )
        latest = date.min
        for step, happenings in steps:
            # A commit that claims an earlier day than what it builds on was not made earlier.
            latest = max(latest, step.committed.astimezone(zone).date())
            self._is_judged = is_judged(register, latest)
            self._replay(step, happenings)

    @property
    def flaws(self) -> tuple[Flaw, ...]:
        return tuple(self._flaws)

    @property
    def corrected(self) -> tuple[Corrected, ...]:
        return tuple(self._corrected)

    def _replay(self, step: Commit, happenings: list[Happening]) -> None:
        self._flaws += self._by_others(step, happenings)
        corrections = self._corrections(happenings)
        explained: set[tuple[str | None, str]] = set()
        for each in happenings:
            if not each.of.is_final:
                continue
            # A renamed record may be named by its old or its new name.
            names = _names(each)
            named = tuple(id_ for name in names for id_ in corrections.get((each.of.task, name), ()))
            changes = self._contents.difference(each.change, is_paper=each.of.is_paper)
            if each.change.action in ("deleted", "renamed"):
                self._gone.add(each.change.old_path or each.change.path)
            if each.change.action == "added":
                self._added(step, each)
            elif self._restored(each):
                continue
            elif not changes:
                if self._is_judged and self._hides_paper(step, each):
                    self._flaws.append(Flaw(FINAL, "error", each.of, self._by(step, each), step.id, hidden_paper()))
            elif named and not each.of.is_paper and each.change.action != "deleted":
                explained.update((each.of.task, name) for name in names)
                self._corrected.append(Corrected(each.of, named, self._by(step, each), step.id, changes))
            else:
                self._unexplained(step, each, changes)
        for each in happenings:
            corrected = self._contents.corrects(each.change.after) if _is_new_correction(each) else None
            if corrected and (each.of.task, corrected) not in explained:
                of = replace(each.of, record=corrected, path="", agency=None)
                self._corrected.append(Corrected(of, (each.of.record,), self._by(step, each), step.id))
        self._flaws += self._made_up(step, happenings, corrections)

    def _added(self, step: Commit, each: Happening) -> None:
        """A record that was there before, and gone: it is put back, or its name is used for something else."""
        if self._restored(each) or each.change.path not in self._gone:
            return
        self._gone.discard(each.change.path)
        if each.of.record == TASK:
            message = say(
                "số nhiệm vụ {task} đã dùng cho nhiệm vụ khác trước đây",
                "the number of task {task} was used for another task before",
                task=each.of.task or "",
            )
            self._flaws.append(Flaw(NOT_REUSED, "error", each.of, self._by(step, each), step.id, message))
        elif each.change.path in self._open:
            message = say(
                "văn bản đã xóa được ghi lại với nội dung khác",
                "a record that was deleted came back with another content",
            )
            self._flaws.append(Flaw(FINAL, "error", each.of, self._by(step, each), step.id, message))
        self._open.pop(each.change.path, None)

    def _unexplained(self, step: Commit, each: Happening, changes: tuple[KeyChange, ...]) -> None:
        change = each.change
        place = change.old_path or change.path
        if place not in self._open:
            # Of several silent changes the first counts: what it replaced is what must come back.
            self._open[place] = (len(self._flaws), change.before)
        self._flaws.append(Flaw(FINAL, "error", each.of, self._by(step, each), step.id, what_happened(each), changes))

    def _restored(self, each: Happening) -> bool:
        """Whether a change puts a record back exactly as it was; what was wrong until then becomes a breach."""
        path = each.change.path
        if not self._puts_back(path, each.change.after):
            return False
        place, _before = self._open.pop(path)
        self._gone.discard(path)
        for index in range(place, len(self._flaws)):
            flaw = self._flaws[index]
            if flaw.severity == "error" and flaw.of and path in (flaw.of.path, _old_path(flaw)):
                text = replace(
                    flaw.message.text,
                    vi=flaw.message.text.vi + "; đã trả lại như cũ ({restored})",
                    en=flaw.message.text.en + "; put back as it was ({restored})",
                )
                facts = {**flaw.message.facts, "restored": each.commit.id[:12]}
                self._flaws[index] = replace(flaw, severity="breach", message=Message(text, facts))
        return True

    def _puts_back(self, path: str, after: TreeEntry | None) -> bool:
        before = self._open[path][1] if path in self._open else None
        return before is not None and after is not None and self._is_same(path, before, after)

    def _is_same(self, path: str, before: TreeEntry, after: TreeEntry) -> bool:
        if "/files/" in path:
            return not self._contents.paper_changes(FileChange("modified", path, before, after))
        return self._contents.is_same_record(before, after)

    def _corrections(self, happenings: list[Happening]) -> dict[tuple[str | None, str], tuple[str, ...]]:
        found: dict[tuple[str | None, str], tuple[str, ...]] = {}
        for each in happenings:
            if not _is_new_correction(each) or (self._is_judged and not self._is_by_issuer(each, happenings)):
                continue
            if corrected := self._contents.corrects(each.change.after):
                key = (each.of.task, corrected)
                found[key] = (*found.get(key, ()), each.of.record)
        return found

    def _by_others(self, step: Commit, happenings: list[Happening]) -> Iterator[Flaw]:
        """The corrections of what others issued."""
        for each in happenings:
            if _is_new_correction(each) and not self._is_by_issuer(each, happenings):
                record = self._record_before(self._contents.corrects(each.change.after) or "", each, happenings)
                severity: Severity = "error" if self._is_judged else "breach"
                message = not_by_issuer(record, each.of.agency or "")
                yield Flaw(CORRECTION, severity, each.of, self._by(step, each), step.id, message)

    def _is_by_issuer(self, each: Happening, happenings: list[Happening]) -> bool:
        """Whether a new correction is by who may correct what it names; one that can't be read corrects nothing."""
        corrected = self._contents.corrects(each.change.after)
        name = document_name(f"{each.of.record}.yml")
        if corrected is None or name is None or (day := _day(name.date)) is None:
            return corrected is None
        before = self._record_before(corrected, each, happenings)
        return may_correct(self._register, before, name.agency, day, lambda: self._leads(each.of.task or "", day))

    def _record_before(self, record: str, correction: Happening, happenings: list[Happening]) -> str:
        """What a record was called before the change renamed it."""
        for each in happenings:
            if each.change.action == "renamed" and each.of.task == correction.of.task and each.of.record == record:
                return _names(each)[-1]
        return record

    def _leads(self, task: str, day: date) -> set[str]:
        known = task in self._register.task_ids()
        case = derive_case(self._register.task(task), self._register, day) if known else None
        return case.course.leads_on(day) if case else set()

    def _hides_paper(self, step: Commit, each: Happening) -> bool:
        """Whether a Git LFS pointer took the place of a paper that was not kept in LFS before."""
        if not each.of.is_paper or not step.parents or not self._contents.becomes_pointer(each.change):
            return False
        parent = step.parents[0]
        path = path_text(self._line.place_at(parent, self._contents.place)) + (each.change.old_path or each.change.path)
        return not self._contents.is_kept_in_lfs(path, parent)

    def _made_up(
        self, step: Commit, happenings: list[Happening], corrections: dict[tuple[str | None, str], tuple[str, ...]]
    ) -> Iterator[Flaw]:
        """Records that came to the main line with a merge, and in another form than in the commits that it brought."""
        own = self._past.by_id.get(step.id)
        if own is None or len(own.parents) < 2:
            return
        new_here = {each.change.path for each in happenings if each.change.action == "added"}
        for each in happenings_in(own):
            change = each.change
            if change.path not in new_here or change.action != "modified" or not each.of.is_final:
                continue
            changes = self._contents.difference(each.change, is_paper=each.of.is_paper)
            if changes and not corrections.get((each.of.task, each.of.record)):
                message = say(
                    "bản gộp tự sửa văn bản, khác với mọi nhánh được gộp",
                    "the merge itself changed the record: no branch that it merged has it so",
                )
                yield Flaw(FINAL, "error", each.of, own, step.id, message, changes)

    def _by(self, step: Commit, each: Happening) -> Commit:
        """The commit of a change that wrote the file: the merge's own where none that it brought did."""
        return self._wrote.get((step.id, each.change.path), step)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _is_new_correction(each: Happening) -> bool:
    return each.of.is_correction and each.change.action == "added"


def _names(each: Happening) -> tuple[str, ...]:
    if each.change.action != "renamed" or each.change.old_path is None:
        return (each.of.record,)
    old = each.change.old_path.rsplit("/", 1)[-1].removesuffix(".yml")
    return (each.of.record, old)


def _old_path(flaw: Flaw) -> str | None:
    return next((change.before for change in flaw.changes if change.path == ("path",)), None)


def hidden_paper() -> Message:
    return say(
        "tài liệu đã ghi bị thay bằng con trỏ Git LFS, trong khi .gitattributes lúc đó không để tên này trong LFS",
        "a paper on record was replaced by a Git LFS pointer, though .gitattributes kept no such name in LFS by then",
    )


def what_happened(each: Happening) -> Message:
    """What was done to something issued that should have stayed as it was."""
    paper, action = each.of.is_paper, each.change.action
    if action == "deleted":
        if paper:
            return say("tài liệu đã ghi bị xóa", "a paper on record was deleted")
        return say("văn bản đã ghi bị xóa", "an issued record was deleted")
    if action == "renamed":
        if paper:
            return say("tài liệu đã ghi bị đổi tên", "a paper on record was renamed")
        return say("văn bản đã ghi bị đổi tên", "an issued record was renamed")
    if paper:
        return say("tài liệu đã ghi bị thay bằng tệp khác", "a paper on record was replaced")
    return say("văn bản đã ghi bị sửa mà không có đính chính", "an issued record was changed without a correction")
