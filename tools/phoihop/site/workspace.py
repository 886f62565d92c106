"""The folder beside a site in which its next state is made, and the exchange by which readers get it: all or nothing.

`.site-build/` lies beside `site/`, on the same disk. It holds the build record, what the
tasks yielded, and a spare copy of the site, whose
files are the site's own by hard links. A build brings the spare copy up to date and exchanges the two; so it writes
only what changed, and whoever reads the site sees the old one whole or the new one whole. A build that is broken off
leaves the site alone. The folder may be deleted at any time: the next build is a full one, then.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from phoihop.site.output import FileState, Output, delete, link_all, verified
from phoihop.site.record import BuildRecord

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)


class Workspace:
    """Where the next state of the site at `target` is made. Use it inside `opened`."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.folder = target.with_name(f".{target.name}-build")
        self.record_file = self.folder / "record"
        self.judged_file = self.folder / "tasks.judged"
        self.next = self.folder / "next"
        self.spare = self.folder / "spare"
        self._displaced = self.folder / "displaced"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """One build at a time: a second one waits until the first is done. What a broken one left is put right."""
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
        with (self.folder / "lock").open("a") as lock:
            _lock(lock.fileno())
            if self._displaced.exists() and not self.target.exists():
                self._displaced.rename(self.target)
            for left in (self.next, self._displaced):
                shutil.rmtree(left, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(self.next, ignore_errors=True)

    def begin(self) -> tuple[BuildRecord, Output]:
        """The record of the site as it stands, and where its next state is written: what is known lies there."""
        record = BuildRecord.read(self.record_file) if self.target.exists() else None
        if record is None:
            shutil.rmtree(self.spare, ignore_errors=True)
            self.next.mkdir()
            return BuildRecord(), Output(self.next, earlier=self.target if self.target.exists() else None)
        if self.spare.exists():
            self.spare.rename(self.next)
            there = {path for path in record.stale if path in record.files and (self.target / path).is_file()}
            delete(self.next, set(record.stale) - there)
            link_all(self.target, self.next, there)
        else:
            self.next.mkdir()
            link_all(self.target, self.next, (path for path in record.files if (self.target / path).is_file()))
        return record, Output(self.next, known=verified(self.next, record.files))

    def finish(self, record: BuildRecord, before: Mapping[str, FileState]) -> None:
        """Puts the next state in the site's place. `before` are the files of the spare copy when the build began."""
        changed = {path for path, state in record.files.items() if before.get(path) != state}
        record.stale = tuple(sorted(changed | (before.keys() - record.files.keys())))
        had_spare = self.target.exists() and bool(before)
        if not had_spare:
            # Nothing of the old site is of use to the next build.
            record.stale = ()
            self._make_spare(record)
        fresh = self.folder / "record.next"
        record.write(fresh)
        self.next.chmod(0o755)
        if self.target.exists():
            self._exchange()
        else:
            self.next.rename(self.target)
        fresh.replace(self.record_file)
        if had_spare:
            self.next.rename(self.spare)

    def _make_spare(self, record: BuildRecord) -> None:
        shutil.rmtree(self.spare, ignore_errors=True)
        aside = self.folder / "displaced"
        link_all(self.next, aside, record.files)
        aside.rename(self.spare)

    def _exchange(self) -> None:
        """After it, the old site lies at `next`."""
        if not _exchanged(self.target, self.next):
            # There is no site for a moment; a build that is broken off just then is put right by the next one.
            self.target.rename(self._displaced)
            self.next.rename(self.target)
            self._displaced.rename(self.next)


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
