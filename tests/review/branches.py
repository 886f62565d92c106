"""A repository in a test: the example register on branch `main`, and a branch on which somebody proposes a change."""

import os
import subprocess
from copy import copy
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from phoihop.changes.findings import ChangeFinding
from phoihop.changes.repository import Repository
from phoihop.changes.review import Review, review
from phoihop.language import word
from phoihop.rules.examples import TASK

from tests.history.recorded import head_of
from tests.story import Story

AUTHORITY = "vanthu@ubnd.example"
TNMT = "vanthu@tnmt.example"
TCKH = "vanthu@tckh.example"
KTHT = "vanthu@ktht.example"
REGISTRAR = "so@ubnd.example"
STRANGER = "ke.la@example.org"
TODAY = date(2021, 3, 26)

OPINION = """\
kind: opinion
from: ktht
to:
  - tnmt
date: 2021-03-24
number: 15/KTHT
files:
  - path: files/y-kien-ktht.pdf
answers: 2021-03-08.request.tnmt
position: disagree
points:
  - id: p1
    text: Đấu nối chưa đúng quy hoạch
    evidence:
      - Luật Quy hoạch 2017, Điều 6
"""
"""KTHT's opinion, which came two working days late: its request was due on 22/3/2021."""

CORRECTION = """\
kind: correction
from: {agency}
date: 2021-03-24
corrects: {record}
reason: Ghi nhầm
"""


def at(year: int, month: int, day: int, hour: int = 8) -> datetime:
    """A time in Viet Nam."""
    return datetime(year, month, day, hour, tzinfo=timezone(timedelta(hours=7)))


class BranchStory:
    """The example register until 20 March 2021, with members, and the branch that is checked out.

    Commits are dated by the day before last, an hour apart, unless a test says a time of its own.
    """

    def __init__(
        self, root: Path, place: str = "", keys: dict[str, str] | None = None, until: str = "2021-03-20"
    ) -> None:
        self.top = root
        self.root = root / place
        self.place = place
        self._time = at(2021, 3, 20)
        self.root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")
        story = Story(self.root, until=until)
        story.keeps_papers = True
        # KTHT's opinion is what the branch brings.
        story.delete("2021-03-19.opinion.ktht")
        story.edit("register.yml", {"authority: ubnd\n": f"authority: ubnd\nregistrars:\n  - {REGISTRAR}\n"})
        for agency, email in (("ubnd", AUTHORITY), ("tnmt", TNMT), ("tckh", TCKH), ("ktht", KTHT)):
            key = f"    key: {(keys or {})[email]}\n" if email in (keys or {}) else ""
            kind = "authority" if agency == "ubnd" else "department"
            story.edit(
                f"agencies/{agency}.yml",
                {f"kind: {kind}\n": f"kind: {kind}\nmembers:\n  - role: Văn thư\n    email: {email}\n{key}"},
            )
        self.story = story
        self.commit(AUTHORITY)
        self.switch("proposal", new=True)

    def copied_to(self, folder: Path) -> "BranchStory":
        """The same repository in another folder."""
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-R", f"{self.top}/.", str(folder)], check=True)
        copied = copy(self)
        copied.top, copied.root, copied.story = folder, folder / self.place, copy(self.story)
        copied.story.root = copied.root
        return copied

    # --- what people do ------------------------------------------------------------------------------------------

    def git(self, *arguments: str, input_: str = "", **variables: str) -> str:
        fixed = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        return subprocess.run(
            [
                "git",
                "-c",
                "user.name=Máy",
                "-c",
                "user.email=may@example.org",
                "-c",
                "commit.gpgSign=false",
                *arguments,
            ],
            cwd=self.top,
            env=os.environ | fixed | variables,
            input=input_,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()

    def switch(self, branch: str, *, new: bool = False) -> "BranchStory":
        self.git("switch", "-q", *(["-c"] if new else []), branch)
        return self

    def write(self, name: str, text: str) -> "BranchStory":
        self.story.write(name, text)
        return self

    def edit(self, name: str, replacements: dict[str, str]) -> "BranchStory":
        self.story.edit(name, replacements)
        return self

    def delete(self, *names: str) -> "BranchStory":
        self.story.delete(*names)
        return self

    def write_paper(self, name: str, content: bytes) -> "BranchStory":
        self.story.write_bytes(f"{TASK}/files/{name}", content)
        return self

    def commit(self, email: str, *, when: datetime | None = None, key: Path | None = None) -> str:
        """Commits all that is there as `email`, signed where a key is given; the commit's id."""
        self.git("add", "--all", "--force", ".")
        return self._record("commit", "-q", "--allow-empty", "-m", "Ghi", email=email, when=when, key=key)

    def merge(self, branch: str, email: str, *options: str, key: Path | None = None) -> str:
        """Merges a branch with a commit of its own; what `--no-commit` leaves open is for the test to commit."""
        return self._record("merge", "-q", "--no-ff", "-m", "Gộp", *options, branch, email=email, key=key)

    def _record(self, *arguments: str, email: str, when: datetime | None = None, key: Path | None = None) -> str:
        self._time += timedelta(hours=1)
        moment = (when or self._time).isoformat()
        signing = ("-c", "gpg.format=ssh", "-c", f"user.signingKey={key}", "-c", "commit.gpgSign=true") if key else ()
        people = {"GIT_AUTHOR_NAME": "Ai đó", "GIT_AUTHOR_EMAIL": email}
        self.git(*signing, *arguments, **people, GIT_AUTHOR_DATE=moment, GIT_COMMITTER_DATE=moment)
        return head_of(self.top)

    # --- what comes of it ----------------------------------------------------------------------------------------

    def review(
        self, base: str = "main", head: str = "proposal", *, signed: bool = False, today: date = TODAY
    ) -> Review:
        return review(Repository(self.root), base, head, today=today, require_signatures=signed)

    def broken(self, *, signed: bool = False, base: str = "main", head: str = "proposal") -> list[str]:
        """The errors that the change brings: `rule file`, files of the example task by record id."""
        found = self.review(base, head, signed=signed).findings
        return [named(each) for each in found if each.effect == "new" and each.severity == "error"]

    def told(self) -> list[str]:
        """What the change does, in Vietnamese."""
        found = self.review()
        return [word(each.summary, "vi", found.agency_name) for each in found.files]

    def follows(self) -> list[str]:
        found = self.review()
        return [word(each, "vi", found.agency_name) for told in found.outcomes.values() for each in told]


def branch_story(folder: Path) -> BranchStory:
    """A story as it begins, in a folder: a copy, which costs a fifth of making it anew."""
    return _begun()[1].copied_to(folder)


@cache
def _begun() -> tuple["TemporaryDirectory[str]", BranchStory]:
    """One of which all others are copies, and what keeps its folder until this process ends."""
    kept = TemporaryDirectory()
    begun = BranchStory(Path(kept.name))
    begun.git("repack", "-adq")
    for sample in begun.top.glob(".git/hooks/*.sample"):
        sample.unlink()
    return kept, begun


def named(finding: ChangeFinding) -> str:
    return f"{finding.rule} {finding.file.removeprefix(TASK + '/').removesuffix('.yml')}"
