"""Folders for what a run needs only on its way: gone when it ends, and cleared by the next run where it was killed."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from phoihop.operating_system import locked, user

PREFIX = "phoihop-"
_LOCK = ".in-use"
_SECONDS_TO_LOCK = 60
"""Age before which a folder's own run may not have locked it yet."""


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder of one's own in the system's folder for temporary files."""
    _clear_left_behind()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name, (Path(name) / _LOCK).open("wb") as lock:
        locked(lock, waits=False)
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
                is_abandoned = locked(lock, waits=False)
            # Windows deletes nothing that is open.
            if is_abandoned:
                shutil.rmtree(folder, ignore_errors=True)
