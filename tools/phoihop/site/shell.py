"""The theme's page around the register's own: rendered once by MkDocs for each place and depth, then filled.

A shell is a page of the theme with marks where title, description and content belong. Splitting it at the marks once
makes each further page a join of strings; nothing of a record ever passes through the theme's unescaped templates.
"""

import html
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from phoihop.language import Language
from phoihop.wording import gettext_for

CONTENT_ID = "ph-content"

TITLE, DESCRIPTION = "phoihop-mark-title", "phoihop-mark-description"
# The theme adds a heading of its own to a page that has none.
CONTENT = "<h1>phoihop-mark-content</h1>"
FEED = '<meta name="phoihop-mark-feed">'

_MARKS = re.compile(f"({TITLE}|{DESCRIPTION}|{CONTENT}|{FEED})")


@dataclass(frozen=True, slots=True)
class Shell:
    """A theme page in pieces. `path` is where the theme rendered it, which its own address in the page repeats."""

    path: str
    pieces: tuple[str, ...]

    @classmethod
    def split(cls, path: str, page: str) -> "Shell":
        """Raises ValueError where the theme shows no content."""
        pieces = tuple(_MARKS.split(page))
        if CONTENT not in pieces:
            raise ValueError("the theme's page has no place for content")
        return cls(path, pieces)

    def fill(self, path: str, title: str, description: str, content: str, feed: str = "") -> str:
        """The page at `path`. `title` and `description` are plain text and are escaped here.

        `content` is HTML, and so is what names the page's `feed` to a browser.
        """
        filling = {
            TITLE: html.escape(title),
            DESCRIPTION: html.escape(description),
            CONTENT: content,
            FEED: feed,
        }
        # Only the theme's own pieces speak of the shell's address; a record may say whatever it likes.
        return "".join(filling[piece] if piece in filling else piece.replace(self.path, path) for piece in self.pieces)


def colour_schemes(language: Language) -> list[dict[str, Any]]:
    """The theme's palettes, light and dark by what the reader's system asks for, with the names of their switches."""
    translate = gettext_for("site", language).gettext
    return [
        {
            "media": f"(prefers-color-scheme: {now})",
            "scheme": scheme,
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": name},
        }
        for now, scheme, icon, name in (
            ("light", "default", "material/weather-night", translate("Dark colours")),
            ("dark", "slate", "material/weather-sunny", translate("Light colours")),
        )
    ]


@contextmanager
def told_by_environment(**settings: str) -> Iterator[None]:
    """What MkDocs, its theme and plugins hear by variables of the environment alone, for as long as they render."""
    before = {name: os.environ.get(name) for name in settings}
    os.environ.update(settings)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
