"""Runs that are killed: in a fork of the test's own process, so that none costs a start of Python.

PHOIHOP_KILLS says how often a test of runs that are killed at any moment does so; without it, each has its own number.
"""

import gc
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.program import load_all

CHANGES = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def kills(usually: int) -> int:
    return int(os.environ.get("PHOIHOP_KILLS", usually))


def forked(run: Callable[[], object]) -> int:
    """Starts `run` in a process of its own, whose id this gives. It ends with the code that `run` exits with, or 0."""
    load_all()
    process = os.fork()
    if process:
        return process
    code = 70
    gc.freeze()  # as `become_the_program` does
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        run()
        code = 0
    except SystemExit as end:
        code = int(end.code or 0)
    finally:
        os._exit(code)


def ended(process: int) -> int | None:
    """The exit code of a process; None where it was killed."""
    _process, status = os.waitpid(process, 0)
    return None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def before_each_change(do: Callable[[], None], concerns: Callable[[str], bool]) -> None:
    """From here on this process does so before each change of a file or folder that it concerns."""
    own, doing = os.getpid(), False

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal doing
        flags = arguments[2] if event == "open" else 0
        changes = event in CHANGES or (isinstance(flags, int) and flags & WRITING)
        if changes and not doing and os.getpid() == own and any(concerns(str(each)) for each in arguments):
            doing = True
            do()
            doing = False

    sys.addaudithook(watch)


def killed_at_each_step(run: Callable[[], object], concerns: Callable[[str], bool]) -> Iterator[bool]:
    """Kills `run` before its first change, before its second, and so on; says each time whether it got to its end."""
    step, whole = 0, False

    def watched() -> None:
        left = iter(range(step - 1))

        def kill() -> None:
            if next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        before_each_change(kill, concerns)
        run()

    while not whole:
        step += 1
        code = ended(forked(watched))
        assert code in (0, None)
        whole = code == 0
        yield whole


def left_at_each_step(
    run: Callable[[], object], concerns: Callable[[str], bool], folders: Sequence[Path], aside: Path
) -> Iterator[None]:
    """What lies in folders where `run` is killed before its first change, before its second, and so on, and at its end.

    A process that is killed leaves what the system has of it at that moment. So `run` runs once, and the folders are
    copied before each change; each state is put in their place in turn, those alike once: a change of what lies
    elsewhere leaves the folders as they were. For runs of which each takes long.
    """

    def keep() -> None:
        state = aside / f"{len(list(aside.iterdir())):04}"
        state.mkdir()
        for folder in folders:
            if folder.is_dir():
                shutil.copytree(folder, state / folder.name, symlinks=True)

    def watched() -> None:
        before_each_change(keep, concerns)
        run()

    aside.mkdir()
    assert ended(forked(watched)) == 0
    keep()
    seen: list[dict[str, tuple[int, bytes] | None]] = []
    for state in sorted(aside.iterdir()):
        if (lies := _lies_in(state)) in seen:
            continue
        seen.append(lies)
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            if (state / folder.name).is_dir():
                (state / folder.name).rename(folder)
        yield


def _lies_in(folder: Path) -> dict[str, tuple[int, bytes] | None]:
    """All that lies in a folder by its path, files with their times and what they say."""
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes()) if path.is_file() else None
        for path in folder.rglob("*")
    }


def killed_at_any_moment(run: Callable[[], object], seconds: float, times: int) -> Iterator[None]:
    """Kills `run` again and again, at moments between its start and `seconds` later, drawn by lot."""
    lot = random.Random(times)
    for _ in range(times):
        process = forked(run)
        time.sleep(lot.uniform(0, seconds))
        os.kill(process, signal.SIGKILL)
        ended(process)
        yield
