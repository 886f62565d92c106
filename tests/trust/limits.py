"""Runs the tool as its users do, in a process of its own, and tells what it cost."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

MEBIBYTE = 1024 * 1024
SECONDS_UNTIL_KILLED = 120
"""No measure of the tool: what hangs is ended."""

_TOOLS = str(Path(__file__).parents[2] / "tools")
_RUN = "import sys; from phoihop.cli import main; sys.argv[0] = 'phoihop'; main()"


@dataclass(frozen=True, slots=True)
class Ran:
    """`peak` is the most memory that the process held at once, in MiB."""

    code: int
    out: str
    err: str
    peak: float


def run(*args: str | Path, **environment: str) -> Ran:
    """Runs `phoihop args…` to its end."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "GITHUB_"))}
    with TemporaryFile() as out, TemporaryFile() as err:
        process = subprocess.Popen(
            ["timeout", "-s", "KILL", str(SECONDS_UNTIL_KILLED), sys.executable, "-P", "-c", _RUN, *map(str, args)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=clean | {"PYTHONPATH": _TOOLS, "PYTHONUTF8": "1"} | environment,
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        for file in (out, err):
            file.seek(0)
        # The most of any process of the run; the system counts in KiB, that of macOS in bytes.
        peak = usage.ru_maxrss / (MEBIBYTE if sys.platform == "darwin" else 1024)
        return Ran(process.returncode, out.read().decode(), err.read().decode(), peak)
