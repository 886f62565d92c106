"""Runs the tool as its users do, in a process of its own, and tells what it cost."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryFile

MEBIBYTE = 1024 * 1024
SECONDS_UNTIL_KILLED = 120
"""No measure of the tool: what hangs is ended."""

_TOOLS = str(Path(__file__).parents[2] / "tools")
_RUN = "import sys; from phoihop.cli import main; sys.argv[0] = 'phoihop'; main()"
_MEASURED = """
import os, sys
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
open(sys.argv[1], "w").write(str(usage.ru_maxrss))
sys.exit(os.waitstatus_to_exitcode(status) % 256)
"""
"""Linux counts what a process held before it became another program, thus what its parent holds: a worker
with a thousand tests behind it holds more than the tool ever does. A small process between the two does not."""


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
    tool = ["timeout", "-s", "KILL", str(SECONDS_UNTIL_KILLED), sys.executable, "-P", "-c", _RUN, *map(str, args)]
    with TemporaryFile() as out, TemporaryFile() as err, NamedTemporaryFile("r") as measure:
        code = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _MEASURED, measure.name, *tool],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=clean | {"PYTHONPATH": _TOOLS, "PYTHONUTF8": "1"} | environment,
            check=False,
        ).returncode
        for file in (out, err):
            file.seek(0)
        # The most of any process of the run; the system counts in KiB, that of macOS in bytes.
        peak = int(measure.read()) / (MEBIBYTE if sys.platform == "darwin" else 1024)
        return Ran(code, out.read().decode(), err.read().decode(), peak)
