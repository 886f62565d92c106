"""What a paper is, by name and content: our own table decides, and no library."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from phoihop.language import word
from phoihop.records.paper_types import wrong_content

SAMPLES: dict[str, bytes] = {
    "pdf": b"%PDF-1.7\n",
    "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0",
    "png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
    "tiff": b"II*\0\x08\0\0\0",
    "p7s": bytes.fromhex("30820a0006092a864886f70d010702a08209"),
    "gif": b"GIF89a\x01\0\x01\0",
    "bmp": b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0",
    "webp": b"RIFF\x24\0\0\0WEBPVP8 ",
    "heic": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
    "mp4": b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41",
    "mov": b"\0\0\0\x14ftypqt  \0\0\0\0",
    "m4a": b"\0\0\0\x20ftypM4A \0\0\0\0",
    "mp3": b"ID3\x03\0\0\0\0\0\x21",
    "wav": b"RIFF\x24\0\0\0WAVEfmt ",
    "avi": b"RIFF\x24\0\0\0AVI LIST",
    "ogg": b"OggS\0\x02\0\0",
    "flac": b"fLaC\0\0\0\x22",
    "webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81",
    "wmv": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c"),
    "rtf": b"{\\rtf1\\ansi ",
    "doc": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504),
    "djvu": b"AT&TFORM\0\0\0\x10DJVU",
    "dwg": b"AC1032\0\0\0\0\0",
    "7z": b"7z\xbc\xaf\x27\x1c\0\x04",
    "rar": b"Rar!\x1a\x07\x01\0",
    "gz": b"\x1f\x8b\x08\0",
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}
DANGEROUS = {"html": b"  <!DOCTYPE html><script>1</script>", "program": b"MZ\x90\0", "script": b"#!/bin/sh\n"}
CONTENTS = {**SAMPLES, **DANGEROUS, "text": b"Some words"}


def refused(folder: Path, name: str, content: bytes) -> str | None:
    (folder / name).write_bytes(content)
    told = wrong_content(folder / name, name.rpartition(".")[2])
    return word(told, "en") if told else None


def zipped(**files: str) -> bytes:
    made = io.BytesIO()
    with ZipFile(made, "w") as written:
        for name, text in files.items():
            written.writestr(name, text)
    return made.getvalue()


@pytest.mark.parametrize("claimed", SAMPLES)
def test_a_known_type_is_taken_with_its_own_content_and_no_other(tmp_path: Path, claimed: str) -> None:
    assert refused(tmp_path, f"a.{claimed}", SAMPLES[claimed]) is None
    for other in CONTENTS.keys() - ({"svg", "html"} if claimed == "svg" else {claimed}):
        assert refused(tmp_path, f"b.{claimed}", CONTENTS[other]), other


@pytest.mark.parametrize("claimed", ["xls", "ppt"])
def test_the_older_office_files_are_one_family(tmp_path: Path, claimed: str) -> None:
    assert refused(tmp_path, f"a.{claimed}", SAMPLES["doc"]) is None
    assert refused(tmp_path, "a.pdf", SAMPLES["doc"]) == (
        "the content of “a.pdf” is not pdf but doc/xls/ppt; put the right file there, or mend its ending"
    )


@pytest.mark.parametrize("claimed", ["txt", "csv", "dgn", "kmz", "vsd"])
def test_a_type_that_nothing_tells_is_taken_by_its_ending(tmp_path: Path, claimed: str) -> None:
    for content in (b"Some words", b"\0\x01\x02", zipped(**{"doc.kml": "x"}), SAMPLES["doc"]):
        assert refused(tmp_path, f"a.{claimed}", content) is None


@pytest.mark.parametrize("content", [*DANGEROUS.values(), SAMPLES["pdf"], SAMPLES["gif"], SAMPLES["svg"]])
def test_but_not_with_content_that_is_told_to_be_another(tmp_path: Path, content: bytes) -> None:
    assert refused(tmp_path, "a.txt", content)
    assert refused(tmp_path, "a.kmz", content)


@pytest.mark.parametrize("text", ["BM-01 Biểu mẫu", "AC1015,2021", "ID30", "II. Kết luận", "RIFF"])
def test_words_are_not_taken_for_signatures(tmp_path: Path, text: str) -> None:
    assert refused(tmp_path, "a.txt", text.encode()) is None


def test_a_document_with_macros_is_not_one_without(tmp_path: Path) -> None:
    plain = zipped(**{"[Content_Types].xml": "x", "word/document.xml": "x"})
    macros = zipped(**{"[Content_Types].xml": "x", "word/document.xml": "x", "word/vbaProject.bin": "x"})
    assert refused(tmp_path, "a.docx", plain) is None
    assert refused(tmp_path, "a.docm", macros) is None
    assert refused(tmp_path, "a.docx", macros)
    assert refused(tmp_path, "a.docm", plain)
    assert refused(tmp_path, "a.docm", zipped(a="x"))
    assert refused(tmp_path, "a.zip", plain) is None
