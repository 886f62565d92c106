"""The pre-commit hook: it checks the tasks of what is to be committed, as Git's index has it, and those alone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from phoihop.cli.hook import main, touched_tasks

from tests.story import Story

HOOKS = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
TASK = "tasks/2021/0001"


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Story:
    monkeypatch.chdir(tmp_path)
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return Story(tmp_path).edit("register.yml", {"authority:": "as_of: 2021-05-31\nauthority:"})


def test_the_manifest_is_one_that_pre_commit_takes() -> None:
    result = subprocess.run(
        [Path(sys.executable).parent / "pre-commit", "validate-manifest", str(HOOKS)], capture_output=True, check=False
    )
    assert result.returncode == 0, result.stdout


def test_the_entry_is_what_the_manifest_says() -> None:
    hook = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))[0]
    assert hook["entry"] == "phoihop-hook"
    assert (Path(sys.executable).parent / "phoihop-hook").is_file()


def test_a_task_in_order_passes(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([f"{TASK}/task.yml", f"{TASK}/files/ban-do.pdf"]) == 0
    assert "không có lỗi" in capsys.readouterr().out


def test_an_error_in_a_touched_task_stops_the_commit(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    story.edit("2021-03-19.opinion.ktht", {"number: 5/KTHT\n": ""})
    assert main([f"{TASK}/2021-03-19.opinion.ktht.yml"]) == 1
    assert "opinion-in-writing" in capsys.readouterr().out


def test_an_error_in_another_task_does_not(story: Story) -> None:
    story.write("tasks/2021/0002/task.yml", "title: [")
    assert main([f"{TASK}/task.yml"]) == 0


def test_settings_and_agencies_touch_every_task(story: Story) -> None:
    story.write("tasks/2021/0002/task.yml", "title: [")
    assert main(["register.yml"]) == 1
    assert main(["agencies/tckh.yml"]) == 1


def test_what_lies_in_no_task_is_told(story: Story) -> None:
    story.write("tasks/2021/la.yml", "lạ")
    assert main(["tasks/2021/la.yml"]) == 1


def test_a_file_outside_any_register_is_nothing_to_check(tmp_path: Path) -> None:
    (tmp_path / "tasks").mkdir()
    assert main([str(tmp_path / "tasks" / "x.yml")]) == 0


def test_a_register_in_a_folder_is_found_by_its_files(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(story.root.parent)
    story.edit("2021-03-19.opinion.ktht", {"number: 5/KTHT\n": ""})
    assert main([f"{story.root.name}/{TASK}/2021-03-19.opinion.ktht.yml"]) == 1


def test_files_are_told_by_their_tasks() -> None:
    assert touched_tasks([f"{TASK}/task.yml", "tasks/2022/0010/files/a/b.pdf"]) == {"2021-0001", "2022-0010"}
    assert touched_tasks([f"{TASK}/task.yml", "tasks/x/0010/a.yml"]) is None
    assert touched_tasks([]) == set()


def test_of_untouched_tasks_only_the_names_are_read(story: Story, capsys: pytest.CaptureFixture[str]) -> None:
    for number in range(2, 50):
        story.write(f"tasks/2021/{number:04}/task.yml", "title: [")
    assert main([f"{TASK}/task.yml"]) == 0
    assert "0002" not in capsys.readouterr().out


def test_it_runs_as_pre_commit_runs_it(story: Story) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    result = subprocess.run(
        [sys.executable, "-m", "phoihop.cli.hook", f"{TASK}/task.yml"],
        cwd=story.root,
        env=environment | {"LANG": "en_US.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "1 task" in result.stdout


# --- from Git's index ----------------------------------------------------------------------------------------------


def git(story: Story, *arguments: str) -> str:
    settings = ("-c", "user.name=Văn thư", "-c", "user.email=vanthu@ubnd.example", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", *settings, *arguments], cwd=story.root, capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert done.returncode == 0 or "commit" in arguments, done.stderr
    return done.stdout + done.stderr


@pytest.fixture
def recorded(story: Story) -> Story:
    git(story, "init", "-q")
    git(story, "add", ".")
    git(story, "commit", "-q", "-m", "Sổ")
    return story


OPINION = "2021-03-19.opinion.ktht"
UNNUMBERED = {"number: 5/KTHT\n": ""}


def test_where_nothing_of_the_register_is_staged_nothing_is_said(
    recorded: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded.edit(OPINION, UNNUMBERED)
    recorded.write("docs/about.md", "# Sổ")
    git(recorded, "add", "docs")
    assert main() == 0
    assert capsys.readouterr().out == ""


def test_what_is_staged_counts_and_not_what_lies_there(recorded: Story, capsys: pytest.CaptureFixture[str]) -> None:
    numbered = (recorded.root / f"{TASK}/{OPINION}.yml").read_text(encoding="utf-8")
    recorded.edit(OPINION, UNNUMBERED)
    git(recorded, "add", ".")
    recorded.write(OPINION, numbered)
    assert main() == 1
    assert "opinion-in-writing" in capsys.readouterr().out


def test_a_record_staged_without_its_paper_stops_the_commit(
    recorded: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded.write_bytes(f"{TASK}/files/moi.pdf", b"%PDF-1.4\n")
    recorded.edit(OPINION, {"y-kien-ktht.pdf": "moi.pdf"})
    git(recorded, "add", f"{TASK}/{OPINION}.yml")
    assert main() == 1
    assert "attachment-exists" in capsys.readouterr().out
    git(recorded, "add", f"{TASK}/files/moi.pdf")
    assert main() == 1
    assert f"{TASK}/files/y-kien-ktht.pdf" in capsys.readouterr().out
    git(recorded, "rm", "-q", "--cached", f"{TASK}/files/y-kien-ktht.pdf")
    assert main() == 0


@pytest.mark.parametrize("gone", [f"{TASK}/{OPINION}.yml", f"{TASK}/files/ban-do.pdf"])
def test_a_deletion_is_judged_though_no_name_comes_with_it(recorded: Story, gone: str) -> None:
    git(recorded, "rm", "-q", "--cached", gone)
    assert main() == 1


def test_a_link_is_refused_unseen(recorded: Story, capsys: pytest.CaptureFixture[str]) -> None:
    (recorded.root / TASK / "files" / "x.pdf").symlink_to("/etc/hostname")
    git(recorded, "add", ".")
    assert main() == 1
    assert "record-name" in capsys.readouterr().out


def test_a_register_in_a_folder_of_the_repository_is_found_by_what_is_staged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a").mkdir()
    outer = Story(tmp_path / "a" / "so").edit(OPINION, UNNUMBERED)
    monkeypatch.chdir(tmp_path)
    outer.root = tmp_path
    git(outer, "init", "-q")
    git(outer, "add", ".")
    assert main() == 1
    assert "opinion-in-writing" in capsys.readouterr().out
    assert main(["elsewhere.yml"]) == 1


def test_names_that_git_could_take_for_more_than_a_path_are_paths(
    recorded: Story, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded.edit("2021-03-19.opinion.ktht", {"number: 5/KTHT\n": ""})
    (recorded.root / ":(icase)").mkdir()
    (recorded.root / ":(icase)/x.yml").write_text("a: b\n")
    git(recorded, "add", ".")
    assert main([":(icase)/x.yml"]) == 1
    assert "opinion-in-writing" in capsys.readouterr().out


def test_git_runs_it_with_the_index_of_the_commit(recorded: Story) -> None:
    hook = recorded.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {sys.executable} -m phoihop.cli.hook\n")
    hook.chmod(0o755)
    recorded.edit(OPINION, UNNUMBERED).write("tasks/2021/0002/task.yml", "title: [")
    git(recorded, "add", ".")
    recorded.edit("2021-03-08.request.tnmt", {"due: 2021-03-22": "due: 2021-03-23"})
    # Only this file is to be committed: Git makes an index of its own for it.
    assert "opinion-in-writing" not in git(recorded, "commit", "-m", "Hạn", f"{TASK}/2021-03-08.request.tnmt.yml")
    assert "Hạn" in git(recorded, "log", "-1", "--format=%s")
    assert "opinion-in-writing" in git(recorded, "commit", "-m", "Tất cả")
    assert "Hạn" in git(recorded, "log", "-1", "--format=%s")
