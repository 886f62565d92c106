"""Work spread over the machine's cores.

Each process takes a share at a time and hands back what it found. Where there is little to do the work is done in the
process itself: to start others takes longer.
"""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Future

Item = TypeVar("Item")
Found = TypeVar("Found")

SHARES_A_CORE = 16
"""In how many pieces a core's part comes: so that no core waits long for the last."""
LARGEST_SHARE = 100

COPIES_ITSELF = sys.platform == "linux"
"""Whether a process is copied with all that is loaded: where that is cheap and safe. Elsewhere each loads it anew."""

_SELDOM = (100_000, 20, 20)
"""How many new objects, and rounds, it takes until a process looks for garbage."""
_PR_SET_PDEATHSIG = 1


def cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def shares_of(items: Sequence[Item], jobs: int) -> list[Sequence[Item]]:
    """Items in shares for so many processes."""
    size = max(1, min(LARGEST_SHARE, len(items) // (jobs * SHARES_A_CORE)))
    return [items[start : start + size] for start in range(0, len(items), size)]


def spread(
    work: Callable[[Sequence[Item]], Found], shares: Sequence[Sequence[Item]], jobs: int
) -> Iterator[tuple[int, Found]]:
    """Does the work on each share in `jobs` processes; yields how many items it was, and what was found, in any order.

    Unless processes are copied (`COPIES_ITSELF`), the work must be something that can be sent to another one.
    """
    if jobs < 2:
        for share in shares:
            yield len(share), work(share)
        return
    # Imported here because most runs have little to do, and this takes as long as they do.
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    context = get_context("fork" if COPIES_ITSELF else "spawn")
    # What is there by now stays for good: neither process need look through it for garbage, or copy it to do so.
    gc.freeze()
    try:
        executor = ProcessPoolExecutor(jobs, context, initializer=_take, initargs=(work, os.getpid()))
    except (OSError, ImportError):
        # No locks can be shared here (/dev/shm is closed, as in some containers): one process does it all.
        gc.unfreeze()
        yield from spread(work, shares, 1)
        return
    try:
        asked: dict[Future[Found], int] = {executor.submit(_do, share): len(share) for share in shares}
        for future in as_completed(asked):
            yield asked.pop(future), future.result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """While much is made that stays: to look for garbage as often as by default takes a good part of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


_work: Callable[[Sequence[Any]], Any] | None = None


def _take(work: Callable[[Sequence[Any]], Any], parent: int) -> None:
    """In a new process: takes the work, leaves it to the first process to say that it was broken off, ends with it."""
    global _work
    _work = work
    # Almost all that a task leaves behind is freed at once; what stands in circles is rare and may wait.
    gc.set_threshold(*_SELDOM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        # Nobody else would end a copy of a process that was killed, and it would go on writing.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _do(share: Sequence[Any]) -> Any:
    assert _work is not None
    return _work(share)
