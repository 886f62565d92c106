"""A run that is killed leaves a whole record or none, papers that are whole, and a register that checks as before.

Each run is a fork of the test's own process, so that it costs no start of Python. First it is killed before each of
its file operations in turn, then at moments drawn by lot: PHOIHOP_KILLS says how many.
"""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from phoihop.cli.program import phoihop

from tests.recording.office import Office, assign

DAY = "2021-03-18"
KILLS = int(os.environ.get("PHOIHOP_KILLS", "36"))
LEFT_BY_A_WHOLE_RUN = {"lock", ".gitignore"}
CHANGES = ("os.mkdir", "os.rename", "os.link", "os.remove", "os.rmdir", "os.chmod", "shutil.rmtree")
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

Scenario = tuple[str, ...]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    assign(office)
    dossier = f"Bản đồ={office.paper('ban-do.pdf')}"
    request = ("request", "2021-0001", "--to", "tckh", "--due", "22/3/2021", "--question", "Vốn", "--dossier", dossier)
    office.record("2021-03-08", *request)
    return office


def scenarios(office: Office) -> dict[str, Scenario]:
    papers = [office.paper("y-kien.pdf", "x" * 5000), office.paper("bang-tinh.pdf", "y" * 5000)]
    return {
        "opinion": (
            *("opinion", "2021-0001", "--number", "3", "--position", "agree", "--file", papers[0], "--file", papers[1]),
        ),
        "task": ("task", "--title", "Nâng cấp chợ", "--lead", "ktht", "--number", "101", "--file", papers[0]),
        "correction": (
            *("correction", "2021-0001", "--corrects", "2021-03-08.request.tnmt", "--reason", "Ghi nhầm hạn"),
            *("--set", "due=29/3/2021", "--file", papers[0]),
        ),
    }


def forked(office: Office, scenario: Scenario, prepare: Callable[[], None]) -> int:
    """Starts a run in a process of its own; its id. `prepare` is called in it before the command starts."""
    process = os.fork()
    if process:
        return process
    try:
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        prepare()
        phoihop(["-C", str(office.root), "--lang", "en", "new", *scenario, "--today", DAY, "--no-input"])
    except SystemExit as end:
        os._exit(int(end.code or 0))
    finally:
        os._exit(70)


def kill_before(step: int, root: Path) -> Callable[[], None]:
    """Kills this process before it changes a file or folder of the register for the n-th time."""
    count = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        flags = arguments[2] if event == "open" else 0
        changes = event in CHANGES or (isinstance(flags, int) and flags & WRITING)
        if changes and any(str(root) in str(each) for each in arguments):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(watch)


def ended(process: int) -> int | None:
    """The exit code of a run; None where it was killed."""
    _process, status = os.waitpid(process, 0)
    return None if os.WIFSIGNALED(status) else os.waitstatus_to_exitcode(status)


def see_that_nothing_is_half(office: Office, before: dict[str, bytes], whole: dict[str, bytes]) -> None:
    """Every file is as it was before, or as a whole run leaves it, and `check` finds no error."""
    now = dict(office.files())
    assert before.keys() <= now.keys() <= whole.keys()
    for path, content in now.items():
        assert content in (before.get(path), whole[path]), path
    assert office.errors(DAY) == []
    records = [path for path in now if path.endswith(".yml") and path not in before]
    if records:
        assert all(now[path] == whole[path] for path in whole if "/files/" in path)


def see_that_the_next_run_clears_up(office: Office, before: dict[str, bytes], whole: dict[str, bytes]) -> None:
    assert ended(forked(office, ("progress", "2021-0001", "--from", "ktht", "--text", "Đang làm"), lambda: None)) == 0
    assert {entry.name for entry in (office.root / ".phoihop").iterdir()} <= LEFT_BY_A_WHOLE_RUN
    now = dict(office.files())
    corrections = [path for path in now if ".correction." in path]
    edited = [path for path in before if now[path] != before[path]]
    # A correction and its edit: both or neither.
    assert bool(corrections) == bool(edited)
    assert all(now[path] == whole[path] for path in edited)


def restore(office: Office, before: dict[str, bytes]) -> None:
    for path in office.files():
        if path not in before:
            (office.root / path).unlink()
    for path, content in before.items():
        (office.root / path).write_bytes(content)
    for folder in sorted((office.root / "tasks").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def whole_run(office: Office, scenario: Scenario, before: dict[str, bytes]) -> dict[str, bytes]:
    assert ended(forked(office, scenario, lambda: None)) == 0
    whole = dict(office.files())
    restore(office, before)
    return whole


def steps() -> Iterator[int]:
    yield from range(1, 10_000)


@pytest.mark.parametrize("name", ["opinion", "task", "correction"])
def test_killed_before_each_of_its_file_operations(name: str, office: Office) -> None:
    scenario = scenarios(office)[name]
    before = dict(office.files())
    whole = whole_run(office, scenario, before)
    outcomes: list[int | None] = []
    states = []
    for step in steps():
        outcomes.append(ended(forked(office, scenario, kill_before(step, office.root))))
        see_that_nothing_is_half(office, before, whole)
        state = "whole" if dict(office.files()) == whole else "begun" if dict(office.files()) != before else "as before"
        states.append(state)
        see_that_the_next_run_clears_up(office, before, whole)
        restore(office, before)
        if outcomes[-1] is not None:
            break
    assert outcomes[-1] == 0
    assert {"as before", "whole"} <= set(states)
    assert ("begun" in states) == (name != "task")


def test_killed_at_any_moment(office: Office) -> None:
    scenario = scenarios(office)["correction"]
    before = dict(office.files())
    whole = whole_run(office, scenario, before)
    started = time.monotonic()
    assert ended(forked(office, scenario, lambda: None)) == 0
    length = time.monotonic() - started
    restore(office, before)
    lot = random.Random(2021)
    for _ in range(KILLS):
        process = forked(office, scenario, lambda: None)
        time.sleep(lot.uniform(0, length * 1.1))
        os.kill(process, signal.SIGKILL)
        ended(process)
        see_that_nothing_is_half(office, before, whole)
        see_that_the_next_run_clears_up(office, before, whole)
        restore(office, before)
