"""Letters of many shapes, as DOCX and as the lines of a page: what is read of them is right, or it is not read."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from phoihop.incoming.layout import read_letter
from phoihop.incoming.letter import IncomingLetter, Known
from phoihop.incoming.reading import read_file
from phoihop.incoming.sheet import sheet_of_lines

from tests.incoming.composed import Composed, letters
from tests.incoming.reading import meant
from tests.story import Story

EVERY = [pytest.param(each, id=each.name) for each in letters()]


def read_both_ways(composed: Composed, folder: Path) -> Iterator[IncomingLetter]:
    file = folder / "letter.docx"
    file.write_bytes(composed.as_docx())
    yield read_file(file, folder)
    yield read_letter(sheet_of_lines(composed.as_lines()), "pdf")


def values(known: dict[str, Known]) -> dict[str, object]:
    return {name: each.value for name, each in known.items()}


@pytest.mark.parametrize("composed", EVERY)
def test_what_a_letter_says_is_read_and_what_it_lets_one_think_is_guessed(composed: Composed, tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    for letter in read_both_ways(composed, tmp_path):
        (meaning,) = meant(letter, story)
        assert values(meaning.read) == composed.read
        assert values(meaning.guessed) == composed.guessed


@pytest.mark.parametrize("composed", EVERY)
def test_a_foot_in_a_table_is_read_where_the_head_is_in_none(composed: Composed, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(composed.as_docx(tabulated=False))
    letter = read_file(tmp_path / "letter.docx", tmp_path)
    assert (letter.signed_by and letter.signed_by.value) == composed.read.get("signed_by")
    assert (letter.number and letter.number.value) == composed.read.get("number")


def test_each_thing_rests_on_words_of_the_letter(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    for composed in letters():
        page = set(re.findall(r"\w+", " ".join(composed.as_lines()).casefold()))
        for meaning in meant(read_letter(sheet_of_lines(composed.as_lines()), "pdf"), story):
            for each in meaning.known.values():
                words = re.sub(r"\w*…$", "", each.words.casefold())
                assert set(re.findall(r"\w+", words)) <= page, composed.name
