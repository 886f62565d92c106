"""Word lists cut into small files: every word in one, and every beginning of a word where those words are."""

import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as some
from phoihop.site.indexing import BEGINNING, MOST_PLACES, UNDERSTOOD, cut

LETTERS = "abđhnt0"
words = some.lists(some.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=40, unique=True)


def listed(found: list[str], pages: int = 1) -> list[Any]:
    """A word list as Pagefind has it: each word with its pages, and those of its spelling with marks."""
    return [[word, [[0, [1], []]] * (pages - 1), [[f"{word}́", [[0, [2], []]]]]] for word in sorted(found)]


@given(words, some.integers(1, MOST_PLACES))
def test_the_parts_are_the_whole(found: list[str], pages: int) -> None:
    whole = listed(found, pages)
    assert [word for chunk in cut(whole) for word in chunk.words] == whole


@given(words, some.integers(1, MOST_PLACES), some.text(LETTERS, min_size=1, max_size=6))
def test_whatever_is_typed_falls_into_one_range_at_most_and_finds_all_that_begins_so(
    found: list[str], pages: int, typed: str
) -> None:
    chunks = list(cut(listed(found, pages)))
    ranges = [chunk for chunk in chunks if chunk.first <= typed <= chunk.last]
    begun = [word for word in found if word.startswith(typed)]
    assert len(ranges) <= 1
    if begun:
        (chunk,) = ranges
        held = [word for word, *_ in chunk.words]
        assert min(begun) in held
        assert len(typed) < BEGINNING or set(begun) <= set(held)


def test_a_common_word_stands_alone_and_rare_ones_together() -> None:
    rare = [f"hiem{n}" for n in range(20)]
    chunks = list(cut([*listed(["chung"], MOST_PLACES + 1), *listed(rare), *listed(["nhieu"], MOST_PLACES)]))
    assert [len(chunk.words) for chunk in chunks] == [1, 20, 1]
    assert [(chunk.first, chunk.last) for chunk in chunks] == [("c", "chung"), ("h", "hiem9"), ("n", "nhieu")]


def test_pagefind_is_held_at_the_version_that_is_understood() -> None:
    major, minor = UNDERSTOOD.split(".")
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))
    assert f"pagefind[bin]>={UNDERSTOOD},<{major}.{int(minor) + 1}" in project["project"]["dependencies"]
    assert version("pagefind").startswith(f"{UNDERSTOOD}.")
