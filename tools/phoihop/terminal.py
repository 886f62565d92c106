"""Text for a terminal: cleaned of what acts on one, wrapped, and set in columns by the width it takes on screen."""

import json
import os
import re
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal
from unicodedata import combining, east_asian_width

from phoihop.language import excerpt

NARROWEST = 40
FIRST_WIDE_OR_COMBINING = "\u0300"
_RUNNERS_LINE = re.compile(r"(?m)^([^\S\n]*)::")
_RUNNERS_MARK = re.compile(r"#(?=#(?:\[|vso\[))")


def clean(text: str) -> str:
    """A record's text, whole, on one line, with no character that acts on a terminal."""
    return excerpt(" ".join(text.split()), len(text) + 1)


def inert_lines(text: str) -> str:
    """A text of many lines, such as a CSV file, with nothing that acts on a terminal, or on a runner that reads it."""
    inert = _RUNNERS_LINE.sub(r"\1: :", _RUNNERS_MARK.sub("# ", text))
    return "".join(char if char.isprintable() or char in "\n\r\t\ufeff" else f"\\u{ord(char):04x}" for char in inert)


def printable_json(content: object, *, indent: int = 2, default: Callable[[Any], Any] | None = None) -> str:
    """JSON that may be printed on a terminal or into a job's log: what acts on one is written as \\uXXXX.

    `content` comes back whole from any reader. No line of it starts with `::`, for what a record says stands in quotes.
    """
    text = json.dumps(content, ensure_ascii=False, indent=indent, default=default)
    if not text.replace("\n", "").isprintable():
        text = re.sub(
            r"[^\n -~]", lambda match: match[0] if match[0].isprintable() else json.dumps(match[0])[1:-1], text
        )
    return _RUNNERS_MARK.sub(r"\\u0023", text)


def screen_width() -> int | None:
    """The columns of the terminal that stdout is, or that COLUMNS says; None where the text is kept or piped on."""
    if os.environ.get("COLUMNS", "").isdigit() or sys.stdout.isatty():
        return max(shutil.get_terminal_size().columns, NARROWEST)
    return None


def width_of(text: str) -> int:
    """How many columns a text takes: Vietnamese letters one each, East Asian wide characters two."""
    if text.isascii() or max(text) < FIRST_WIDE_OR_COMBINING:
        return len(text)
    return sum(map(_columns, text))


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1


def pad(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def shorten(text: str, width: int) -> str:
    """The text cut to a width, with an ellipsis where something is missing."""
    if width_of(text) <= width:
        return text
    cut = text[: max(width - 1, 0)]
    while width_of(cut) > width - 1:
        cut = cut[:-1]
    return cut.rstrip() + "…"


def wrap(text: str, width: int | None, indent: int = 0) -> list[str]:
    """Lines no wider than `width` (None: one line), counted with an indent, which the lines do not contain."""
    if width is None:
        return [text]
    room = max(width - indent, NARROWEST // 2)
    return textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False) or [""]


def hang(lead: str, text: str, width: int | None, *, shown: str | None = None) -> Iterator[str]:
    """The text beside its lead, further lines indented by its width. `shown` is the lead as printed (coloured)."""
    indent = width_of(lead)
    lines = wrap(text, width, indent)
    yield (lead if shown is None else shown) + lines[0]
    for line in lines[1:]:
        yield " " * indent + line


@dataclass(frozen=True, slots=True)
class ScreenColumn:
    """A column of a table. One that `gives` is shortened where the screen is too narrow."""

    title: str
    align: Literal["left", "right"] = "left"
    gives: bool = False


def table(
    columns: Sequence[ScreenColumn], rows: Sequence[Sequence[str]], width: int | None, indent: int = 0
) -> list[str]:
    """Lines of a table under its titles (none where every title is empty), two spaces between columns.

    Where the screen is too narrow, titles take several lines before any cell is shortened.
    """
    cells = [max((width_of(row[place]) for row in rows), default=0) for place in range(len(columns))]
    words = [max(map(width_of, column.title.split()), default=0) for column in columns]
    widths = [max(cell, width_of(column.title)) for cell, column in zip(cells, columns, strict=True)]
    if width is not None:
        room = width - indent - 2 * (len(columns) - 1)
        widths = _narrowed(widths, list(map(max, cells, words)), room)
        widths = _narrowed(widths, [12 if column.gives else 0 for column in columns], room)
    titles = [
        textwrap.wrap(column.title, max(taken, 1), break_long_words=False, break_on_hyphens=False)
        for column, taken in zip(columns, widths, strict=True)
    ]
    tallest = max(map(len, titles), default=0)
    heads = zip(*([""] * (tallest - len(lines)) + lines for lines in titles), strict=True)
    return [" " * indent + _row(columns, widths, line) for line in (*heads, *rows)]


def _narrowed(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """The columns share what is missing, the widest first, each down to its least width (0: as it is)."""
    widths = list(widths)
    while sum(widths) > room:
        giving = [place for place, least_width in enumerate(least) if 0 < least_width < widths[place]]
        if not giving:
            break
        widths[max(giving, key=widths.__getitem__)] -= 1
    return widths


def _row(columns: Sequence[ScreenColumn], widths: list[int], cells: Sequence[str]) -> str:
    parts = []
    for column, width, cell in zip(columns, widths, cells, strict=True):
        text = shorten(cell, width)
        parts.append(" " * (width - width_of(text)) + text if column.align == "right" else pad(text, width))
    return "  ".join(parts).rstrip()
