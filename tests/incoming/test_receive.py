"""`phoihop receive`: a letter becomes a record by confirming what it says."""

import json
from pathlib import Path

import pytest
from phoihop.rules.examples import TASK as FOLDER

from tests.cli.run import output_of, run
from tests.cli.terminal import talk
from tests.incoming.composed import letters
from tests.incoming.test_packages import OPINION, packed
from tests.story import Story

DAY = ("--today", "2021-03-18")
NAME = "2021-03-18.opinion.ktht"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return Story(tmp_path / "register", until="2021-03-08")


def letter(name: str, folder: Path) -> str:
    file = folder / "y-kien.docx"
    file.write_bytes(next(each for each in letters() if each.name == name).as_docx())
    return str(file)


def record(story: Story, name: str = NAME) -> str:
    return (story.root / FOLDER / f"{name}.yml").read_text(encoding="utf-8")


def test_programs_get_what_was_read_what_was_guessed_and_what_is_open(story: Story, tmp_path: Path) -> None:
    file = letter("an opinion that agrees", tmp_path)
    (told,) = json.loads(output_of(story.root, "--lang", "en", "receive", file, "--format", "json", *DAY))
    assert told["source"] == "docx"
    assert told["read"]["number"] == {"value": "15/KTHT", "from": "Số: 15/KTHT"}
    assert told["guessed"]["kind"] == {
        "value": "opinion",
        "from": "V/v góp ý điều chỉnh quy hoạch",
        "why": "by its subject",
    }
    assert told["guessed"]["answers"]["value"] == "2021-03-08.request.tnmt"
    assert told["open"] == []
    assert told["papers"] == ["y-kien.docx"]
    assert not (story.root / FOLDER / f"{NAME}.yml").exists()


def test_what_can_hold_no_letter_is_an_item_too(story: Story, tmp_path: Path) -> None:
    (tmp_path / "x.bin").write_bytes(b"MZ")
    (told,) = json.loads(output_of(story.root, "--lang", "en", "receive", str(tmp_path / "x.bin"), "--format", "json"))
    assert told["source"] is None
    assert "no edXML package" in told["notices"][0]


def test_of_a_file_that_is_not_there_it_is_said(story: Story) -> None:
    result = run(story.root, "--lang", "vi", "receive", "khong-co.pdf")
    assert result.exit_code == 1
    assert "Không thấy tệp này; xem lại đường dẫn." in result.stdout


def test_nothing_guessed_is_recorded_unasked(story: Story, tmp_path: Path) -> None:
    result = run(story.root, "--lang", "en", "receive", letter("an opinion that agrees", tmp_path), "--no-input", *DAY)
    assert result.exit_code == 1
    assert "guessed or open and want somebody's answer: task, kind, answers, position" in result.stderr
    assert not (story.root / FOLDER / f"{NAME}.yml").exists()


@pytest.mark.parametrize(("language", "yes"), [("vi", "c"), ("en", "y")])
def test_an_opinion_is_recorded_by_confirming(story: Story, tmp_path: Path, language: str, yes: str) -> None:
    """The kind and the task, the day of arrival, the position, and that it be written."""
    file = letter("an opinion that agrees", tmp_path)
    said = talk("-C", str(story.root), "--lang", language, "receive", file, *DAY, answers=("", "", "", yes))
    assert said.exit == 0, said.text
    received = record(story)
    (story.root / FOLDER / f"{NAME}.yml").unlink()
    (story.root / FOLDER / "files" / "y-kien.docx").unlink()
    by_hand = run(
        story.root, "new", "opinion", "2021-0001", "--from", "ktht", "--number", "15/KTHT", "--to", "tnmt",
        "--subject", "Góp ý điều chỉnh quy hoạch", "--signed-by", "Trưởng phòng", "--position", "agree",
        "--date", "18/3/2021", "--answers", "2/TNMT", "--file", file, *DAY,
    )  # fmt: skip
    assert by_hand.exit_code == 0, by_hand.stderr
    assert received == record(story)


def test_a_packages_opinion_is_recorded_with_its_paper(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "3-TCKH.edxml"
    header = OPINION.replace("H51.15", "").replace("Phong Tai chinh", "Phòng Tài chính - Kế hoạch")
    file.write_bytes(packed(header, papers={"../Ý kiến.pdf": b"%PDF-1.4\n"}))
    said = talk(
        "-C", str(story.root), "--lang", "en", "receive", str(file), "--today", "2021-03-17", answers=("", "1", "y")
    )  # fmt: skip
    assert said.exit == 0, said.text
    assert "path: files/y-kien.pdf" in record(story, "2021-03-17.opinion.tckh")
    assert (story.root / FOLDER / "files" / "y-kien.pdf").read_bytes() == b"%PDF-1.4\n"


def test_a_kind_that_was_guessed_wrong_is_changed(story: Story, tmp_path: Path) -> None:
    file = letter("an opinion that agrees", tmp_path)
    place = ("-C", str(story.root), "--lang", "en")
    answers = ("n", "dossier-request", "2021-0001", "", "Bản đồ", "", "y")
    said = talk(*place, "receive", file, *DAY, answers=answers)
    assert said.exit == 0, said.text
    assert "needs:\n  - Bản đồ\n" in record(story, "2021-03-18.dossier-request.ktht")


def test_a_letter_is_not_recorded_twice(tmp_path: Path) -> None:
    whole = Story(tmp_path / "whole")
    (tmp_path / "3.edxml").write_bytes(packed(OPINION.replace("H51.15", "").replace("Phong Tai", "Phòng Tài")))
    result = run(whole.root, "--lang", "en", "receive", str(tmp_path / "3.edxml"), "--kind", "opinion", *DAY)
    assert result.exit_code == 1
    assert "on record already: tasks/2021/0001/2021-03-17.opinion.tckh.yml" in result.stdout
    # It belongs to no task that would name its agencies; they are called as people call them all the same.
    assert "Issuing agency: TCKH" in result.stdout
    assert "Date of the document: 17/3/2021" in result.stdout


def test_a_package_of_a_document_is_exported_and_named_as_people_do(tmp_path: Path) -> None:
    whole = Story(tmp_path / "whole")
    by_id = output_of(whole.root, "export", "--profile", "edxml", "2021-03-17.opinion.tckh")
    by_path = output_of(whole.root, "export", "--profile", "edxml", f"{FOLDER}/2021-03-17.opinion.tckh.yml")
    assert by_id == by_path
    assert "<edXML:CodeNotation>TCKH</edXML:CodeNotation>" in by_id
    assert run(whole.root, "export", "--profile", "edxml", "2021-03-17.opinion.nobody").exit_code == 2
