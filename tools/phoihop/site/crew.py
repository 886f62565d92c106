"""Makes units in several processes, where the system can copy a process (`fork`); else in this one."""

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from phoihop.checking.cores import SELDOM, cores
from phoihop.site.output import FileState, Output
from phoihop.site.units import Unit

CHUNK = 25
"""How many units a process takes at a time: few enough that none waits long for another at the end."""

_PR_SET_PDEATHSIG = 1

Made = tuple[str, dict[str, FileState]]

_job: tuple[Sequence[Unit], Output] | None = None
"""What the copied processes find in their memory, so that nothing has to travel to them."""


def make_all(units: Sequence[Unit], output: Output, jobs: int | None = None) -> Iterator[Made]:
    """Makes the units, large ones each by itself and others in chunks; yields the name and the files of each."""
    global _job
    units = sorted(units, key=lambda unit: not unit.is_large)
    large = sum(unit.is_large for unit in units)
    jobs = min(jobs or cores(), len(units))
    if jobs < 2 or "fork" not in multiprocessing.get_all_start_methods() or sys.platform == "darwin":
        for unit in units:
            yield _make(unit, output)
        return
    chunks: list[range] = [range(index, index + 1) for index in range(large)]
    chunks += [range(start, min(start + CHUNK, len(units))) for start in range(large, len(units), CHUNK)]
    _job = units, output
    # What is there by now stays: looking through it for garbage in a copy would copy all the memory, too.
    gc.freeze()
    try:
        copies = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, mp_context=copies, initializer=_end_with, initargs=(os.getpid(),)) as pool:
            try:
                for made in pool.map(_make_chunk, chunks):
                    yield from made
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
    finally:
        gc.unfreeze()
        _job = None


@contextmanager
def collecting_rarely() -> Iterator[None]:
    """While much is made that stays: to look for garbage as often as by default takes a good part of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(*SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _make_chunk(chunk: range) -> list[Made]:
    assert _job is not None
    units, output = _job
    return [_make(units[index], output) for index in chunk]


def _end_with(parent: int) -> None:
    """A copy ends when the build is killed: nobody else would end it, and it would go on writing."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)


def _make(unit: Unit, output: Output) -> Made:
    output.take()
    unit.make(output)
    return unit.name, output.take()
