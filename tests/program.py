"""The command `phoihop` in a process of its own: a fork of the test's, which has imported everything already.

To start Python and import takes ten times as long as most commands do. What is about the start itself starts Python.
"""

import fcntl
import gc
import os
import pty
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import traceback
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NoReturn

import phoihop
from phoihop.cli import main

from tests.story import Story

LOADED_WHEN_NEEDED = (
    "cryptography.x509",
    "docxtpl",
    "duckdb",
    "filelock",
    "holidays",
    "mkdocs.commands.build",
    "platformdirs",
    "pypdf",
    "xlsxwriter",
)
"""Libraries, and parts of them, that no module of ours imports before a command needs them."""
NOT_PASSED_ON = ("LANGUAGE", "LANG", "LC_ALL", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


def environment(**settings: str) -> dict[str, str]:
    """The environment of this process without what says a language or a width, with settings of the test's own."""
    return {name: value for name, value in os.environ.items() if name not in NOT_PASSED_ON} | settings


def run_program(
    arguments: Sequence[str], env: Mapping[str, str], typed: str = "", folder: Path | None = None
) -> "subprocess.CompletedProcess[str]":
    """Runs `phoihop arguments…` without a terminal."""
    load_all()
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        asked.write(typed.encode())
        asked.seek(0)
        process = os.fork()
        if not process:
            for number, file in enumerate((asked, out, err)):
                os.dup2(file.fileno(), number)
            become_the_program(arguments, env, folder)
        code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        said = []
        for file in (out, err):
            file.seek(0)
            said.append(file.read().decode().replace("\r\n", "\n"))
    return subprocess.CompletedProcess(["phoihop", *arguments], code, *said)


def start_on_a_terminal(
    arguments: Sequence[str], env: Mapping[str, str], folder: Path | None, columns: int = 0
) -> tuple[int, int]:
    """Starts `phoihop arguments…` on a terminal of its own; its process, and the terminal's other end."""
    load_all()
    process, terminal = pty.fork()
    if not process:
        if columns:
            # Before the program looks how wide its terminal is.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 60, columns, 0, 0))
        become_the_program(arguments, env, folder)
    return process, terminal


@cache
def load_all() -> None:
    """Imports what any command may: what the test's process has not got, each fork of it would import again."""
    for module in walk_packages(phoihop.__path__, "phoihop."):
        import_module(module.name)
    for name in LOADED_WHEN_NEEDED:
        import_module(name)
    # What is found out once in a process: of its types of records, rules and days.
    with tempfile.TemporaryDirectory() as folder:
        Story(Path(folder)).judge()


def become_the_program(arguments: Sequence[str], env: Mapping[str, str], folder: Path | None) -> NoReturn:
    code = 1
    # To look through the tests' own objects for garbage would copy each page of memory that they lie in.
    gc.freeze()
    try:
        os.environ.clear()
        os.environ.update(env)
        if folder:
            os.chdir(folder)
        # As started in the foreground, even where the tests run in the background, which do not hear Ctrl-C.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv = ["phoihop", *arguments]
        sys.stdin, sys.stdout, sys.stderr = (
            open(number, mode, encoding="utf-8", closefd=False)  # noqa: SIM115  # a descriptor, for good
            for number, mode in enumerate(("r", "w", "w"))
        )
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1 if end.code else 0
        except BaseException:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
