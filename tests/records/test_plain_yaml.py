"""Plain YAML read without nodes: what it says is what the full reader says, and all else is left to that one."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phoihop.records.plain_yaml import plain_tree
from phoihop.records.yaml_door import Refused, read_yaml

SAMPLE = Path(__file__).parents[2]
REMARK = "# nothing plain\n"
"""Behind a text that ends with a line, a remark changes nothing, and only the full reader takes it."""


def fully_read(text: str) -> object:
    assert plain_tree(text + REMARK) is None
    try:
        return read_yaml((text + REMARK).encode())[0]
    except Refused:
        return Refused


def test_records_as_they_are_written_are_plain_for_the_most_part() -> None:
    texts = [file.read_text(encoding="utf-8") for file in sorted((SAMPLE / "tasks").rglob("*.yml"))]
    plain = [text for text in texts if plain_tree(text) is not None]
    assert len(plain) > 0.9 * len(texts)
    assert all(plain_tree(text) == fully_read(text) for text in plain)


@pytest.mark.parametrize(
    "text",
    [
        "a: b\n",
        "a: b\n  c\n   d\n",
        "a: >-\n  b\n  c\nd: e\n",
        "a:\n- b\n- c\nd: e\n",
        "a:\n  - b: c\n    d:\n      - e\n        f\n  - b: g\n",
        "a: [b, c.d-1, 2021-03-10.opinion.tnmt#p1]\n",
        "a:\n  b:\n    c: http://d:1/e\nf: g - h, {i} & *j\n",
        "a: (b) “c”\n  d e\n",
        "null: no\nb: 017\n",
    ],
)
def test_plain_texts(text: str) -> None:
    assert plain_tree(text) == fully_read(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a: b",
        "a: b\n\nc: d\n",
        "a: null\n",
        "a:\n",
        "a: [b, null]\n",
        "a: b: c\n",
        "a: b:\n",
        "a: b #c\n",
        "a: b \n",
        "a: b\na: c\n",
        "a:\n  - b\n - c\n",
        "a:\n    b: c\n  d: e\n",
        "a: >-\n  b\n   c\n",
        "a: >-\nb: c\n",
        "a: >-\n",
        "a: 'b'\n",
        "a: |\n  b\n",
        "a: b\r\n",
        "a:\tb\n",
        "- a\n",
        " a: b\n",
        "a: b\nc\n",
        "a: [b,c]\n",
        "a: b\n- c\n",
        "--- a\n",
    ],
)
def test_what_is_not_plain_is_left_to_the_full_reader(text: str) -> None:
    assert plain_tree(text) is None


WORDS = st.sampled_from(
    [
        *(
            "b",
            "no",
            "null",
            "~",
            "(z)",
            "a:b",
            "c:",
            "#d",
            ">-",
            "-",
            "|",
            "[h]",
            "[j,k]",
            "[]",
            "“l”",
            "p1#p1",
            "'m'",
        ),
        *('"n"', "&o", "*p", "!q", "{r}", "?", "%s", "---", "...", "x y", "a: b", "e #f", "- g", "[h, i]", "", " "),
    ]
)
LINES = st.builds(
    "{}{}{}{}".format,
    st.integers(0, 6).map(" ".__mul__),
    st.sampled_from(["", "", "- ", "-", "-  ", "? "]),
    st.sampled_from(["", "a: ", "b: ", "c:", "d: ", "null: ", "A: ", "a:  "]),
    WORDS,
)


@given(st.lists(LINES, min_size=1, max_size=7))
@settings(max_examples=300)
def test_whatever_is_taken_for_plain_is_what_the_full_reader_says(lines: list[str]) -> None:
    text = "".join(f"{line}\n" for line in lines)
    said = plain_tree(text)
    assert said is None or said == fully_read(text)
