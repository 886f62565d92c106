"""Settings and texts that nobody would write, but somebody may: each command says what is wrong, or goes on."""

import subprocess
from pathlib import Path

import pytest

from tests.program import environment, run_program
from tests.story import Story

COMMANDS = (
    ("check",),
    ("list",),
    ("show", "2021-0001"),
    ("todo",),
    ("digest", "--format", "html"),
    ("export", "tasks"),
    ("draft", "report", "2021-0001"),
    ("calendar", "2027"),
    ("site", "build"),
)
AFTER_THE_AUTHORITY = "authority: ubnd\n"
ODD = {
    "a country that is none": "holidays:\n  country: XX\n",
    "a time zone that is none": "timezone: Mars/Olympus\n",
    "a time zone that is a folder": "timezone: Asia\n",
    "a time zone that is a path": "timezone: ../../../etc/passwd\n",
    "a day at the end of time": "as_of: 2199-12-31\n",
    "years that are none": "holidays:\n  years:\n    99999: {off: [2021-03-03]}\n    x: {off: []}\n",
    "numbers that are too large": "deadlines:\n  plan: 999999\n  urging: 0\n",
    "addresses that are none": 'repository: "http://[::1"\ncontact: "no\\nmail"\n',
}


def run(story: Story, *command: str) -> "subprocess.CompletedProcess[str]":
    return run_program(["-C", str(story.root), "--lang", "en", *command], environment())


@pytest.mark.parametrize("name", ODD)
def test_no_setting_ends_a_command_with_a_traceback(name: str, tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    story.edit("register.yml", {AFTER_THE_AUTHORITY: AFTER_THE_AUTHORITY + ODD[name]})
    for command in COMMANDS:
        ran = run(story, *command)
        assert (ran.returncode in (0, 1, 2), "Traceback" in ran.stderr) == (True, False), (command, ran.stderr)


def test_line_breaks_in_titles_and_names_end_nothing(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    story.edit("register.yml", {"title: Sổ theo dõi mẫu": 'title: "Sổ\\n\\nmẫu"'})
    story.edit("agencies/ubnd.yml", {"name: Ủy ban nhân dân huyện": 'name: "Ủy ban\\nnhân dân"'})
    story.edit("agencies/ktht.yml", {"short: KTHT": 'short: "KT\\nHT"'})
    story.edit("task", {"title: Điều chỉnh": 'title: "Điều\\nchỉnh', "xã An Đổ\n": 'xã An Đổ"\n'})
    for command in COMMANDS:
        ran = run(story, *command)
        assert (ran.returncode in (0, 1, 2), "Traceback" in ran.stderr) == (True, False), (command, ran.stderr)


def test_a_long_title_is_drafted(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit("task", {"title: Điều": f"title: {'dài ' * 70}Điều"})
    ran = run(story, "draft", "report", "2021-0001", "--output", str(tmp_path / "r.docx"), "--format", "docx")
    assert ran.returncode == 0, ran.stderr
    assert (tmp_path / "r.docx").read_bytes().startswith(b"PK")


def test_a_carriage_return_in_quotes_is_not_safe(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-04-16.meeting.tnmt", {"outcome: ": 'note: "một\\rhai"\noutcome: '})
    assert "error text-safe 2021-04-16.meeting.tnmt" in story.rules()
