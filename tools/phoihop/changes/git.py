"""The program git, run so that neither its settings nor the caller's environment change what comes out.

Nothing of a repository is checked out or run: filters, text conversions, external diffs, hooks, pagers and signature
programs are not in play with these commands, and what a partial clone lacks is not fetched behind the reader's back.
Settings that say whether a folder may be read at all (`safe.directory`) stay in force.

What is sent elsewhere is sent as the person at the keyboard would (`OwnGit`): by their identity, credentials and hooks.
"""

import os
import shlex
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread
from typing import IO

from phoihop.language import Explained, say
from phoihop.operating_system import refusal

_CHUNK = 1 << 16
_SETTINGS = (
    "advice.graftFileDeprecated=false",
    "core.alternateRefsCommand=false",
    f"core.attributesFile={os.devnull}",
    "core.commitGraph=false",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.quotePath=false",
    "core.multiPackIndex=false",
    "core.splitIndex=false",
    "core.untrackedCache=false",
    f"diff.orderFile={os.devnull}",
    "diff.relative=false",
    "log.follow=false",
    "log.mailmap=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "protocol.allow=never",
)
NONE: Mapping[str, str] = {}
_KEPT_VARIABLES = ("GIT_CONFIG", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_OWN_VARIABLES = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_ASKPASS", "GIT_SSH", "GIT_SSL_", "GIT_HTTP_", "GIT_PROXY_")


class NoHistory(Explained):
    """Git can't tell what was asked. `message` says why and what to do."""


class GitFailed(NoHistory):
    """git ended with an error: `complaint` is what it said, in English."""

    def __init__(self, complaint: str) -> None:
        super().__init__(say("git báo lỗi: {why}", "git failed: {why}", why=complaint or "?"))
        self.complaint = complaint


class NotOurs(GitFailed):
    """git refuses a repository that belongs to another user: it could make git run what its owner likes."""

    def __init__(self, complaint: str, folder: Path) -> None:
        super().__init__(complaint)
        self.message = say(
            "Git không đọc kho vì thư mục thuộc người dùng khác; đổi chủ thư mục (chown), hoặc cho phép: "
            "git config --global --add safe.directory {folder}",
            "Git reads no repository of another user; make the folder your own (chown), or allow it: "
            "git config --global --add safe.directory {folder}",
            folder=shlex.quote(str(folder.absolute())),
        )


class IncompleteClone(NoHistory):
    """Contents that the history speaks of are not here, as in a partial clone. None are fetched unasked."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "kho này thiếu nội dung của một số lần ghi cũ (partial clone); lấy đủ bằng git fetch --refetch",
                "this clone lacks the contents of some earlier records (it is partial); run git fetch --refetch",
            )
        )


class Git:
    """git in one folder. Raises `NoHistory` where there is no such program, `GitFailed` where it ends with an error."""

    settings: tuple[str, ...] = _SETTINGS

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, *arguments: str, variables: Mapping[str, str] = NONE) -> bytes:
        """What git prints. `variables` are added to its environment."""
        with self.process(*arguments, variables=variables) as process:
            assert process.stdout is not None
            return process.stdout.read()

    def said(self, *arguments: str) -> str:
        """What git says on the way to success, in English: progress and the lines of the other side."""
        with TemporaryFile() as complaints, self.process(*arguments, complaints=complaints) as process:
            assert process.stdout is not None
            process.stdout.read()
            process.wait()
            complaints.seek(0)
            return complaints.read().decode("utf-8", "replace")

    def answer(self, *arguments: str) -> bytes | None:
        """What git prints, or None where it says no by its exit code."""
        try:
            return self.read(*arguments)
        except GitFailed:
            return None

    def told(self, *arguments: str, lines: Iterable[str], variables: Mapping[str, str] = NONE) -> bytes:
        """What git prints when it is given these lines."""
        return b"\0".join(self.pieces(*arguments, lines=lines, variables=variables))

    def pieces(
        self, *arguments: str, lines: Iterable[str] = (), variables: Mapping[str, str] = NONE
    ) -> Iterator[bytes]:
        """What git prints, piece by piece as NUL parts it, while it is still at work.

        `lines` is what it is given to read: one process for all that is asked. They are written by a thread of their
        own, so that neither side waits for the other however many there are.
        """
        text = "".join(f"{line}\n" for line in lines).encode("utf-8", "surrogateescape")
        return chain.from_iterable(self._pieces(arguments, text, variables))

    def _pieces(self, arguments: tuple[str, ...], text: bytes, variables: Mapping[str, str]) -> Iterator[list[bytes]]:
        with self.process(*arguments, takes_input=bool(text), variables=variables) as process:
            assert process.stdout is not None
            writer = Thread(target=_write, args=(process.stdin, text))
            writer.start()
            rest = b""
            while chunk := process.stdout.read(_CHUNK):
                *whole, rest = (rest + chunk).split(b"\0")
                yield whole
            writer.join()
            if rest:
                yield [rest]

    @contextmanager
    def process(
        self,
        *arguments: str,
        takes_input: bool = False,
        variables: Mapping[str, str] = NONE,
        complaints: IO[bytes] | None = None,
    ) -> Iterator["subprocess.Popen[bytes]"]:
        """git while it runs. It is ended where the caller goes away early; its error is raised where it fails.

        What it says beside its output is kept in `complaints`, where the caller has a file for it.
        """
        settings = [word for setting in self.settings for word in ("-c", setting)]
        with nullcontext(complaints) if complaints else TemporaryFile() as complaints:
            try:
                process = subprocess.Popen(
                    ["git", *settings, *arguments],
                    cwd=self.folder,
                    env={**self.environment(), **variables},
                    stdin=subprocess.PIPE if takes_input else subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=complaints,
                )
            except OSError as error:
                why = refusal(error)
                raise NoHistory(
                    say("không chạy được git ({why}); cài đặt Git", "git can't be run ({why}); install Git", why=why)
                ) from None
            with process:
                try:
                    yield process
                except BrokenPipeError:
                    pass  # git went away; its exit code and its error tell why
                except BaseException:
                    process.kill()
                    raise
            if process.returncode:
                complaints.seek(0)
                complaint = complaints.read().decode("utf-8", "replace").strip()
                raise IncompleteClone if "promisor remote" in complaint else GitFailed(complaint)

    def environment(self) -> dict[str, str]:
        """The caller's environment, less what would point Git at another repository, or make it ask, page or pretend.

        Replacement objects and grafts would show a history that others, who have not got them, do not see. GIT_FLUSH
        lets git fill its buffer instead of sending each commit by itself.
        """
        return _kept_environment(_KEPT_VARIABLES) | {
            "GIT_ATTR_NOSYSTEM": "1",
            "GIT_FLUSH": "0",
            "GIT_GRAFT_FILE": os.devnull,
            "GIT_NO_LAZY_FETCH": "1",
            "GIT_NO_REPLACE_OBJECTS": "1",
            "GIT_OPTIONAL_LOCKS": "0",
            "GIT_PAGER": "cat",
            "GIT_TERMINAL_PROMPT": "0",
            "LC_ALL": "C",
        }


class OwnGit(Git):
    """git as the person at the keyboard has it, with their identity, signing, filters, credentials and hooks.

    It never asks: what a terminal would be asked for (a password, a passphrase, an unknown host) is missing instead.
    Its complaints are in English.
    """

    settings = ("core.quotePath=false", "http.lowSpeedLimit=1", "http.lowSpeedTime=60")

    def environment(self) -> dict[str, str]:
        kept = _kept_environment((*_KEPT_VARIABLES, *_OWN_VARIABLES))
        return kept | {
            "GIT_PAGER": "cat",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_EDITOR": ":",
            "SSH_ASKPASS": "false",
            "SSH_ASKPASS_REQUIRE": "force",
            "GCM_INTERACTIVE": "never",
            "LC_ALL": "C.UTF-8",
            # Beside any locale but C itself it would win, and complaints are read.
            "LANGUAGE": "",
        }


def _write(stdin: IO[bytes] | None, text: bytes) -> None:
    if stdin is not None:
        with suppress(BrokenPipeError), stdin:
            stdin.write(text)


def _kept_environment(names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name.startswith(names)}
