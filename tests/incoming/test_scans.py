"""Scans: with programs that read pictures everything that they see is a guess; without them the file is a paper."""

from pathlib import Path

import pytest
from phoihop.incoming.letter import IncomingLetter
from phoihop.incoming.reading import read_file
from phoihop.language import word
from pypdf import PdfWriter

from tests.incoming.composed import letters
from tests.incoming.reading import meant
from tests.story import Story


def program(folder: Path, name: str, script: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def scan(folder: Path) -> IncomingLetter:
    page = PdfWriter()
    page.add_blank_page(200, 200)
    page.write(folder / "scan.pdf")
    return read_file(folder / "scan.pdf", folder)


def test_what_is_seen_on_a_scan_is_guessed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    composed = next(each for each in letters() if each.name == "an opinion that agrees")
    (tmp_path / "page").write_text("\n".join(composed.as_lines()), encoding="utf-8")
    program(tmp_path / "bin", "pdftoppm", 'case "$*" in *"-f 1 "*) echo picture;; *) exit 1;; esac')
    program(tmp_path / "bin", "tesseract", f'if [ "$1" = --list-langs ]; then echo vie; else cat {tmp_path}/page; fi')
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    (meaning,) = meant(scan(tmp_path), Story(tmp_path / "register"))
    assert meaning.read == {}
    assert {name: each.value for name, each in meaning.guessed.items()} == {**composed.read, **composed.guessed}


@pytest.mark.parametrize(("name", "start"), [("scan.jpg", b"\xff\xd8\xff\xe0"), ("scan.png", b"\x89PNG\r\n\x1a\n")])
def test_a_picture_of_a_letter_is_a_scan(
    name: str, start: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = next(each for each in letters() if each.name == "an opinion that agrees")
    (tmp_path / "page").write_text("\n".join(composed.as_lines()), encoding="utf-8")
    program(tmp_path / "bin", "pdftoppm", "exit 1")
    program(tmp_path / "bin", "tesseract", f'if [ "$1" = --list-langs ]; then echo vie; else cat {tmp_path}/page; fi')
    (tmp_path / name).write_bytes(start)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    letter = read_file(tmp_path / name, tmp_path)
    assert (letter.source, letter.papers) == ("scan", (tmp_path / name,))
    (meaning,) = meant(letter, Story(tmp_path / "register"))
    assert meaning.guessed["number"].value == composed.read["number"]
    monkeypatch.setenv("PATH", "/nowhere")
    assert read_file(tmp_path / name, tmp_path).papers == (tmp_path / name,)


@pytest.mark.parametrize("fails", ["nobody", "tesseract"])
def test_a_scan_that_nobody_reads_is_a_paper(fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "nothing", "exit 0")
    if fails == "tesseract":
        program(tmp_path / "bin", "pdftoppm", "echo picture")
        program(tmp_path / "bin", "tesseract", 'if [ "$1" = --list-langs ]; then echo vie; else exit 1; fi')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    letter = scan(tmp_path)
    assert letter.source == "scan"
    assert letter.papers == (tmp_path / "scan.pdf",)
    assert "poppler-utils and tesseract-ocr-vie" in word(letter.notices[-1], "en")
