"""Hand-written pages and settings of a site as people write them: published, or one sentence that names the file."""

from pathlib import Path

import pytest
from phoihop.site.build import build_site

from tests.site.test_rebuild import build, first
from tests.story import LATER, Story

SETTINGS = "site_name: x\ntheme: {name: material}\nplugins: [phoihop]\n"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return first(tmp_path / "register")


def page(title: str) -> bytes:
    return f"# {title}\n\nChữ viết tay.\n".encode()


def test_names_may_have_accents_and_spaces(story: Story, tmp_path: Path) -> None:
    story.write_bytes("docs/Hướng dẫn sử dụng.md", page("Hướng dẫn"))
    story.write_bytes("docs/Sổ tay/Ghi văn bản.md", page("Ghi"))
    site = build(story, tmp_path / "site")
    assert "Chữ viết tay." in (site / "Hướng dẫn sử dụng/index.html").read_text()
    assert "Chữ viết tay." in (site / "Sổ tay/Ghi văn bản/index.html").read_text()


@pytest.mark.parametrize(
    "name", ["index.md", "README.md", "rules.md", "tasks.md", "tasks/index.md", "data/so-lieu.csv", "feeds/README.md"]
)
def test_what_stands_at_an_address_of_the_register_is_named(
    story: Story, tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    plain = build(story, tmp_path / "plain")
    story.write_bytes(f"docs/{name}", page("Của tôi"))
    site = build(story, tmp_path / "site")
    (told,) = [each.getMessage() for each in caplog.records if f"docs/{name}" in each.getMessage()]
    assert "đổi tên" in told
    assert (site / "index.html").read_bytes() == (plain / "index.html").read_bytes()
    assert not any("Chữ viết tay." in file.read_text() for file in site.rglob("*.html"))


def test_pages_that_are_files_are_refused_in_one_sentence(
    story: Story, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    story.write_bytes("docs/about.md", page("Giới thiệu"))
    story.write_bytes("mkdocs.yml", f"{SETTINGS}use_directory_urls: false\n".encode())
    assert build_site(story.root, tmp_path / "site", LATER) == 2
    (told,) = [each.getMessage() for each in caplog.records if each.levelname == "ERROR"]
    assert "mkdocs.yml: use_directory_urls" in told


def test_a_strict_site_of_an_honest_register_is_built(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    story.write_bytes("docs/about.md", page("Giới thiệu"))
    story.write_bytes("mkdocs.yml", f"{SETTINGS}strict: true\n".encode())
    assert (build(story, tmp_path / "site") / "about/index.html").is_file()
