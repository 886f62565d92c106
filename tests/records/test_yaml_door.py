"""The one door for YAML: what comes in as text, what is refused, and where it is said to be."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from phoihop.language import word
from phoihop.records.yaml_door import DEEPEST_LEVEL, LARGEST_FILE, NotYaml, line_of, read_yaml


def tree_of(text: str) -> object:
    return read_yaml(text.encode())[0]


def refusal(content: bytes) -> tuple[str, int | None, str]:
    with pytest.raises(NotYaml) as caught:
        read_yaml(content)
    return caught.value.rule, caught.value.line, word(caught.value.message, "en")


def test_everything_is_read_as_text() -> None:
    text = "a: no\nb: 0012\nc: 1:30\nd: 2021-03-10\ne: 1.0\nf: '~'\ng: 'null'\nh: 'true'\n"
    assert tree_of(text) == {
        "a": "no",
        "b": "0012",
        "c": "1:30",
        "d": "2021-03-10",
        "e": "1.0",
        "f": "~",
        "g": "null",
        "h": "true",
    }


def test_empty_values_are_as_if_absent() -> None:
    assert tree_of("a:\nb: ''\nc: ' '\nd:\n  - x\n  -\ne: []\n") == {"d": ["x"], "e": []}
    nothing = "a: null\nb: ~\nc: NULL\nd: Null\ne: [null, x, ~]\nf: ''\ng: >-\n  null\n"
    assert tree_of(nothing) == {"e": ["x"], "g": "null"}
    assert tree_of("null\n") is None
    assert line_of(b"e:\n  - ~\n  - x\n", ("e", 0)) == 3
    assert tree_of("") is None
    assert tree_of("# nothing but a remark\n") is None


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_of_windows_are_fine(ends: str) -> None:
    assert tree_of(f"\ufeffa: 1{ends}b: |{ends}  x{ends}  y{ends}") == {"a": "1", "b": "x\ny\n"}


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "“a” stands twice (first on line 1)"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", 4, "“c” stands twice"),
        ("a: &x 1\n", 1, "anchors and aliases"),
        ("a: 1\nb: *x\n", 2, "anchors and aliases"),
        ("a: !!str 1\n", 1, "tags"),
        ("a: !ruby/object x\n", 1, "tags"),
        ("%YAML 1.2\n---\na: 1\n", 1, "directive"),
        ("a: 1\n---\nb: 2\n", 2, "several YAML documents"),
        ("a:\n\t- x\n", 2, "indented with a tab"),
        ("a: b: c\n", 1, "colon too many"),
        ("a: 1\nfoo\nb: 2\n", 2, "colon is missing"),
        ('a: 1\nb: "x\nc: 2\n', 2, "never closed"),
        ("a: [x, y\nb: 1\n", 2, "not closed"),
        ("a:\n  b: 1\n c: 2\n", 3, "indentation"),
        ("a: @x\n", 1, "put it in quotes"),
        ('a: "\\q"\n', 1, "backslash"),
        ("? [a]\n: b\n", 1, "a key must be a word"),
        ("a: 1\rb: 2\n", 1, "line end"),
    ],
)
def test_refused_with_the_line_and_the_way_out(content: str, line: int, words: str) -> None:
    rule, where, told = refusal(content.encode())
    assert (rule, where) == ("record-syntax", line)
    assert words in told


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u3000"])
@pytest.mark.parametrize(("before", "after"), [("", "b: y\n"), ("x: 1\nl:\n  - ", "    b: y\n"), ("b: y\n", "")])
def test_a_special_space_behind_a_colon_is_told_where_it_stands(space: str, before: str, after: str) -> None:
    _rule, line, said = refusal(f"{before}a:{space}x\n{after}".encode())
    assert line == before.count("\n") + 1
    assert "special space" in said


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-32", "latin-1", "cp1258"])
def test_other_encodings_are_refused(encoding: str) -> None:
    rule, line, told = refusal("a: 1\ntiêu: é\n".encode(encoding, "replace"))
    # UTF-16 without a mark reads as UTF-8 text full of NUL characters.
    assert rule in ("record-syntax", "text-safe")
    assert line in (1, 2)
    assert "UTF-8" in told or "U+0000" in told


def test_a_large_file_is_refused_before_it_is_read() -> None:
    assert refusal(b"a: " + b"x" * LARGEST_FILE)[0] == "record-syntax"
    assert tree_of("a: " + "x" * (LARGEST_FILE - 3)) is not None


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 40_000,
        b"a: " + b"{a: " * 40_000,
        b"- " * 40_000 + b"x",
        b"? " * 40_000 + b"x",
        b"".join(b" " * depth + b"a:\n" for depth in range(DEEPEST_LEVEL + 1)) + b" " * 30 + b"x",
        b"".join(b" " * (depth % 60) + b"- " for depth in range(3_000)) + b"x",
    ],
)
def test_deep_nesting_neither_passes_nor_crashes(content: bytes) -> None:
    assert refusal(content)[0] == "record-syntax"


def test_twenty_levels_are_fine_and_one_more_is_not() -> None:
    def nested(levels: int) -> str:
        return "".join(" " * level + "a:\n" for level in range(levels - 1)) + " " * levels + "a: x\n"

    assert tree_of(nested(DEEPEST_LEVEL)) is not None
    assert "20 levels" in refusal(nested(DEEPEST_LEVEL + 1).encode())[2]


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x85", "\u2028", "\u2029"])
def test_characters_that_could_smuggle_in_a_line_close_the_file(char: str) -> None:
    rule, line, _ = refusal(f"a: 1\nb: x{char}c: y\n".encode())
    assert (rule, line) == ("text-safe", 2)


def test_hidden_characters_are_told_also_where_an_escape_brings_them_in() -> None:
    tree, places = read_yaml(b'a: 1\nb: "x\\u200by"\n')
    assert tree == {"a": "1", "b": "x\u200by"}
    assert [line for _, line in places] == [2]


def test_line_of_a_key() -> None:
    content = b"# remark\nkind: opinion\npoints:\n  -\n  - id: p1\n    text: x\n  - id: p2\n    evidence:\n      - y\n"
    assert line_of(content, ("kind",)) == 2
    assert line_of(content, ("points", 1, "evidence", 0)) == 9
    assert line_of(content, ("points", 0, "missing")) == 5
    assert line_of(content, ()) == 2
    assert line_of(b"a: [", ("a",)) is None


@settings(max_examples=300)
@given(
    st.binary(max_size=400)
    | st.text(alphabet="ab:-?[]{},&*!|>%@\"' \t\n#\\u0Đđ\ufeff\u2028", max_size=200).map(str.encode)
)
def test_no_content_brings_anything_but_a_tree_or_a_refusal(content: bytes) -> None:
    outcome: object
    try:
        outcome, _ = read_yaml(content)
    except NotYaml as refused:
        outcome = [word(refused.message, "vi"), str(refused.line)]
    assert outcome is None or isinstance(outcome, str | list | dict)


@settings(max_examples=200)
@given(
    st.recursive(
        st.text(alphabet="abcĐđ 0:#-\n'\"&*!", min_size=1, max_size=12).filter(lambda text: text.strip() != ""),
        lambda inner: (
            st.lists(inner, min_size=1, max_size=3)
            | st.dictionaries(st.text(alphabet="abc", min_size=1, max_size=4), inner, min_size=1, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_what_a_yaml_writer_writes_is_read_back(tree: object) -> None:
    written = yaml.dump({"root": tree}, allow_unicode=True, default_style=None)
    assert read_yaml(written.encode())[0] == {"root": tree}
