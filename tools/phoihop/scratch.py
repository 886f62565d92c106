"""Folders for what a run needs only on its way: gone when it ends, and cleared by the next run where it was killed."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from phoihop.operating_system import user

PREFIX = "phoihop-"
_LOCK = ".in-use"
_SECONDS_TO_LOCK = 60
"""Age before which a folder's own run may not have locked it yet."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder of one's own in the system's folder for temporary files."""
    _clear_left_behind()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name, (Path(name) / _LOCK).open("wb") as lock:
        # The system lets go of the lock when the run ends, however it ends.
        _locked(lock)
        inner = Path(name) / "scratch"
        inner.mkdir()
        yield inner


def _clear_left_behind() -> None:
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            status = folder.lstat()
            if status.st_uid != user() or time.time() - status.st_mtime < _SECONDS_TO_LOCK:
                continue
            with (folder / _LOCK).open("rb") as lock:
                if _locked(lock):
                    shutil.rmtree(folder, ignore_errors=True)


def _locked(lock: IO[bytes]) -> bool:
    """Takes a lock where nobody else has it, and the system knows locks."""
    try:
        import fcntl

        fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True
