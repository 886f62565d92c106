"""Changes as people read them."""

import pytest
from phoihop.language import Language, word
from phoihop.records.differences import record_changes
from phoihop.words.calling import record_named
from phoihop.words.differences import change_told


def told(before: str, after: str, language: Language = "vi") -> list[str]:
    return [word(change_told(each), language, str.upper) for each in record_changes(before.encode(), after.encode())]


@pytest.mark.parametrize(
    ("before", "after", "vi", "en"),
    [
        ("due: 2021-03-22", "due: 2021-03-29", "hạn 22/3/2021 → 29/3/2021", "deadline 22/3/2021 → 29/3/2021"),
        ("lead: tnmt", "lead: ktht", "cơ quan chủ trì TNMT → KTHT", "lead agency TNMT → KTHT"),
        ("to: [a]\nx: 1", "to: [a, tckh]\nx: 1", "thêm nơi nhận TCKH", "adds addressee TCKH"),
        ("coordinating: [a, b]", "coordinating: [a]", "bỏ cơ quan phối hợp B", "drops coordinating agency B"),
        ("position: disagree", "position: agree", "quan điểm không nhất trí → nhất trí", "position disagree → agree"),
        ("a: 1", "a: 1\nreceived: 2021-03-18", "thêm ngày nhận 18/3/2021", "adds day received 18/3/2021"),
        ("to: [a, b]", "to: [b, a]", "đổi thứ tự nơi nhận", "reorders addressee"),
        ("due: soon", "due: later", "hạn soon → later", "deadline soon → later"),
        (
            "points: [{id: p1, text: a, discuss: true}]",
            "points: [{id: p1, text: a, discuss: false}]",
            "nội dung góp ý p1: cần trao đổi có → không",
            "point p1: needs discussion yes → no",
        ),
        (
            "points: [{id: p1, text: a}]",
            "points: [{id: p1, text: a}, {id: p2, text: Giảm 2 ha}]",
            "thêm nội dung góp ý p2 “Giảm 2 ha”",
            "adds point p2 “Giảm 2 ha”",
        ),
        (
            "steps: [{id: b1, what: x, agency: an-do, due: 2021-03-19}]",
            "steps: [{id: b1, what: x, agency: an-do, due: 2021-04-19}]",
            "bước b1: hạn 19/3/2021 → 19/4/2021",
            "step b1: deadline 19/3/2021 → 19/4/2021",
        ),
        ("deadlines: {opinion_notice: 3}", "deadlines: {opinion_notice: 5}",
         "thời hạn: thời gian ít nhất để cho ý kiến 3 → 5", "time limit: least time to give an opinion 3 → 5"),
        ("{{{", "a: 1", "đổi toàn bộ nội dung không đọc được", "changes a content that can't be read"),
    ],
)  # fmt: skip
def test_a_change_in_words(before: str, after: str, vi: str, en: str) -> None:
    assert told(before, after, "vi") == [vi]
    assert told(before, after, "en") == [en]


def test_a_record_can_neither_act_on_a_terminal_nor_fill_in_places() -> None:
    (words,) = told("note: a", 'note: "{due} \\e[31m \\u009b2J {0}"')
    assert words == "ghi chú a → {due} \\u001b[31m \\u009b2J {0}"
    (words,) = told('"{x}\\e": 1', '"{x}\\e": 2')
    assert "\x1b" not in words


def test_long_values_are_cut() -> None:
    (words,) = told("note: a", f"note: {'dài ' * 1000}")
    assert len(words) < 200


def test_a_record_goes_by_its_number_or_by_its_kind_agency_and_date() -> None:
    assert word(record_named("2021-03-08.request.tnmt", "2/TNMT"), "vi") == "văn bản xin ý kiến 2/TNMT"
    assert word(record_named("2021-03-17.opinion-2.tckh"), "en", str.upper) == "opinion by TCKH of 17/3/2021"
    assert word(record_named("task"), "vi") == "văn bản giao nhiệm vụ"
    assert word(record_named("agencies/tckh.yml"), "en") == "file of agency tckh"
    assert word(record_named("files/\x1b[2J.pdf"), "en") == "file files/\\u001b[2J.pdf"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_abbreviation_keeps_its_capitals_in_the_middle_of_a_sentence(language: Language) -> None:
    assert "sHA" not in told("sha256: a", "sha256: b", language)[0]
