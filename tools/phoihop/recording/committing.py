"""Makes the Git commit of what was recorded: of those files and no others, as the person at the keyboard would.

Unlike reading a history (`changes.git`), this runs with the person's own settings: identity, signing, hooks. Git is
never told who somebody is: what it does not know is named, so that the person tells it.
"""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from phoihop.changes.git import GitFailed
from phoihop.language import Agency, Explained, Message, Text, excerpt, say, word
from phoihop.operating_system import refusal
from phoihop.records.papers import forms_of, paths_in
from phoihop.records.record import Record
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import Document, TaskAssignment
from phoihop.words.calling import record_named

_LONGEST_TITLE = 60
UNKNOWN_PERSON = say(
    "Git chưa biết ai ghi; đặt bằng git config user.name và git config user.email",
    "Git does not know who records; tell it with git config user.name and git config user.email",
)


class NotCommitted(Explained):
    """Git made no commit. `message` says why, and `complaint` what Git or a hook said, if it said anything."""

    def __init__(self, message: Message, complaint: str = "") -> None:
        super().__init__(message)
        self.complaint = complaint


def see_to_commits(root: Path) -> None:
    """Sees that a commit could be made, before anything is written. Raises `NotCommitted`."""
    if run_git(root, "rev-parse", "--is-inside-work-tree").stdout.strip() != "true":
        raise NotCommitted.because(
            "sổ không nằm trong kho Git nào; tạo kho bằng git init, hoặc bỏ --commit",
            "the register lies in no Git repository; make one with git init, or leave out --commit",
        )
    for who in ("GIT_AUTHOR_IDENT", "GIT_COMMITTER_IDENT"):
        if run_git(root, "var", who).returncode:
            raise NotCommitted(UNKNOWN_PERSON)


def see_that_none_is_ignored(root: Path, paths: Sequence[str]) -> None:
    """Sees that Git would take all of these files, before any is written. Raises `NotCommitted`."""
    asked = ("-c", "core.quotePath=off", "check-ignore", "--", *paths)
    ignored = run_git(root, *asked, literally=False).stdout.splitlines()
    if ignored:
        raise NotCommitted.because(
            "Git bỏ qua {files} (.gitignore), nên lần ghi sẽ thiếu; sửa .gitignore, đổi tên tệp, hoặc bỏ --commit",
            "Git ignores {files} (.gitignore), so that the commit would lack it; mend .gitignore, give the file "
            "another name, or leave out --commit",
            files=tuple(ignored),
        )


def untracked(root: Path, paths: Sequence[str]) -> list[str]:
    """Those of these paths that Git does not know yet."""
    tracked = set(run_git(root, "ls-files", "-z", "--", *paths).stdout.split("\0")) if paths else set()
    return [path for path in paths if path not in tracked]


def papers_named(path: str, record: Record | None) -> list[str]:
    """The papers that a record names, by their paths in the register, in each form that their names may have there."""
    folder = path.rpartition("/")[0]
    named = paths_in(record) if isinstance(record, TaskAssignment | Document) else ()
    return [f"{folder}/{form}" for each in named for form in forms_of(each.path)]


def commit(root: Path, paths: Sequence[str], message: str) -> str:
    """Commits these files, and leaves alone whatever else is staged; the commit's short id. Raises `NotCommitted`."""
    new = untracked(root, paths)
    added = run_git(root, "add", "--", *new) if new else None
    if added and added.returncode:
        raise _failed(added)
    made = run_git(root, "commit", "--quiet", "--only", "--message", message, "--", *paths)
    if made.returncode:
        if new:
            # As it was before: recorded, and not staged.
            run_git(root, "rm", "--cached", "--quiet", "--ignore-unmatch", "--", *new)
        raise _failed(made)
    return run_git(root, "rev-parse", "--short", "HEAD").stdout.strip()


def commit_message_of_all(
    records: Sequence[tuple[Record, str, str | None]], register: Register, *, changed: bool = False
) -> str:
    """What the commit says of records, each with its id and its task, in the register's language: “2021-0012: Ghi ý
    kiến tham gia 6/KTHT của KTHT”, “Giao 12 nhiệm vụ: 2021-0001 … 2021-0012”.

    An agency's file, and register.yml, may be `changed`.
    """
    message = _of_many(records) if len(records) > 1 else _of_one(*records[0], changed=changed)
    return word(message, register.language, register.agency_name)


def _of_many(records: Sequence[tuple[Record, str, str | None]]) -> Message:
    tasks = list(dict.fromkeys(task or "" for _record, _id, task in records))
    named = tasks[0] if len(tasks) == 1 else f"{tasks[0]} … {tasks[-1]}"
    if isinstance(records[0][0], TaskAssignment):
        return say("Giao {n} nhiệm vụ: {tasks}", "Assign {n} tasks: {tasks}", n=len(records), tasks=named)
    return say("Ghi {n} văn bản: {tasks}", "Record {n} documents: {tasks}", n=len(records), tasks=named)


def _of_one(record: Record, id_: str, task: str | None, *, changed: bool) -> Message:
    match record:
        case Settings():
            return say("Sửa thiết lập của sổ", "Change the register's settings")
        case AgencyRecord(short=short) if changed:
            return say("Sửa thông tin cơ quan {agency}", "Change agency {agency}", agency=short)
        case AgencyRecord(short=short):
            return say("Thêm cơ quan {agency}", "Add agency {agency}", agency=short)
        case TaskAssignment(title=title):
            return say(
                "{task}: Giao nhiệm vụ “{title}”",
                "{task}: Assign “{title}”",
                task=task or "",
                title=excerpt(title, _LONGEST_TITLE),
            )
        case Document(number=number, from_=issuer):
            named = record_named(id_, number)
            by = Text(" của {by}", " by {by}") if number else Text("", "")
            text = Text(f"{{task}}: Ghi {named.text.vi}{by.vi}", f"{{task}}: Record {named.text.en}{by.en}")
            return Message(text, {**named.facts, "task": task or "", "by": Agency(issuer)})
    raise TypeError(f"{type(record)} is not recorded")


def _failed(result: "subprocess.CompletedProcess[str]") -> NotCommitted:
    return NotCommitted(
        say("git không ghi nhận", "git made no commit"), "\n".join(filter(None, (result.stdout, result.stderr))).strip()
    )


def run_git(root: Path, *arguments: str, literally: bool = True) -> "subprocess.CompletedProcess[str]":
    """Git with the person's own settings, never asking anything. Raises `NotCommitted` where there is no Git.

    What takes no pathspecs (`check-ignore`) refuses to be told that they are meant `literally`.
    """
    try:
        return subprocess.run(
            ["git", *(["--literal-pathspecs"] if literally else []), *arguments],
            cwd=root,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        why = refusal(error)
        raise NotCommitted.because(
            "không chạy được git ({why}); cài đặt Git", "git can't be run ({why}); install Git", why=why
        ) from None


# --- a new register ---------------------------------------------------------------------------------------------------


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
            return Begun(why_not=GitFailed(made.stderr.strip()).message, by_hand=False)
        # Git before 2.28 knows no `init --initial-branch`.
        run_git(root, "symbolic-ref", "HEAD", f"refs/heads/{MAIN}")
    elif not (root / ".git").exists():
        within = say(
            "thư mục nằm trong kho Git {place}, nên sổ thuộc kho đó; xem lại rồi ghi vào kho",
            "the folder lies in the Git repository {place}, so the register is a part of it; look at it, then commit",
            place=around.stdout.strip(),
        )
        return Begun(_branch(root), why_not=within)
    who = identity_at(root)
    if not (who.name and who.email):
        return Begun(_branch(root), why_not=_unknown(who))
    for step in (("add", "."), ("commit", "--quiet", "--message", message)):
        if (ended := run_git(root, *step)).returncode:
            return Begun(_branch(root), why_not=GitFailed((ended.stderr or ended.stdout).strip()).message)
    return Begun(_branch(root), run_git(root, "rev-parse", "--short", "HEAD").stdout.strip())


def _branch(root: Path) -> str:
    return run_git(root, "symbolic-ref", "--quiet", "--short", "HEAD").stdout.strip() or MAIN


def _unknown(who: Identity) -> Message:
    if who.name:
        return say("Git chưa biết địa chỉ thư của bạn", "Git does not know your e-mail address")
    if who.email:
        return say("Git chưa biết tên của bạn", "Git does not know your name")
    return say("Git chưa biết tên và địa chỉ thư của bạn", "Git knows neither your name nor your e-mail address")
