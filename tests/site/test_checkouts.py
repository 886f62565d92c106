"""A site of a checkout that Git reads in part, or not at all: told, or refused; no path of the server stands on it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from phoihop.site.build import build_site

from tests.site.test_rebuild import build, first, recorded
from tests.story import LATER, Story

NAMELESS = """
import pwd
def nobody(uid): raise KeyError(uid)
pwd.getpwuid = nobody
from phoihop.cli import main
main()
"""
BUILD = [sys.executable, "-c", NAMELESS]


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return first(tmp_path / "register")


def test_without_its_history_a_site_says_so_on_the_page_and_to_who_builds_it(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded(story)
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    recorded(story)
    capsys.readouterr()
    shallow = tmp_path / "shallow"
    clone = ["git", "clone", "--quiet", "--depth", "1", story.root.as_uri(), str(shallow)]
    subprocess.run(clone, check=True)
    assert build_site(shallow, tmp_path / "site", LATER, jobs=1) == 0
    assert "fetch --unshallow" in capsys.readouterr().err
    page = (tmp_path / "site/tasks/2021/0001/index.html").read_text()
    assert "fetch --unshallow" in page
    assert str(tmp_path) not in page


def test_what_git_has_not_is_named_on_the_page_and_to_who_builds_it_until_it_is_recorded(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    story.write("tasks/2021/0002/task.yml", "title: Mật\nlead: tnmt\ndate: 2021-05-20\nfrom: ubnd\npublish: never\n")
    recorded(story)
    honest = json.loads((build(story, tmp_path / "site") / "data/head.json").read_text())
    assert "Git" not in capsys.readouterr().err
    story.edit("2021-03-08.request.tnmt", {"due: 2021-03-22": "due: 2021-03-29"})
    story.edit("tasks/2021/0002/task.yml", {"Mật": "Rất mật"})
    story.write_bytes("tasks/2021/0001/files/.DS_Store", b"x")
    site = build(story, tmp_path / "site")
    complaint = capsys.readouterr().err
    assert "2021-03-08.request.tnmt.yml" in complaint
    assert "tasks/2021/0002/task.yml" in complaint
    head = json.loads((site / "data/head.json").read_text())
    assert head == honest | {"unrecorded": 2}
    overview, task = ((site / f"{page}index.html").read_text() for page in ("", "tasks/2021/0001/"))
    assert "2021-03-08.request.tnmt.yml, …" in overview
    assert "2021/0002" not in overview
    assert "Chưa ghi vào Git đúng như ở đây: 2021-03-08.request.tnmt.yml" in task
    recorded(story)
    site = build(story, tmp_path / "site")
    assert "khác với bản ghi" not in (site / "index.html").read_text() + capsys.readouterr().err
    assert "Chưa ghi vào Git" not in (site / "tasks/2021/0001/index.html").read_text()
    assert json.loads((site / "data/head.json").read_text())["unrecorded"] == 0


def test_where_git_refuses_the_build_fails_and_says_what_to_do(
    story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    complaint = f"fatal: detected dubious ownership in repository at '{story.root}'"
    git = tmp_path / "bin/git"
    git.parent.mkdir()
    git.write_text(f'#!/bin/sh\necho "{complaint}" >&2\nexit 128\n')
    git.chmod(0o755)
    monkeypatch.setenv("PATH", f"{git.parent}{os.pathsep}{os.environ['PATH']}")
    assert build_site(story.root, tmp_path / "site", LATER, jobs=1) == 2
    assert f"safe.directory {story.root}" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_without_a_home_or_a_name_nothing_is_kept_and_all_else_works(story: Story, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("HOME", "XDG_CACHE_HOME")}
    command = [*BUILD, "-C", str(story.root), "site", "build", "--out", str(tmp_path / "out"), "--today", "2021-05-31"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "out/index.html").read_bytes() == (build(story, tmp_path / "site") / "index.html").read_bytes()


def test_git_names_no_path_on_a_page(story: Story, tmp_path: Path) -> None:
    site = build(story, tmp_path / "site")
    assert not any(str(tmp_path) in file.read_text(errors="replace") for file in site.rglob("*.html"))


def test_a_time_zone_that_nobody_knows_is_a_finding_and_no_end(story: Story, tmp_path: Path) -> None:
    story.edit("register.yml", {"title: ": "timezone: Asia/Nowhere\ntitle: "})
    site = build(story, tmp_path / "site")
    assert "Asia/Nowhere" in (site / "data/findings.json").read_text()
    assert "+00:00</updated>" in (site / "feeds/all.xml").read_text()
