"""Who recorded what, when, and what changed: the events of a register, read from Git in one pass.

Contents are read, and compared key by key, only where a record changed. A file that only looks different (line ends,
order of keys) makes no event; neither does a paper that is added, for the document that names it tells that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, tzinfo
from pathlib import Path

import msgspec

from phoihop.changes.commits import Commit, TreeEntry
from phoihop.changes.contents import Contents
from phoihop.changes.git import GitFailed, NoHistory
from phoihop.changes.happenings import Action, Happening, happenings_of, overruled_by_merges, recorded_once
from phoihop.changes.past import KnownPast, Past, known_past
from phoihop.changes.places import Place, place_of
from phoihop.changes.repository import Repository
from phoihop.language import Message, say
from phoihop.records.differences import KeyChange
from phoihop.records.register import SETTINGS_FILE, load_register
from phoihop.words.actions import action_told
from phoihop.words.calling import record_named
from phoihop.words.differences import changes_told


class Event(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One record changed by one commit. `author` and `moment` are as the commit claims, in the register's time zone.

    `record` is `task`, a document's id, or the path of a paper or of another file of the register; `day` is the day of
    `moment`. `changes` is empty where a record is added or deleted; of a renamed one it
    first tells the `path`. `corrections` are the ids of the corrections that came with it and name the record.
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

    def told(
        self,
        number_of: Callable[[str], str] = lambda record: "",
        *,
        called: Message | None = None,
        briefly: bool = False,
    ) -> Message:
        """What was done, on one line. `number_of` gives a document's number by its id, "" where it is not known.

        `called` is what the record is called, where not by its kind or path; `briefly` leaves out what became
        otherwise.
        """
        corrections = [record_named(each, number_of(each)) for each in self.corrections]
        silently = self.action == "edited" and self.task is not None
        action = "edited silently" if silently else "recorded" if self.action == "added" else self.action
        record = called or record_named(self.record, number_of(self.record))
        return action_told(action, record, () if briefly else self.changes_told, corrections)

    @property
    def changes_told(self) -> list[Message | None]:
        """What became otherwise in the record, key by key."""
        return list(changes_told(self.changes))


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
    repository: Repository,
    known: KnownPast,
    zone: tzinfo,
    wanted: Callable[[Place], bool] = lambda place: True,
    within: str = "",
) -> list[Event]:
    """The events of the records that are wanted, newest first, and within a commit by path.

    `within` is the folder that all of them lie in, where there is one: other commits are then not even looked at.
    """
    past, contents = known.past, Contents(repository, known.differences)
    every = happenings_of(past, contents, within)
    happenings = [
        each
        for each in every
        if wanted(each.place) or (each.place.kind == "correction" and each.place.path.startswith(within))
    ]
    happenings = recorded_once(happenings) + overruled_by_merges(repository, past, happenings)
    contents.want(_to_be_read(happenings, contents))
    contents.want_papers(_papers_to_be_read(happenings))
    corrections = _corrections(past, happenings, contents)
    found = []
    for each in happenings:
        if wanted(each.place):
            key = (past.step_of(each.commit.id), each.place.task, each.place.record)
            event = _event(replace(each, corrections=corrections.get(key, ())), zone, contents)
            found += [event] if event else []
    found += [
        _move(past.by_id[id_], *places, zone) for id_, places in past.moved.items() if wanted(place_of(SETTINGS_FILE))
    ]
    number = {commit.id: index for index, commit in enumerate(past.commits)}
    return sorted(found, key=lambda event: (number[event.commit], event.path))


def cut_short() -> Message:
    """Why a shallow clone's history is not the whole."""
    return say(
        "bản sao này chỉ có một phần lịch sử (shallow); lấy đủ bằng git fetch --unshallow, "
        "trong CI đặt độ sâu tải về là 0 (fetch-depth: 0)",
        "this clone has only a part of the history (it is shallow); fetch the rest with git fetch --unshallow, "
        "in CI set the depth to 0 (fetch-depth: 0)",
    )


def _move(commit: Commit, left: str, came: str, zone: tzinfo) -> Event:
    """That the register itself came to another folder of the repository."""
    path = KeyChange(
        "path", left + SETTINGS_FILE, came + SETTINGS_FILE, ("path",), left + SETTINGS_FILE, came + SETTINGS_FILE
    )
    moment = commit.authored.astimezone(zone)
    return Event(
        commit.id, moment, moment.date(), commit.author, SETTINGS_FILE, None, SETTINGS_FILE, None, "renamed", (path,)
    )


def _to_be_read(happenings: Iterable[Happening], contents: Contents) -> Iterator[TreeEntry | None]:
    for each in happenings:
        compared = each.change.before and each.change.after and not contents.is_worked_out(each.change)
        if not each.place.is_paper and (compared or each.place.kind == "correction"):
            yield from (each.change.before, each.change.after)


def _papers_to_be_read(happenings: Iterable[Happening]) -> Iterator[str]:
    """The blobs of papers that another took the place of, and of those others."""
    for each in happenings:
        before, after = each.change.before, each.change.after
        if each.place.is_paper and before and after and before != after:
            yield from (entry.blob for entry in (before, after) if entry.is_file)


def _corrections(
    past: Past, happenings: Iterable[Happening], contents: Contents
) -> dict[tuple[str, str | None, str | None], tuple[str, ...]]:
    """By change, task and record: the corrections that the change adds of it."""
    found: dict[tuple[str, str | None, str | None], tuple[str, ...]] = {}
    for each in happenings:
        if each.place.kind == "correction" and each.action == "added":
            keys = contents.keys(each.change.after)
            if isinstance(keys, dict) and isinstance(corrected := keys.get("corrects"), str):
                key = (past.step_of(each.commit.id), each.place.task, corrected)
                found[key] = (*found.get(key, ()), each.place.record or "")
    return found


def _event(happening: Happening, zone: tzinfo, contents: Contents) -> Event | None:
    """What happened, as it is told; None where it only looks like a change."""
    change, place, commit, action = happening.change, happening.place, happening.commit, happening.action
    changes: tuple[KeyChange, ...] = ()
    if action not in ("added", "deleted"):
        changes = contents.difference(change)
    if (place.is_paper and action == "added") or (change.action == "modified" and not changes):
        return None
    moment = commit.authored.astimezone(zone)
    return Event(
        commit=commit.id,
        moment=moment,
        day=moment.date(),
        author=commit.author,
        path=place.path,
        task=place.task,
        record=place.record or place.path,
        agency=place.agency,
        action=action,
        changes=changes,
        corrections=happening.corrections if change.before and change.after else (),
    )
