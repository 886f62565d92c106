"""Personal identifiers are found as people write them; what only looks alike is left alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phoihop.records.personal import (
    CITIZEN_NUMBER,
    EMAIL,
    MAY_BE_PERSONAL,
    OLD_IDENTITY_NUMBER,
    TELEPHONE,
    identifiers_in,
)

from tests.story import Story

REQUEST = "2021-03-08.request.tnmt"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ông Trần Văn A, CCCD 035085001234, thôn 3", CITIZEN_NUMBER),
        ("CCCD số 035 085 001 234", CITIZEN_NUMBER),
        ("số định danh: 001.199.012.345.", CITIZEN_NUMBER),
        ("files/cccd-ong-a_035085001234.pdf", CITIZEN_NUMBER),
        ("CMND số 168 123 456 do Công an tỉnh cấp", OLD_IDENTITY_NUMBER),
        ("chứng minh nhân dân 168123456", OLD_IDENTITY_NUMBER),
        ("điện thoại 0912345678", TELEPHONE),
        ("ĐT: 0912.345.678", TELEPHONE),
        ("ĐT 0912 34 56 78", TELEPHONE),
        ("gọi 091-234-5678.", TELEPHONE),
        ("(+84) 912 345 678", TELEPHONE),
        ("+84912345678", TELEPHONE),
        ("files/0912345678.jpg", TELEPHONE),
        ("ĐT.0912345678", TELEPHONE),
        ("gửi về nguyenvana85@gmail.com", EMAIL),
        ("tran.b@Yahoo.com.vn", EMAIL),
    ],
)
def test_an_identifier(text: str, kind: object) -> None:
    assert MAY_BE_PERSONAL.search(text)
    assert [found.kind for found in identifiers_in(text)] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "Kinh phí 120.000.000.000 đồng, đã giải ngân 35.085.001.234 đồng",
        "Thửa đất số 0912345678, tờ bản đồ 05",
        "tờ bản đồ số 12, thửa 345, 346, 678",
        "Công văn số 0912/UBND-TNMT ngày 09/12/2021",
        "từ 05.03.2021 08 giờ đến 09.12.2021 10 giờ",
        "Mã số thuế 0700123456; MST: 0700234567-001",
        "mã số doanh nghiệp 0700123456",
        "Tài khoản 0912345678912 tại Kho bạc",
        "số tài khoản: 035085001234",
        "Mã hồ sơ 000.00.19.H42-211012-0012",
        "điện thoại cơ quan 0226 3860 123, 02263.860.123",
        "vanthu.ubnd@binhluc.gov.vn, tonghop@hanam.gov.vn",
        "Quyết định 168123456",
        "Nghị định 01/2021/NĐ-CP, Luật số 35/2018/QH14",
        "2021-03-10.opinion.tckh#p1",
        "Tọa độ X=2271035.123 Y=0595678.456",
        "0,35 ha; 0.912345678 điểm; dài 0912 m",
    ],
)
def test_what_only_looks_alike(text: str) -> None:
    assert [found.kind.en for found in identifiers_in(text)] == []


def test_a_finding_says_how_to_write_it_and_never_repeats_it(tmp_path: Path) -> None:
    note = "kind: request\nnote: Bà Hoa (035085001234), điện thoại 0912 345 678, hoa.le@gmail.com\n"
    story = Story(tmp_path).edit(REQUEST, {"kind: request\n": note})
    assert story.rules() == [f"breach personal-data {REQUEST}"] * 3
    told = " ".join(story.told())
    assert "“Mr A, hamlet 3” instead" in told
    assert "institutional address" in told
    for secret in ("035085001234", "345 678", "hoa.le"):
        assert secret not in told


def test_what_stands_in_a_superior_bodys_letter_is_told_and_held_against_nobody(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-04-02.opinion.so-tnmt", {"text: Bổ sung": "text: Gọi 0912 345 678, bổ sung"})
    [found] = story.judge().findings
    assert (found.rule, found.severity, found.agency) == ("personal-data", "breach", None)


def test_names_of_papers_are_looked_at(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.write_bytes("tasks/2021/0001/files/cccd-035085001234.pdf", b"%PDF-1.4\n")
    story.edit(REQUEST, {"path: files/ban-do.pdf": "path: files/cccd-035085001234.pdf"})
    assert story.rules() == [f"breach personal-data {REQUEST}"]


def test_an_agencys_members_have_institutional_addresses(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "agencies/tnmt.yml",
        {
            "kind: department\n": "kind: department\ncontact: 0912 345 678, tnmt@binhluc.gov.vn\n"
            "members: [{role: Chuyên viên, email: binh.tran@gmail.com}]\n"
        },
    )
    assert story.rules() == ["breach personal-data agencies/tnmt"]
    assert story.edit("register.yml", {"title:": "rules:\n  personal-data: off\ntitle:"}).rules() == []


@pytest.mark.parametrize(("setting", "shown"), [("off", []), ("error", [f"error personal-data {REQUEST}"])])
def test_a_register_may_raise_the_rule_or_switch_it_off(tmp_path: Path, setting: str, shown: list[str]) -> None:
    story = Story(tmp_path).edit(REQUEST, {"kind: request\n": "kind: request\nnote: gọi 0912 345 678\n"})
    assert story.edit("register.yml", {"title:": f"rules:\n  personal-data: {setting}\ntitle:"}).rules() == shown


@given(st.text("0123456789 .-+()@gmail.comCMND", max_size=80))
def test_the_quick_look_misses_nothing(text: str) -> None:
    assert MAY_BE_PERSONAL.search(text) or not list(identifiers_in(text))
