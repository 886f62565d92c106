"""What a hurried clerk types is taken for what it says, or refused with the reason: never for something like it."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.language import Message, Text
from phoihop.recording.choices import Choice, Occasion, Unfit, pick
from phoihop.recording.draft import Draft
from phoihop.recording.keys import key_named
from phoihop.records.register import load_register

from tests.cli.terminal import talk
from tests.recording.office import Office

OFFICE_OF_THE_COUNCIL = "name: Văn phòng HĐND và UBND\nshort: VP\nkind: department\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    (office.root / "agencies/vp.yml").write_text(OFFICE_OF_THE_COUNCIL, encoding="utf-8")
    return office


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "UBND không phải phòng, ban hay xã"), ("en", "UBND is neither a department nor")]
)
def test_the_authority_named_as_lead_is_not_its_office(office: Office, language: str, said: str) -> None:
    run = ("new", "task", "--title", "Chợ", "--lead", "UBND", "--no-input")
    refused = office.run(*run, day="2021-03-01", language=language)
    assert refused.returncode == 1
    assert said in refused.stderr
    assert not (office.root / "tasks").exists()


def test_the_symbol_that_all_communes_number_by_means_the_authority_that_is_called_so(office: Office) -> None:
    for commune in ("an-do", "an-lao"):
        text = f"name: Ủy ban nhân dân xã {commune}\nshort: UBND-{commune}\nsymbol: UBND\nkind: commune\n"
        (office.root / f"agencies/{commune}.yml").write_text(text, encoding="utf-8")
    run = ("new", "task", "--title", "Chợ", "--no-input", "--date", "1/3/2021", "--lead")
    refused = office.run(*run, "UBND", day="2021-03-01", language="vi")
    assert "UBND không phải phòng, ban hay xã" in refused.stderr
    assert office.run(*run, "UBND-an-do", day="2021-03-01").returncode == 0
    (office.root / "agencies/ubnd.yml").write_text("name: Huyện\nshort: UBNDH\nkind: authority\n", encoding="utf-8")
    assert "may be an-do, an-lao" in office.run(*run, "UBND", day="2021-03-01").stderr


def test_a_dialogue_says_so_at_the_question(office: Office) -> None:
    place = ("-C", str(office.root), "--lang", "vi", "new", "task", "--title", "Chợ", "--today", "2021-03-01")
    said = talk(*place, answers=("UBND", "tnmt"), end="eof")
    assert "UBND không phải phòng, ban hay xã" in said.text


_UNTOLD = Message(Text("", ""))
CHOICES = (
    Choice("tnmt", _UNTOLD, ("2/TNMT",)),
    Choice("ktht", _UNTOLD, ("12/TNMT", "Kinh tế và Hạ tầng")),
    Choice("vp", _UNTOLD, ("Văn phòng và UBND",)),
)


def test_a_number_is_no_part_of_a_longer_one() -> None:
    assert pick("2/tnmt", CHOICES[1:] + CHOICES[:1], CHOICES[1:]).value == "tnmt"
    with pytest.raises(Unfit):
        pick("2/TNMT", CHOICES[1:])


def test_a_part_of_a_name_is_what_no_other_has() -> None:
    authority = Choice("ubnd", _UNTOLD, ("Ủy ban", "UBND"))
    assert pick("ubnd", (*CHOICES, authority), CHOICES).value == "ubnd"
    assert pick("ha tang", CHOICES).value == "ktht"
    with pytest.raises(Unfit):
        pick("ban", (*CHOICES, authority, Choice("ban-ql", _UNTOLD, ("Ban quản lý",))), CHOICES)


def test_an_agency_that_has_ended_is_meant_where_none_has_its_name_now(office: Office) -> None:
    old = "name: Phòng Thủy lợi\nshort: TL\nkind: department\nuntil: 2020-12-31\n"
    (office.root / "agencies/tl.yml").write_text(old, encoding="utf-8")
    register = load_register(office.root)

    draft = Draft("task", Occasion(register, date(2021, 3, 1)), {})
    assert draft.read(key_named(draft.type, "lead"), "TL") == "tl"
