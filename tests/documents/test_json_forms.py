"""The JSON form of a case, a document and a finding."""

from datetime import date
from pathlib import Path
from typing import Any

from phoihop.cases.course import Entry
from phoihop.documents.json_forms import OF_A_DOCUMENT, case_as_json, document_as_json, finding_as_json
from phoihop.language import Agency, say
from phoihop.rules.finding import Finding

from tests.story import LATER, Story


def document(story: Story, id_: str) -> dict[str, Any]:
    entry: Entry = story.case().course.by_id[id_]
    return document_as_json(entry)


def test_a_document_has_its_common_keys_always_and_its_own_where_written(tmp_path: Path) -> None:
    told = document(Story(tmp_path), "2021-03-18.progress.an-do")
    written: dict[str, object] = {
        "id": "2021-03-18.progress.an-do",
        "kind": "progress",
        "from": "an-do",
        "to": [],
        "date": "2021-03-18",
        "number": "4/UBND-AĐ",
        "subject": None,
        "file": "tasks/2021/0001/2021-03-18.progress.an-do.yml",
        "text": "Đã rà soát xong hiện trạng",
        "step": "2021-03-04.plan.tnmt#b1",
        "done": True,
    }
    # A later column of the table is always told, too.
    assert told == dict.fromkeys(OF_A_DOCUMENT) | written


def test_parts_are_told_without_their_empty_keys(tmp_path: Path) -> None:
    opinion = document(Story(tmp_path), "2021-03-17.opinion.tckh")
    assert opinion["files"] == [{"path": "files/y-kien-tckh.pdf"}]
    assert opinion["points"][0] == {
        "id": "p1",
        "text": "Cần nêu rõ nguồn vốn",
        "field": "tai-chinh",
        "evidence": ["Luật Ngân sách nhà nước 2015, Điều 8"],
    }
    assert opinion["points"][1]["discuss"] is True


def test_a_text_that_says_true_stays_a_text(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("2021-03-18.progress.an-do", {"text: Đã rà soát xong hiện trạng": "text: true"})
    assert document(story, "2021-03-18.progress.an-do")["text"] == "true"


def test_a_finding_in_either_language(tmp_path: Path) -> None:
    register = Story(tmp_path).register()
    message = say("{agency} trễ, hạn {due}", "{agency} late, due {due}", agency=Agency("tckh"), due=date(2021, 3, 22))
    finding = Finding("opinion-on-time", "breach", "4", "2021-0001", "tckh", "tasks/2021/0001/x.yml", None, message)
    assert finding_as_json(finding, "vi", register.agency_name) == {
        "rule": "opinion-on-time",
        "severity": "breach",
        "section": "4",
        "task": "2021-0001",
        "agency": "tckh",
        "file": "tasks/2021/0001/x.yml",
        "line": None,
        "message": "TCKH trễ, hạn 22/3/2021",
    }
    assert finding_as_json(finding, "en", register.agency_name)["message"] == "TCKH late, due 22/3/2021"


def test_findings_on_later_documents_are_left_out_of_a_case(tmp_path: Path) -> None:
    story = Story(tmp_path)
    today = date(2021, 4, 21)
    findings = story.judge(today).findings
    assert {finding.rule for finding in findings} == {"chronology"}
    assert case_as_json(story.case(today), findings, story.register(), "vi")["findings"] == []


def test_days_that_nothing_sets_are_null(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("task", {"due: 2021-05-28\n": ""})
    form = case_as_json(story.case(LATER), (), story.register(), "vi")
    assert form["due"] is None
    assert form["timeliness"] is None
