"""Answers as people type them: dates, agencies and documents by any name, papers, and the short forms of parts."""

from datetime import date
from pathlib import Path

import msgspec
import pytest
from phoihop.kinds.registry import record_kinds
from phoihop.language import word
from phoihop.recording.answers import FORMS
from phoihop.recording.asking import asked_of
from phoihop.recording.choices import Occasion, Unfit
from phoihop.recording.draft import Draft
from phoihop.recording.incoming import papers_below
from phoihop.recording.keys import BESIDE, key_named, keys_of
from phoihop.records.record import Record
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import DOCUMENT_TYPES, Document, TaskAssignment
from phoihop.records.yaml_door import Tree

from tests.story import Story

RECORDS: list[type[Record]] = [TaskAssignment, AgencyRecord, *DOCUMENT_TYPES.values()]


def draft_of(kind: str, tmp_path: Path, day: str = "2021-04-15", **answers: Tree) -> Draft:
    """A draft in the example task as it stood on a day."""
    story = Story(tmp_path / "so", until=day)
    occasion = Occasion.of_task(story.register(), "2021-0001", date.fromisoformat(day))
    return Draft(kind, occasion, answers, papers_below([tmp_path]))


def answer(draft: Draft, path: str, words: str) -> Tree:
    return draft.read(key_named(draft.type, *path.split(".")), words)


def refusal(draft: Draft, path: str, words: str) -> str:
    with pytest.raises(Unfit) as refused:
        answer(draft, path, words)
    return word(refused.value.message, "en")


@pytest.mark.parametrize("words", ["22/3/2021", "22-03-2021", "22.3.2021", "2021-03-22", " 22/03/2021 "])
def test_a_day_is_written_as_people_write_it(words: str, tmp_path: Path) -> None:
    assert answer(draft_of("opinion", tmp_path), "date", words) == "2021-03-22"


@pytest.mark.parametrize("words", ["30/2/2021", "22/3", "hôm qua", "2021-13-01", "22/3/21", "1/1/1850"])
def test_what_is_no_day_is_refused(words: str, tmp_path: Path) -> None:
    assert words in refusal(draft_of("opinion", tmp_path), "date", words) or "1900" in refusal(
        draft_of("opinion", tmp_path), "date", words
    )


@pytest.mark.parametrize(
    ("words", "agency"),
    [
        ("ktht", "ktht"),
        ("KTHT", "ktht"),
        ("Phòng Kinh tế và Hạ tầng", "ktht"),
        ("kinh te", "ktht"),
        ("Hạ Tầng", "ktht"),
        ("an đổ", "an-do"),
        ("AN DO", "an-do"),
        ("ĐL", "dien-luc"),
        ("dl", "dien-luc"),
        ("điện lực", "dien-luc"),
    ],
)
def test_an_agency_is_known_by_id_symbol_or_a_part_of_its_name(words: str, agency: str, tmp_path: Path) -> None:
    assert answer(draft_of("request", tmp_path), "to", words) == agency


def test_what_may_mean_several_is_asked_back(tmp_path: Path) -> None:
    assert "may be ktht, tckh, tnmt" in refusal(draft_of("objection", tmp_path), "proposes.lead", "phòng")
    assert "there is no “thue”" in refusal(draft_of("request", tmp_path), "to", "thue")


@pytest.mark.parametrize("words", ["2021-03-08.request.tnmt", "2/TNMT", "tnmt", "2021-03-08.request.tnmt.yml"])
def test_a_document_is_known_by_id_number_or_agency(words: str, tmp_path: Path) -> None:
    assert answer(draft_of("opinion", tmp_path), "answers", words) == "2021-03-08.request.tnmt"


def test_codes_are_known_by_their_words(tmp_path: Path) -> None:
    opinion = draft_of("opinion", tmp_path)
    assert answer(opinion, "position", "không nhất trí") == "disagree"
    assert answer(opinion, "position", "Nhat tri") == "agree"
    assert answer(opinion, "urgency", "hỏa tốc") == "immediate"
    assert answer(draft_of("progress", tmp_path), "done", "có") == "true"


def test_a_field_is_written_in_plain_letters(tmp_path: Path) -> None:
    assert answer(draft_of("task", tmp_path), "field", "Đất đai") == "dat-dai"
    assert answer(draft_of("task", tmp_path), "field", "xây") == "xay-dung"
    assert answer(draft_of("task", tmp_path), "field", "Thủy lợi") == "thuy-loi"


def test_marks_typed_apart_are_put_together(tmp_path: Path) -> None:
    assert answer(draft_of("withdrawal", tmp_path), "reason", "Vì huye\u0302\u0323n dừng  ") == "Vì huyện dừng"


def test_what_a_record_may_not_hold_is_refused(tmp_path: Path) -> None:
    assert "U+200B" in refusal(draft_of("withdrawal", tmp_path), "reason", "Vì\u200bhuyện")
    assert "type Đ instead" in refusal(draft_of("withdrawal", tmp_path), "reason", "Ðồng ý")


def test_a_point_with_its_evidence(tmp_path: Path) -> None:
    (tmp_path / "bang.pdf").write_bytes(b"%PDF-1.4\n")
    words = "Rõ nguồn vốn; phần B; evidence=Luật NSNN, Điều 8; field=Tài chính; evidence=bang.pdf; discuss"
    draft = draft_of("opinion", tmp_path)
    assert answer(draft, "points", words) == {
        "text": "Rõ nguồn vốn; phần B",
        "field": "tai-chinh",
        "evidence": ["Luật NSNN, Điều 8", "files/bang.pdf"],
        "discuss": "true",
    }
    assert draft.papers.sources == {"files/bang.pdf": tmp_path / "bang.pdf"}


def test_a_step_and_a_waiver(tmp_path: Path) -> None:
    assert answer(draft_of("plan", tmp_path), "steps", "Rà soát; agency=An Đổ; due=19/3/2021") == {
        "what": "Rà soát",
        "agency": "an-do",
        "due": "2021-03-19",
    }
    assert answer(draft_of("plan", tmp_path), "waive", "request-notice=Bão số 3") == {
        "rule": "request-notice",
        "reason": "Bão số 3",
    }
    assert "write RULE=REASON" in refusal(draft_of("plan", tmp_path), "waive", "Bão số 3")


def test_papers(tmp_path: Path) -> None:
    (tmp_path / "Tờ trình=1.pdf").write_bytes(b"%PDF-1.4\n")
    request = draft_of("request", tmp_path)
    assert answer(request, "dossier", "Bản đồ=files/ban-do.pdf") == {"title": "Bản đồ", "path": "files/ban-do.pdf"}
    assert answer(request, "dossier", "Tờ trình=Tờ trình=1.pdf") == {
        "title": "Tờ trình",
        "path": "files/to-trinh-1.pdf",
    }
    digest = "a" * 64
    assert answer(request, "dossier", f"Bản giấy; held=Hộp 3; sha256={digest}") == {
        "title": "Bản giấy",
        "held": "Hộp 3",
        "sha256": digest,
    }
    assert answer(request, "files", "ban-do.pdf") == {"path": "files/ban-do.pdf"}
    assert "no file “x.pdf”" in refusal(request, "dossier", "Bản đồ=x.pdf")
    assert "no file" in refusal(request, "files", "../../register.yml")


def test_responses_and_explanations_name_a_point_shortly(tmp_path: Path) -> None:
    assert answer(draft_of("report", tmp_path), "views", "tckh#p1=tiếp thu một phần: Giảm 2 ha: khu 3") == {
        "opinion": "2021-03-17.opinion.tckh",
        "point": "p1",
        "response": "partly",
        "explanation": "Giảm 2 ha: khu 3",
    }
    assert answer(draft_of("report", tmp_path), "views", "5/KTHT=noted") == {
        "opinion": "2021-03-19.opinion.ktht",
        "response": "noted",
    }
    explanation = draft_of("explanation", tmp_path, answers="2021-04-02.opinion.so-tnmt")
    assert answer(explanation, "points", "p1=Đã bổ sung") == {
        "point": "2021-04-02.opinion.so-tnmt#p1",
        "text": "Đã bổ sung",
    }
    assert answer(explanation, "points", "tckh#p2=Đã giảm") == {
        "point": "2021-03-17.opinion.tckh#p2",
        "text": "Đã giảm",
    }


# --- one list of everything -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", RECORDS)
def test_every_key_of_a_record_can_be_given(record: type[Record]) -> None:
    fields = {field.encode_name for field in msgspec.structs.fields(record)}
    keys = keys_of(record)
    assert {key.path[0] for key in keys} == fields
    options = [key.option for key in keys]
    assert len(set(options)) == len(options)
    assert all(key.part in FORMS for key in keys if key.part)


@pytest.mark.parametrize("record", DOCUMENT_TYPES.values())
def test_keys_are_written_in_one_order(record: type[Document]) -> None:
    names = [key.path[0] for key in keys_of(record)]
    assert names[:4] == ["from", "to", "date", "received"]
    assert names[-3:] == ["files", "note", "waive"]


def test_a_dialogue_asks_for_whatever_a_kind_needs() -> None:
    assert set(record_kinds()) == {"agency", "task", *DOCUMENT_TYPES}
    for kind, declared in record_kinds().items():
        paths = {key.id: key for key in keys_of(declared.type)}
        beside = {BESIDE[kind].id} if kind in BESIDE else set()
        assert set(asked_of(kind)) <= set(paths) | beside
        needed = {path for path, key in paths.items() if key.is_required or (key.is_asked_by_rule and "." not in path)}
        # The authority alone issues some kinds; that is settled, and the drafter follows from the issuer.
        assert needed - set(asked_of(kind)) <= {"from", "drafted_by"}
