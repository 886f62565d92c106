"""`phoihop export`: what, in which form, and where it goes."""

import csv
import io
import json
from pathlib import Path

import pytest
from phoihop.documents.tables import TABLES
from python_calamine import CalamineWorkbook

from tests.cli.run import output_of, run
from tests.story import Story

LATER = ("--today", "2021-05-31")


def two_tasks(folder: Path) -> Path:
    story = Story(folder)
    story.write("tasks/2020/0001/task.yml", "title: Việc cũ\nlead: ktht\ndate: 2020-05-20\nfrom: ubnd\n")
    return story.root


def test_csv_is_printed(tmp_path: Path) -> None:
    output = output_of(two_tasks(tmp_path), "export", "tasks", *LATER)
    assert output.startswith("\ufeffid,title,")
    assert [row["lead"] for row in csv.DictReader(io.StringIO(output.removeprefix("\ufeff")))] == ["ktht", "tnmt"]


def test_the_filters_are_those_of_list(tmp_path: Path) -> None:
    root = two_tasks(tmp_path)
    for filters in (("--lead", "tnmt"), ("--year", "2021"), ("--stage", "decided"), ("--field", "dat-dai")):
        told = json.loads(output_of(root, "export", "tasks", "--format", "json", *filters, *LATER))
        assert [task["id"] for task in told["tasks"]] == ["2021-0001"]


def test_the_name_of_the_file_tells_the_form(tmp_path: Path) -> None:
    root = two_tasks(tmp_path)
    assert run(root, "export", "opinions", "--output", "out/y-kien.xlsx", *LATER).exit_code == 0
    sheet = CalamineWorkbook.from_path(str(root / "out/y-kien.xlsx"))
    assert sheet.sheet_names == ["Ý kiến"]
    assert run(root, "export", "--profile", "nd30", "--output", "out/nd30.json", *LATER).exit_code == 0
    assert len(json.loads((root / "out/nd30.json").read_text(encoding="utf-8"))["File"]) == 2


def test_a_spreadsheet_without_a_table_has_them_all(tmp_path: Path) -> None:
    root = two_tasks(tmp_path)
    output_of(root, "export", "--output", "so.xlsx", *LATER)
    book = CalamineWorkbook.from_path(str(root / "so.xlsx"))
    assert book.sheet_names == ["Nhiệm vụ", "Văn bản", "Việc phải làm", "Ý kiến"]
    assert [len(book.get_sheet_by_name(name).to_python()) > 2 for name in book.sheet_names] == [True] * 4
    alone = [json.loads(output_of(root, "export", name, "--format", "json", *LATER))[name] for name in TABLES]
    assert [len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names] == list(map(len, alone))


@pytest.mark.parametrize("what", [("export", "tasks", "--output"), ("import", "--template")])
def test_a_file_that_is_there_is_not_replaced_unasked(what: tuple[str, ...], tmp_path: Path) -> None:
    root = two_tasks(tmp_path)
    (root / "ours.xlsx").write_text("worked on for a week", encoding="utf-8")
    result = run(root, "--lang", "en", *what, "ours.xlsx", *LATER)
    assert (result.exit_code, "--force" in result.stderr) == (2, True)
    assert (root / "ours.xlsx").read_text(encoding="utf-8") == "worked on for a week"
    output_of(root, *what, "ours.xlsx", "--force", *LATER)
    assert (root / "ours.xlsx").read_bytes().startswith(b"PK")


def test_metadata_is_xml_unless_something_else_is_asked_for(tmp_path: Path) -> None:
    output = output_of(two_tasks(tmp_path), "export", "--profile", "nd30", *LATER)
    assert output.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<Archive xmlns="urn:phoihop:nd30:1">')


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Give what to export"),
        (("--format", "csv"), "or --format xlsx for all tables"),
        (("tasks", "--profile", "nd30"), "Give what to export"),
        (("tasks", "--format", "xml"), "“xml” does not go with this: choose one of csv, xlsx, json."),
        (("--profile", "nd30", "--format", "xlsx"), "“xlsx” does not go with this: choose one of xml, json."),
    ],
)
def test_what_does_not_go_together_is_told(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(two_tasks(tmp_path), "--lang", "en", "export", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr


def test_a_file_that_is_written_anew_is_replaced_whole(tmp_path: Path) -> None:
    root = two_tasks(tmp_path)
    (root / "out.csv").write_text("old " * 10_000, encoding="utf-8")
    run(root, "export", "tasks", "--output", "out.csv", "--force", *LATER)
    assert (root / "out.csv").read_text(encoding="utf-8-sig").startswith("id,title")
    assert [file.name for file in root.glob(".out.csv*")] == []


@pytest.mark.parametrize(
    ("command", "begins"),
    [
        (("export", "tasks", "--output", "so.json"), b"{"),
        (("export", "tasks", "--output", "so.XLSX"), b"PK"),
        (("export", "tasks", "--output", "so"), b"\xef\xbb\xbfid,"),
        (("summary", "--output", "so.docx"), b"PK"),
        (("summary", "--output", "so.txt"), "Quý".encode()),
        (("digest", "--output", "so.md"), b"# "),
        (("digest", "--output", "so.htm"), b"<!doctype html>"),
        (("draft", "report", "2021-0001", "--output", "so.md"), b"**"),
        (("export", "tasks", "--format", "csv", "--output", "so.pdf"), b"\xef\xbb\xbfid,"),
    ],
)
def test_the_ending_of_the_file_says_in_which_form_it_is(
    command: tuple[str, ...], begins: bytes, tmp_path: Path
) -> None:
    story = Story(tmp_path / "register")
    ran = run(story.root, *command, "--today", "2021-03-19")
    assert ran.exit_code == 0, ran.stderr
    assert (story.root / command[-1]).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    "command",
    [
        ("export", "tasks", "--output", "so.docx"),
        ("export", "--profile", "nd30", "--output", "so.csv"),
        ("summary", "--output", "so.pdf"),
        ("digest", "--output", "so.docx"),
        ("draft", "report", "2021-0001", "--output", "so.PDF"),
    ],
)
def test_no_file_is_called_what_it_is_not(command: tuple[str, ...], tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    ran = run(story.root, "--lang", "en", *command)
    assert ran.exit_code == 2
    assert f"“{command[-1].partition('.')[2].lower()}” does not go with this: choose one of " in ran.stderr
    assert not (story.root / command[-1]).exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("tasks", "--holder", "tnmt"), "Leave out --holder: of no use here."),
        (("dossier", "2021-0001", "--year", "2021", "--lead", "tnmt"), "Leave out --lead, --year: of no use here."),
        (("--profile", "edxml", "2021-03-08.request.tnmt", "--stage", "decided"), "Leave out --stage: of no use here."),
        (("--profile", "edxml", "2021-03-08.request.tnmt", "--format", "json"), "choose one of xml"),
    ],
)
def test_an_option_of_no_use_is_refused(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(two_tasks(tmp_path), "--lang", "en", "export", *arguments, *LATER)
    assert result.exit_code == 2
    assert told in result.stderr
