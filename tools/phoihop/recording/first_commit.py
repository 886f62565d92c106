"""A new register's Git repository, on `main`, and its first commit by whoever is at the keyboard.

Git is never told who somebody is: what it does not know is named, so that the person tells it.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from phoihop.language import Message, say
from phoihop.recording.committing import NotCommitted, run_git

MAIN = "main"


@dataclass(frozen=True, slots=True)
class Identity:
    """By which name and address Git records for this person; empty where it was never told."""

    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Begun:
    """What became of a register's history: its branch, and its first commit or why there is none.

    `by_hand` says that the person can make it: Git is there, and the repository.
    """

    branch: str = MAIN
    commit: str = ""
    why_not: Message | None = None
    by_hand: bool = True


def identity_at(folder: Path) -> Identity:
    """Who Git says is at work in a folder that may not be there yet; what it would guess counts as not told."""
    there = next(each for each in (folder, *folder.parents) if each.is_dir())
    try:
        return Identity(
            os.environ.get("GIT_AUTHOR_NAME") or run_git(there, "config", "user.name").stdout.strip(),
            os.environ.get("GIT_AUTHOR_EMAIL") or run_git(there, "config", "user.email").stdout.strip(),
        )
    except NotCommitted:
        return Identity()


def begin(root: Path, message: str) -> Begun:
    """Puts all that lies in a new register under Git. A folder within a larger repository stays a part of that."""
    try:
        return _begun(root, message)
    except NotCommitted as reason:
        return Begun(why_not=reason.message, by_hand=False)


def _begun(root: Path, message: str) -> Begun:
    around = run_git(root, "rev-parse", "--show-toplevel")
    if around.returncode:
        if (made := run_git(root, "init", "--quiet")).returncode:
            return Begun(why_not=_said(made.stderr), by_hand=False)
        # Git before 2.28 knows no `init --initial-branch`.
        run_git(root, "symbolic-ref", "HEAD", f"refs/heads/{MAIN}")
    elif not (root / ".git").exists():
        return Begun(_branch(root), why_not=_within(around.stdout.strip()))
    who = identity_at(root)
    if not (who.name and who.email):
        return Begun(_branch(root), why_not=_unknown(who))
    for step in (("add", "."), ("commit", "--quiet", "--message", message)):
        if (ended := run_git(root, *step)).returncode:
            return Begun(_branch(root), why_not=_said(ended.stderr or ended.stdout))
    return Begun(_branch(root), run_git(root, "rev-parse", "--short", "HEAD").stdout.strip())


def _branch(root: Path) -> str:
    return run_git(root, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip() or MAIN


def _within(place: str) -> Message:
    return say(
        "thư mục nằm trong kho Git {place}, nên sổ thuộc kho đó; xem lại rồi ghi vào kho",
        "the folder lies in the Git repository {place}, so the register is a part of it; look at it, then commit",
        place=place,
    )


def _unknown(who: Identity) -> Message:
    if who.name:
        return say("Git chưa biết địa chỉ thư của bạn", "Git does not know your e-mail address")
    if who.email:
        return say("Git chưa biết tên của bạn", "Git does not know your name")
    return say("Git chưa biết tên và địa chỉ thư của bạn", "Git knows neither your name nor your e-mail address")


def _said(complaint: str) -> Message:
    return say("Git báo lỗi: {why}", "Git failed: {why}", why=complaint.strip())
