"""Runs the tool as its users do, in a process of its own, and tells what it cost."""

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from phoihop.bounded import MOST_SECONDS, bounded

ROOT = Path(__file__).parents[2]
MEBIBYTE = 1024 * 1024
SECONDS_UNTIL_KILLED = 120
"""No measure of the tool: what hangs is ended."""

NOT_PASSED_ON = ("LC_", "LANG", "GITHUB_")


@dataclass(frozen=True, slots=True)
class Ran:
    """`peak` is the most memory that the process held at once, in MiB."""

    code: int
    out: str
    err: str
    peak: float


def run(*args: str | Path, processor: int = 0, for_a_stranger: int = MOST_SECONDS) -> Ran:
    """Runs `phoihop args…` to its end: in a fork of a process that has imported the tool and nothing else.

    `processor`: seconds of a processor's time after which a process of it is killed; 0 for none. `for_a_stranger`:
    those that it gives to work on what a stranger made, where not the tool's own.

    A fork of the test's own would count what a worker with a thousand tests behind it holds: more than the tool ever
    does.
    """
    server = _server()
    assert server.stdin is not None
    assert server.stdout is not None
    with TemporaryDirectory() as folder:
        print(json.dumps([folder, processor, for_a_stranger, *map(str, args)]), file=server.stdin, flush=True)
        code, peak = json.loads(server.stdout.readline())
        out, err = (Path(folder, name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err"))
    return Ran(code, out, err, peak)


@cache
def _server() -> "subprocess.Popen[str]":
    clean = {name: value for name, value in os.environ.items() if not name.startswith(NOT_PASSED_ON)}
    path = os.pathsep.join((str(ROOT / "tools"), str(ROOT)))
    return subprocess.Popen(
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=clean | {"PYTHONPATH": path, "PYTHONUTF8": "1"},
    )


def _serve() -> None:
    """Runs what is asked for, a line each, until nobody asks any more."""
    import phoihop.cli.check

    from tests.program import become_the_program

    assert phoihop.cli.check
    for line in sys.stdin:
        folder, processor, for_a_stranger, *args = json.loads(line)
        child = os.fork()
        if not child:
            bounded.__kwdefaults__ = {**(bounded.__kwdefaults__ or {}), "seconds": for_a_stranger}
            _begin(folder, processor)
            become_the_program(args, dict(os.environ), None)
        _, status, usage = os.wait4(child, 0)
        # The system counts in KiB, that of macOS in bytes.
        peak = usage.ru_maxrss / (MEBIBYTE if sys.platform == "darwin" else 1024)
        print(json.dumps([os.waitstatus_to_exitcode(status), peak]), flush=True)


def _begin(folder: str, processor: int) -> None:
    signal.alarm(SECONDS_UNTIL_KILLED)
    if processor:
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    places = ((os.devnull, os.O_RDONLY), *((f"{folder}/{name}", os.O_WRONLY | os.O_CREAT) for name in ("out", "err")))
    for number, (place, how) in enumerate(places):
        os.dup2(os.open(place, how, 0o600), number)


if __name__ == "__main__":
    _serve()
