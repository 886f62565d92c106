"""How long a whole process takes by the clock and of the processor, and how much memory all of it holds at the peak.

Each run stands beside what the bare reading took just before it: a busy machine slows both.
"""

import os
import resource
import statistics
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLED_EVERY = 0.02
"""Seconds between two looks at memory, at the least."""
LOOKING = 0.02
"""The share of a core that looking may take: the system walks all pages of a process to tell of its memory."""

ENOUGH = 10.0
"""Seconds after which a command is not run once more: what takes long is told well enough by fewer runs."""


@dataclass(frozen=True)
class Took:
    """Seconds by the clock, and of the processor in all processes together."""

    seconds: float
    processor: float


@dataclass(frozen=True)
class Cost:
    """The median of several runs, and of the floors before them; MB at the peak, None where the system does not tell.

    `unfinished` marks a run that was stopped at its limit: it would have taken longer.
    """

    took: Took
    floor: Took
    megabytes: float | None
    unfinished: bool = False


def cost(
    command: Sequence[str],
    *,
    cwd: Path,
    env: Mapping[str, str],
    runs: int,
    limit: float,
    before: Callable[[], None] | None = None,
    floor: Callable[[], Took] = lambda: Took(0, 0),
) -> Cost:
    """Runs a command so many times, `before` and `floor` ahead of each. RuntimeError where it fails (exit 2 …)."""
    found: list[Took] = []
    floors: list[Took] = []
    peaks: list[float] = []
    while len(found) < runs and sum(each.seconds for each in found) < ENOUGH:
        if before:
            before()
        floors.append(floor())
        started, worked = time.perf_counter(), _worked()
        with subprocess.Popen(
            command, cwd=cwd, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            watch = _Watch(process.pid)
            try:
                _, errors = process.communicate(timeout=limit)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, 9)
                process.communicate()
                return Cost(Took(limit, _worked() - worked), median(floors), watch.stop(), unfinished=True)
        found.append(Took(time.perf_counter() - started, _worked() - worked))
        peaks.append(watch.stop())
        # 1 is what checkers say where they found something.
        if process.returncode not in (0, 1):
            raise RuntimeError(f"{command[0]}: {errors.decode(errors='replace')[-500:]}")
    return Cost(median(found), median(floors), max(peaks) or _largest_child())


def median(every: Sequence[Took]) -> Took:
    return Took(*(statistics.median(getattr(each, name) for each in every) for name in ("seconds", "processor")))


def _worked() -> float:
    """The processor's seconds in all processes that were waited for, and in those that these waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class _Watch:
    """Looks again and again at the memory of a process and its children: each page counts once (PSS)."""

    def __init__(self, pid: int) -> None:
        self._pid, self._peak, self._over = pid, 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self._peak

    def _look(self) -> None:
        pause = SAMPLED_EVERY
        while not self._over.wait(pause):
            began = time.thread_time()
            self._peak = max(self._peak, sum(_proportional(pid) for pid in _family(self._pid)))
            pause = max(SAMPLED_EVERY, (time.thread_time() - began) / LOOKING)


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    found = [pid]
    for each in found:
        # A process may be gone at any step.
        with suppress(OSError):
            for children in Path(f"/proc/{each}/task").glob("*/children"):
                found += map(int, children.read_text().split())
    return found


def _proportional(pid: int) -> float:
    """MB of a process, of shared pages its part; 0 where it is gone, or the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0)


def _largest_child() -> float | None:
    """For systems without /proc: the largest of all processes so far. macOS counts bytes, others KiB."""
    size = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return size / (1024 * 1024 if os.uname().sysname == "Darwin" else 1024) or None
