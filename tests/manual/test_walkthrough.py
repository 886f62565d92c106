"""Who follows only the manual takes a task from assignment to decision: the page's commands, as they stand."""

import json
import shlex
import shutil
from pathlib import Path

from tests.manual.pages import MANUAL, PAPER, blocks_of
from tests.program import environment, run_program

PAGES = (MANUAL / "walkthrough.md", MANUAL / "en/walkthrough.md")
LAST_DAY = "2026-04-02"


def commands(page: Path) -> list[list[str]]:
    """What a reader types."""
    blocks = [block for block in blocks_of(page.read_text(encoding="utf-8")) if block.kind == "sh"]
    return [shlex.split(command) for block in blocks for command in block.commands]


def run(folder: Path, command: list[str]) -> str:
    """Runs a command of the page in a process of its own, and hands back what it printed."""
    assert command[0] == "phoihop", command
    ended = run_program(command[1:], environment(LC_ALL="en_US.UTF-8"), folder=folder)
    assert ended.returncode == 0, f"{shlex.join(command)}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


def test_the_pages_commands_take_a_task_to_its_decision_and_the_register_is_clean_at_each_step(tmp_path: Path) -> None:
    shutil.copy(MANUAL / PAPER, tmp_path)
    folder, checks = tmp_path, 0
    for command in commands(PAGES[0]):
        if command[0] == "cd":
            folder = folder / command[1]
        elif command[1] == "check":
            found = json.loads(run(folder, [*command, "--format", "json"]))["findings"]
            assert [each for each in found if each["severity"] != "due"] == [], shlex.join(command)
            checks += 1
        else:
            run(folder, command)
    assert (
        checks
        == sum(command[:2] == ["phoihop", "new"] and command[2] != "agency" for command in commands(PAGES[0])) + 1
    )
    shown = json.loads(run(folder, ["phoihop", "show", "2026-0001", "--today", LAST_DAY, "--format", "json"]))
    assert shown["stage"] == "decided"
    assert shown["awaiting"] == []


def test_both_languages_pages_give_the_same_commands() -> None:
    assert commands(PAGES[0]) == commands(PAGES[1])
