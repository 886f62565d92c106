"""Builds that are broken off (killed, by a full disk, by an error) leave the old site as it was."""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from phoihop.site import downloads
from phoihop.site.build import build_site

from tests.site.test_rebuild import assert_as_if_built_anew, build, contents, first
from tests.story import LATER, Story

KILLS = 12


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return first(tmp_path / "register")


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


def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(story: Story, tmp_path: Path) -> None:
    site = build(story, tmp_path / "site")
    began = time.monotonic()
    build(story, tmp_path / "trial")
    takes = time.monotonic() - began
    old = contents(site)
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    new = contents(build(story, tmp_path / "trial"))
    moments = random.Random(1)
    for _ in range(KILLS):
        process = started(story, site)
        time.sleep(moments.uniform(0.2, 1.6) * takes)
        # The process alone is killed, as the system does it when memory runs out: what it started must end by itself.
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert contents(site) in (old, new)
    build(story, site)
    assert contents(site) == new


def test_a_disk_that_takes_no_more_leaves_the_old_site(story: Story, tmp_path: Path) -> None:
    site = build(story, tmp_path / "site")
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
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build(story, tmp_path / "site")
    old = contents(site)
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    with monkeypatch.context() as patch:
        patch.setattr(downloads, "papers_to_publish", lambda case, wanted: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build_site(story.root, site, LATER)
    assert contents(site) == old
    assert sorted(path.name for path in (tmp_path / ".site-build").iterdir()) == [
        ".gitignore",
        "lock",
        "record",
        "tasks.judged",
    ]
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_two_builds_at_once_wait_for_each_other(story: Story, tmp_path: Path) -> None:
    processes = [started(story, tmp_path / "site") for _ in range(3)]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert_as_if_built_anew(story, tmp_path / "site")


def test_a_build_whose_exchange_was_cut_in_two_is_put_right(story: Story, tmp_path: Path) -> None:
    # Where a system can't exchange two folders at one stroke, the site lies aside for a moment.
    site = build(story, tmp_path / "site")
    os.rename(site, tmp_path / ".site-build/displaced")  # noqa: PTH104
    build(story, site)
    assert_as_if_built_anew(story, site)
