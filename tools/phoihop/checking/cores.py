"""Work on many tasks spread over the machine's cores.

Each process looks at a few tasks at a time and hands back small results, so that none ever holds a whole register.
Where there is little to do the work is done in the process itself: to start others takes longer.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from concurrent.futures import Future

Work: TypeAlias = Callable[[Sequence[str]], bytes]
"""Looks at the tasks of these ids, and gives what it found in a form that any process can read."""

SELDOM = (100_000, 20, 20)
"""How many new objects, and rounds, it takes until a process looks for garbage."""

SHARES_A_CORE = 16
"""In how many pieces a core's part comes: so that no core waits long for the last."""


def cores() -> int:
    """How many cores this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(work: Work, tasks: Sequence[str], jobs: int) -> Iterator[tuple[int, bytes]]:
    """Does the work in `jobs` processes; yields of how many tasks it came, and what was found, in any order."""
    size = max(1, min(100, len(tasks) // (jobs * SHARES_A_CORE)))
    shares = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    if jobs < 2:
        for share in shares:
            yield len(share), work(share)
        return
    # Imported here because most runs have little to do, and this takes as long as they do.
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from multiprocessing import get_context

    # Copied with all that is loaded where that is cheap and safe; elsewhere each process loads it anew.
    context = get_context("fork" if sys.platform == "linux" else "spawn")
    # What is there by now stays for good: neither process need look through it for garbage, or copy it to do so.
    gc.freeze()
    executor = ProcessPoolExecutor(jobs, context, initializer=_take, initargs=(work,))
    try:
        asked: dict[Future[bytes], int] = {executor.submit(_do, share): len(share) for share in shares}
        for future in as_completed(asked):
            yield asked.pop(future), future.result()
    finally:
        executor.shutdown(wait=True, cancel_futures=True)
        gc.unfreeze()


_work: Work | None = None


def _take(work: Work) -> None:
    """In a new process: takes the work, and leaves it to the first process to say that it was broken off."""
    global _work
    _work = work
    # Almost all that a task leaves behind is freed at once; what stands in circles is rare and may wait.
    gc.set_threshold(*SELDOM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(share: Sequence[str]) -> bytes:
    assert _work is not None
    return _work(share)
