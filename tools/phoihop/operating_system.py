"""What one operating system has and another lacks: said here once, for Windows has neither users by number nor links.

(A link there takes rights that nobody has by accident, and Git writes one as a text file.)
"""

import os

JUST_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
"""Flags to open a file by: its bytes as they are, never through a link, without waiting for a pipe to be filled."""


def user() -> int:
    """The number of the user who runs this, as files name their owner; 0 where users have no numbers."""
    return os.geteuid() if hasattr(os, "geteuid") else 0
