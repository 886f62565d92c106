"""Work on what a stranger made, within bounds of memory and time that the operating system keeps.

The work is done in a process of its own: a template, a spreadsheet or a PDF may be made to need any amount of either,
and a library that runs out of memory ends its process.
"""

import os
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

MOST_MEMORY = 512 * 1024 * 1024
"""In bytes of addresses, beside what the process has when the work begins."""
MOST_SECONDS = 10
"""Of processor time."""

Result = TypeVar("Result")


class TooMuch(Exception):
    """The work needed more memory or time than it may have."""


def bounded(work: Callable[[], Result], *, seconds: int = MOST_SECONDS) -> Result:
    """What the work gives, or the exception that it raises. Raises `TooMuch`.

    Work, result and exceptions are sent from process to process, so they must be what pickle knows.
    """
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    try:
        executor = ProcessPoolExecutor(1, context, initializer=limit, initargs=(MOST_MEMORY, seconds))
    except OSError as error:
        # The locks that processes share are made there, and the system's complaint names no file.
        raise OSError(error.errno, error.strerror, "/dev/shm") from error
    try:
        return executor.submit(work).result()
    except (BrokenProcessPool, MemoryError):
        raise TooMuch from None
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def limit(memory: int, seconds: int) -> None:
    """Bounds this process for good, where the system can: beside what it has by now, a fork's inheritance."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        memory += _had_by_now()
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        # What it was when it was killed is nobody's business, and may be large.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _had_by_now() -> int:
    """The bytes of addresses that this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
