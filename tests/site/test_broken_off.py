"""Builds that are broken off (killed, by a full disk, by an error) leave the old site as it was."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from phoihop.site.build import build_site
from phoihop.site.published_papers import TaskPapers

from tests.killing import killed_at_any_moment, kills, left_at_each_step
from tests.site.test_rebuild import assert_as_if_built_anew, build, contents, first, standing
from tests.story import LATER, Story

KILLS = kills(40)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return first(tmp_path / "register")


@pytest.fixture
def site(first_site: Path, tmp_path: Path) -> Path:
    return standing(first_site, tmp_path)


def started(story: Story, site: Path, largest_file: int | None = None) -> "subprocess.Popen[bytes]":
    """A build in a process group of its own, which can be killed with all that it started."""
    command = [sys.executable, "-c", "from phoihop.cli import main; main()", "-C", str(story.root)]
    limit = (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))) if largest_file else None
    return subprocess.Popen(
        [*command, "site", "build", "--out", str(site), "--today", LATER.isoformat()],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        preexec_fn=limit,  # sets a limit of the child, and nothing else
    )


def test_killed_before_each_change_of_the_folder_beside_the_site(story: Story, tmp_path: Path) -> None:
    site, beside = tmp_path / "site", tmp_path / ".site-build"
    # One task alone changes: that much is made anew from each of the states.
    old, new = two_states(story, tmp_path, "tasks/2022/0001/task.yml", {"title: Tu bổ": "title: Xây"})
    found = []
    # What happens within the next state concerns no reader, and would be thousands of steps.
    for _ in left_at_each_step(
        lambda: build_site(story.root, site, LATER, jobs=1),
        lambda path: Path(path).parent in (tmp_path, beside),
        (site, beside),
        tmp_path / "states",
    ):
        found.append(contents(site))
        assert found[-1] in (old, new)
        build(story, site)
        assert contents(site) == new
        assert_nothing_is_left(tmp_path)
    assert old in found
    assert found[-1] == new
    assert len(found) > 8


def test_killed_at_any_moment(story: Story, tmp_path: Path) -> None:
    site = tmp_path / "site"
    rename = {"name: Phòng": "name: Ban"}
    states = two_states(story, tmp_path, "agencies/tckh.yml", rename)
    began = time.monotonic()
    build(story, tmp_path / "trial")
    takes = time.monotonic() - began
    for _ in killed_at_any_moment(lambda: build_site(story.root, site, LATER, jobs=1), takes, KILLS):
        assert contents(site) in states
        rename = {new: old for old, new in rename.items()}
        story.edit("agencies/tckh.yml", rename)
    build(story, site)
    assert_as_if_built_anew(story, site)
    assert_nothing_is_left(tmp_path)


def two_states(
    story: Story, folder: Path, file: str, change: Mapping[str, str]
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Builds the site and changes a file; gives what the site says and what the next build makes of it."""
    old = contents(build(story, folder / "site"))
    story.edit(file, change)
    return old, contents(build(story, folder / "trial"))


def assert_nothing_is_left(folder: Path) -> None:
    # What was being kept when a run was killed is deleted an hour later: it may be a living run's.
    found = {path.name for path in (folder / ".site-build").iterdir() if not path.name.startswith("unfinished-")}
    assert found == {".gitignore", "lock", "site.record"}


def test_a_disk_that_takes_no_more_leaves_the_old_site(story: Story, site: Path) -> None:
    old = contents(site)
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    process = started(story, site, largest_file=20_000)
    _, complaint = process.communicate()
    assert process.returncode == 2
    assert b"Traceback" not in complaint
    assert contents(site) == old
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_an_error_in_the_middle_leaves_the_old_site(
    story: Story, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = contents(site)
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    with monkeypatch.context() as patch:
        patch.setattr(TaskPapers, "published", lambda papers: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build_site(story.root, site, LATER, jobs=1)
    assert contents(site) == old
    assert sorted(path.name for path in (tmp_path / ".site-build").iterdir()) == [
        ".gitignore",
        "lock",
        "site.record",
    ]
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_two_builds_at_once_wait_for_each_other(story: Story, tmp_path: Path) -> None:
    processes = [started(story, tmp_path / "site") for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert_as_if_built_anew(story, tmp_path / "site")


def test_a_build_whose_exchange_was_cut_in_two_is_put_right(story: Story, site: Path, tmp_path: Path) -> None:
    # Where a system can't exchange two folders at one stroke, the site lies aside for a moment.
    os.rename(site, tmp_path / ".site-build/displaced")  # noqa: PTH104
    build(story, site)
    assert_as_if_built_anew(story, site)
