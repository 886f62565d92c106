"""A change, file by file and task by task, and what its reader has to know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from phoihop.changes.change import Change
from phoihop.changes.commits import Commit
from phoihop.changes.happenings import Action, Happening
from phoihop.changes.places import Place, place_of
from phoihop.changes.rules.publication_by_authority import visibility
from phoihop.kinds.meaning import document_told, undated_told
from phoihop.kinds.task import assignment_told
from phoihop.language import Message, Text, say
from phoihop.records.differences import record_changes
from phoihop.records.references import TASK
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.types import Document, TaskAssignment
from phoihop.records.yaml_door import Tree
from phoihop.words.actions import action_told, file_told
from phoihop.words.calling import record_named
from phoihop.words.differences import changes_told
from phoihop.words.outcomes import outcomes_told
from phoihop.words.sentences import joined

MOST_KEYS = 8
"""Of one edited record, the keys that are told; how many more there are is said."""

_DEFAULT = Text("mặc định", "default")


@dataclass(frozen=True, slots=True)
class ToldFile:
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


def tell_files(change: Change) -> Iterator[ToldFile]:
    """Each file of the change: records of each task in the order of its course, then its papers, then what else."""
    courses = {task: case.course.by_id for task, case in change.cases_after.items()}
    met = {(task, id_): place for task, entries in courses.items() for place, id_ in enumerate(entries)}
    for file in sorted(change.files, key=lambda file: _order(file.place, met)):
        seats = change.writers.seats_of(file.commit.email)
        place = file.place
        in_task = place.path.split("/", 3)[-1] if place.task else place.name
        yield ToldFile(
            task=place.task,
            document=place.record or in_task,
            action=file.action,
            author=file.commit,
            author_role=seats[0].member.role if seats else None,
            author_agency=seats[0].agency if seats else None,
            summary=_summary(change, file),
        )


def _order(place: Place, met: Mapping[tuple[str, str], int]) -> tuple[str, int, int, str]:
    """By task, what belongs to none last; the assignment first, then documents as the task meets them."""
    rank = {"record": 1, "paper": 2, "policy": 0, "other": 3}[place.role]
    task, record = place.task or "~", place.record or ""
    return (task, 0 if record == TASK else rank, met.get((task, record), -1), place.path)


def _summary(change: Change, file: Happening) -> Message:
    place, before = file.place, file.change.before
    if place.role != "record":
        said = file_told(file.action, place.role, place.name)
        return joined((said, _keys(change, file) if place.role == "policy" and place.name.endswith(".yml") else None))
    if file.action == "added":
        return _added(change, file)
    old = place_of(file.change.old_path or place.path)
    named = record_named(old.record or "", getattr(change.record(place, before), "number", ""))
    if file.action == "deleted":
        return action_told(file.action, named)
    new = say("thành {new}", "to {new}", new=place.record or "") if file.change.old_path else None
    return action_told(file.action, joined((named, new), " "), [_keys(change, file)])


def _added(change: Change, file: Happening) -> Message:
    record = change.record(file.place, file.change.after)
    if isinstance(record, TaskAssignment):
        return assignment_told(record)
    case = change.cases_after.get(file.place.task or "")
    entry = case.course.by_id.get(file.place.record or "") if case else None
    if case and entry:
        return document_told(case, entry)
    if isinstance(record, Document):
        return undated_told(record, file.place.record or "")
    return say("thêm {name} (không đọc được)", "adds {name} (can't be read)", name=file.place.name)


def _keys(change: Change, file: Happening) -> Message:
    """What was changed in a file, key by key."""
    contents, before, after = change.contents, file.change.before, file.change.after
    is_settings = file.place.path == SETTINGS_FILE
    changes = record_changes(contents.content(before), contents.content(after))
    told = changes_told(tuple(each for each in changes if not (is_settings and each.path[:1] == ("rules",))))
    if is_settings:
        told = (*_rule_settings(contents.keys(before), contents.keys(after)), *told)
    told = (*_published(contents.keys(before), contents.keys(after)), *told)
    more = say("và {n} chỗ khác", "and {n} more", n=len(told) - MOST_KEYS) if len(told) > MOST_KEYS else None
    return joined((*told[:MOST_KEYS], more), "; ")


def _published(before: Tree | None, after: Tree | None) -> Iterator[Message]:
    """What becomes public, or is withheld from now on."""
    was, now = visibility(before), visibility(after)
    for path in sorted(was.keys() | now):
        hidden = [said.get(path, "").casefold() in ("true", "never", "after-decision") for said in (was, now)]
        if hidden[0] != hidden[1]:
            what = say("tài liệu {path}", "the paper {path}", path=path) if path else say("nhiệm vụ", "the task")
            text = Text("không công bố {what} nữa", "{what} is withheld")
            yield Message(text if hidden[1] else Text("công bố {what}", "{what} becomes public"), {"what": what})


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


def tell_outcomes(change: Change) -> Iterator[tuple[str, tuple[Message, ...]]]:
    """For each task that the change touches, what is otherwise after it."""
    for task in change.tasks:
        before, after = change.cases_before.get(task), change.cases_after.get(task)
        if after is None:
            if before is not None:
                yield task, (say("nhiệm vụ không còn đọc được", "the task can no longer be read"),)
            continue
        told = tuple(outcomes_told(before, after))
        if told:
            yield task, told


def tell_limits(change: Change, *, is_shallow: bool) -> Iterator[Message]:
    """What a reader has to know about the review itself."""
    if change.signatures is None:
        yield say(
            "Không kiểm tra chữ ký: tên tác giả là theo lời khai trong lần ghi, ai cũng khai được.",
            "Signatures were not checked: authors are as claimed, and anyone can claim an address.",
        )
    else:
        yield say(
            "Đã kiểm tra chữ ký của mọi lần ghi theo khóa trong sổ gốc.",
            "The signature of every commit was checked by the keys in the base's register.",
        )
    if is_shallow and change.new_tasks:
        yield say(
            "Kho Git chỉ có một phần lịch sử: không biết được số nhiệm vụ mới đã từng dùng hay chưa (git fetch "
            "--unshallow).",
            "Only a part of the history is here: whether a new task's number was used before can't be known "
            "(git fetch --unshallow).",
        )
    for left, came in change.branch.moved.values():
        yield say(
            "Sổ được chuyển từ thư mục “{left}” sang “{came}”; mỗi tệp được so với chính nó ở thư mục cũ.",
            "The register is moved from folder “{left}” to “{came}”; each file is compared with itself there.",
            left=left or "./",
            came=came or "./",
        )
    if change.branch.contested:
        yield say(
            "Nhánh chính cũng đã đổi các tệp này nên khi gộp phải chọn: {files}",
            "The main branch has changed these files, too; a merge will have to choose: {files}",
            files=tuple(place_of(path).name for path in change.branch.contested),
        )
