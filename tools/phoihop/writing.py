"""Writes a file whole or not at all: whoever reads it meanwhile, or after a crash, finds the old one or the new."""

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

UNFINISHED = "unfinished-"
"""How the files begin in which a content is collected; one is left where whoever writes it is killed."""

# It can only be read by setting it, which is no time for other threads to make files.
_MASK = os.umask(0o077)
os.umask(_MASK)


def write_whole(path: Path, content: bytes | bytearray) -> None:
    """Puts `content` in the place of what is at `path`. OSError, with the old file as it was, where it fails."""
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a pipe or a terminal has no old content to lose
        return
    path = Path(os.path.realpath(path))
    descriptor, name = mkstemp(prefix=UNFINISHED, dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(_mode_of(path))
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _mode_of(path: Path) -> int:
    """The permissions that the file has, or would get from the system were it made new."""
    with suppress(OSError):
        return path.stat().st_mode & 0o777
    return 0o666 & ~_MASK
