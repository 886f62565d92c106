"""The repository that reviews: which it is, how its newest reviewed state is fetched, and what its address tells."""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from phoihop.changes.git import Git, GitFailed, OwnGit
from phoihop.language import say
from phoihop.sending.failing import NotSent, explained

BRANCHES = "phoihop/"
"""What the names of branches begin with that are sent for review."""

_LIKE_SCP = re.compile(r"(?:[^@/\s]+@)?(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\]):(?!//)(?P<path>.+)")


@dataclass(frozen=True, slots=True)
class Remote:
    """A remote by its name and address, and the branch of it that holds what is reviewed."""

    name: str
    url: str
    base: str

    @property
    def newest(self) -> str:
        """The reference under which the newest reviewed state lies here, once it was fetched."""
        return f"refs/remotes/{self.name}/{self.base}"

    @property
    def shown(self) -> str:
        """Its address without a name and password that may stand in it."""
        return re.sub(r"(?<=://)[^/@]*@", "", self.url)

    @property
    def host(self) -> str | None:
        """The host's name; None where the repository lies in a folder."""
        return _parts(self.url)[0]

    def compare_page(self, branch: str) -> str | None:
        """Where GitHub, and forges like it, offer to have a branch reviewed."""
        host, port, path = _parts(self.url)
        if host is None:
            return None
        at = f"{host}:{port}" if port and self.url.startswith("http") else host
        scheme = "http" if self.url.startswith("http://") else "https"
        return f"{scheme}://{at}/{path.strip('/').removesuffix('.git')}/compare/{self.base}...{branch}?expand=1"


def _parts(url: str) -> tuple[str | None, int | None, str]:
    """Host, port and path of an address; no host where it is a folder."""
    if "://" in url:
        parts = urlsplit(url)
        return (parts.hostname, parts.port, parts.path) if parts.scheme != "file" else (None, None, parts.path)
    if match := _LIKE_SCP.fullmatch(url):
        return match["host"], None, match["path"]
    return None, None, url


def find_remote(folder: Path, name: str | None = None, to: str | None = None) -> Remote:
    """The remote that is meant: the one named, that of the branch checked out, the only one, or `origin`.

    Without `to`, the branch to be reviewed into is the one that the other side calls its own. Raises `NotSent`.
    """
    git = Git(folder)
    known = git.read("remote").decode().split()
    if name is None:
        tracked = (git.answer("config", f"branch.{checked_out(git)}.remote") or b"").decode().strip()
        name = next((each for each in (tracked, "origin", *known[: len(known) == 1]) if each in known), None)
    if name is None and known:
        raise NotSent(
            say(
                "kho có nhiều nơi gửi ({known}); chọn một bằng --remote",
                "the repository knows several places to send to ({known}); choose one by --remote",
                known=tuple(known),
            )
        )
    if name not in known:
        raise NotSent(
            say(
                "kho chưa biết gửi đi đâu{named}; thêm địa chỉ: git remote add {remote} ĐỊA-CHỈ",
                "the repository does not know where to send{named}; add the address: git remote add {remote} ADDRESS",
                named=f" ({name})" if name else "",
                remote=name or "origin",
            )
        )
    url = git.read("remote", "get-url", "--push", name).decode().strip()
    return Remote(name, url, to or _base(folder, name, url))


def last_fetched(folder: Path) -> str | None:
    """The newest reviewed state as it was last fetched, without asking the other side; None where it never was."""
    git = Git(folder)
    names = git.read("remote").decode().split()
    guesses = ["@{upstream}", *(f"refs/remotes/{name}/{ref}" for name in names for ref in ("HEAD", "main", "master"))]
    known = (
        git.answer("rev-parse", "--verify", "--quiet", "--end-of-options", f"{each}^{{commit}}") for each in guesses
    )
    return next((each.decode().strip() for each in known if each), None)


def checked_out(git: Git) -> str:
    """The branch that is checked out; empty where none is."""
    return (git.answer("symbolic-ref", "--short", "--quiet", "HEAD") or b"").decode().strip()


def _base(folder: Path, name: str, url: str) -> str:
    """The branch that the other side calls its own."""
    try:
        told = OwnGit(folder).read("ls-remote", "--symref", "--quiet", name, "HEAD").decode()
    except GitFailed as failure:
        raise explained(failure, Remote(name, url, "").shown) from None
    if match := re.match(r"ref: refs/heads/(\S+)\tHEAD", told):
        return match[1]
    raise NotSent(
        say(
            "kho {where} chưa có nhánh chính; người lập sổ đưa sổ lên trước: git push {remote} HEAD",
            "the repository {where} has no main branch yet; whoever started the register has to push it: git push "
            "{remote} HEAD",
            where=Remote(name, url, "").shown,
            remote=name,
        )
    )


def fetch(folder: Path, remote: Remote) -> None:
    """Brings the newest reviewed state, and what lies there for review. Raises `NotSent`."""
    place = f"refs/remotes/{remote.name}"
    try:
        OwnGit(folder).read(
            "fetch",
            "--quiet",
            "--no-tags",
            "--prune",
            "--no-recurse-submodules",
            "--no-write-fetch-head",
            remote.name,
            f"+refs/heads/{remote.base}:{remote.newest}",
            f"+refs/heads/{BRANCHES}*:{place}/{BRANCHES}*",
        )
    except GitFailed as failure:
        if "couldn't find remote ref" in failure.complaint:
            raise NotSent(
                say(
                    "ở {where} không có nhánh “{branch}”; ghi đúng tên nhánh ở --to",
                    "there is no branch “{branch}” at {where}; name one that is there by --to",
                    where=remote.shown,
                    branch=remote.base,
                ),
                failure.complaint,
            ) from None
        raise explained(failure, remote.shown) from None


def topic_branches(folder: Path, remote: Remote) -> dict[str, str]:
    """The branches that lay there for review when it was last fetched, by topic: the commit of each."""
    prefix = f"refs/remotes/{remote.name}/{BRANCHES}"
    told = Git(folder).read("for-each-ref", "--format=%(refname) %(objectname)", prefix).decode()
    pairs = (line.split(" ") for line in told.splitlines())
    return {name.removeprefix(prefix): commit for name, commit in pairs}
