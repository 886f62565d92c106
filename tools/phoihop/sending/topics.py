"""What was sent, and what became of it, told from the branches of the other side alone.

Each sending is a topic. What was sent last for it is kept by Git here, under `refs/phoihop/sent/`, with a note of where
it went. It is noted before it leaves, so that whatever breaks off in between is sent again as the same topic.
"""

import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from phoihop.changes.git import Git, GitFailed, OwnGit
from phoihop.changes.repository import Repository
from phoihop.language import Text
from phoihop.sending.remote import BRANCHES, Remote, topic_branches

State = Literal["unsent", "waiting", "returned", "recorded"]

STATES: Mapping[State, Text] = {
    "unsent": Text("chưa tới nơi", "did not arrive"),
    "waiting": Text("đang chờ duyệt", "waiting for review"),
    "returned": Text("đã trả lại, không nhận", "returned, not taken in"),
    "recorded": Text("đã vào sổ", "on record"),
}

_NOTED = "refs/phoihop/sent/"

CLONE_OF_THE_DESK = Path("desk/register")
"""Where in a register's own folder the desk has its clone, with the notes of what it sent."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One sending: its name (a branch of the other side, after `phoihop/`), the commit sent last, and where it went.

    `arrived` says whether the other side was heard to take it; `as_request` that it lies there as a request without a
    branch of ours (AGit). `link` is empty where no address is known.
    """

    name: str
    commit: str
    title: str
    remote: str
    base: str
    link: str = ""
    arrived: bool = False
    as_request: bool = False

    @property
    def branch(self) -> str:
        return f"{BRANCHES}{self.name}"


def new_name(about: str) -> str:
    """A name that nobody else takes: what it is about, and a random ending."""
    return f"{re.sub(r'[^a-z0-9-]+', '-', about.lower())}-{secrets.token_hex(3)}"


def note(folder: Path, topic: Topic) -> None:
    """Keeps a topic, in the place of what was kept for it."""
    told = {name: value for name, value in asdict(topic).items() if name not in ("name", "commit")}
    git = OwnGit(folder)
    tagger = git.read("var", "GIT_COMMITTER_IDENT").decode().strip()
    text = f"object {topic.commit}\ntype commit\ntag {topic.name}\ntagger {tagger}\n\n{json.dumps(told)}"
    tag = git.told("mktag", lines=[text]).decode().strip()
    git.read("update-ref", f"{_NOTED}{topic.name}", tag)


def forget(folder: Path, topic: Topic) -> None:
    OwnGit(folder).read("update-ref", "-d", f"{_NOTED}{topic.name}")


def topics(folder: Path, remote: Remote) -> tuple[Topic, ...]:
    """Everything that was sent to a remote, in order: what is noted here, and the own branches there that are not."""
    git, own = Git(folder), own_address(folder)
    found = {each.name: each for each in noted(folder) if (each.remote, each.base) == (remote.name, remote.base)}
    for name, commit in topic_branches(folder, remote).items():
        if name not in found and (title := _sent_by(git, commit, own)):
            found[name] = Topic(name, commit, title, remote.name, remote.base, arrived=True)
    return tuple(found.values())


def noted(folder: Path) -> list[Topic]:
    """What is noted here, of every remote, in order."""
    form = "--format=%(refname)%00%(*objectname)%00%(contents)%00"
    pieces = Git(folder).read("for-each-ref", "--sort=creatordate", form, _NOTED)
    parts = pieces.decode("utf-8", "replace").split("\0")
    return [
        Topic(name.strip().removeprefix(_NOTED), commit, **json.loads(told))
        for name, commit, told in zip(parts[::3], parts[1::3], parts[2::3], strict=False)
    ]


def files_that_wait(repository: Repository) -> list[dict[str, str | None]]:
    """What lies for review by what was heard last, without asking the other side: the files of each topic."""
    folder, found = repository.root, []
    known = Git(folder).read("remote").decode().split()
    for name, base in {(each.remote, each.base) for each in noted(folder) if each.remote in known}:
        remote = Remote(name, "", base)
        branches = topic_branches(folder, remote)
        found += [
            changed_by(repository, remote, topic.commit)
            for topic in topics(folder, remote)
            if state_of(repository, remote, topic, branches) == "waiting"
        ]
    return found


def waiting_at_a_desk(repository: Repository) -> set[str]:
    """What a desk sent into this very repository, and nobody has taken in yet: the paths in its branches."""
    if not repository.has_commits:
        return set()
    told = repository.git.read("for-each-ref", "--no-merged=HEAD", "--format=%(objectname)", f"refs/heads/{BRANCHES}")
    place = repository.place
    return {
        path
        for commit in told.decode().split()
        if (fork := fork_of(repository, commit, "HEAD"))
        for path in repository.moved(fork, place, commit, place)
    }


def own_address(folder: Path) -> str:
    """The address by which this person commits here; empty where Git knows none."""
    try:
        ident = OwnGit(folder).read("var", "GIT_COMMITTER_IDENT").decode()
    except GitFailed:
        return ""
    match = re.search(r"<([^>]*)>", ident)
    return match[1] if match else ""


def _sent_by(git: Git, commit: str, address: str) -> str:
    """The title of a branch that this person sent, perhaps from another machine; empty for anybody else's."""
    committer, subject = git.read("log", "-1", "--format=%ce%x00%s", commit).decode("utf-8", "replace").split("\0", 1)
    return subject.strip() if address and committer.casefold() == address.casefold() else ""


def state_of(repository: Repository, remote: Remote, topic: Topic, branches: Mapping[str, str]) -> State:
    """What became of a topic. `branches` are those that lie there for review (`topic_branches`)."""
    if repository.is_ancestor(topic.commit, remote.newest) or _has_all(repository, remote, topic):
        return "recorded"
    if topic.name in branches or (topic.as_request and topic.arrived):
        return "waiting"
    return "returned" if topic.arrived else "unsent"


def _has_all(repository: Repository, remote: Remote, topic: Topic) -> bool:
    """Whether every new record that was sent stands in the newest reviewed state, however it came there.

    Where none is new, whether what was changed stands there as it was sent.
    """
    fork = fork_of(repository, topic.commit, remote.newest)
    sent = records_sent(repository, remote, topic)
    before = blobs_at(repository, fork, sent) if fork else {}
    there = blobs_at(repository, remote.newest, sent)
    if new := [path for path in sent if before.get(path) is None]:
        return all(there[path] for path in new)
    return bool(sent) and all(there[path] == blob for path, blob in sent.items())


def is_record(path: str) -> bool:
    return path.endswith(".yml") and "/files/" not in path


def records_sent(repository: Repository, remote: Remote, topic: Topic) -> dict[str, str]:
    """The blob of each record that a topic adds or changes, by path."""
    changed = changed_by(repository, remote, topic.commit)
    return {path: blob for path, blob in changed.items() if is_record(path) and blob}


def changed_by(repository: Repository, remote: Remote, commit: str) -> dict[str, str | None]:
    """What a branch changes in the register against the state that it was made from: the blob of each path, or None."""
    fork = fork_of(repository, commit, remote.newest)
    changes = repository.moved(fork, repository.place, commit, repository.place) if fork else {}
    return {path: each.after.blob if each.after else None for path, each in changes.items()}


def fork_of(repository: Repository, commit: str, base: str) -> str | None:
    """The newest commit that both follow from."""
    found = repository.git.answer("merge-base", commit, base)
    return found.decode().strip() if found else None


def blobs_at(repository: Repository, commit: str, paths: Iterable[str]) -> dict[str, str | None]:
    """The blob of each path of the register at a commit; None where there is none."""
    wanted = list(paths)
    if not wanted:
        return {}
    lines = [f"{commit}:{repository.place}{path}" for path in wanted]
    told = repository.git.told("cat-file", "--batch-check=%(objectname)", lines=lines).decode("utf-8", "replace")
    return {
        path: None if line.endswith(" missing") else line for path, line in zip(wanted, told.splitlines(), strict=True)
    }
