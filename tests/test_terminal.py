"""Text on a terminal: clean, wrapped, in columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phoihop.language import Message, Text, word
from phoihop.terminal import ScreenColumn, clean, hang, shorten, table, width_of, wrap


def test_what_acts_on_a_terminal_is_spelled_out() -> None:
    assert clean("Đỏ\x1b[31m \u202ered") == "Đỏ\\u001b[31m \\u202ered"
    assert clean("hai\n  dòng") == "hai dòng"


@pytest.mark.parametrize(("text", "width"), [("đất đai", 7), ("e\u0302\u0301", 1), ("漢字", 4), ("", 0)])
def test_the_width_on_screen(text: str, width: int) -> None:
    assert width_of(text) == width


def test_a_text_is_cut_with_an_ellipsis() -> None:
    assert shorten("Phòng Tài chính", 15) == "Phòng Tài chính"
    assert shorten("Phòng Tài chính", 11) == "Phòng Tài…"
    assert shorten("漢字漢字", 5) == "漢字…"


def test_further_lines_hang_under_the_first() -> None:
    text = "Điều chỉnh quy hoạch sử dụng đất xã An Đổ"
    assert list(hang("  lỗi  ", text, 40)) == ["  lỗi  Điều chỉnh quy hoạch sử dụng đất", "       xã An Đổ"]
    assert list(hang("  lỗi  ", text, None)) == [f"  lỗi  {text}"]


@given(st.text(st.characters(categories=["L", "Zs"]), max_size=200), st.integers(40, 120))
def test_wrapping_loses_no_word(text: str, width: int) -> None:
    assert "".join("".join(wrap(clean(text), width)).split()) == "".join(clean(text).split())


def test_a_space_of_a_word_processor_is_shown_as_a_space_and_what_is_hidden_is_spelled() -> None:
    assert clean("Ông\u00a0Nguyễn\u2009A\u200b") == "Ông Nguyễn A\\u200b"
    title = Message(Text("tên “{title}”", "title “{title}”"), {"title": "Nuôi\u00a0ong\u202elấy"})
    assert word(title, "vi") == "tên “Nuôi ong\\u202elấy”"


def test_columns_stand_under_their_titles() -> None:
    columns = (ScreenColumn("Nhiệm vụ"), ScreenColumn("Hạn", align="right"), ScreenColumn("Chờ"))
    assert table(columns, [("1", "31/5/2021", "TCKH"), ("22", "1/4/2021", "")], None) == [
        "Nhiệm vụ        Hạn  Chờ",
        "1         31/5/2021  TCKH",
        "22         1/4/2021",
    ]


def test_on_a_narrow_screen_the_columns_that_give_are_cut() -> None:
    columns = (ScreenColumn(""), ScreenColumn("", gives=True), ScreenColumn("", gives=True))
    (line,) = table(columns, [("2021-0001", "Điều chỉnh quy hoạch sử dụng đất", "TCKH, KTHT")], 40)
    assert line == "2021-0001  Điều chỉnh quy h…  TCKH, KTHT"
    assert len(line) <= 40


def test_on_a_narrow_screen_titles_take_several_lines_before_a_cell_is_cut() -> None:
    columns = (
        ScreenColumn("Theo lĩnh vực", gives=True),
        ScreenColumn("đang thực hiện trong hạn", align="right"),
        ScreenColumn("tổng số", align="right"),
    )
    rows = [("Giáo dục và đào tạo", "12 (8)", "16 (15)"), ("Đất đai", "1 (2)", "1 (2)")]
    assert table(columns, rows, 44) == [
        "                     đang thực hiện",
        "Theo lĩnh vực             trong hạn  tổng số",
        "Giáo dục và đào tạo          12 (8)  16 (15)",
        "Đất đai                       1 (2)    1 (2)",
    ]


WORDS = st.text(st.sampled_from("aăđ ếộ"), max_size=30)


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=1, max_size=5), st.integers(40, 200))
def test_a_table_is_as_wide_as_the_screen_or_as_its_longest_words(
    drawn: list[tuple[str, str, bool]], width: int
) -> None:
    columns = [ScreenColumn(title, gives=gives) for title, _, gives in drawn]
    cells = [cell for _, cell, _ in drawn]
    lines = table(columns, [cells], width)
    narrowest = sum(12 if gives else max(map(len, (*title.split(), cell))) for title, cell, gives in drawn)
    assert max(map(len, lines)) <= max(width, narrowest + 2 * (len(columns) - 1))
    for title in (title for title, _, gives in drawn if not gives):
        assert all(word in " ".join(lines[:-1]) for word in title.split())
