"""What counts as a change of a record, and what its keys are called."""

import pytest
from phoihop.records.differences import KeyChange, record_changes, same_record


def changes(before: str | None, after: str | None) -> list[tuple[str, str | None, str | None]]:
    found = record_changes(
        before.encode() if before is not None else None, after.encode() if after is not None else None
    )
    return [(change.key, change.before, change.after) for change in found]


def test_a_key_is_changed_added_or_dropped() -> None:
    assert changes("due: 2021-03-22\nnote: a", "due: 2021-03-29\nfield: b") == [
        ("due", "2021-03-22", "2021-03-29"),
        ("field", None, "b"),
        ("note", "a", None),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2021-03-22\nlead: a", "lead: a\ndate: 2021-03-22"),
        ("date: 2021-03-22", "# sửa\ndate: '2021-03-22'\n"),
        ("a: 1\nb: 2\n", "\ufeffa: 1\r\nb: 2\r\n"),
        ("to: [a, b]", "to:\n  - a\n  - b\nnote:\n"),
        ("text: một hai", "text: >-\n  một\n  hai\n"),
    ],
)
def test_what_only_looks_different_is_no_change(before: str, after: str) -> None:
    assert changes(before, after) == []
    assert same_record(before.encode(), after.encode())


def test_items_with_an_id_are_told_apart_by_it() -> None:
    before = "points:\n- id: p1\n  text: a\n- id: p2\n  text: b"
    after = "points:\n- id: p2\n  text: c\n- id: p3\n  text: d"
    assert changes(before, after) == [
        ("points.p2.text", "b", "c"),
        ("points.p3", None, '{"id":"p3","text":"d"}'),
        ("points.p1", '{"id":"p1","text":"a"}', None),
    ]


def test_views_are_told_apart_by_opinion_and_point() -> None:
    before = "views:\n- opinion: o1\n  point: p1\n  response: noted\n- opinion: o1\n  point: p2\n  response: noted"
    after = before.replace("p2\n  response: noted", "p2\n  response: declined")
    assert changes(before, after) == [("views.o1#p2.response", "noted", "declined")]


def test_members_are_told_apart_by_their_address() -> None:
    before = "members:\n- role: a\n  email: a@x.vn"
    assert changes(before, before.replace("role: a", "role: b")) == [("members.a@x.vn.role", "a", "b")]


def test_words_in_a_list_name_themselves() -> None:
    assert changes("coordinating: [tckh, ktht]", "coordinating: [tckh, an-do]") == [
        ("coordinating.an-do", None, "an-do"),
        ("coordinating.ktht", "ktht", None),
    ]


def test_items_that_nothing_names_go_by_their_place() -> None:
    assert changes("a:\n- x: 1\n- x: 2", "a:\n- x: 1\n- x: 3") == [("a.2.x", "2", "3")]
    assert changes("a: [same, same]", "a: [same, other]") == [("a.2", "same", "other")]


def test_another_order_of_a_list_is_a_change_of_the_list() -> None:
    assert changes("to: [a, b]", "to: [b, a]") == [("to", '["a","b"]', '["b","a"]')]
    assert not same_record(b"to: [a, b]", b"to: [b, a]")


def test_a_record_that_comes_or_goes_changes_every_key() -> None:
    assert changes(None, "kind: plan\nto: [a]") == [("kind", None, "plan"), ("to", None, '["a"]')]
    assert changes("kind: plan", None) == [("kind", "plan", None)]


def test_what_the_door_refuses_is_one_change_of_the_whole() -> None:
    assert changes("a: &x 1", "a: 1") == [("", "a: &x 1", "a: 1")]
    assert changes("a: 1\na: 2", "a: 1\na: 2") == []
    assert not same_record(b"a: 1\na: 2", b"a: 1\na: 2 ")


def test_an_unreadable_content_is_cut() -> None:
    (change,) = record_changes(b"\0" * 300_000, b"a: 1")
    assert change == KeyChange("", change.before, "a: 1")
    assert len(change.before or "") == 1000


def test_deep_and_hostile_contents_are_no_more_than_unreadable() -> None:
    assert [key for key, _before, _after in changes("[" * 30_000, "a: 1")] == [""]
    assert [key for key, _before, _after in changes("a: 1", "\xff".encode("latin-1").decode("latin-1") * 10)] == [""]
