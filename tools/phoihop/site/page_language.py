"""Hand-written pages in another language than the register's: the page says so, and the words around it follow.

The register's own pages are in its one language. A manual may come in two, and whoever has a page read aloud hears it
rightly only where it names its language. So do the titles of such pages in the navigation of the others.
"""

import html
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePosixPath
from typing import Self

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import StructureItem
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page as ThemePage

from phoihop.language import Language
from phoihop.site.page import SECTIONS
from phoihop.site.shell import colour_schemes
from phoihop.wording import gettext_for

PERMANENT_LINK = "Permanent link"
"""What Markdown calls the link to a heading, in whatever language the page is."""


def language_of(page: str, languages: Mapping[str, Language], otherwise: Language) -> Language:
    """The language of a page by the path of its source: that named for it, or for the nearest folder around it."""
    path = PurePosixPath(page)
    return next(
        (languages[place] for place in map(str, (path, *path.parents)) if place in languages),
        otherwise,
    )


def speak(language: Language, config: MkDocsConfig, nav: Navigation, *, own_palette: bool) -> None:
    """Puts the theme's words and the register's tabs into a language, for the page that is rendered next."""
    translate = gettext_for("site", language).gettext
    config.theme["language"] = language
    if own_palette:
        config.theme["palette"] = colour_schemes(language)
    for item in nav.pages:
        title = SECTIONS.get("" if item.url == "./" else item.url)
        if title and item.file.generated_by == "phoihop":
            item.title = translate(title)


class ForeignTitle(str):
    """A title marked with its language, for the theme writes it as it is; escaped, in an attribute, words alone."""

    plain: str

    @classmethod
    def of(cls, title: str, language: Language) -> Self:
        marked = cls(f'<span lang="{language}">{title}</span>')
        marked.plain = title
        return marked

    def __html__(self) -> str:
        return html.escape(self.plain)


def mark_titles(nav: Navigation, language: Language, spoken: Callable[[ThemePage], Language]) -> None:
    """Marks what the navigation of a page in `language` has in another; a section is in that of all its pages."""

    def mark(items: Iterable[StructureItem]) -> set[Language]:
        found: set[Language] = set()
        for item in items:
            if isinstance(item, ThemePage):
                languages = {spoken(item)}
            elif isinstance(item, Section):
                languages = mark(item.children)
            else:
                continue
            found |= languages
            title = item.title.plain if isinstance(item.title, ForeignTitle) else item.title
            only = next(iter(languages)) if len(languages) == 1 else language
            item.title = title if only == language or title is None else ForeignTitle.of(title, only)
        return found

    mark(nav.items)


def name_links(content: str, language: Language) -> str:
    """The links to the headings of a page, named in its language."""
    name = gettext_for("site", language).gettext("Link to this heading")
    return content.replace(f'title="{PERMANENT_LINK}">', f'title="{name}">')
