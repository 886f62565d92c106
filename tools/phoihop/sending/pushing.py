"""How a change leaves: by GitLab's push options, by AGit (Gitea, Forgejo), or as a branch; what the other side answers.

Success is Git's exit code; a link is a convenience. Which way a repository takes is said by `remote.<name>.phoihop`
(`gitlab`, `agit`, `branch`), by the host's name, or else learnt from its first answer.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from phoihop.changes.git import Git, GitFailed, OwnGit
from phoihop.sending.failing import explained, remote_lines
from phoihop.sending.remote import Remote
from phoihop.sending.topics import Topic

Way = Literal["gitlab", "agit", "branch"]

_BY_NAME: tuple[tuple[str, Way], ...] = (
    ("gitlab", "gitlab"),
    ("gitea", "agit"),
    ("forgejo", "agit"),
    ("codeberg", "agit"),
    ("github", "branch"),
)
_OF_GITEA = re.compile(r"^(?:Create a new pull request for '|Visit the existing pull request)", re.MULTILINE)
_NO_OPTIONS = re.compile(r"push options|hung up unexpectedly")
"""Git says the first, and the other side's process the second at the same moment: either may be written over."""
_ADDRESS = re.compile(r"https?://[^\s<>\"'`]+[^\s<>\"'`.,;:)]")
_MOST_BYTES = 10_000
"""Of one option: far below what breaks the protocol (64 KiB), and more than anybody reads in a title or summary."""


def push(folder: Path, remote: Remote, topic: Topic, description: str, old: str | None) -> Topic:
    """Sends a topic's commit for review; the topic as it lies there now. `old` is what lay there before.

    Raises `NotSent`.
    """
    try:
        return _pushed(folder, remote, topic, description, old)
    except GitFailed as failure:
        raise explained(failure, remote.shown) from None


def _pushed(folder: Path, remote: Remote, topic: Topic, description: str, old: str | None) -> Topic:
    way = way_of(folder, remote)
    if way == "agit" and not (old and not topic.as_request):
        return _as_request(folder, remote, topic, description)
    options: tuple[str, ...] = ()
    if way not in ("branch", "agit"):
        options = (
            "merge_request.create",
            f"merge_request.target={remote.base}",
            f"merge_request.title={topic.title}",
            f"merge_request.description={description}",
            "merge_request.remove_source_branch",
        )
    said = _as_branch(folder, remote, topic, old, options)
    sent = _arrived(topic, _link(remote, said) or remote.compare_page(topic.branch))
    if way is None and _OF_GITEA.search("\n".join(line.strip() for line in remote_lines(said))):
        # It spoke as Gitea does: from now on, and for this change too, it is asked for a request at once.
        OwnGit(folder).read("config", f"remote.{remote.name}.phoihop", "agit")
        request = _as_request(folder, remote, topic, description)
        OwnGit(folder).said("push", "--quiet", remote.name, f":refs/heads/{topic.branch}")
        return request
    return sent


def way_of(folder: Path, remote: Remote) -> Way | None:
    """The way that a remote takes; None while that is not known."""
    said = (Git(folder).answer("config", f"remote.{remote.name}.phoihop") or b"").decode().strip()
    for way in ("gitlab", "agit", "branch"):
        if said == way:
            return way
    host = remote.host or ""
    return next((way for part, way in _BY_NAME if part in host), None)


def _as_branch(folder: Path, remote: Remote, topic: Topic, old: str | None, options: Sequence[str]) -> str:
    """What the other side says to the branch. One that takes no options gets it without."""
    lease = f"--force-with-lease=refs/heads/{topic.branch}:{old or ''}"
    words = ("push", lease, remote.name, f"{topic.commit}:refs/heads/{topic.branch}")
    git = OwnGit(folder)
    try:
        return git.said(*_with_options(words, options))
    except GitFailed as failure:
        if not options or not _NO_OPTIONS.search(failure.complaint):
            raise
    return git.said(*words)


def _as_request(folder: Path, remote: Remote, topic: Topic, description: str) -> Topic:
    """AGit: no branch is made; the same topic again renews the request."""
    options = (f"topic={topic.name}", f"title={topic.title}", f"description={description}", "force-push=true")
    words = ("push", remote.name, f"{topic.commit}:refs/for/{remote.base}")
    said = OwnGit(folder).said(*_with_options(words, options))
    return replace(_arrived(topic, _link(remote, said)), as_request=True)


def _with_options(words: Sequence[str], options: Sequence[str]) -> list[str]:
    push, *rest = words
    return [push, *(f"--push-option={_one_line(each)}" for each in options), *rest]


def _one_line(option: str) -> str:
    """An option as it may be sent: without line breaks, and cut to a length that any server takes."""
    return " ".join(option.split()).encode()[:_MOST_BYTES].decode("utf-8", "ignore")


def _arrived(topic: Topic, link: str | None) -> Topic:
    return replace(topic, arrived=True, link=link or topic.link)


def _link(remote: Remote, said: str) -> str | None:
    """The first address on the remote's own host among the lines of its answer."""
    for match in _ADDRESS.finditer("\n".join(remote_lines(said))):
        # What only looks like one is none.
        with suppress(ValueError):
            if remote.host and urlsplit(match[0]).hostname == remote.host:
                return match[0]
    return None
