"""The desk's own clone of the register: never the clerk's work tree, always the newest reviewed state and what waits.

What lies in it is the newest reviewed state, checked out, with its own records that wait for review laid over it.
Whatever else stands there was left by a run that was broken off, and is cleared away: drafts are kept elsewhere.
"""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock

from phoihop.changes.git import Git, GitFailed, OwnGit
from phoihop.changes.repository import Repository
from phoihop.records.register import Register, load_register
from phoihop.sending.failing import NotSent, Unreachable
from phoihop.sending.outgoing import sent_topics
from phoihop.sending.remote import Remote, checked_out, fetch, find_remote
from phoihop.sending.topics import State, Topic, blobs_at, changed_by, fork_of, records_sent

_OF_THE_DESK = "remote.{name}.phoihop-base"
_TAKEN_ALONG = r"^(user|credential|http|url|core\.sshcommand|gpg|commit\.gpgsign|filter|lfs)\b"


@dataclass(frozen=True, slots=True)
class Freshness:
    """When the newest reviewed state was last fetched, and why not since then."""

    fetched: datetime | None = None
    failure: NotSent | None = None


class Clone:
    """A clone at `top` of the repository that the register at `source` lies in. One thread at a time has its `lock`."""

    def __init__(self, source: Path, top: Path) -> None:
        self.lock = RLock()
        self.top = top
        repository = Repository(source)
        self.remote = _prepared(repository, top)
        self.is_of_this_machine = self.remote.url == _top_of(repository)
        """Whether what is sent goes into the clerk's own repository, which knows no other."""
        self.root = top / repository.place.rstrip("/")
        self.freshness = Freshness()
        self._register: Register | None = None
        self.sent: tuple[tuple[Topic, State], ...] = ()

    @property
    def git(self) -> OwnGit:
        return OwnGit(self.top)

    @property
    def has_newest(self) -> bool:
        """Whether a reviewed state was ever fetched."""
        return self.git.answer("rev-parse", "--verify", "--quiet", self.remote.newest) is not None

    @property
    def register(self) -> Register:
        """The register as it lies there now."""
        if self._register is None:
            self._register = load_register(self.root)
        return self._register

    def changed(self) -> None:
        """Says that something was written there."""
        self._register = None

    def renew(self) -> None:
        """Fetches the newest reviewed state, and lays what waits over it. Raises `NotSent` where it can't."""
        try:
            fetch(self.top, self.remote)
        except NotSent as failure:
            self.freshness = replace(self.freshness, failure=failure)
            with self.lock:
                self.lay()
            raise
        self.freshness = Freshness(datetime.now(UTC))
        with self.lock:
            self.lay()

    def records_of(self, topic: Topic) -> dict[str, str]:
        """The records that were sent, as they are written, by path."""
        repository = Repository(self.root)
        sent = records_sent(repository, self.remote, topic)
        texts = dict(repository.blobs(sent.values()))
        return {path: texts[blob].decode("utf-8", "replace") for path, blob in sent.items()}

    def take_in(self, topic: Topic) -> None:
        """Merges what waits into the clerk's own repository, where none reviews. Raises `NotSent`, all as it was."""
        git, base = OwnGit(Path(self.remote.url)), self.remote.base
        here = checked_out(git)
        if here != base:
            raise NotSent.because(
                "thư mục của sổ đang ở nhánh {other}; chuyển về nhánh {base} (git switch {base}), rồi đưa vào sổ",
                "the register's folder is on branch {other}; go back to {base} (git switch {base}), then take it in",
                other=here or "HEAD",
                base=base,
            )
        try:
            git.read("merge", "--quiet", "--no-edit", topic.commit)
        except GitFailed as failure:
            git.answer("merge", "--abort")
            raise NotSent.because(
                "Git không nhập được vào thư mục của sổ, sổ còn nguyên: {why}",
                "Git could not take it into the register's folder, which is as it was: {why}",
                why=" ".join(failure.complaint.split()),
            ) from failure
        self.renew()

    def withdraw(self, topic: Topic) -> None:
        """Deletes the branch that waits in the clerk's own repository. Raises `NotSent` where it is not as it was sent.

        What was sent stays in this clone, as long as it is noted.
        """
        git = OwnGit(Path(self.remote.url))
        there = git.answer("rev-parse", "--verify", "--quiet", f"refs/heads/{topic.branch}") or b""
        if there.decode().strip() != topic.commit:
            raise NotSent.because(
                "nhánh {branch} trong thư mục của sổ đã khác lúc gửi, nên để nguyên; xem bằng: git log {branch}",
                "branch {branch} in the register's folder is not as it was sent, and is left; see git log {branch}",
                branch=topic.branch,
            )
        git.read("branch", "--quiet", "-D", topic.branch)
        self.renew()

    def lay(self) -> None:
        """Puts the work tree in order: the newest state that is here, and over it what waits for review."""
        git = self.git
        git.read("checkout", "--quiet", "--force", "--detach", self.remote.newest)
        git.read("clean", "-fdq")
        repository = Repository(self.root)
        self.sent = sent_topics(self.root, self.remote)
        for topic, state in self.sent:
            if state == "waiting":
                _lay_over(repository, git, self.remote, topic)
        self.changed()


def _lay_over(repository: Repository, git: OwnGit, remote: Remote, topic: Topic) -> None:
    """Lays what a topic changes over the work tree, unless the newest state has something else in one of its places."""
    files = changed_by(repository, remote, topic.commit)
    fork = fork_of(repository, topic.commit, remote.newest) or remote.newest
    there, before = (blobs_at(repository, each, files) for each in (remote.newest, fork))
    if any(there[path] not in (before[path], blob) for path, blob in files.items()):
        return
    kept = [path for path, blob in files.items() if blob]
    if kept:
        git.read("restore", f"--source={topic.commit}", "--", *(f"{repository.place}{path}" for path in kept))
    for path, blob in files.items():
        if blob is None:
            (repository.root / path).unlink(missing_ok=True)


def _prepared(source: Repository, top: Path) -> Remote:
    """Sees that the clone is there, and knows where to fetch from; the remote."""
    if not (top / ".git").exists():
        fresh = top.with_name(f"{top.name}-new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True)
        _make(source, fresh)
        fresh.replace(top)
    git = Git(top)
    name = git.read("remote").decode().split()[0]
    for key, value in _settings(source).items():
        OwnGit(top).read("config", "--replace-all", key, value)
    base = git.answer("config", _OF_THE_DESK.format(name=name)) or b""
    return find_remote(top, name, base.decode().strip())


def _make(source: Repository, top: Path) -> None:
    """Makes a repository of what is here already, so that nothing large comes over the network, and it may be down."""
    remote = _remote_of(source)
    git = OwnGit(top)
    git.read("init", "--quiet")
    git.read("remote", "add", remote.name, remote.url)
    git.read("config", _OF_THE_DESK.format(name=remote.name), remote.base)
    here = _top_of(source)
    heads = f"refs/remotes/{remote.name}" if here != remote.url else "refs/heads"
    git.read("fetch", "--quiet", "--no-tags", here, f"+{heads}/*:refs/remotes/{remote.name}/*")


def _remote_of(source: Repository) -> Remote:
    """The repository that reviews: the one that the clerk's sends to; the clerk's own where it knows none."""
    git = source.git
    here = _top_of(source)
    branch = checked_out(git) or "main"
    if not git.read("remote").strip():
        return Remote("origin", here, branch)
    try:
        remote = find_remote(source.root)
    except Unreachable:
        # As it was known last: its own branch by Git's note of it, or else the one that is checked out here.
        named = find_remote(source.root, to=branch)
        head = git.answer("symbolic-ref", "--short", "--quiet", f"refs/remotes/{named.name}/HEAD")
        remote = replace(named, base=head.decode().strip().partition("/")[2]) if head else named
    place = Path(here, remote.url)
    return replace(remote, url=str(place.resolve())) if remote.host is None and place.exists() else remote


def _top_of(source: Repository) -> str:
    return source.git.read("rev-parse", "--show-toplevel").decode().rstrip("\n")


def _settings(source: Repository) -> Mapping[str, str]:
    """What the clerk's own clone says of who records, and how the remote is reached."""
    told = source.git.answer("config", "--local", "-z", "--get-regexp", _TAKEN_ALONG) or b""
    pairs = (each.partition("\n") for each in told.decode("utf-8", "replace").split("\0") if each)
    return {key: value for key, _mark, value in pairs}
