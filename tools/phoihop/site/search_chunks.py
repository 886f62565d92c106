"""Pagefind's word lists cut into small files, so that a query fetches its own words and few others.

Pagefind fills a file with some twenty thousand places of words. A register's years are indexes of their own, so a query
would fetch such a file a year and a word: more than half a megabyte for two words in two thousand tasks.

Beginnings of words are found only in the file that a query names. Words of one beginning stay together therefore, and
each file's range goes on where that before it ends: no beginning falls between two files.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

MOST_PLACES = 600
"""How many places of words go into one file, some five kilobytes, unless one beginning has more."""
BEGINNING = 3
"""Letters that words have in common which stay together."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words of one file, and the range of what is looked for in it."""

    first: str
    last: str
    words: list[Any]


def cut(words: Sequence[Any]) -> Iterator[Chunk]:
    """A sorted list of words in parts. A word is itself, its pages, and its spellings with marks with theirs."""
    last = ""
    for part in _parts(words):
        chunk = Chunk(_shortest_after(last, part[0][0]), part[-1][0], part)
        yield chunk
        last = chunk.last


def _parts(words: Sequence[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    places = 0
    for _, group in groupby(words, key=lambda word: word[0][:BEGINNING]):
        alike = list(group)
        more = sum(map(_places_of, alike))
        if part and places + more > MOST_PLACES:
            yield part
            part, places = [], 0
        part += alike
        places += more
    if part:
        yield part


def _shortest_after(last: str, word: str) -> str:
    """The shortest beginning of a word that stands after `last`."""
    return next(word[:length] for length in range(1, len(word) + 1) if word[:length] > last)


def _places_of(word: Any) -> int:
    """How many pages have a word, in any of its spellings."""
    _, pages, spellings = word
    return len(pages) + sum(len(found) for _, found in spellings)
