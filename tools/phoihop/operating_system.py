"""What one operating system has and another lacks: said here once, for Windows has neither users by number nor links.

(A link there takes rights that nobody has by accident, and Git writes one as a text file.)
"""

import os
from typing import IO, Any

JUST_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a file by: its bytes as they are, never through a link, without waiting for a pipe to be filled."""


def user() -> int:
    """The number of the user who runs this, as files name their owner; 0 where users have no numbers."""
    return os.geteuid() if hasattr(os, "geteuid") else 0


def locked(file: IO[Any], *, waits: bool = True) -> bool | None:
    """Whether this run alone has the lock of an open file now, in its turn if it waits; None where there are no locks.

    It is given back when the file is closed, and by the system however a process ends.
    """
    from filelock import lock_descriptor

    try:
        return lock_descriptor(file.fileno(), blocking=waits)
    except OSError:
        return None
