"""A run that is killed leaves a whole record or none, papers that are whole, and a register that checks as before.

A run is killed before each of its file operations in turn, then at moments drawn by lot.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from phoihop.cli.program import phoihop

from tests.killing import ended, forked, killed_at_any_moment, killed_at_each_step, kills
from tests.recording.office import Office, assign

DAY = "2021-03-18"
KILLS = kills(36)
LEFT_BY_A_WHOLE_RUN = {"lock", ".gitignore"}
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


def recording(office: Office, *what: str) -> Callable[[], object]:
    return lambda: phoihop(["-C", str(office.root), "--lang", "en", "new", *what, "--today", DAY, "--no-input"])


def see_that_nothing_is_half(office: Office, before: dict[str, bytes], whole: dict[str, bytes]) -> None:
    """Every file is as it was before, or as a whole run leaves it, and `check` finds no error."""
    now = dict(office.files())
    assert before.keys() <= now.keys() <= whole.keys()
    for path, content in now.items():
        assert content in (before.get(path), whole[path]), path
    # Papers come before the record that names them, which the next command puts there.
    assert [error for error in office.errors(DAY) if not error.startswith("paper-named")] == []
    records = [path for path in now if path.endswith(".yml") and path not in before]
    if records:
        assert all(now[path] == whole[path] for path in whole if "/files/" in path)


def see_that_the_next_run_clears_up(office: Office, before: dict[str, bytes], whole: dict[str, bytes]) -> None:
    progress = recording(office, "progress", "2021-0001", "--from", "ktht", "--text", "Đang làm")
    assert ended(forked(progress)) == 0
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
    assert ended(forked(recording(office, *scenario))) == 0
    whole = dict(office.files())
    restore(office, before)
    return whole


def test_a_correction_of_day_and_issuer_is_whole_for_the_next_who_looks(office: Office) -> None:
    office.record(DAY, "progress", "2021-0001", "--from", "tnmt", "--text", "Đã đo")
    change = ("--corrects", f"{DAY}.progress.tnmt", "--reason", "Nhầm", "--set", "from=ktht", "--set", "date=17/3/2021")
    correct = recording(office, "correction", "2021-0001", *change)
    before = dict(office.files())
    whole = whole_run(office, ("correction", "2021-0001", *change), before)
    restore(office, before)
    states: list[bool] = []
    for _ in killed_at_each_step(correct, lambda path: str(office.root) in path):
        assert ended(forked(lambda: phoihop(["-C", str(office.root), "check", "--today", DAY, "--no-cache"]))) == 0
        now = dict(office.files())
        assert now in (before, whole)
        states.append(now == whole)
        restore(office, before)
    assert states == sorted(states)
    assert {True, False} == set(states)


@pytest.mark.parametrize("name", ["opinion", "task", "correction"])
def test_killed_before_each_of_its_file_operations(name: str, office: Office) -> None:
    scenario = scenarios(office)[name]
    before = dict(office.files())
    whole = whole_run(office, scenario, before)
    states = []
    for _ in killed_at_each_step(recording(office, *scenario), lambda path: str(office.root) in path):
        see_that_nothing_is_half(office, before, whole)
        state = "whole" if dict(office.files()) == whole else "begun" if dict(office.files()) != before else "as before"
        states.append(state)
        see_that_the_next_run_clears_up(office, before, whole)
        restore(office, before)
    assert {"as before", "whole"} <= set(states)
    assert ("begun" in states) == (name != "task")


def test_killed_at_any_moment(office: Office) -> None:
    scenario = scenarios(office)["correction"]
    before = dict(office.files())
    whole = whole_run(office, scenario, before)
    started = time.monotonic()
    assert ended(forked(recording(office, *scenario))) == 0
    length = time.monotonic() - started
    restore(office, before)
    for _ in killed_at_any_moment(recording(office, *scenario), length * 1.1, KILLS):
        see_that_nothing_is_half(office, before, whole)
        see_that_the_next_run_clears_up(office, before, whole)
        restore(office, before)
