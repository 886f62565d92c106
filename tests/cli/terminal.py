"""Runs a command on a terminal of its own and types answers, as a clerk would; what was shown, and how it ended."""

import fcntl
import os
import struct
import termios
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pexpect
from pexpect import fdpexpect

from tests.program import environment, start_on_a_terminal

PATIENCE, PAUSE = 60, 5
END_OF_INPUT, CTRL_C = "\x04", "\x03"
PROMPT = r": (?:\x1b\[\?2004h)?$"


@dataclass(frozen=True, slots=True)
class Said:
    """What stood on the screen, and the exit code."""

    text: str
    exit: int | None


def talk(
    *arguments: str, answers: Sequence[str], end: str | None = None, folder: Path | None = None, kind: str = "dumb"
) -> Said:
    """Types each answer when a question is asked; then `eof` or `ctrl-c`, where an end is named."""
    settings = environment(TERM=kind, LC_ALL="C.UTF-8", NO_COLOR="1")
    process, terminal = start_on_a_terminal(arguments, settings, folder)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 110, 0, 0))
    child = fdpexpect.fdspawn(terminal, encoding="utf-8", timeout=PATIENCE)
    shown = ""
    try:
        for answer in answers:
            child.expect(PROMPT)
            shown += str(child.before) + str(child.after)
            child.sendline(answer)
        if end:
            child.expect(PROMPT)
            shown += str(child.before) + str(child.after)
        # Between a prompt and Python's waiting for an answer neither key is heard: like a clerk, press once more.
        for _ in range(PATIENCE // PAUSE if end else 0):
            child.send(END_OF_INPUT if end == "eof" else CTRL_C)
            if not child.expect([pexpect.EOF, pexpect.TIMEOUT], timeout=PAUSE):
                break
        else:
            child.expect(pexpect.EOF)
        shown += str(child.before)
    finally:
        # Whoever still waits at the terminal ends with it: a fork left behind would hold on to this process's pipes.
        child.close()
    return Said(shown.replace("\r\n", "\n"), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
