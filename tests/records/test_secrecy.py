"""Marks of state secrecy are seen where they stand as a stamp does, and not where a text only speaks of such things."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phoihop.records.secrecy import mark_in_file_name, mark_in_number, mark_in_text

from tests.story import Story

OPINION = "2021-03-19.opinion.ktht"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Phương án phòng thủ khu vực (MẬT)", "MẬT"),
        ("Phương án phòng thủ khu vực (Mật)", "MẬT"),
        ("[TỐI MẬT] Kế hoạch diễn tập", "TỐI MẬT"),
        ("TUYỆT MẬT - Kế hoạch diễn tập", "TUYỆT MẬT"),
        ("Kế hoạch diễn tập – Tối mật", "TỐI MẬT"),
        ("Mật: danh sách vị trí", "MẬT"),
        ("MẬT Danh sách vị trí", "MẬT"),
        ("Danh sách vị trí MẬT", "MẬT"),
        ("Danh sách vị trí. Độ mật: Tuyệt mật", "TUYỆT MẬT"),
        ("độ mật: mật", "MẬT"),
        ("PHƯƠNG ÁN PHÒNG THỦ (TỐI MẬT)", "TỐI MẬT"),
        ("Tuyệt mật", "TUYỆT MẬT"),
        (unicodedata.normalize("NFD", "Phương án (TỐI MẬT)"), "TỐI MẬT"),
    ],
)
def test_a_stamped_text(text: str, level: str) -> None:
    assert mark_in_text(text) == level


@pytest.mark.parametrize(
    "text",
    [
        "Quy chế bảo mật thông tin của huyện",
        "QUY CHẾ BẢO MẬT THÔNG TIN",
        "Rà soát danh mục bí mật nhà nước độ Tuyệt mật, độ Tối mật và độ Mật",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT",
        "Tập huấn Luật Bảo vệ bí mật nhà nước",
        "Quy định về sử dụng dấu MẬT và dấu TỐI MẬT",
        "Mật độ dân số xã An Đổ",
        "Điều chỉnh mật độ xây dựng - tầng cao",
        "Mô hình nuôi ong lấy mật",
        "Sản phẩm OCOP: mật ong hoa nhãn",
        "Buổi tối mật độ xe qua cầu rất đông",
        "Giữ bí mật phương án; bí mật.",
        "Thu hồi mật khẩu, mật mã của tài khoản",
        "Mặt bằng khu tái định cư",
    ],
)
def test_a_text_that_only_speaks_of_it(text: str) -> None:
    assert mark_in_text(text) is None


@pytest.mark.parametrize(
    ("number", "level"),
    [
        ("05/KH-UBND-MẬT", "MẬT"),
        ("12/BC-UBND (M)", "MẬT"),
        ("07/TM-TUYỆT MẬT", "TUYỆT MẬT"),
        ("07/KH-TOIMAT", "TỐI MẬT"),
        ("12/BC-UBND", None),
        ("3/TM-DV", None),
        ("120/MTTQ-BTT", None),
    ],
)
def test_a_numbers_symbol(number: str, level: str | None) -> None:
    assert mark_in_number(number) == level


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("files/phuong-an-TOI-MAT.pdf", "TỐI MẬT"),
        ("files/tuyet_mat_phuong-an.pdf", "TUYỆT MẬT"),
        ("files/MAT-phuong-an.pdf", "MẬT"),
        ("files/Phương án (Mật).pdf", "MẬT"),
        ("files/mat.pdf", "MẬT"),
        ("files/mat-bang-khu-a.pdf", None),
        ("files/mat-do-xay-dung.pdf", None),
        ("files/bao-mat-thong-tin.pdf", None),
        ("files/danh-muc-bi-mat-nha-nuoc.pdf", None),
        ("files/MAT BANG KHU A.pdf", None),
    ],
)
def test_a_files_name(path: str, level: str | None) -> None:
    assert mark_in_file_name(path) == level


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("subject: Danh sách vị trí (MẬT)", 2),
        ("secrecy: mật", 2),
        ("độ_mật: Tối mật", 2),
        ("urgency: MẬT", 2),
        ("note: 'Độ mật: Mật'", 2),
    ],
)
def test_a_mark_anywhere_in_a_record_is_one_error(tmp_path: Path, line: str, shown: int) -> None:
    story = Story(tmp_path).edit(OPINION, {"kind: opinion\n": f"kind: opinion\n{line}\n"})
    assert [(found.rule, found.line) for found in story.judge().findings] == [("state-secret", shown)]


def test_no_setting_and_no_waiver_lets_a_secret_in(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"title:": "rules:\n  state-secret: off\ntitle:"})
    waiver = "waive:\n  - rule: state-secret\n    reason: x\n    by: task\n"
    story.edit(OPINION, {"kind: opinion\n": f"kind: opinion\n{waiver}subject: Vị trí (MẬT)\n"})
    assert sorted(found.rule for found in story.judge().findings) == ["record-schema", "record-schema", "state-secret"]


@given(st.text("mMậẬaAtTốiỐ ()[]-–:độĐỘ \n", max_size=60))
def test_no_text_is_too_strange_to_look_at(text: str) -> None:
    assert mark_in_text(text) in (None, "MẬT", "TỐI MẬT", "TUYỆT MẬT")
    assert mark_in_number(text) in (None, "MẬT", "TỐI MẬT", "TUYỆT MẬT")
    assert mark_in_file_name(text) in (None, "MẬT", "TỐI MẬT", "TUYỆT MẬT")
