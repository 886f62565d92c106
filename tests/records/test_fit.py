"""What does not fit the format is told all at once, with the key, and with what was probably meant."""

import difflib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phoihop.language import word
from phoihop.records.fit import MOST_COMPARED, fit, nearest
from phoihop.records.record import Record
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, Opinion, Request, TaskAssignment

OPINION: dict[str, object] = {
    "kind": "opinion",
    "from": "tckh",
    "date": "2021-03-17",
    "answers": "x",
    "position": "agree",
}


def told(tree: object, record_type: type[Record]) -> list[str]:
    record, misfits = fit(tree, record_type)  # type: ignore[arg-type]  # trees of the wrong shape are the point
    assert (record is None) == bool(misfits)
    return [f"{'.'.join(map(str, path))}: {word(message, 'en')}" for path, message in misfits]


def test_a_record_that_fits() -> None:
    tree = {**OPINION, "points": [{"id": "p1", "text": "x", "discuss": "true"}]}
    record, misfits = fit(tree, Opinion)  # type: ignore[arg-type]  # a literal tree
    assert misfits == []
    assert record is not None
    assert record.points[0].discuss == "true"


def test_everything_that_is_wrong_is_told_at_once() -> None:
    tree: dict[str, object] = {
        **OPINION,
        "date": "17/3/2021",
        "position": "agre",
        "sugject": "x",
        "points": [{"id": "1", "text": "x"}, {"id": "1", "evidence": "luật"}],
    }
    assert told(tree, Opinion) == [
        "date: “date” must be written YEAR-MONTH-DAY: 2021-03-17; it says “17/3/2021”",
        "position: “position” can't be “agre”; “agree” is probably meant "
        "(one of: agree, agree-with-comments, disagree, no-comment)",
        "sugject: the key “sugject” is not in the format; “subject” is probably meant",
        "points.1.evidence: “evidence” must be a list; write each item on its own line, with “- ” before it",
        "points.1: the key “text” is missing in points[2] (What the point says); add “text: …”",
        "points.1.id: “1” stands twice in “points”; name each only once",
    ]


def test_a_misspelt_key_is_not_told_a_second_time_as_missing() -> None:
    tree = {**OPINION, "anwsers": "x"}
    del tree["answers"]
    assert told(tree, Opinion) == ["anwsers: the key “anwsers” is not in the format; “answers” is probably meant"]


@pytest.mark.parametrize(
    "value", ["2021-02-30", "2021-3-1", "12021-01-01", "hôm nay", "2021-03-01T00:00", "0221-03-01"]
)
def test_impossible_dates(value: str) -> None:
    assert len(told({**OPINION, "date": value}, Opinion)) == 1


@pytest.mark.parametrize("tree", [None, "x", ["x"], {}, {"kind": "opinion"}])
def test_trees_of_another_shape(tree: object) -> None:
    assert told(tree, Opinion)


def test_keys_the_rules_ask_for_may_be_absent() -> None:
    request: dict[str, object] = {"kind": "request", "from": "a", "date": "2021-03-01", "due": "2021-03-09"}
    assert told({**request, "to": ["b"], "questions": ["x"]}, Request) == []
    assert told({"title": "T", "date": "2021-03-01", "from": "u"}, TaskAssignment) == []
    assert told({"title": "T", "date": "2021-03-01", "from": "u", "lead": ["a", "b"]}, TaskAssignment) == []


def test_required_lists_need_an_item() -> None:
    tree = {"kind": "request", "from": "a", "date": "2021-03-01", "due": "2021-03-09", "to": [], "questions": ["x"]}
    assert told(tree, Request) == ["to: “to” needs at least one item"]


def test_settings_are_numbers_in_text() -> None:
    base = {"title": "T", "authority": "u"}
    settings, _ = fit({**base, "deadlines": {"plan": "7"}}, Settings)
    assert settings is not None
    assert settings.deadlines.plan == 7
    assert told({**base, "deadlines": {"plan": "-1"}}, Settings)
    assert told({**base, "deadlines": {"plan": "9" * 5000}}, Settings)


def test_a_file_needs_a_path_or_a_place_with_digest() -> None:
    assert told({**OPINION, "files": [{"title": "Văn bản"}]}, Opinion)
    assert told({**OPINION, "files": [{"held": "kho"}]}, Opinion)
    assert told({**OPINION, "files": [{"held": "kho", "sha256": "0" * 64}]}, Opinion) == []


scalars = st.sampled_from(["x", "2021-03-01", "true", "0", "agree", "an-do", "", "9999-99-99"])
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [name for kind in DOCUMENT_TYPES.values() for name in kind.__struct_encode_fields__] + ["kind"]
            ),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=300)
@given(tree=trees, kind=st.sampled_from([*DOCUMENT_TYPES.values(), TaskAssignment, AgencyRecord, Settings]))
def test_whatever_does_not_fit_is_told(tree: object, kind: type[Record]) -> None:
    try:
        msgspec.convert(tree, kind, strict=False)
        fits = isinstance(tree, dict) and ("kind" in tree or kind not in DOCUMENT_TYPES.values())
    except msgspec.ValidationError:
        fits = False
    messages = told(tree, kind)
    assert bool(messages) or fits
    assert not any("does not fit the format" in message for message in messages)


def test_what_was_meant_is_found_among_many_words_with_few_comparisons(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [f"2021-{1 + n // 28:02}-{1 + n % 28:02}.opinion.tckh" for n in range(300)]
    documents += [f"2021-03-08.opinion.{agency}" for agency in ("tnmt", "ktht")]
    compared: list[int] = []
    original = difflib.get_close_matches

    def counted(word: str, known: list[str], n: int, cutoff: float) -> list[str]:
        compared.append(len(known))
        return original(word, known, n=n, cutoff=cutoff)

    monkeypatch.setattr(difflib, "get_close_matches", counted)
    assert nearest("2021-03-08.opinion.ktth", documents) == "2021-03-08.opinion.ktht"
    assert nearest("2012-03-08.opinion.tckh", documents) == "2021-03-08.opinion.tckh"
    assert nearest("2021-03-08.opinoin.tckh", documents) == "2021-03-08.opinion.tckh"
    assert nearest("zzzzzzz", documents) is None
    assert max(compared) <= MOST_COMPARED
