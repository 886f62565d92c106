"""What lies in docs/ is published as it is there: nothing that a link, or no regular file, could bring in."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.story import Story
from tests.trust.limits import run

MOST_MEMORY = 500
SECRET = "not for the public"

LINKS: dict[str, Callable[[Path], object]] = {
    "an endless device": lambda docs: (docs / "x.md").symlink_to("/dev/zero"),
    "a file of the machine": lambda docs: (docs / "x.txt").symlink_to("/etc/hostname"),
    "a paper that is withheld": lambda docs: (docs / "x.pdf").symlink_to("../tasks/2021/0001/files/ban-do.pdf"),
    "a folder of the machine": lambda docs: (docs / "x").symlink_to("/usr"),
    "a folder in a circle": lambda docs: (docs / "x").symlink_to("."),
    "a link to itself": lambda docs: (docs / "x.md").symlink_to("x.md"),
    "a pipe": lambda docs: os.mkfifo(docs / "x.md"),
}


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    story = Story(tmp_path / "register").write("docs/y.md", "# Trang\n")
    return story.root / "docs"


def built(docs: Path) -> str:
    """What a build that fails says."""
    ran = run("-C", docs.parent, "--lang", "en", "site", "build", processor=60)
    assert (ran.code, "Traceback" in ran.err) == (2, False), ran.err
    assert ran.peak < MOST_MEMORY
    assert not (docs.parent / "site/index.html").exists()
    return ran.err


@pytest.mark.parametrize("name", LINKS)
def test_a_link_that_leads_away_is_named_and_nothing_is_built(name: str, docs: Path) -> None:
    LINKS[name](docs)
    assert "docs/x" in built(docs)


def test_a_folder_of_pages_that_is_a_link_is_named(docs: Path, tmp_path: Path) -> None:
    docs.rename(tmp_path / "pages")
    docs.symlink_to(tmp_path / "pages")
    assert "docs" in built(docs)


def test_one_page_may_stand_in_two_places(docs: Path) -> None:
    (docs / "x.md").symlink_to("y.md")
    assert run("-C", docs.parent, "site", "build").code == 0
    assert (docs.parent / "site/x/index.html").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"\xff\xfe", "UnicodeDecodeError"), (b"---\ntemplate: nope.html\n---\n", "nope.html")],
    ids=["no text", "a template that is not there"],
)
def test_a_page_that_can_not_be_made_is_an_error_of_its_own(content: bytes, told: str, docs: Path) -> None:
    (docs / "x.md").write_bytes(content)
    said = built(docs)
    assert told in said
    assert "x.md" in said
