"""`phoihop digest`: its forms, and what it refuses."""

from pathlib import Path

import pytest

from tests.cli.run import output_of, run
from tests.story import Story

TODAY = ("--today", "2021-03-22")


@pytest.mark.parametrize(
    ("form", "beginning"),
    [("text", "Việc cần làm tuần này\n"), ("markdown", "# Việc cần làm tuần này\n"), ("html", "<!doctype html>\n")],
)
def test_a_digest_is_printed_in_each_form(tmp_path: Path, form: str, beginning: str) -> None:
    assert output_of(Story(tmp_path).root, "digest", "--format", form, *TODAY).startswith(beginning)


def test_a_message_can_be_written_to_a_file_for_a_mail_program(tmp_path: Path) -> None:
    story = Story(tmp_path).edit("agencies/ubnd.yml", {"short: UBND": "short: UBND\ncontact: ubnd@example.org"})
    assert run(story.root, "digest", "--format", "eml", "--output", "thu.eml", *TODAY).exit_code == 0
    assert (story.root / "thu.eml").read_bytes().startswith(b"From: ")
    printed = run(story.root, "digest", "--format", "eml", *TODAY).stdout_bytes
    assert printed == (story.root / "thu.eml").read_bytes()


def test_without_an_address_there_is_no_message(tmp_path: Path) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", "digest", "--format", "eml", *TODAY)
    assert result.exit_code == 2
    assert "UBND has no e-mail address; write it as contact or members in agencies/ubnd.yml" in result.stderr


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example.org", 'https://e.example/"onclick='])
def test_only_a_web_address_is_linked(tmp_path: Path, address: str) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", "digest", "--site", address, *TODAY)
    assert result.exit_code == 2
    assert "is no web address" in result.stderr
