"""Who recorded what, when, and what changed: the events of a register, read from Git in one pass.

Contents are read, and compared key by key, only where a record changed. A file that only looks different (line ends,
order of keys) makes no event; neither does a paper that is added, for the document that names it tells that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Literal

from phoihop.changes.contents import Contents
from phoihop.changes.diff import KeyChange
from phoihop.changes.git import GitFailed, NoHistory
from phoihop.changes.happenings import Happening, happenings_of
from phoihop.changes.kept_past import Known, known_past
from phoihop.changes.lines import recorded_once
from phoihop.changes.overruled import overruled_by_merges
from phoihop.changes.past import Past
from phoihop.changes.raw_log import FileChange
from phoihop.changes.record_paths import RecordPath
from phoihop.changes.repository import Repository
from phoihop.changes.words.differences import changes_told
from phoihop.language import Message, say
from phoihop.records.register import load_register

Action = Literal["added", "corrected", "edited", "deleted", "renamed"]


@dataclass(frozen=True, slots=True)
class Event:
    """One record changed by one commit. `author` and `moment` are as the commit claims.

    `record` is `task`, a document's id, or the path of a paper or of another file of the register; `day` is the day of
    `moment` in the register's time zone. `changes` is empty where a record is added or deleted; of a renamed one it
    tells the `path`. `corrections` are the ids of the corrections that came with it and name the record.
    """

    commit: str
    moment: datetime
    day: date
    author: str
    path: str
    task: str | None
    record: str
    agency: str | None
    action: Action
    changes: tuple[KeyChange, ...] = ()
    corrections: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[Message, ...]:
        """What changed, in words."""
        return changes_told(self.changes)


def task_histories(root: Path, cache: Path | None = None) -> Mapping[str, tuple[Event, ...]] | Message:
    """The events of every task of the register in `root`, by task id, newest first; or why there are none.

    A shallow clone tells only a part of each history, which would be taken for the whole: it is a reason, too. `cache`
    is the user's folder for what runs keep, None to keep nothing. Raises `GitFailed`: what Git refuses is not absent.
    """
    register = load_register(root)
    try:
        repository = Repository(root)
        found: dict[str, list[Event]] = {}
        with known_past(repository, cache) as known:
            if known.past.is_cut:
                return cut_short()
            for event in events(repository, known, register.zone):
                if event.task:
                    found.setdefault(event.task, []).append(event)
    except GitFailed:
        raise
    except NoHistory as reason:
        return reason.message
    return {task: tuple(of_task) for task, of_task in found.items()}


def events(
    repository: Repository, known: Known, zone: tzinfo, wanted: Callable[[RecordPath], bool] = lambda path: True
) -> list[Event]:
    """The events of the records that are wanted, newest first, and within a commit by path."""
    past = known.past
    happenings = [each for each in happenings_of(past) if wanted(each.of) or each.of.is_correction]
    happenings = recorded_once(happenings) + overruled_by_merges(repository, past, happenings)
    contents = Contents(repository, known.differences)
    contents.want(_to_be_read(happenings, contents))
    corrections = _corrections(past, happenings, contents)
    found = []
    for each in happenings:
        if not wanted(each.of):
            continue
        key = (past.change_of.get(each.commit.id, each.commit.id), each.of.task, each.of.record)
        event = _event(each, zone, contents, corrections.get(key, ()))
        if event:
            found.append(event)
    place = {commit.id: index for index, commit in enumerate(past.commits)}
    return sorted(found, key=lambda event: (place[event.commit], event.path))


def cut_short() -> Message:
    """Why a shallow clone's history is not the whole."""
    return say(
        "bản sao này chỉ có một phần lịch sử (shallow); lấy đủ bằng git fetch --unshallow, "
        "trong CI đặt độ sâu tải về là 0 (fetch-depth: 0)",
        "this clone has only a part of the history (it is shallow); fetch the rest with git fetch --unshallow, "
        "in CI set the depth to 0 (fetch-depth: 0)",
    )


def _to_be_read(happenings: Iterable[Happening], contents: Contents) -> Iterator[FileChange]:
    for each in happenings:
        compared = each.change.action == "modified" and not contents.is_worked_out(each.change)
        if not each.of.is_paper and (compared or each.of.is_correction):
            yield each.change


def _corrections(
    past: Past, happenings: Iterable[Happening], contents: Contents
) -> dict[tuple[str, str | None, str], tuple[str, ...]]:
    """By change, task and record: the corrections that the change adds of it."""
    found: dict[tuple[str, str | None, str], tuple[str, ...]] = {}
    for each in happenings:
        if each.of.is_correction and each.change.action == "added":
            corrected = contents.corrects(each.change.after)
            if corrected:
                key = (past.change_of.get(each.commit.id, each.commit.id), each.of.task, corrected)
                found[key] = (*found.get(key, ()), each.of.record)
    return found


def _event(happening: Happening, zone: tzinfo, contents: Contents, corrections: tuple[str, ...]) -> Event | None:
    change, of = happening.change, happening.of
    action: Action
    changes: tuple[KeyChange, ...] = ()
    match change.action:
        case "modified":
            changes = contents.paper_changes(change) if of.is_paper else contents.changes(change)
            action = "corrected" if corrections else "edited"
            if not changes:
                return None
        case "renamed":
            changes = (KeyChange("path", change.old_path, change.path, ("path",), change.old_path, change.path),)
            action = "renamed"
        case "added":
            action = "added"
            if of.is_paper:
                return None
        case "deleted":
            action = "deleted"
    commit = happening.commit
    return Event(
        commit=commit.id,
        moment=commit.authored,
        day=commit.authored.astimezone(zone).date(),
        author=commit.author,
        path=of.path,
        task=of.task,
        record=of.record,
        agency=of.agency,
        action=action,
        changes=changes,
        corrections=corrections if action == "corrected" else (),
    )
