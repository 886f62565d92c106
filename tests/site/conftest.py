"""A small register's site, built once for all tests of pages."""

from pathlib import Path

import pytest
from phoihop.site.build import build_site

from tests.made import made_once
from tests.site import test_rebuild
from tests.story import LATER, Story

HOSTILE = '<script>alert(1)</script> & "q" Đất phoihop-mark-content tasks/phoihop-shell/'


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the example register, one of whose tasks has a title that tries to be markup."""

    def make(folder: Path) -> None:
        build(hostile(Story(folder / "register")), folder / "out")

    return made_once(tmp_path_factory, "example", make) / "out"


@pytest.fixture(scope="session")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site that builds after a change begin with, and what its build keeps beside it: to be copied."""

    def make(folder: Path) -> None:
        test_rebuild.build(test_rebuild.first(folder / "register"), folder / "built/site")

    return made_once(tmp_path_factory, "first", make) / "built"


def hostile(story: Story) -> Story:
    story.write("tasks/2021/0002/task.yml", f"title: '{HOSTILE}'\nlead: tnmt\ndate: 2021-05-20\nfrom: ubnd\n")
    story.write(
        "tasks/2020/0001/task.yml", "title: =cmd()\nlead: ktht\ndate: 2020-05-20\nfrom: ubnd\ndue: 2020-06-01\n"
    )
    return story


def build(story: Story, out: Path) -> Path:
    assert build_site(story.root, out, LATER, jobs=1) == 0
    return out
