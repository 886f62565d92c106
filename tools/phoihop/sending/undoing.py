"""Takes back what was recorded and not yet sent, with its papers. Whatever leaves the register is kept aside."""

import os
import shutil
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from phoihop.changes.git import OwnGit
from phoihop.changes.places import place_of
from phoihop.changes.repository import Repository
from phoihop.language import Explained, say
from phoihop.recording.committing import commit, papers_named
from phoihop.recording.correcting import names_of
from phoihop.recording.writing import desk, home
from phoihop.records.references import TASK
from phoihop.records.register import load_register
from phoihop.sending.outgoing import holds
from phoihop.sending.remote import BRANCHES, checked_out, last_fetched
from phoihop.sending.topics import (
    CLONE_OF_THE_DESK,
    blobs_at,
    files_that_wait,
    fork_of,
    is_record,
    noted,
    own_address,
    waiting_at_a_desk,
)
from phoihop.sending.unsent import Unsent, id_of, read_here, recorded_here


class NotTakenBack(Explained):
    """Nothing was taken back. `message` says why."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What was taken back, and the folder in which it is kept."""

    record: Unsent
    kept: Path


def take_back(root: Path, named: str | None = None) -> TakenBack:
    """Takes back the record that is named by its id or path; without, the one that was recorded last.

    Raises `NotTakenBack`.
    """
    repository = Repository(root)
    fetched = last_fetched(root) or _main_beside(repository)
    base = fetched or _before_own_commits(repository)
    with desk(root):
        register = load_register(root)
        here = recorded_here(repository, register, base)
        waiting = files_that_wait(repository)
        unsent = [each for each in here if not any(holds(files, each) for files in waiting)]
        named_by = {each.path: papers_named(each.path, read_here(register, each.path)) for each in here}
        going = {each.path: _going(each, named_by) for each in unsent}
        record = _meant(repository, base, unsent, here, named, going)
        gone = going[record.path]
        _see_that_nothing_rests_on_it(root, record, unsent)
        if not fetched and record.author and not _made_last(repository, base, gone):
            raise NotTakenBack(_COMMITTED_BEFORE)
        kept = _kept(root, record)
        _take_away(repository, base, record, gone)
    return TakenBack(replace(record, files=gone), kept)


_MAIN = ("main", "master")


def _going(record: Unsent, named_by: Mapping[str, Collection[str]]) -> dict[str, str | None]:
    """The files that go with a record: papers that another one here names, too, stay."""
    others = set[str]().union(*(papers for path, papers in named_by.items() if path != record.path))
    return {path: blob for path, blob in record.files.items() if path not in others}


def _main_beside(repository: Repository) -> str | None:
    """The main branch of this clone, where another one is checked out."""
    if checked_out(repository.git) in _MAIN:
        return None
    known = (repository.git.answer("rev-parse", "--verify", "--quiet", f"refs/heads/{name}") for name in _MAIN)
    return next((found.decode().strip() for found in known if found), None)


def _before_own_commits(repository: Repository) -> str:
    """Where no remote and no other branch has anything: the commit on which the own ones rest.

    Those of anybody else, merges, the first commit, and what was sent from a desk into this repository, taken in or
    waiting, with all that it rests on, are never taken back.
    """
    if not repository.has_commits:
        return "HEAD"
    own = own_address(repository.root).casefold()
    of_the_desk = home(repository.root) / CLONE_OF_THE_DESK
    sent = {topic.commit for topic in noted(of_the_desk)} if of_the_desk.exists() else set()
    shown = ("log", "--first-parent", "--format=%H%x00%ae%x00%P", "HEAD", "--not", f"--branches={BRANCHES}*")
    base = "HEAD"
    for line in repository.git.read(*shown).decode("utf-8", "replace").splitlines():
        commit, author, parents = line.split("\0")
        if commit in sent or author.casefold() != own or len(parents.split()) != 1:
            return commit
        base = parents
    return base


_NONE = say(
    "không có bản ghi nào chưa gửi để rút; bản ghi đã vào sổ thì sửa bằng: phoihop new correction; bản ghi còn chờ ở "
    "phoihop desk thì rút ở trang “Đã gửi”",
    "no record is waiting to be sent, so there is none to take back; what is on record is corrected by: phoihop new "
    "correction; what waits at phoihop desk is withdrawn there, on the page “Sent”",
)
_COMMITTED_BEFORE = say(
    "bản ghi này không đứng riêng ở lần ghi Git mới nhất; rút các bản ghi sau trước, hoặc sửa bằng: phoihop new "
    "correction",
    "this record is not alone in the newest commit; take back the later ones first, or correct it by: phoihop new "
    "correction",
)


def _meant(
    repository: Repository,
    base: str,
    unsent: list[Unsent],
    here: Iterable[Unsent],
    named: str | None,
    going: Mapping[str, Mapping[str, str | None]],
) -> Unsent:
    def made(record: Unsent) -> tuple[int, bool, int]:
        """When it was recorded: files that come with a merge are all of its second, so commits have their own word."""
        file = repository.root / record.path
        written = file.stat().st_mtime_ns if file.exists() else 0
        if record.author is None:
            return written // 10**9, True, written
        day = datetime.fromisoformat(record.author.date)
        return int(day.timestamp()), _made_last(repository, base, going[record.path]), written

    if named is None:
        if not unsent:
            raise NotTakenBack(_NONE)
        return max(unsent, key=made)
    found = [each for each in unsent if named in _names(each.path)]
    if len(found) == 1:
        return found[0]
    if any(named in _names(each.path) for each in here if each not in unsent):
        raise NotTakenBack(
            say(
                "{record} đã gửi duyệt; nhờ người duyệt trả lại, hoặc sửa bằng new correction sau khi vào sổ",
                "{record} was sent for review; have the reviewer return it, or correct it once it is on record",
                record=named,
            )
        )
    on_record = repository.tree(base) if repository.has_commits and not found else ()
    if any(named in _names(path) for path in on_record if is_record(path)):
        raise NotTakenBack(
            say(
                "{record} đã vào sổ nên không rút được; sửa bằng: phoihop new correction",
                "{record} is on record, which is not taken back; correct it by: phoihop new correction",
                record=named,
            )
        )
    if not found and any(named in _names(path) for path in waiting_at_a_desk(repository)):
        raise NotTakenBack(
            say(
                "{record} đã gửi từ phoihop desk, còn chờ đưa vào sổ; rút ở đó: trang “Đã gửi”, nút “Rút lại”",
                "{record} was sent from phoihop desk and waits to be taken in; withdraw it there, on the page “Sent”",
                record=named,
            )
        )
    if not unsent:
        raise NotTakenBack(_NONE)
    newest = sorted(found or unsent, key=made, reverse=True)
    known = tuple(each.path for each in newest[:_SHOWN])
    raise NotTakenBack(
        say(
            "không rõ bản ghi “{record}”; bản ghi chưa gửi, mới nhất trước: {known}{more}",
            "there is no telling which record “{record}” is; those not yet sent, the newest first: {known}{more}",
            record=named,
            known=known,
            more=" …" if len(newest) > _SHOWN else "",
        )
    )


_SHOWN = 3
"""How many records a complaint lists."""


def _names(path: str) -> set[str]:
    """By what a record is named: its path, and its id, a task's number or an agency's id."""
    own = place_of(path).task if id_of(path) == TASK else id_of(path)
    return {path, own or path}


def _see_that_nothing_rests_on_it(root: Path, record: Unsent, unsent: Iterable[Unsent]) -> None:
    """Raises `NotTakenBack` where another record that is not yet sent names this one, or lies in its task."""
    is_task, naming = id_of(record.path) == TASK, names_of(id_of(record.path))
    rest = [
        each.path
        for each in unsent
        if each is not record
        and each.task == record.task
        and record.task
        and (is_task or ((root / each.path).exists() and naming.search((root / each.path).read_bytes())))
    ]
    if rest:
        raise NotTakenBack(
            say(
                "bản ghi khác dựa vào bản ghi này; rút các bản ghi ấy trước: {rest}",
                "other records rest on this one; take those back first: {rest}",
                rest=tuple(rest),
            )
        )


def _kept(root: Path, record: Unsent) -> Path:
    """A folder with everything of the record as it stood, for whoever wants it back."""
    folder = home(root) / "undone"
    folder.mkdir(exist_ok=True)
    number = 1
    while os.path.lexists(kept := folder / f"{id_of(record.path)}-{number}"):
        number += 1
    kept.mkdir()
    for path in record.files:
        if (root / path).exists():
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / path, kept / path)
    return kept


def _take_away(repository: Repository, base: str, record: Unsent, files: dict[str, str | None]) -> None:
    root, git = repository.root, OwnGit(repository.root)
    fork = fork_of(repository, "HEAD", base) or base
    before = blobs_at(repository, fork, files)
    is_last = record.author is not None and _made_last(repository, fork, files)
    if is_last:
        git.read("reset", "--quiet", "--soft", "HEAD^")
    if record.author is None or is_last:
        git.read("reset", "--quiet", "--", *files)
    for path in files:
        if before[path]:
            git.read("restore", f"--source={fork}", "--", path)
        else:
            (root / path).unlink(missing_ok=True)
            _prune(root, path)
    if record.author is not None and not is_last:
        commit(root, list(files), f"Revert: {record.message}")


def _made_last(repository: Repository, fork: str, files: Collection[str]) -> bool:
    """Whether the newest commit here says these files, and nothing else."""
    newest = next(repository.log("HEAD"), None)
    if newest is None or len(newest.parents) != 1 or newest.id == fork:
        return False
    named = {path for change in newest.changes for path in (change.path, change.old_path) if path}
    return named == set(files)


def _prune(root: Path, path: str) -> None:
    """Folders of a task that nothing is left in."""
    for folder in (root / path).parents:
        if folder in (root, root / "tasks", root / "agencies") or any(folder.iterdir()):
            return
        folder.rmdir()
