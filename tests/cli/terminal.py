"""Runs a command on a terminal of its own and types answers, as a clerk would; what was shown, and how it ended."""

import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pexpect

PATIENCE = 60
PHOIHOP = ("-c", "from phoihop.cli import main; main()")
PROMPT = r": $"


@dataclass(frozen=True, slots=True)
class Said:
    """What stood on the screen, and the exit code."""

    text: str
    exit: int | None


def talk(*arguments: str, answers: Sequence[str], end: str | None = None, folder: Path | None = None) -> Said:
    """Types each answer when a question is asked; then `eof` or `ctrl-c`, where an end is named."""
    environment = {name: value for name, value in os.environ.items() if name not in ("LANG", "LANGUAGE", "LC_ALL")}
    child = pexpect.spawn(
        sys.executable,
        [*PHOIHOP, *arguments],
        encoding="utf-8",
        timeout=PATIENCE,
        dimensions=(60, 110),
        env=environment | {"TERM": "dumb", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"},
        cwd=str(folder) if folder else None,
        preexec_fn=_hear_ctrl_c,
    )
    shown = ""
    for answer in answers:
        child.expect(PROMPT)
        shown += str(child.before) + str(child.after)
        child.sendline(answer)
    if end:
        child.expect(PROMPT)
        shown += str(child.before) + str(child.after)
        if end == "eof":
            child.sendeof()
        else:
            child.sendintr()
    child.expect(pexpect.EOF)
    shown += str(child.before)
    child.close()
    return Said(shown.replace("\r\n", "\n"), child.exitstatus)


def _hear_ctrl_c() -> None:
    """As on a real terminal: what a shell starts in the background, such as a run of all tests, ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
