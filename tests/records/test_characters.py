"""Which characters are safe: Vietnamese as it is typed, and nothing that hides or deceives."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phoihop.records.characters import unsafe_places


def offsets(text: str) -> list[int]:
    return [place.offset for place in unsafe_places(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Điều chỉnh quy hoạch sử dụng đất xã An Đổ – 6,3 ha (20 %), “khẩn”… 1.250 m²",
        "ĐƯỜNG ĐH.03: ỦY BAN NHÂN DÂN HUYỆN, TẶNG QUÀ NGƯỜI CÓ CÔNG",
        "café, Übung, naïve, µg/m³, № 7, ≥ 3 €",
        "nhiều\tcột\nnhiều dòng",
        "Москва",
    ],
)
def test_ordinary_text_is_safe(text: str) -> None:
    assert offsets(text) == []


@pytest.mark.parametrize(
    "char",
    ["\0", "\x1b", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\u200b", "\u200d", "\ufeff", "\u00ad", "\ue000"],
)
def test_hidden_and_acting_characters_are_not(char: str) -> None:
    assert offsets(f"ab{char}c") == [2]


def test_letters_that_look_like_d_with_stroke() -> None:
    assert offsets("Ðất và đất, ðất") == [0, 12]


def test_words_that_mix_alphabets() -> None:
    assert offsets("phòng TN\u041cT và \u0430n") == [6, 14]


@given(st.text(alphabet="aăâđêôơưÀẢẾỘ bc", max_size=30))
def test_decomposed_text_is_found_whenever_it_differs(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert (offsets(apart) != []) == (apart != unicodedata.normalize("NFC", text))
