"""What earlier runs kept: one file for each register, day, configuration and version of the tool.

It may be deleted at any time. It is never trusted further than can be checked: a file that is damaged, of another
shape, or not the user's own is as if it weren't there. Two processes may write at once, for a file appears whole or
not at all. Where nothing can be written, nothing is kept, and nothing is said.
"""

import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISREG

import msgspec

import phoihop
from phoihop.checking.sealed import sealed, unsealed
from phoihop.checking.summary import TaskSummary
from phoihop.records.register import Register

FILES_KEPT = 4
"""For how many days or configurations of a register results are kept, the newest used."""

_MARK = b"phoihop kept 1\n"
_SUFFIX = ".kept"
_LIBRARIES = ("holidays", "msgspec", "yaml")
"""Libraries whose version could change what is found."""

Summaries = dict[str, TaskSummary]
"""By task id."""


class Kept:
    """The results of earlier runs on a register, in one file of `folder`; `topic` is what else they depend on."""

    def __init__(self, folder: Path, topic: bytes) -> None:
        self._folder = folder
        self._file = folder / f"{topic.hex()}{_SUFFIX}"

    def load(self) -> Summaries:
        """What was kept, by task; nothing where there is nothing, or nothing that can be trusted."""
        try:
            payload = unsealed(_MARK, _read_own(self._file))
            return {} if payload is None else msgspec.msgpack.decode(payload, type=Summaries)
        except (OSError, msgspec.DecodeError):
            return {}

    def save(self, summaries: Mapping[str, TaskSummary]) -> None:
        """Keeps these instead of what was kept. Results of other days and configurations stay, up to a few."""
        content = sealed(_MARK, msgspec.msgpack.encode(summaries))
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            handle, written = tempfile.mkstemp(dir=self._folder)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(content)
                Path(written).replace(self._file)
            except BaseException:
                Path(written).unlink(missing_ok=True)
                raise
            self._forget_oldest()

    def _forget_oldest(self) -> None:
        files = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in files[FILES_KEPT:]:
            file.unlink(missing_ok=True)


def configuration(register: Register) -> bytes:
    """A digest of what the judgement of any task depends on besides its folder: settings and agencies."""
    known = (
        register.settings,
        register.is_readable,
        dict(sorted(register.agencies.items())),
        sorted(register.unreadable_agencies),
    )
    return blake2b(msgspec.msgpack.encode(known), digest_size=16).digest()


def topic_of(register: Register, *also: str) -> bytes:
    """What kept results depend on: the configuration, who reads, the tool itself, and what `also` says."""
    digest = blake2b(configuration(register), digest_size=16)
    for part in (*also, str(os.geteuid()), *_tool()):
        digest.update(part.encode("utf-8", "surrogateescape") + b"\0")
    return digest.digest()


def folder_for(register: Register, cache: Path) -> Path:
    """Where results of a register are kept, in the user's folder for caches: by the register's own place."""
    place = os.fsencode(os.path.realpath(register.root))
    return cache / blake2b(place, digest_size=12).hexdigest()


def _tool() -> list[str]:
    """The tool as it stands on disk, so that a change of its code counts even where the version stays."""
    files = sorted(Path(phoihop.__file__).parent.rglob("*.py"))
    found = (find_spec(library) for library in _LIBRARIES)
    files += (Path(spec.origin) for spec in found if spec and spec.origin)
    return [phoihop.__version__, *(f"{file} {(status := file.stat()).st_size} {status.st_mtime_ns}" for file in files)]


def _read_own(file: Path) -> bytes:
    """A regular file that belongs to the user. OSError for any other."""
    with open(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:  # noqa: PTH123
        status = os.fstat(opened.fileno())
        if not S_ISREG(status.st_mode) or status.st_uid != os.geteuid():
            raise PermissionError(file)
        return opened.read()
