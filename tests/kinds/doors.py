"""Every door of phoihop, held to kinds that only these tests declare; `test_a_kind_in_memory` runs them apart."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from phoihop.recording.new_register import editor_settings
from phoihop.rules.examples import TASK

from tests.cli.run import output_of
from tests.cli.terminal import talk
from tests.manual.formats import format_page
from tests.recording.office import Office
from tests.review.branches import AUTHORITY, branch_story
from tests.site.test_pages import page, text_of
from tests.site.test_task_page import told
from tests.story import Story

PLAN = "2021-03-04.plan.tnmt"
OPINION = "2021-03-17.opinion.tckh"
ID = "2021-03-18.inspection.ubnd"
INSPECTION = f"""\
kind: inspection
from: ubnd
date: 2021-03-18
number: 7/BB-UBND
plan: {PLAN}
inspected: [an-do, tckh]
due: 2021-03-25
gravity: grave
text: Chưa cắm mốc
step: {PLAN}#b1
discussed:
  - {OPINION}#p1
points:
  - id: p1
    text: Thiếu mốc ranh giới
    evidence: [files/moc.pdf]
measures:
  - what: Cắm lại mốc
    agency: tckh
    due: 2021-03-24
photos:
  - title: Ảnh hiện trường
    path: files/anh.pdf
sketch: files/so-do.pdf
"""
REMEDY = f"""\
kind: remedy
from: an-do
date: 2021-03-24
answers: {ID}
text: Đã cắm mốc
"""
DAY = date(2021, 3, 26)


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = Story(tmp_path / "so", until="2021-03-20").write(ID, INSPECTION)
    for paper in ("moc", "anh", "so-do"):
        story.write_bytes(f"{TASK}/files/{paper}.pdf", b"%PDF-1.4\n")
    return story


def errors(story: Story) -> list[str]:
    return [found for found in story.rules(DAY) if found.startswith("error")]


def test_check_takes_it(story: Story) -> None:
    assert errors(story.write("2021-03-24.remedy.an-do", REMEDY)) == []


@pytest.mark.parametrize("paper", ["moc", "anh", "so-do"])
def test_check_misses_a_paper(story: Story, paper: str) -> None:
    assert errors(story.delete(f"{TASK}/files/{paper}.pdf")) == [f"error attachment-exists {ID}"]


@pytest.mark.parametrize(
    ("said", "otherwise"),
    [
        (f"plan: {PLAN}", "plan: 2021-03-04.plan.tckh"),
        (f"plan: {PLAN}", f"plan: {OPINION}"),
        (f"{PLAN}#b1", f"{PLAN}#b9"),
        (f"{OPINION}#p1", f"{OPINION}#p9"),
        ("an-do,", "an-doo,"),
        ("agency: tckh", "agency: tckhh"),
    ],
)
def test_check_finds_what_it_names_and_is_not_there(story: Story, said: str, otherwise: str) -> None:
    assert errors(story.edit(ID, {said: otherwise})) == [f"error reference-resolves {ID}"]


def test_check_finds_a_point_of_it_that_is_not_there(story: Story) -> None:
    meeting = f"kind: meeting\nfrom: tnmt\ndate: 2021-03-19\nattended: [an-do]\noutcome: Đã rõ\ndiscusses: [{ID}#p%s]\n"
    assert errors(story.write("2021-03-19.meeting.tnmt", meeting % 1)) == []
    assert errors(story.write("2021-03-19.meeting.tnmt", meeting % 2)) == [
        "error reference-resolves 2021-03-19.meeting.tnmt"
    ]


def test_check_judges_its_days_and_agencies(story: Story) -> None:
    assert errors(story.edit(ID, {"due: 2021-03-25": "due: 2021-03-02"})) == [f"error chronology {ID}"]
    story.edit(ID, {"due: 2021-03-02": "due: 2021-03-25"})
    assert f"error agency-active {ID}" in errors(
        story.edit("agencies/an-do.yml", {"kind:": "since: 2021-03-19\nkind:"})
    )


def test_it_makes_debts_that_its_answers_meet(story: Story) -> None:
    story.write("2021-03-24.remedy.an-do", REMEDY)
    owed = {each.debtor: each for each in story.owed("remedy", DAY)}
    assert (owed["an-do"].status, owed["an-do"].discharged_by) == ("met", "2021-03-24.remedy.an-do")
    assert (owed["tckh"].status, owed["tckh"].creditor, owed["tckh"].due) == ("overdue", "ubnd", date(2021, 3, 25))
    assert "tckh" in story.case(DAY).awaiting
    assert "TCKH" in output_of(story.root, "--lang", "en", "todo", "--today", "2021-03-26")


def test_its_debts_are_urged(story: Story) -> None:
    assert {each.debtor for each in story.owed("urging", DAY) if each.urges and each.urges.kind == "remedy"} == {"ubnd"}
    asked = ("draft", "reminder", "2021-0001", "--today", "2021-03-26", "--about", ID)
    assert "khắc phục theo biên bản" in output_of(story.root, "--lang", "vi", *asked)


def office_with_a_plan(folder: Path) -> Office:
    office = Office(folder)
    for file in Story(folder / "mau", until="2021-03-17").root.rglob("*"):
        if file.is_file():
            there = office.root / file.relative_to(folder / "mau")
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(file.read_bytes())
    return office


def test_new_without_a_terminal(tmp_path: Path) -> None:
    office = office_with_a_plan(tmp_path)
    written = office.record(
        "2021-03-18",
        *("inspection", "2021-0001", "--plan", "1/KH-TNMT", "--inspected", "An Đổ", "--due", "25/3/2021"),
        *("--gravity", "nghiêm trọng", "--text", "Chưa cắm mốc", "--step", "b1", "--number", "7"),
        *("--point", f"Thiếu mốc; evidence={office.paper('moc.pdf')}", "--discussed", "tckh#p1"),
        *("--measure", "Cắm lại mốc; agency=An Đổ; due=24/3/2021"),
        *("--photo", f"Ảnh={office.paper('anh.pdf')}", "--sketch", office.paper("so-do.pdf")),
    )
    assert written == ID
    said = office.text(ID)
    assert "from: ubnd" in said
    assert "to: [tnmt]" in said
    assert "number: 7/BB-UBND" in said
    assert f"step: {PLAN}#b1" in said
    assert f"- {OPINION}#p1" in said or f"[{OPINION}#p1]" in said
    assert "path: files/anh.pdf" in said
    assert "what: Cắm lại mốc\n    agency: an-do\n    due: 2021-03-24" in said
    assert "sketch: files/so-do.pdf" in said
    refused = office.run(
        "new", "inspection", "2021-0001", "--plan", OPINION, "--inspected", "an-do", "--due", "25/3/2021",
        "--gravity", "light", "--text", "x", "--no-input", day="2021-03-18",
    )  # fmt: skip
    assert refused.returncode != 0


def test_new_on_a_terminal(tmp_path: Path) -> None:
    office = office_with_a_plan(tmp_path)
    place = ("-C", str(office.root), "--lang", "en", "new")
    found = ("1", "", "an-do", "25/3/2021", "grave", "No marks", "", "")
    parts = (
        "No mark",
        "Law, art. 8",
        "",
        "",
        "",
        "",
        "Set marks",
        "ubnd",
        "",
        "",
        "Photo",
        office.paper("anh.pdf"),
        "",
        "",
    )
    answers = (*found, *parts, "7", "", "", "", "y")
    said = talk(*place, "inspection", "2021-0001", "--today", "2021-03-18", answers=answers)
    assert said.exit == 0, said.text
    assert "remedy asked for in 7/BB-UBND" in said.text
    said = talk(*place, "remedy", "2021-0001", "--today", "2021-03-24", answers=("1", "", "Marks", "", "", "", "", "y"))
    assert said.exit == 0, said.text
    assert "from: an-do" in office.text("2021-03-24.remedy.an-do")
    assert f"answers: {ID}" in office.text("2021-03-24.remedy.an-do")
    assert "to: [ubnd]" in office.text("2021-03-24.remedy.an-do")


def test_show_names_it(story: Story) -> None:
    shown = output_of(story.root, "--lang", "vi", "show", "2021-0001", "--today", "2021-03-26")
    assert "biên bản kiểm tra" in shown.lower()
    assert "khắc phục theo biên bản 7/BB-UBND" in shown
    data = json.loads(output_of(story.root, "show", "2021-0001", "--today", "2021-03-26", "--format", "json"))
    assert {"remedy"} <= {each["kind"] for each in data["obligations"]}


def test_review_and_log_tell_it_in_words(tmp_path: Path) -> None:
    story = branch_story(tmp_path)
    for paper in ("moc", "anh", "so-do"):
        story.story.write_bytes(f"{TASK}/files/{paper}.pdf", b"%PDF-1.4\n")
    story.write(ID, INSPECTION).commit(AUTHORITY)
    assert "UBND ban hành biên bản kiểm tra 7/BB-UBND" in story.told()
    story.edit(ID, {"gravity: grave": "gravity: light", "due: 2021-03-25": "due: 2021-03-29"})
    story.edit(ID, {"inspected: [an-do, tckh]": "inspected: [an-do]"}).commit(AUTHORITY)
    words = output_of(story.story.root, "--lang", "vi", "log", "2021-0001")
    assert "hạn 25/3/2021 → 29/3/2021" in words
    assert "mức độ nghiêm trọng → nhẹ" in words
    assert "bỏ cơ quan được kiểm tra TCKH" in words


def test_it_has_a_schema_a_place_in_the_editor_and_a_page_of_reference() -> None:
    schema = json.loads(output_of(None, "schema", "inspection"))
    assert schema["properties"]["kind"]["const"] == "inspection"
    assert "inspection" in json.loads(output_of(None, "schema", "document"))["definitions"]
    settings = editor_settings()["yaml.schemas"]
    assert isinstance(settings, dict)
    assert "tasks/*/*/*.inspection.*.yml" in settings["./schema/inspection.json"]
    reference = "\n".join(format_page("en"))
    assert "## inspection: inspection" in reference
    assert "`plan` names a document of kind: `plan`." in reference
    assert "`light` (light), `grave` (grave)" in reference or "`grave` (grave), `light` (light)" in reference


def test_its_page_tells_every_key(story: Story, tmp_path: Path) -> None:
    out = tmp_path / "out"
    text = told(story, out, DAY)
    for said in ("Biên bản kiểm tra 7/BB-UBND", "Mức độ: nghiêm trọng", "Chưa cắm mốc", "Ảnh hiện trường"):
        assert said in text
    assert "Thiếu mốc ranh giới" in text
    assert re.search("Cắm lại mốc, *TCKH *, *thứ Tư *24/3/2021", text)
    markup = page(out, "tasks/2021/0001/")
    assert f'Kế hoạch được kiểm tra: <a href="#{PLAN}">' in markup
    assert 'href="files/so-do.pdf"' in markup
    assert "ph-arrow-inspection" in markup
    assert "khắc phục theo biên bản 7/BB-UBND" in text_of(markup).lower().replace("bb-ubnd", "BB-UBND")
    assert (out / "tasks/2021/0001/files/so-do.pdf").is_file()


def test_export_has_it(story: Story) -> None:
    rows = output_of(story.root, "export", "documents", "--format", "csv", "--today", "2021-03-26")
    assert ID in rows
    debts = output_of(story.root, "export", "obligations", "--format", "csv", "--today", "2021-03-26")
    assert "remedy" in debts
