"""Puts a folder that was made anew in the place of the old one: whoever reads sees the old one whole or the new one.

For a folder `site`, `.site-build` beside it, on the same disk, is where the next one is made; a link is followed first.
Nobody but the user may look into it. Whatever is killed at any moment leaves the old folder or the new one; what else
it left is cleared away by the next run.

A file in the folder lists all that a run wrote there, so that what others keep in it (`.git`, CNAME, `.well-known`) is
known, and stays. Where there is such a thing, or where the folder can't be exchanged (a volume that is mounted), the
new state is brought into the folder file by file; a run that is broken off just then is completed by the next one.
"""

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from phoihop.operating_system import locked
from phoihop.scratch import scratch_folder
from phoihop.site.output import delete, files_in

LIST = "data/files.txt"
"""Where a folder lists all that a run wrote into it, a path a line."""

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
_UNSUPPORTED = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP)
_FIXED = (errno.EBUSY, errno.EXDEV, *([errno.EACCES] if sys.platform == "win32" else []))
"""What the system says of a folder that something is mounted on, that lies on another disk, or, on Windows, in which
somebody has a file open.
"""


class Replacing:
    """The next state of the folder at `target`, made in `next`; `aside` is for what is needed only on the way."""

    def __init__(self, target: Path) -> None:
        self.target = Path(os.path.realpath(target))
        self._lie_in(self.target.with_name(f".{self.target.name}-build"))

    def _lie_in(self, folder: Path) -> None:
        self.folder = folder
        self.next = folder / "next"
        self.aside = folder / "aside"
        self._displaced = folder / "displaced"

    @contextmanager
    def opened(self) -> Iterator[None]:
        """One run at a time: a second one waits until the first is done. What a broken one left is put right."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = (self.folder / "lock").open("a")
        except OSError:
            # Beside a volume that is mounted there may be nothing that the user can write into.
            with scratch_folder() as folder:
                self._lie_in(folder)
                yield
            return
        with lock:
            with suppress(OSError):
                self.folder.chmod(0o700)
            (self.folder / ".gitignore").write_text("*\n", encoding="ascii")
            locked(lock)
            if self._displaced.exists() and not self.target.exists():
                self._displaced.rename(self.target)
            self._clear()
            try:
                yield
            finally:
                self._clear()

    def listed(self) -> set[str]:
        """What a run wrote into the folder as it stands, as far as that is known."""
        return set(_told(self.target).split("\n")) - {""}

    def put_in_place(self) -> None:
        """The next state becomes the folder; what others keep there stays. What is left of the old one is deleted."""
        self.next.chmod(0o755)
        written = {path for path, _ in files_in(self.next)} | {LIST}
        _list(self.next, written)
        if _told(self.next) == _told(self.target):
            shutil.copystat(self.target / LIST, self.next / LIST)
        known = self.listed()
        others = self.target.exists() and any(path not in known for path, _ in files_in(self.target))
        if others or not self._takes_its_place():
            self._bring_over(written, known)
        shutil.rmtree(self.next, ignore_errors=True)

    def _takes_its_place(self) -> bool:
        """Puts the folder in the old one's place as a whole; says whether the system can."""
        try:
            if not self.target.exists():
                self.target.parent.mkdir(parents=True, exist_ok=True)
                self.next.rename(self.target)
            elif not _exchanged(self.target, self.next):
                # There is no folder for a moment; a run that is broken off just then is put right by the next one.
                self.target.rename(self._displaced)
                self.next.rename(self.target)
                self._displaced.rename(self.next)
        except OSError as error:
            if error.errno not in _FIXED:
                raise
            return False
        return True

    def _bring_over(self, written: set[str], known: set[str]) -> None:
        """Each file by itself: first all that pages need, then the pages, then what is no more."""
        self.target.mkdir(parents=True, exist_ok=True)
        _list(self.target, {*written, *known})
        for path in sorted(written - {LIST}, key=lambda path: (path.endswith("index.html"), path)):
            source, target = self.next / path, self.target / path
            if not _is_same(source, target):
                target.parent.mkdir(parents=True, exist_ok=True)
                _move(source, target)
        delete(self.target, known - written)
        _list(self.target, written)

    def _clear(self) -> None:
        for left in (self.next, self.aside, self._displaced):
            shutil.rmtree(left, ignore_errors=True)


def may_be_replaced(folder: Path, mark: Path) -> bool:
    """Whether a folder shows by `mark` that a run made it, or has only what is kept for Git, a forge or a server."""
    return folder.is_dir() and (
        (folder / mark).is_file()
        or all(entry.name.startswith(".") or entry.name == "CNAME" for entry in folder.iterdir())
    )


def _told(folder: Path) -> str:
    with suppress(OSError):
        return (folder / LIST).read_text(encoding="utf-8", errors="surrogateescape")
    return ""


def _list(folder: Path, paths: Collection[str]) -> None:
    told = "".join(f"{path}\n" for path in sorted(paths))
    if told != _told(folder):
        (folder / LIST).parent.mkdir(exist_ok=True)
        aside = folder / f"{LIST}.new"
        aside.write_text(told, encoding="utf-8", errors="surrogateescape")
        aside.replace(folder / LIST)


def _is_same(one: Path, other: Path) -> bool:
    """Whether two files are one, or a copy with its time."""
    try:
        first, second = one.stat(), other.lstat()
    except OSError:
        return False
    return os.path.samestat(first, second) or (
        (first.st_size, first.st_mtime_ns) == (second.st_size, second.st_mtime_ns)
    )


def _move(source: Path, target: Path) -> None:
    """Puts a file in another's place at one stroke, from another disk too."""
    try:
        source.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        aside = target.with_name(f"{target.name}.new")
        shutil.copy2(source, aside)
        aside.replace(target)


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
