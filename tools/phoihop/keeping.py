"""Files that runs keep in the user's folder for caches, and that may be deleted at any time.

None is trusted further than can be checked: a file that is damaged, of another kind, or not the user's own is as if it
weren't there. Two processes may write at once, for a file appears whole or not at all. Where nothing can be written,
nothing is kept, and nothing is said. A file tells by a digest whether it is whole; that shows damage, not intent:
whoever may write such a file may write what they like into it.
"""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISREG
from typing import Generic, TypeVar

import msgspec

import phoihop
from phoihop.operating_system import JUST_READ, user
from phoihop.writing import UNFINISHED, write_whole

Shape = TypeVar("Shape")

_DIGEST = 32
_LEFT_BEHIND = 3600
"""Seconds after which no run writes its file any more."""
_LIBRARIES = ("holidays", "msgspec", "yaml")
"""Libraries whose version could change what is found."""


def sealed(mark: bytes, kept: object) -> bytearray:
    """What a file holds that keeps this. Put together in its place: what is kept may be large."""
    content = bytearray(mark + bytes(_DIGEST))
    start = len(content)
    msgspec.msgpack.Encoder().encode_into(kept, content, start)
    with memoryview(content) as whole:
        digest = blake2b(whole[start:], digest_size=_DIGEST).digest()
    content[len(mark) : start] = digest
    return content


def unsealed(mark: bytes, content: bytes) -> memoryview | None:
    """The payload, or None where the file is of another kind, cut short, or changed in any bit."""
    start = len(mark) + _DIGEST
    payload = memoryview(content)[start:]
    if content[:start] != mark + blake2b(payload, digest_size=_DIGEST).digest():
        return None
    return payload


class KeptFile(Generic[Shape]):
    """One such file. `mark` tells its kind, `shape` what it holds, as MessagePack."""

    def __init__(self, file: Path, mark: bytes, shape: type[Shape]) -> None:
        self._file = file
        self._mark = mark
        self._shape = shape

    def load(self) -> Shape | None:
        """What was kept; None where there is nothing, or nothing that can be trusted."""
        try:
            payload = unsealed(self._mark, _read_own(self._file))
            return None if payload is None else msgspec.msgpack.decode(payload, type=self._shape)
        except (OSError, msgspec.DecodeError):
            return None

    def save(self, kept: Shape, most: int) -> None:
        """Keeps this instead of what was kept, and of the folder's files of this suffix the `most` newest."""
        folder = self._file.parent
        with suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _clear_unfinished(folder)
            if self._file.is_symlink() or self._file.is_fifo():
                # Nothing of ours: what is kept goes into its place, and neither through a link nor into a pipe.
                self._file.unlink()
            write_whole(self._file, sealed(self._mark, kept))
            files = folder.glob(f"*{self._file.suffix}")
            for old in sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True)[most:]:
                old.unlink(missing_ok=True)


def _clear_unfinished(folder: Path) -> None:
    """Deletes what runs that were killed left behind; what is younger may be a run's that is at work."""
    for file in folder.glob(f"{UNFINISHED}*"):
        if time.time() - file.stat().st_mtime > _LEFT_BEHIND:
            file.unlink(missing_ok=True)


def folder_for(root: Path, cache: Path) -> Path:
    """Where results on a register in `root` are kept, in the user's folder for caches: by the register's own place."""
    return cache / blake2b(os.fsencode(os.path.realpath(root)), digest_size=12).hexdigest()


def digest_of(parts: Iterable[str | bytes]) -> bytes:
    """What kept results depend on, in 16 bytes: these parts, the user, and the tool itself."""
    digest = blake2b(digest_size=16)
    for part in (*parts, str(user()), *_tool()):
        content = part if isinstance(part, bytes) else part.encode("utf-8", "surrogateescape")
        digest.update(b"%d\0" % len(content) + content)
    return digest.digest()


def _tool() -> list[str]:
    """The tool as it stands on disk, so that a change of its code counts even where the version stays."""
    package = os.walk(Path(phoihop.__file__).parent)
    files = sorted(Path(folder, name) for folder, _, names in package for name in names if name.endswith(".py"))
    found = (find_spec(library) for library in _LIBRARIES)
    files += (Path(spec.origin) for spec in found if spec and spec.origin)
    return [phoihop.__version__, *(f"{file} {(status := file.stat()).st_size} {status.st_mtime_ns}" for file in files)]


def _read_own(file: Path) -> bytes:
    """A regular file that belongs to the user. OSError for any other."""
    with open(os.open(file, JUST_READ), "rb") as opened:  # noqa: PTH123
        status = os.fstat(opened.fileno())
        if not S_ISREG(status.st_mode) or status.st_uid != user():
            raise PermissionError(file)
        return opened.read()
