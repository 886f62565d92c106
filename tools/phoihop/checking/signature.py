"""What a task's folder looks like from outside: enough to know, without reading, that nothing in it has changed.

As in Git's index, a file is known by its size, its times and its number on the disk. Times are ticks: a file written
twice within one tick may look the same after as before. So a folder that was touched just now has no signature, and
will be read again the next time, until its files are old enough that any further change must show.
"""

import os
from collections.abc import Iterator
from hashlib import blake2b
from stat import S_ISDIR

SETTLED_AFTER_NS = 2_500_000_000
"""Age at which a file's times can be trusted: more than the coarsest tick of a file system in use (FAT: 2 s)."""

UNSETTLED = b""


def signature(folder: str, now_ns: int) -> bytes:
    """The folder's signature, or `UNSETTLED` where something in it was touched just now, or can't be looked at.

    All names count, in the folder and in those below it, and so do papers that no record names yet.
    """
    digest = blake2b(digest_size=16)
    try:
        for name, status in _entries(folder, ""):
            if S_ISDIR(status.st_mode):
                # What lies in it is looked at itself.
                seen = f"{name}\0{status.st_mode}\0"
            elif max(status.st_mtime_ns, status.st_ctime_ns) > now_ns - SETTLED_AFTER_NS:
                return UNSETTLED
            else:
                times = f"{status.st_mtime_ns} {status.st_ctime_ns}"
                seen = f"{name}\0{status.st_mode} {status.st_size} {times} {status.st_ino}\0"
            digest.update(seen.encode("utf-8", "surrogateescape"))
    except OSError:
        return UNSETTLED
    return digest.digest()


def _entries(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as scan:
        entries = sorted(scan, key=lambda entry: entry.name)
    for entry in entries:
        yield prefix + entry.name, entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(entry.path, f"{prefix}{entry.name}/")
