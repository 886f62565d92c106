"""What a task's folder looks like from outside: enough to know, without reading, that nothing in it has changed.

As in Git's index, a file is known by its size, its times and its number on the disk. Times are ticks: a file written
twice within one tick may look the same after as before. So a folder that was touched just now has no signature, and
will be read again the next time, until its files are old enough that any further change must show.
"""

import os
from hashlib import blake2b

import msgspec

SETTLED_AFTER_NS = 2_500_000_000
"""Age at which a file's times can be trusted: more than the coarsest tick of a file system in use (FAT: 2 s)."""

UNSETTLED = b""

_Seen = tuple[bytes, int, int, int, int, int] | tuple[bytes]
"""A file's path in the folder, mode, size, times and number; of a folder below it its path alone, which ends with /."""


def signature(folder: str, now_ns: int) -> bytes:
    """The folder's signature, or `UNSETTLED` where something in it was touched just now, or can't be looked at.

    All names count, in the folder and in those below it, and so do papers that no record names yet.
    """
    seen: list[_Seen] = []
    try:
        is_settled = _look(os.fsencode(folder), b"", now_ns - SETTLED_AFTER_NS, seen)
    except OSError:
        return UNSETTLED
    # Put together at once: a large register has a hundred thousand files, and each step for one file shows.
    return blake2b(msgspec.msgpack.encode(sorted(seen)), digest_size=16).digest() if is_settled else UNSETTLED


def _look(folder: bytes, prefix: bytes, latest_ns: int, seen: list[_Seen]) -> bool:
    """Adds what lies in a folder; False, and not all of it, where a file is younger than `latest_ns`."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                path = prefix + entry.name + b"/"
                seen.append((path,))
                if not _look(entry.path, path, latest_ns, seen):
                    return False
            else:
                status = entry.stat(follow_symlinks=False)
                written, changed = status.st_mtime_ns, status.st_ctime_ns
                if written > latest_ns or changed > latest_ns:
                    return False
                seen.append((prefix + entry.name, status.st_mode, status.st_size, written, changed, status.st_ino))
    return True
