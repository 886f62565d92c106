"""Puts a folder that was made anew in the place of the old one: whoever reads sees the old one whole or the new one.

For a folder `site`, `.site-build` beside it, on the same disk, is where the next one is made. Whatever is killed at any
moment leaves the old folder or the new one; what else it left is cleared away by the next run.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


class Replacing:
    """The next state of the folder at `target`, made in `next`; `aside` is for what is needed only on the way."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.with_name(f".{target.name}-build")
        self.next = self.folder / "next"
        self.aside = self.folder / "aside"
        self._displaced = self.folder / "displaced"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """One run at a time: a second one waits until the first is done. What a broken one left is put right."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
        with (self.folder / "lock").open("a") as lock:
            _lock(lock.fileno())
            if self._displaced.exists() and not self.target.exists():
                self._displaced.rename(self.target)
            self._clear()
            try:
                yield
            finally:
                self._clear()

    def put_in_place(self) -> None:
        """The next state becomes the folder; the old one, where there was one, lies at `next` then."""
        self.next.chmod(0o755)
        if not self.target.exists():
            self.next.rename(self.target)
        elif not _exchanged(self.target, self.next):
            # There is no folder for a moment; a run that is broken off just then is put right by the next one.
            self.target.rename(self._displaced)
            self.next.rename(self.target)
            self._displaced.rename(self.next)

    def _clear(self) -> None:
        for left in (self.next, self.aside, self._displaced):
            shutil.rmtree(left, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Exchanges two folders at one stroke; says whether the system can."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    if rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), str(one))


def _lock(descriptor: int) -> None:
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX)
