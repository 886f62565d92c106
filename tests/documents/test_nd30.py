"""Metadata under the names of Decree 30/2020/NĐ-CP, Annex VI: valid XML, and nothing that the record does not know."""

import json
from datetime import date
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

import pytest
import xmlschema
from phoihop.cases.derive import derive_case
from phoihop.documents.elements import Metadata
from phoihop.documents.nd30.forms import metadata_as_json, metadata_as_xml
from phoihop.documents.nd30.metadata import files_of, number_and_notation
from phoihop.records.register import load_register

from tests.story import LATER, Story

SAMPLE = Path(__file__).parents[2]
SCHEMA = (resources("phoihop.documents.nd30") / "nd30.xsd").read_text(encoding="utf-8")


def metadata(root: Path, day: date = LATER, holder: str = "ubnd") -> list[Metadata]:
    register = load_register(root)
    cases = [case for folder in register.tasks() if (case := derive_case(folder, register, day))]
    return list(files_of(cases, register, holder))


def told(root: Path, **choices: Any) -> Any:
    (file,) = json.loads(metadata_as_json(metadata(root, **choices)))["File"]
    return file


def document(file: Any, number: str) -> Any:
    everything = [*file["OutgoingDocument"], *file["IncomingDocument"]]
    return next(each for each in everything if f"{each.get('CodeNumber')}/{each.get('CodeNotation')}" == number)


def test_a_task_is_a_file(tmp_path: Path) -> None:
    file = told(Story(tmp_path).root)
    assert {name: value for name, value in file.items() if not name.endswith("Document")} == {
        "FileCode": {"FileCatalog": "2021", "FileNotation": "2021-0001"},
        "Title": "Điều chỉnh quy hoạch sử dụng đất xã An Đổ",
        "Language": "Tiếng Việt",
        "StartDate": "2021-03-01",
        "EndDate": "2021-05-06",
        "DocTotal": 15,
    }


def test_a_document_is_outgoing_for_the_holder_that_issued_it_and_incoming_for_others(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    assert [each["CodeNotation"] for each in told(root)["OutgoingDocument"]] == ["UBND", "UBND", "QĐ-UBND"]
    own = told(root, holder="tnmt")
    assert document(own, "9/BC-TNMT") in own["OutgoingDocument"]
    assert document(own, "150/QĐ-UBND") in own["IncomingDocument"]


def test_a_document_has_what_the_record_knows_under_the_official_names(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.edit(
        "2021-03-08.request.tnmt",
        {"date: 2021-03-08": "date: 2021-03-08\nsubject: Xin ý kiến\nsigned_by: Trưởng phòng\nurgency: very-urgent"},
    )
    assert document(told(story.root), "2/TNMT") == {
        "DocOrdinal": 3,
        "TypeName": "Công văn",
        "CodeNumber": "2",
        "CodeNotation": "TNMT",
        "IssuedDate": "2021-03-08",
        "OrganName": "Phòng Tài nguyên và Môi trường",
        "Subject": "Xin ý kiến",
        "Language": "Tiếng Việt",
        "SignerInfo": {"Position": "Trưởng phòng"},
        "To": [{"OrganName": "Phòng Tài chính - Kế hoạch"}, {"OrganName": "Phòng Kinh tế và Hạ tầng"}],
        "Priority": "Thượng khẩn",
        "DueDate": "2021-03-22",
    }


def test_an_incoming_document_tells_when_it_arrived(tmp_path: Path) -> None:
    story = Story(tmp_path).edit(
        "2021-03-17.opinion.tckh", {"date: 2021-03-17": "date: 2021-03-17\nreceived: 2021-03-19"}
    )
    assert document(told(story.root), "3/TCKH")["ArrivalDate"] == "2021-03-19"


def test_pages_are_counted_where_every_file_is_a_pdf_that_can_be_read(tmp_path: Path) -> None:
    story = Story(tmp_path)
    papers = SAMPLE / "tasks/2021/0001/files"
    story.write_bytes("tasks/2021/0001/files/y-kien-ktht.pdf", (papers / "y-kien-tckh.pdf").read_bytes())
    file = told(story.root)
    assert document(file, "5/KTHT")["PageAmount"] == 1
    assert "PageAmount" not in document(file, "3/TCKH")


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("33/BC-TNMT", ("33", "BC-TNMT")),
        ("05 / UBND-AĐ", ("05", "UBND-AĐ")),
        ("/UBND-VP", ("", "UBND-VP")),
        ("TNMT-33", ("", "TNMT-33")),
        ("", ("", "")),
    ],
)
def test_a_number_in_its_parts(number: str, parts: tuple[str, str]) -> None:
    assert number_and_notation(number) == parts


def test_the_kind_of_document_is_told_by_its_symbol(tmp_path: Path) -> None:
    file = told(Story(tmp_path).root)
    everything = [*file["OutgoingDocument"], *file["IncomingDocument"]]
    assert {each.get("CodeNotation", ""): each["TypeName"] for each in everything} == {
        "UBND": "Công văn",
        "QĐ-UBND": "Quyết định",
        "KH-TNMT": "Kế hoạch",
        "TNMT": "Công văn",
        "TCKH": "Công văn",
        "UBND-AĐ": "Công văn",
        "KTHT": "Công văn",
        "STNMT": "Công văn",
        "": "Biên bản",
        "BC-TNMT": "Báo cáo",
        "TTr-TNMT": "Tờ trình",
    }


def test_xml_is_valid_and_says_the_same_as_json(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-03-08.request.tnmt", {"date: 2021": f"subject: {'<&x ' * 200}\ndate: 2021"})
    files = metadata(story.root)
    read: Any = xmlschema.XMLSchema(SCHEMA).decode(metadata_as_xml(files), attribute_prefix="@")
    (file,) = json.loads(metadata_as_json(files))["File"]
    assert read["File"][0]["FileCode"]["FileNotation"] == file["FileCode"]["FileNotation"]
    assert [each.get("Subject") for each in read["File"][0]["IncomingDocument"]] == [
        each.get("Subject") for each in file["IncomingDocument"]
    ]
    assert len(document(file, "2/TNMT")["Subject"]) == 500


def test_the_samples_metadata_is_valid() -> None:
    files = metadata(SAMPLE, date(2021, 11, 24))
    xmlschema.XMLSchema(SCHEMA).validate(metadata_as_xml(files))
    assert len(files) == len(list(load_register(SAMPLE).tasks()))
