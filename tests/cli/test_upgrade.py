"""`phoihop upgrade`: takes up the newest format, shows first what it changes, and changes nothing that was."""

import shutil
from pathlib import Path

import pytest
from phoihop.records.register import load_register

from tests.cli.run import output_of, run
from tests.golden.said import differences, said_by_commands
from tests.story import Story

GOLDEN = Path(__file__).parents[1] / "golden" / "1" / "register"
OLD = "# Sổ của xã\ntitle: Sổ  # tên sổ\nauthority: ubnd\n"
ENGLISH = {"LANG": "en_GB.UTF-8"}
NOTED = {"response: partly\n    explanation: Giảm 2 ha tại khu số 3\n": "response: noted\n"}


def old(folder: Path, settings: str = "") -> Story:
    return Story(folder).write("register.yml", OLD + settings)


def settings_of(story: Story) -> str:
    return (story.root / "register.yml").read_text(encoding="utf-8")


def test_it_writes_format_and_day_and_leaves_the_rest_as_it_is(tmp_path: Path) -> None:
    story = old(tmp_path, "as_of: 2021-05-31\n")
    output_of(story.root, "upgrade")
    added = "format: 2\nupgrades:\n  - format: 2\n    from: 2021-05-31\n"
    assert settings_of(story) == OLD + "as_of: 2021-05-31\n" + added
    assert story.rules() == []
    assert "nothing to upgrade" in output_of(story.root, "upgrade", env=ENGLISH)
    assert settings_of(story).endswith(added)


def test_what_somebody_else_writes_while_the_register_is_judged_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = old(tmp_path)

    def edited_meanwhile() -> int:
        story.write("register.yml", OLD + "registrars: [vanthu@binhluc.example]\n")
        return 1

    monkeypatch.setattr("phoihop.cli.upgrade.cores", edited_meanwhile)
    result = run(story.root, "upgrade", env=ENGLISH)
    assert (result.exit_code, "just changed by somebody else" in result.stderr) == (2, True)
    assert settings_of(story) == OLD + "registrars: [vanthu@binhluc.example]\n"
    monkeypatch.undo()
    output_of(story.root, "upgrade")
    assert "registrars: [vanthu@binhluc.example]\nformat: 2\n" in settings_of(story)


def test_a_dry_run_writes_nothing_and_says_what_would_bind(tmp_path: Path) -> None:
    story = old(tmp_path)
    said = output_of(story.root, "upgrade", "--dry-run", "--from", "1/6/2021", env=ENGLISH)
    assert settings_of(story) == OLD
    assert "earlier days than 1/6/2021 are judged as before" in said
    assert "decline-reasoned: Merely noting a disagreement takes a reason" in said
    assert "No finding comes or goes." in said
    assert "Không có phát hiện nào thêm vào hay mất đi." in output_of(story.root, "upgrade", "--dry-run")


def test_it_shows_the_findings_that_come(tmp_path: Path) -> None:
    story = old(tmp_path, "as_of: 2021-05-31\n")
    story.edit("2021-03-17.opinion.tckh", {"position: agree-with-comments": "position: disagree"})
    story.edit("2021-04-20.report.tnmt", NOTED)
    said = output_of(story.root, "upgrade", "--dry-run", "--from", "2021-04-20", env=ENGLISH)
    assert "1 finding comes (+) or goes (-):" in said
    assert "+ error: to note a disagreement" in " ".join(said.split())
    assert "No finding" in output_of(story.root, "upgrade", "--dry-run", env=ENGLISH)


def test_a_register_that_uses_the_new_keys_already_is_taken_up(tmp_path: Path) -> None:
    story = old(tmp_path, "changes:\n  - {from: 2021-04-01, deadlines: {plan: 7}}\n")
    assert "can't be told" in output_of(story.root, "upgrade", "--from", "2021-04-01", env=ENGLISH)
    assert story.rules() == []
    assert load_register(story.root).settings.format == 2


def test_a_format_that_is_named_already_is_changed_in_its_place(tmp_path: Path) -> None:
    story = Story(tmp_path).write("register.yml", "title: Sổ\r\nformat: 1  # cũ\r\nauthority: ubnd\r\n")
    output_of(story.root, "upgrade", "--from", "2021-05-31")
    written = (story.root / "register.yml").read_bytes().decode()
    assert written.startswith("title: Sổ\r\nformat: 2  # cũ\r\nauthority: ubnd\r\nupgrades:\r\n")
    assert story.rules() == []


@pytest.mark.parametrize("settings", ["deadlines: {plan: soon}\n", "upgrades: [x]\n", "title: twice\n", "\t- x\n"])
def test_what_can_not_be_read_is_left_alone(tmp_path: Path, settings: str) -> None:
    story = old(tmp_path, settings)
    found = run(story.root, "upgrade", env=ENGLISH)
    assert found.exit_code == 2
    assert "Error: " in found.stderr
    assert settings_of(story) == OLD + settings


@pytest.mark.parametrize("day", ["2021-09-15", "2022-02-15"])
def test_a_register_in_use_says_the_same_afterwards(tmp_path: Path, day: str) -> None:
    register = shutil.copytree(GOLDEN, tmp_path / "register")
    before = said_by_commands(register, day)
    output_of(register, "upgrade")
    assert list(differences(before, said_by_commands(register, day))) == []
