"""What is written reads back as it was meant, and looks as somebody would write it by hand."""

import yaml
from hypothesis import given
from hypothesis import strategies as st
from phoihop.recording.answers import tidy
from phoihop.recording.yaml_style import as_value, as_yaml
from phoihop.records.characters import unsafe_places
from phoihop.records.yaml_door import Tree, read_yaml

WORDS = st.text(
    st.sampled_from("aăâbcdđeêghiklmnoôơpqrstuưvxyAĐ019 \n:#-'\"[]{},&*!|>%@`?\\~=./–“”…"), min_size=1, max_size=200
).map(tidy)
TEXTS = st.one_of(
    WORDS.filter(lambda text: bool(text) and not any(unsafe_places(text))),
    st.sampled_from(
        ["no", "null", "~", "0012", "1:30", "2021-03-10", "true", "- a", "a: b", "'", "yes", "1e3", "=", "<<"]
    ),
)
TREES = st.dictionaries(
    st.sampled_from(["title", "text", "questions", "points", "due", "to"]),
    st.recursive(
        TEXTS,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=4),
            st.dictionaries(st.sampled_from(["id", "text", "evidence"]), inner, min_size=1),
        ),
        max_leaves=8,
    ),
    min_size=1,
)


@given(TREES)
def test_the_strict_door_reads_what_was_meant(tree: dict[str, Tree]) -> None:
    assert read_yaml(as_yaml(tree).encode())[0] == tree


@given(TEXTS)
def test_so_does_a_value_on_one_line(text: str) -> None:
    assert read_yaml(f"key: {as_value(text)}\n".encode())[0] == {"key": text}
    assert "\n" not in as_value(text)


def test_it_looks_as_written_by_hand() -> None:
    long = (
        "Mức bồi dưỡng thành viên tổ bầu cử đang tính 16 ngày; quy định chỉ cho tính không quá 15 ngày, kể cả ngày "
        "bầu cử."
    )
    tree: Tree = {
        "kind": "opinion",
        "to": ["tnmt", "tckh"],
        "date": "2021-03-17",
        "number": "3/TCKH",
        "points": [{"id": "p1", "text": long, "evidence": ["Luật Ngân sách nhà nước 2015, Điều 8"], "discuss": "true"}],
        "note": "Dòng một\nDòng hai",
        "subject": "Về việc: xin ý kiến",
    }
    assert (
        as_yaml(tree)
        == """\
kind: opinion
to: [tnmt, tckh]
date: 2021-03-17
number: 3/TCKH
points:
  - id: p1
    text: >-
      Mức bồi dưỡng thành viên tổ bầu cử đang tính 16 ngày; quy định chỉ cho tính không quá 15 ngày, kể cả ngày
      bầu cử.
    evidence:
      - Luật Ngân sách nhà nước 2015, Điều 8
    discuss: true
note: |-
  Dòng một
  Dòng hai
subject: 'Về việc: xin ý kiến'
"""
    )


def test_another_reader_takes_no_text_for_a_number_or_nothing() -> None:
    tree: Tree = {"number": "12", "note": "null", "title": "no"}
    assert yaml.safe_load(as_yaml(tree)) == tree
