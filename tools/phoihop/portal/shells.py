"""The theme's pages around the portal's: MkDocs and Material render one for each place, as for a register's site."""

import html
import logging
import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

import phoihop.site
from phoihop.language import Language
from phoihop.site.shell import CONTENT, CONTENT_ID, DESCRIPTION, TITLE, Shell, colour_schemes, told_by_environment
from phoihop.site.theme_files import list_no_icons

FAMILY = "registers/"
"""Where the pages of single registers stand; those of single questions take the same shells."""

SITE = Path(phoihop.site.__file__).parent
PORTAL = Path(__file__).parent
_NOT_USED = {"lists.js", "matrix.js"}
"""Scripts of a register's own pages, which the portal does not have."""


class _Marks(BasePlugin):  # type: ignore[no-untyped-call,type-arg]  # MkDocs' own base is untyped there
    """Puts the marks of a shell in every page's place of content."""

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        # The theme's link for the keyboard past the navigation leads to the first entry of the contents.
        page.toc = TableOfContents([AnchorLink(title="", id=CONTENT_ID, level=1)])
        return CONTENT


def render_shells(
    sections: Mapping[str, str], depths: range, title: str, language: Language, work: Path, out: Path
) -> dict[str, Shell]:
    """Writes the theme's files into `out` and returns the shells, by the address of a section, or "registers/…/".

    `sections` are the tabs by address, in order; `depths` those of the pages of single registers. `work` is a folder
    for the time of the build.
    """
    pages = work / "pages"
    families = {FAMILY + "shell/" * (depth - 1): depth for depth in depths}
    for address in [*sections, *families]:
        file = pages / address / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"---\ntitle: {TITLE}\ndescription: {DESCRIPTION}\nhide: [navigation, toc]\n---\n", encoding="utf-8"
        )
    for package in (SITE, PORTAL):
        unused = shutil.ignore_patterns(*_NOT_USED)
        shutil.copytree(package / "assets", pages / "assets" / "phoihop", ignore=unused, dirs_exist_ok=True)
    settings = work / "mkdocs.yml"
    settings.write_text(yaml.safe_dump(_settings(sections, title, language), allow_unicode=True), encoding="utf-8")
    log = logging.getLogger("mkdocs")
    with told_by_environment(NO_MKDOCS_2_WARNING="1"), ExitStack() as afterwards:
        afterwards.callback(log.setLevel, log.level)
        log.setLevel(logging.ERROR)
        config = load_config(str(settings), docs_dir=str(pages), site_dir=str(out))
        config.plugins["phoihop-portal"] = _Marks()
        list_no_icons(config.theme)
        build(config)
    shells = {
        address: Shell.split(address or "\0", (out / address / "index.html").read_text(encoding="utf-8"))
        for address in [*sections, *families]
    }
    for address in sorted(families, key=len, reverse=True):
        (out / address / "index.html").unlink()
        if not any((out / address).iterdir()):
            (out / address).rmdir()
    for name in ("sitemap.xml", "sitemap.xml.gz", "objects.inv"):
        (out / name).unlink(missing_ok=True)
    return shells


def _settings(sections: Mapping[str, str], title: str, language: Language) -> dict[str, Any]:
    return {
        # The theme writes the site's name as it is.
        "site_name": html.escape(title),
        "theme": {
            "name": "material",
            "custom_dir": str(SITE / "theme"),
            "font": False,
            "language": language,
            "features": ["navigation.tabs", "navigation.top"],
            "favicon": "assets/phoihop/favicon.svg",
            "logo": "assets/phoihop/logo.svg",
            "palette": colour_schemes(language),
        },
        "nav": [{name: f"{address}index.md"} for address, name in sections.items()],
        "not_in_nav": "/registers/",
        "plugins": [],
        "extra": {"generator": False},
        "extra_css": ["assets/phoihop/phoihop.css", "assets/phoihop/portal.css"],
        "extra_javascript": ["assets/phoihop/phoihop.js", "assets/phoihop/portal.js"],
    }
