"""A paper is found whether the letters of its name are composed, as records write them, or decomposed, as on macOS."""

import subprocess
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from phoihop.language import word

from tests.recording.office import Office, assign
from tests.site.conftest import build
from tests.site.test_papers import FILES, PDF, carried, naming, page
from tests.story import Story

NAME = "bản-đồ quy hoạch.pdf"
COMPOSED, DECOMPOSED = (unicodedata.normalize(form, NAME) for form in ("NFC", "NFD"))
PROGRESS = ("progress", "2021-0001", "--from", "tnmt", "--text", "Đã đo đạc", "--file")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    assign(office)
    (office.root / FILES).mkdir()
    return office


def put(office: Office, name: str, content: bytes = PDF) -> None:
    (office.root / FILES / name).write_bytes(content)


@pytest.mark.parametrize("on_disk", [COMPOSED, DECOMPOSED])
@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
def test_either_form_finds_the_paper_and_the_record_says_it_composed(office: Office, on_disk: str, typed: str) -> None:
    put(office, on_disk)
    written = office.record("2021-03-10", *PROGRESS, f"files/{typed}")
    assert f"files/{COMPOSED}" in office.text(written)
    assert [file.name for file in (office.root / FILES).iterdir()] == [on_disk]


def test_a_paper_named_by_its_place_on_the_disk_is_written_composed_too(office: Office) -> None:
    put(office, DECOMPOSED)
    written = office.record("2021-03-10", *PROGRESS, str(office.root / FILES / DECOMPOSED))
    assert f"files/{COMPOSED}" in office.text(written)


@pytest.mark.parametrize("typed", [COMPOSED, DECOMPOSED])
def test_a_paper_of_this_machine_is_taken_under_either_form(office: Office, typed: str) -> None:
    (office.desk / DECOMPOSED).write_bytes(PDF)
    written = office.record("2021-03-10", *PROGRESS, str(office.desk / typed))
    assert "files/ban-do-quy-hoach.pdf" in office.text(written)


def test_it_is_committed_with_the_record(office: Office) -> None:
    def git(*arguments: str) -> str:
        identity = ("-c", "user.name=Lan", "-c", "user.email=lan@binhan.gov.vn", "-c", "core.quotepath=false")
        run = subprocess.run(["git", *identity, *arguments], cwd=office.root, check=True, capture_output=True)
        return run.stdout.decode()

    for arguments in (("init", "-q"), ("config", "user.name", "Lan"), ("config", "user.email", "lan@binhan.gov.vn")):
        git(*arguments)
    git("add", ".")
    git("commit", "-qm", "Mở sổ")
    put(office, DECOMPOSED)
    office.record("2021-03-10", *PROGRESS, f"files/{COMPOSED}", "--commit")
    assert f"{FILES}/{DECOMPOSED}" in git("ls-files").splitlines()
    assert git("status", "--short", "--", "tasks") == ""


def test_two_files_whose_names_differ_in_form_alone_are_told_and_neither_is_published(tmp_path: Path) -> None:
    story = naming(Story(tmp_path / "register"), COMPOSED)
    story.write_bytes(f"{FILES}/{COMPOSED}", PDF)
    story.write_bytes(f"{FILES}/{DECOMPOSED}", PDF + b"other")
    said = [found.message for found in story.judge().findings if found.rule == "attachment-exists"]
    assert ["two files" in word(message, "en") for message in said] == [True], said
    assert not {COMPOSED, DECOMPOSED} & carried(build(story, tmp_path / "out"))


def test_the_site_publishes_it_under_the_name_that_its_page_links_to(tmp_path: Path) -> None:
    story = naming(Story(tmp_path / "register"), "bản-đồ.pdf")
    story.write_bytes(f"{FILES}/{unicodedata.normalize('NFD', 'bản-đồ.pdf')}", PDF)
    site = build(story, tmp_path / "out")
    assert "bản-đồ.pdf" in carried(site)
    assert quote("bản-đồ.pdf") in page(site, "tasks/2021/0001/")
