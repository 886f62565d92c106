"""A story kept in a real Git repository: dates, authors and settings are fixed, so that it has one history anywhere."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from phoihop.changes.audit import Proof, audit
from phoihop.changes.earlier import Earlier
from phoihop.changes.events import Event, events
from phoihop.changes.past import KnownPast, read_past
from phoihop.changes.repository import Repository
from phoihop.language import word
from phoihop.words.differences import changes_told

from tests.story import Story

REQUEST = "2021-03-08.request.tnmt"
OPINION = "2021-03-17.opinion.tckh"
MOVED_DEADLINE = {"due: 2021-03-22": "due: 2021-03-29"}


def git(folder: Path, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(folder)}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=kept | fixed | dict(env or {}),
        input=stdin,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "replace").strip()


def head_of(top: Path) -> str:
    """The commit that is checked out, read from the files of a repository that was just committed to."""
    head = (top / ".git/HEAD").read_text(encoding="ascii").strip()
    return (top / ".git" / head.removeprefix("ref: ")).read_text("ascii").strip() if head.startswith("ref: ") else head


class Recorded:
    """A register with its repository. `story` writes files, `commit` records all that is there."""

    def __init__(self, root: Path, *, top: Path | None = None, until: str = "9999") -> None:
        """`top` is the repository's folder, where the register is not at its top."""
        self.root, self.top = root, top or root
        root.mkdir(parents=True, exist_ok=True)
        self.story = Story(root, until)
        self.story.keeps_papers = True
        git(self.top, "init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        return git(self.top, *arguments, stdin=stdin, env=env)

    def commit(
        self,
        message: str = "ghi",
        *,
        day: str = "2021-05-31",
        author: str = "Văn thư TNMT",
        amend: bool = False,
        committed: str | None = None,
    ) -> str:
        """Records all that is there; its id."""
        self.git("add", "--all")
        words = ["commit", "--quiet", "--allow-empty", "--allow-empty-message", "--no-gpg-sign", "-m", message]
        self.git(*words, *(["--amend", "--reset-author"] if amend else []), env=identity(author, day, committed))
        return head_of(self.top)

    def change(self, name: str, replacements: Mapping[str, str]) -> "Recorded":
        self.story.edit(name, replacements)
        return self

    def correct(
        self, record: str, *, day: str = "2021-03-24", number: str = "3/TNMT", agency: str = "tnmt"
    ) -> "Recorded":
        """Writes a correction of a record, to be recorded with the next commit."""
        self.story.write(
            f"{day}.correction.{agency}",
            f"kind: correction\nfrom: {agency}\ndate: {day}\nnumber: {number}\ncorrects: {record}\nreason: Ghi nhầm\n",
        )
        return self

    def branch(self, name: str) -> None:
        self.git("switch", "--quiet", "--create", name)

    def switch(self, name: str) -> None:
        self.git("switch", "--quiet", name)

    def merge(self, name: str, *more: str, day: str = "2021-06-01", strategy: str = "ort", finish: bool = True) -> str:
        """Merges a branch; where it does not `finish`, the caller changes something, and commits."""
        options = ["--no-ff", "--no-edit", "--no-gpg-sign", f"--strategy={strategy}"]
        self.git(
            "merge",
            "--quiet",
            *options,
            *([] if finish else ["--no-commit"]),
            *more,
            name,
            env=identity("Văn thư", day),
        )
        return head_of(self.top)

    @property
    def repository(self) -> Repository:
        return Repository(self.root)

    def events(self) -> list[Event]:
        return events(self.repository, KnownPast(read_past(self.repository), {}), self.story.register().zone)

    def told(self, *actions: str) -> list[str]:
        """Events by `action record: changes`, newest first; by default those that are no additions."""
        wanted = actions or ("corrected", "edited", "deleted", "renamed")
        return [
            f"{event.action} {event.record}: {'; '.join(said)}".rstrip(": ")
            for event in self.events()
            if event.action in wanted
            for said in [[word(each, "en", str.upper) for each in changes_told(event.changes)]]
        ]

    def audit(self, since: str | Earlier | None = None) -> Proof:
        earlier = Earlier(since) if isinstance(since, str) else since
        return audit(self.repository, self.story.register(), earlier)

    def flaws(self, since: str | Earlier | None = None, *, late: bool = False) -> list[str]:
        """What speaks against the history, by `severity rule file: message`; late records only where asked for."""
        return [
            f"{flaw.severity} {flaw.rule} {flaw.file or '-'}: {word(flaw.message, 'en')}"
            for flaw in self.audit(since).findings
            if late or "to be recorded within" not in flaw.message.text.en
        ]


def identity(author: str, day: str, committed: str | None = None) -> dict[str, str]:
    return {
        "GIT_AUTHOR_NAME": author,
        "GIT_AUTHOR_EMAIL": "van-thu@example.vn",
        "GIT_AUTHOR_DATE": f"{day}T08:00:00+07:00",
        "GIT_COMMITTER_NAME": author,
        "GIT_COMMITTER_EMAIL": "van-thu@example.vn",
        "GIT_COMMITTER_DATE": f"{committed or day}T08:00:00+07:00",
    }
