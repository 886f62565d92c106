"""Letters, tables, digests and imports on a terminal: text is shown there, other files are not, in both languages."""

from pathlib import Path

import pytest

from tests.cli.terminal import talk
from tests.story import Story

TODAY = ("--today", "2021-04-21")


def said(folder: Path, language: str, *arguments: str) -> tuple[str, int | None]:
    told = talk("-C", str(folder), "--lang", language, *arguments, answers=())
    return told.text.replace("\r\n", "\n"), told.exit


@pytest.mark.parametrize(
    ("language", "blank"),
    [
        ("vi", "Còn để ngỏ: nội dung xin ý kiến (--question)"),
        ("en", "Still open: what is asked (--question)"),
    ],
)
def test_a_letter_is_shown_with_what_is_still_open(tmp_path: Path, language: str, blank: str) -> None:
    text, code = said(Story(tmp_path).root, language, "draft", "request", "2021-0001", *TODAY)
    assert (text.startswith("**CỘNG HÒA"), blank in text, code) == (True, True, 0)


@pytest.mark.parametrize(
    "arguments", [("draft", "report", "2021-0001", "--format", "docx"), ("export", "tasks", "--format", "xlsx")]
)
@pytest.mark.parametrize(("language", "why"), [("vi", "không xem được trên màn hình"), ("en", "no text for a screen")])
def test_what_is_no_text_is_not_poured_onto_the_screen(
    tmp_path: Path, arguments: tuple[str, ...], language: str, why: str
) -> None:
    text, code = said(Story(tmp_path).root, language, *arguments, *TODAY)
    assert why in text
    assert "PK" not in text
    assert code == 2


def test_tables_metadata_and_digests_are_shown(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    for arguments, part in (
        (("export", "tasks"), "2021-0001,Điều chỉnh quy hoạch"),
        (("export", "--profile", "nd30"), "<FileNotation>2021-0001</FileNotation>"),
        (("digest",), "VĂN BẢN MỚI TỪ 15/4/2021 (2)"),
    ):
        text, code = said(root, "vi", *arguments, *TODAY)
        assert part in text
        assert code == 0


@pytest.mark.parametrize(("language", "end"), [("vi", "Chưa ghi gì."), ("en", "Nothing was written.")])
def test_wrong_cells_are_told(tmp_path: Path, language: str, end: str) -> None:
    root = Story(tmp_path).root
    (root / "viec.csv").write_text("title,lead,date\nSửa đường,KTHTX,10/4/2021\n", encoding="utf-8")
    text, code = said(root, language, "import", "tasks", "viec.csv", *TODAY)
    assert text.startswith("B2: ")
    assert text.endswith(f"{end}\n")
    assert code == 1
