"""Hand-written pages in another language than the register's: they say so, and what stands around them follows."""

import json
import re
from pathlib import Path

import pytest
from phoihop.language import Language

from tests.site.conftest import build
from tests.site.test_pages import page, text_of
from tests.story import Story

SETTINGS = """
site_name: phoihop
theme: {name: material}
markdown_extensions: [{toc: {permalink: true}}]
plugins:
  - phoihop:
      languages: {manual: vi, manual/en: en}
"""
AROUND: dict[Language, tuple[str, ...]] = {
    "vi": ("Tới nội dung chính", "Mục lục", "Nhiệm vụ", "Nền tối", "Về đầu trang", "Liên kết tới mục này"),
    "en": ("Skip to content", "Table of contents", "Tasks", "Dark colours", "Back to top", "Link to this heading"),
}


def with_manual(folder: Path, language: Language) -> Path:
    """The site of a register in a language, with a manual in both and a page that no language is named for."""
    story = Story(folder / "register").write_bytes("mkdocs.yml", SETTINGS.encode())
    story.edit("register.yml", {"title: Sổ": f"language: {language}\ntitle: Sổ"})
    story.write_bytes("docs/about.md", b"# X\n\n## Y\n\n## Z\n")
    story.write_bytes("docs/manual/recording.md", "# Ghi văn bản\n\n## Giao việc\n\n## Đính chính\n".encode())
    story.write_bytes("docs/manual/en/recording.md", b"# Recording\n\n## Assigning\n\n## Correcting\n")
    return build(story, folder / "out")


@pytest.fixture(scope="module", params=["vi", "en"])
def language(request: pytest.FixtureRequest) -> Language:
    return "vi" if request.param == "vi" else "en"


@pytest.fixture(scope="module")
def manual_site(tmp_path_factory: pytest.TempPathFactory, language: Language) -> Path:
    return with_manual(tmp_path_factory.mktemp("manual"), language)


def spoken(site: Path, address: str) -> tuple[str, set[str]]:
    """The language that a page names, and those whose words stand around its content."""
    markup = page(site, address)
    words = text_of(markup) + str(re.findall(r'(?:title|aria-label)="([^"]*)"', markup))
    named = re.findall(r'<html lang="(\w+)"', markup)
    return named[0], {each for each, around in AROUND.items() if any(word in words for word in around)}


def test_a_page_of_a_manual_is_in_its_own_language_all_around(manual_site: Path) -> None:
    assert spoken(manual_site, "manual/recording/") == ("vi", {"vi"})
    assert spoken(manual_site, "manual/en/recording/") == ("en", {"en"})


@pytest.mark.parametrize(
    "address", ["", "tasks/2021/0001/", "agencies/tckh/tasks/", "rules/opinion-on-time/", "about/"]
)
def test_all_others_are_in_the_registers(manual_site: Path, language: Language, address: str) -> None:
    assert spoken(manual_site, address) == (language, {language})


def test_everything_around_a_page_is_told(manual_site: Path, language: Language) -> None:
    for other, address in (("vi", "manual/recording/"), ("en", "manual/en/recording/")):
        markup = page(manual_site, address)
        assert [word for word in AROUND["en" if other == "en" else "vi"] if word not in markup] == []


def titles(markup: str, kind: str) -> dict[str, str]:
    """The titles in the navigation that name a language of their own, with that language."""
    links = re.findall(rf'class="md-{kind}__link[^"]*"[^>]*>(.*?)</(?:a|label)>', markup, re.DOTALL)
    found = [re.search(r'<span lang="(\w+)">([^<]*)</span>', link) for link in links]
    return {each[2]: each[1] for each in found if each}


def test_titles_in_another_language_than_the_page_name_it(manual_site: Path) -> None:
    other: dict[Language, dict[str, str]] = {"vi": {"Recording": "en"}, "en": {"Ghi văn bản": "vi"}}
    assert titles(page(manual_site, "manual/recording/"), "nav").items() >= other["vi"].items()
    assert titles(page(manual_site, "manual/en/recording/"), "nav").items() >= other["en"].items()


def test_the_search_finds_pages_of_both_languages(manual_site: Path, language: Language) -> None:
    entry = json.loads((manual_site / "pagefind/pagefind-entry.json").read_text(encoding="utf-8"))
    assert entry["languages"].keys() == {language}
    assert entry["languages"][language]["page_count"] >= 3
