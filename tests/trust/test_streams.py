"""A run whose output can't be written says so, and never passes for one that found the record in order."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.story import Story

RUN = "import sys; from phoihop.cli import main; sys.argv[0] = 'phoihop'; main()"
COMMANDS = ["check", "list", "show 2021-0001", "todo", "export tasks", "schema", "explain", "--help", "calendar 2027"]


def run(redirected: str, command: str, register: Path) -> "subprocess.CompletedProcess[str]":
    """Runs a command with its streams redirected as a shell does it."""
    line = f'exec "$0" -P -c "$1" -C "$2" --lang en {command} {redirected}'
    return subprocess.run(
        ["bash", "-c", line, sys.executable, RUN, str(register)], capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Story(tmp_path_factory.mktemp("register")).root


@pytest.mark.parametrize("command", COMMANDS)
def test_an_output_that_is_full_or_closed_is_told(command: str, register: Path) -> None:
    full = run(">/dev/full", command, register)
    assert (full.returncode, full.stderr.splitlines()[-1]) == (
        2,
        "Error: The output can't be written: No space left on device",
    )
    closed = run(">&-", command, register)
    assert (closed.returncode, closed.stderr.splitlines()[-1]) == (
        2,
        "Error: The output can't be written: Bad file descriptor",
    )


@pytest.mark.parametrize("redirected", [">/dev/full 2>&1", ">&- 2>&-", "<&- >&- 2>&-"])
def test_where_nothing_can_be_said_the_exit_code_says_it(redirected: str, register: Path) -> None:
    assert run(redirected, "check", register).returncode == 2


def test_without_stdin_and_stderr_all_else_works(register: Path) -> None:
    assert run("<&- 2>&-", "check", register).returncode == 0
