"""`phoihop draft`: where a letter goes, in which form and language, and what is said of it."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from phoihop.documents.letters.drafting import LETTERS

from tests.cli.run import output_of, run
from tests.letters import QUARTER, occasion, story_of
from tests.story import Story

TASK = "2021-0001"
TODAY = ("--today", "2021-04-21")


def first_line(document: bytes) -> str:
    return str(Document(BytesIO(document)).tables[0].cell(0, 1).paragraphs[0].text)


def test_a_letter_is_printed_as_markdown(tmp_path: Path) -> None:
    output = output_of(Story(tmp_path).root, "draft", "report", TASK, *TODAY)
    assert output.startswith("**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**\\\n")


def test_the_name_of_the_file_tells_the_form(tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    result = run(story.root, "draft", "report", TASK, *TODAY, "--output", "out/bao-cao.docx")
    assert result.exit_code == 0
    assert result.stderr.startswith(f"Đã ghi: {story.root / 'out/bao-cao.docx'}\n")
    assert first_line((story.root / "out/bao-cao.docx").read_bytes()) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    run(story.root, "draft", "report", TASK, *TODAY, "--output", "out/bao-cao.md")
    assert (story.root / "out/bao-cao.md").read_text(encoding="utf-8").startswith("**CỘNG HÒA")


def test_the_register_decides_the_letters_language_and_the_environment_that_of_messages(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"title:": "language: en\ntitle:"})
    result = run(story.root, "draft", "request", TASK, *TODAY, env={"LANG": "vi_VN.UTF-8"})
    assert result.stdout.startswith("**SOCIALIST REPUBLIC OF VIET NAM**")
    assert "Còn để ngỏ: nội dung xin ý kiến (--question)" in result.stderr


@pytest.mark.parametrize("way", [("--lang", "en"), ()])
def test_a_letter_is_in_the_registers_language_whatever_its_drafter_reads(way: tuple[str, ...], tmp_path: Path) -> None:
    result = run(Story(tmp_path).root, *way, "draft", "report", TASK, *TODAY, env={"LANG": "en_US.UTF-8"})
    assert result.stdout.startswith("**CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM**")
    assert "Still open: number, day of issue" in result.stderr


def test_the_clerk_who_records_signs_no_letter(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("register.yml", {"title:": "registrars: [vt@x.example]\ntitle:"})
    members = "members:\n  - {role: Văn thư, email: vt@x.example}\n"
    story.edit("agencies/tnmt.yml", {"kind: department\n": f"kind: department\n{members}"})
    nobody = run(story.root, "--lang", "en", "draft", "report", TASK, *TODAY)
    assert ("VĂN THƯ" in nobody.stdout, "the signer's role (--signed-by)" in nobody.stderr) == (False, True)
    story.edit("agencies/tnmt.yml", {members: f"{members}  - {{role: Trưởng phòng, email: tp@x.example}}\n"})
    head = run(story.root, "--lang", "en", "draft", "report", TASK, *TODAY)
    assert ("TRƯỞNG PHÒNG" in head.stdout, "--signed-by" in head.stderr) == (True, False)


def test_a_docx_goes_through_a_pipe_too(tmp_path: Path) -> None:
    result = run(Story(tmp_path).root, "draft", "report", TASK, *TODAY, "--format", "docx")
    assert first_line(result.stdout_bytes) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"


def test_the_offices_template_is_used_where_there_is_one(tmp_path: Path) -> None:
    story = Story(tmp_path)
    own = Document()
    own.add_table(1, 2).cell(0, 1).paragraphs[0].text = "{{ issuer.short }}"
    (story.root / "templates").mkdir()
    own.save(str(story.root / "templates/report.docx"))
    assert first_line(run(story.root, "draft", "report", TASK, *TODAY, "--format", "docx").stdout_bytes) == "TNMT"
    named = run(
        story.root, "draft", "submission", TASK, *TODAY, "--format", "docx", "--template", "templates/report.docx"
    )
    assert first_line(named.stdout_bytes) == "TNMT"


def test_an_error_in_the_offices_template_names_the_file(tmp_path: Path) -> None:
    story = Story(tmp_path).write_bytes("templates/report.docx", b"no docx")
    result = run(story.root, "--lang", "en", "draft", "report", TASK, *TODAY, "--format", "docx")
    assert result.exit_code == 2
    assert f"{story.root / 'templates/report.docx'}: the template is no DOCX" in result.stderr


@pytest.mark.parametrize("kind", LETTERS)
def test_the_built_in_template_can_be_had_and_gives_the_same_letter(tmp_path: Path, kind: str) -> None:
    story, on = story_of(kind, tmp_path), occasion(kind)
    by = ("--from", on.choices.by) if on.choices.by else ()
    of = TASK if LETTERS[kind].content else QUARTER
    arguments = ("draft", kind, of, *by, "--today", on.day.isoformat(), "--format", "docx")
    built_in = run(story.root, *arguments).stdout_bytes
    assert built_in.startswith(b"PK")
    assert run(story.root, "draft", kind, "--write-template", f"templates/{kind}.docx").exit_code == 0
    assert run(story.root, *arguments).stdout_bytes == built_in


def test_why_there_is_no_letter_is_told_with_what_to_do(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    result = run(root, "--lang", "en", "draft", "reminder", TASK, *TODAY)
    assert result.exit_code == 2
    assert "Nothing of the kind is overdue" in result.stderr or "nothing of the kind is overdue" in result.stderr
    assert run(root, "draft", "report").exit_code == 2
    early = run(root, "--lang", "en", "draft", "report", TASK, "--today", "2021-02-01")
    assert "was assigned on 1/3/2021 only; ask for a later day: --today 2021-03-01" in early.stderr


def test_a_template_makes_a_word_file_and_nothing_else(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    own = ("draft", "report", TASK, *TODAY, "--template", "mau.docx")
    assert run(root, "draft", "report", "--write-template", "mau.docx").exit_code == 0
    assert run(root, *own).stdout_bytes.startswith(b"PK")
    assert "choose one of docx" in run(root, "--lang", "en", *own, "--format", "md").stderr


def test_an_option_that_a_letter_has_no_use_for_is_refused(tmp_path: Path) -> None:
    root = Story(tmp_path).root
    result = run(root, "--lang", "en", "draft", "report", TASK, *TODAY, "--question", "Vốn")
    assert result.exit_code == 2
    assert "--question does not go with report: it is for request." in result.stderr
    assert (
        "is no document of 2021-0001"
        in run(root, "--lang", "en", "draft", "reminder", TASK, *TODAY, "--about", "2021-01-01.request.tnmt").stderr
    )


@pytest.mark.parametrize("option", ["--output", "--write-template"])
def test_a_file_that_somebody_may_have_worked_on_is_not_replaced_unasked(tmp_path: Path, option: str) -> None:
    root = Story(tmp_path).write_bytes("bao-cao.docx", b"worked on").root
    arguments = ("draft", "report", TASK, *TODAY, option, "bao-cao.docx")
    result = run(root, "--lang", "en", *arguments)
    assert result.exit_code == 2
    assert "is there already, and may have been worked on" in result.stderr
    assert (root / "bao-cao.docx").read_bytes() == b"worked on"
    assert run(root, *arguments, "--force").exit_code == 0
    assert (root / "bao-cao.docx").read_bytes().startswith(b"PK")
