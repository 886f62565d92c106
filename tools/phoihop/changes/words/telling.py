"""Tells a change: each file that it touches, and what follows for each task, by its case before and after."""

from collections.abc import Iterator
from dataclasses import dataclass

from phoihop.cases.model import Case, Obligation
from phoihop.changes.change import Action, Change, FileChange
from phoihop.changes.diff import record_changes
from phoihop.changes.raw_log import Commit
from phoihop.changes.words.differences import changes_told
from phoihop.kinds.meaning import document_told, undated_told
from phoihop.kinds.task import assignment_told
from phoihop.language import Agency, Message, Text, say
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree
from phoihop.words.calling import record_named
from phoihop.words.codes import STAGES, TIMELINESS
from phoihop.words.obligations import what_is_owed
from phoihop.words.sentences import joined

MOST_KEYS = 8
"""Of one edited record, the keys that are told; how many more there are is said."""

_DEFAULT = Text("mặc định", "default")
_VERBS: dict[Action, Text] = {
    "added": Text("thêm", "adds"),
    "corrected": Text("đính chính", "corrects"),
    "edited": Text("sửa", "edits"),
    "deleted": Text("xóa", "deletes"),
    "renamed": Text("đổi tên", "renames"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One file of the change in words. `task` and `document` are None where it is no record or paper of a task.

    `document` is a record's id, a paper's path in its task's folder, or another file's path. `author` is as claimed.
    """

    task: str | None
    document: str
    action: Action
    author: Commit
    author_role: str | None
    author_agency: str | None
    summary: Message


def tell_files(change: Change) -> Iterator[Told]:
    """Each file of the change: records of each task in the order of their dates, then its papers, then what else."""
    for file in sorted(change.files, key=_order):
        seats = change.writers.seats_of(file.by.email)
        place = file.place
        in_task = (place.own or place.path).split("/", 3)[-1]
        yield Told(
            task=place.task,
            document=place.record or (in_task if place.task else place.name),
            action=file.action,
            author=file.by,
            author_role=seats[0].member.role if seats else None,
            author_agency=seats[0].agency if seats else None,
            summary=_summary(change, file),
        )


def _order(file: FileChange) -> tuple[str, int, str]:
    """By task, what belongs to none last; the assignment first."""
    place = file.place
    rank = {"record": 1, "paper": 2, "policy": 0, "other": 3}[place.role]
    return (place.task or "~", 0 if place.record == "task" else rank, place.path)


def _summary(change: Change, file: FileChange) -> Message:
    place = file.place
    if place.role == "paper" or place.record is None:
        what = {
            "paper": Text("tài liệu", "paper"),
            "policy": Text("cấu hình kiểm tra hoặc thiết lập của sổ", "settings of the register or of its checks"),
        }.get(place.role, Text("tệp ngoài hồ sơ", "file outside the records"))
        said = say(
            "{verb} {what}: {name}", "{verb} {what}: {name}", verb=_VERBS[file.action], what=what, name=place.name
        )
        return joined((said, _keys(change, file) if place.role == "policy" and place.name.endswith(".yml") else None))
    if file.action == "added":
        return _added(change, file)
    number = getattr(change.record(place, file.before or file.after), "number", "")
    old = file.old.record if file.old and file.old.record else place.record
    named = joined((Message(_VERBS[file.action]), record_named(old, number)), " ")
    if file.action == "deleted":
        return named
    new = say("thành {new}", "to {new}", new=place.record) if file.old else None
    return joined((joined((named, new), " "), _keys(change, file)), ": ")


def _added(change: Change, file: FileChange) -> Message:
    record = change.record(file.place, file.after)
    if isinstance(record, TaskAssignment):
        return assignment_told(record)
    case = change.case_after(file.place.task or "")
    entry = case.course.by_id.get(file.place.record or "") if case else None
    if case and entry:
        return document_told(case, entry)
    if isinstance(record, Document):
        return undated_told(record, file.place.record or "")
    return say("thêm {name} (không đọc được)", "adds {name} (can't be read)", name=file.place.name)


def _keys(change: Change, file: FileChange) -> Message:
    """What was changed in a file, key by key."""
    before = change.content(file.before) if file.before else None
    after = change.content(file.after) if file.after else None
    is_settings = file.place.own == SETTINGS_FILE
    changes = tuple(each for each in record_changes(before, after) if not (is_settings and each.path[:1] == ("rules",)))
    told = changes_told(changes)
    if is_settings:
        told = (*_rule_settings(change.keys(file.before), change.keys(file.after)), *told)
    more = say("và {n} chỗ khác", "and {n} more", n=len(told) - MOST_KEYS) if len(told) > MOST_KEYS else None
    return joined((*told[:MOST_KEYS], more), "; ")


def _rule_settings(before: Tree | None, after: Tree | None) -> Iterator[Message]:
    """Which rules a change sets otherwise: no reviewer should have to look for one that is turned off."""
    old, new = (_rules(keys) for keys in (before, after))
    for rule in sorted(old.keys() | new.keys()):
        if old.get(rule) != new.get(rule):
            yield say(
                "quy tắc {rule}: {old} → {new}",
                "rule {rule}: {old} → {new}",
                rule=rule,
                old=old.get(rule, _DEFAULT),
                new=new.get(rule, _DEFAULT),
            )


def _rules(keys: Tree | None) -> dict[str, str]:
    rules = keys.get("rules") if isinstance(keys, dict) else None
    return {rule: str(setting) for rule, setting in rules.items()} if isinstance(rules, dict) else {}


# --- what follows -----------------------------------------------------------------------------------------------------


def tell_outcomes(change: Change) -> Iterator[tuple[str, tuple[Message, ...]]]:
    """For each task that the change touches, what is otherwise after it."""
    for task in change.tasks:
        before, after = change.case_before(task), change.case_after(task)
        if after is None:
            if before is not None:
                yield task, (say("nhiệm vụ không còn đọc được", "the task can no longer be read"),)
            continue
        told = tuple(outcomes_told(before, after))
        if told:
            yield task, told


def outcomes_told(before: Case | None, after: Case) -> Iterator[Message]:
    """What is otherwise with a case than it was: lead, deadlines, stage, who is awaited."""
    yield from _leads(before, after)
    yield from _task_deadline(before, after)
    yield from _deadlines(before, after)
    yield from _complete(before, after)
    if before and before.stage != after.stage:
        yield say(
            "nhiệm vụ chuyển từ “{old}” sang “{new}”",
            "the task moves from “{old}” to “{new}”",
            old=STAGES[before.stage],
            new=STAGES[after.stage],
        )
    if before and before.timeliness != after.timeliness and after.due:
        yield say("tiến độ: {new}", "timeliness: {new}", new=TIMELINESS[after.timeliness])
    yield from _awaited(before, after)


def _leads(before: Case | None, after: Case) -> Iterator[Message]:
    if before and before.lead != after.lead and after.lead:
        yield say(
            "cơ quan chủ trì: {old} → {new}",
            "lead agency: {old} → {new}",
            old=Agency(before.lead) if before.lead else "—",
            new=Agency(after.lead),
        )


def _task_deadline(before: Case | None, after: Case) -> Iterator[Message]:
    if before and before.due != after.due:
        if before.due and after.due:
            yield say(
                "hạn của nhiệm vụ chuyển từ {old} sang {new}",
                "the task's deadline moves from {old} to {new}",
                old=before.due,
                new=after.due,
            )
        elif after.due:
            yield say("nhiệm vụ có hạn {new}", "the task is now due {new}", new=after.due)
        else:
            yield say("nhiệm vụ không còn hạn", "the task has no deadline any more")


def _deadlines(before: Case | None, after: Case) -> Iterator[Message]:
    """Deadlines that move of what was owed before, and of what is met; the task's own is told by itself."""
    known = {_key(each): each for each in before.obligations} if before else {}
    for owed in after.obligations:
        old = known.get(_key(owed))
        if owed.kind in ("urging", "submission") or old is None or old.due is None or owed.due is None:
            continue
        if old.due != owed.due:
            said = say(
                "hạn của {agency} chuyển từ {old} sang {new}: ",
                "{agency}'s deadline moves from {old} to {new}: ",
                agency=Agency(owed.debtor),
                old=old.due,
                new=owed.due,
            )
            yield joined((said, what_is_owed(after, owed)), "")


def _complete(before: Case | None, after: Case) -> Iterator[Message]:
    """Requests and forwards on which the last answer came with this change."""
    for kind, text in (
        ("opinion", Text("đã đủ ý kiến về văn bản {name}", "all opinions on {name} are in")),
        ("explanation", Text("đã đủ giải trình theo văn bản {name}", "all explanations on {name} are in")),
    ):
        waiting = (
            {each.source for each in before.obligations if each.kind == kind and each.outstanding} if before else set()
        )
        open_now = {each.source for each in after.obligations if each.kind == kind and each.outstanding}
        met = {each.source for each in after.obligations if each.kind == kind and each.discharged_by}
        for source in sorted((waiting & met) - open_now):
            entry = after.course.by_id.get(source)
            yield Message(text, {"name": (entry.document.number or entry.id) if entry else source})


def _awaited(before: Case | None, after: Case) -> Iterator[Message]:
    old = set(before.awaiting) if before else set()
    new = set(after.awaiting)
    if gone := sorted(old - new):
        yield say("không còn chờ: {agencies}", "no longer awaited: {agencies}", agencies=tuple(map(Agency, gone)))
    if come := sorted(new - old):
        yield say("từ nay chờ: {agencies}", "awaited from now on: {agencies}", agencies=tuple(map(Agency, come)))


def _key(owed: Obligation) -> tuple[str, str, str, str | None]:
    return owed.kind, owed.source, owed.asked, owed.item


# --- what can't be known ----------------------------------------------------------------------------------------------


def tell_limits(change: Change, *, is_shallow: bool) -> Iterator[Message]:
    """What a reader has to know about the review itself."""
    if change.signatures is None:
        yield say(
            "Không kiểm tra chữ ký: tên tác giả là theo lời khai trong bản ghi Git, ai cũng khai được.",
            "Signatures were not checked: authors are as claimed, and anyone can claim an address.",
        )
    else:
        yield say(
            "Đã kiểm tra chữ ký của mọi bản ghi theo khóa trong sổ gốc.",
            "The signature of every commit was checked by the keys in the base's register.",
        )
    if is_shallow and change.new_tasks:
        yield say(
            "Kho Git chỉ có một phần lịch sử: không biết được số nhiệm vụ mới đã từng dùng hay chưa (git fetch "
            "--unshallow).",
            "Only a part of the history is here: whether a new task's number was used before can't be known "
            "(git fetch --unshallow).",
        )
    if change.branch.contested:
        yield say(
            "Nhánh chính cũng đã đổi các tệp này nên khi gộp phải chọn: {files}",
            "The main branch has changed these files, too; a merge will have to choose: {files}",
            files=tuple(change.place(path).name for path in change.branch.contested),
        )
