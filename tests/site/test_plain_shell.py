"""What the site needs of its theme, tried without it: a shell of our own, in MkDocs and then without MkDocs, too.

Material ends in 2027, and MkDocs has no releases any more. Whatever takes their place puts title, description and
content of each page at three marks; nothing else of a page comes from there.
"""

import html
import re
from datetime import date
from pathlib import Path

import pytest
from phoihop.records.register import load_register
from phoihop.site.build import build_site
from phoihop.site.environment import environment
from phoihop.site.output import Output
from phoihop.site.page import SECTIONS, SHELLS
from phoihop.site.publication import Publication
from phoihop.site.shell import CONTENT, DESCRIPTION, TITLE, Shell
from phoihop.site.theme import Theme
from phoihop.site.units import register_units, task_units

from tests.made import made_once
from tests.site.conftest import hostile
from tests.story import LATER, Story

PLAIN = Path(__file__).parent / "plain_shell"
SETTINGS = f"site_name: x\ntheme:\n  name: null\n  custom_dir: {PLAIN}\nplugins: [phoihop]\n"
WITHOUT_MKDOCS = (
    f"<!doctype html><html lang='vi'><title>{TITLE}</title><meta name='description' content='{DESCRIPTION}'>"
    f"<main>{CONTENT}</main></html>"
)


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example register's site three times: in the theme, in a plain shell by MkDocs, and without MkDocs."""

    def make(folder: Path) -> None:
        story = hostile(Story(folder / "register"))
        story.write_bytes("docs/huong-dan.md", "# Hướng dẫn\n\nChữ viết tay.\n".encode())
        assert build_site(story.root, folder / "theme", LATER, jobs=1) == 0
        by_hand(story.root, folder / "by hand", LATER)
        story.write("mkdocs.yml", SETTINGS)
        assert build_site(story.root, folder / "plain", LATER, jobs=1) == 0

    return made_once(tmp_path_factory, "plain shell", make)


def by_hand(root: Path, out: Path, day: date) -> None:
    """Writes what is the register's own, as a build does once MkDocs has given it shells; here it gives none."""
    out.mkdir()
    publication = Publication(load_register(root), day)
    shells = {address: Shell.split(address or "\0", WITHOUT_MKDOCS) for address in (*SECTIONS, *SHELLS.values())}
    theme = Theme(out, "", shells, ())
    env, output = environment(publication), Output(out)
    for unit in (*register_units(publication, theme, env), *task_units(publication, theme, env)):
        unit.make(output)


def pages(site: Path) -> dict[str, str]:
    """What each page says between the marks, and its title, by its address."""
    found = {}
    for file in site.rglob("index.html"):
        markup = file.read_text(encoding="utf-8")
        if content := re.search(r"<main>(.*)</main>", markup, re.DOTALL):
            found[file.relative_to(site).as_posix()] = content[1]
    return found


@pytest.mark.parametrize("name", ["plain", "by hand"])
def test_a_plain_shell_has_every_page_whole(sites: Path, name: str) -> None:
    found = pages(sites / name)
    own = {path for path in found if path != "huong-dan/index.html"}
    in_theme = {file.relative_to(sites / "theme").as_posix() for file in (sites / "theme").rglob("index.html")}
    assert own == in_theme - {"huong-dan/index.html"}
    for path in own:
        assert found[path].strip() in (sites / "theme" / path).read_text(encoding="utf-8"), path
        told = (sites / name / path).read_text(encoding="utf-8")
        assert re.search(r"<title>[^<]+</title>", told), path
        assert "phoihop-mark-title" not in told


def test_hand_written_pages_are_in_the_plain_shell(sites: Path) -> None:
    assert "Chữ viết tay." in pages(sites / "plain")["huong-dan/index.html"]


@pytest.mark.parametrize("name", ["plain", "by hand"])
def test_every_link_and_anchor_of_a_plain_page_leads_somewhere(sites: Path, name: str) -> None:
    site = sites / name
    ids: dict[Path, set[str]] = {}
    for path, content in pages(site).items():
        for target in re.findall(r'href="([^"]+)"', content):
            address, _, anchor = html.unescape(target).partition("#")
            if re.match(r"[a-z]+:|/", address) or "?" in address:
                continue
            there = ((site / path).parent / address).resolve() if address else (site / path).resolve()
            there = there / "index.html" if there.is_dir() else there
            assert there.is_file(), f"{path}: {target}"
            if anchor and "=" not in anchor and there.suffix == ".html":
                known = ids.setdefault(there, set(re.findall(r'\bid="([^"]+)"', there.read_text(encoding="utf-8"))))
                assert anchor in known, f"{path}: {target}"


def test_data_feeds_and_papers_need_no_theme(sites: Path) -> None:
    def files(name: str) -> dict[str, bytes]:
        top = sites / name
        found = (file for part in ("data", "feeds", "calendars", "schema", "tasks") for file in (top / part).rglob("*"))
        return {
            file.relative_to(top).as_posix(): file.read_bytes()
            for file in found
            if file.is_file() and file.name not in ("index.html", "files.txt")
        }

    assert files("by hand") == files("theme")
    assert len(files("theme")) > 20
