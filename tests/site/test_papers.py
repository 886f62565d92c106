"""The papers that a site carries, and how it serves them."""

import hashlib
import json
import os
import re
from pathlib import Path

import pytest
from phoihop.changes.head import code_of
from phoihop.site import inputs
from phoihop.site.signed_papers import carries_signature
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from tests.cli.run import run
from tests.site.conftest import build
from tests.site.test_rebuild import recorded
from tests.story import Story

FILES = "tasks/2021/0001/files"
PDF = b"%PDF-1.4\nx"
SCRIPT = b"<script>alert(1)</script>"


def naming(story: Story, *paths: str) -> Story:
    files = ", ".join(f"{{path: files/{path}}}" for path in paths)
    record = f"kind: progress\nfrom: tnmt\ndate: 2021-05-03\ntext: x\nfiles: [{files}]\n"
    return story.write("2021-05-03.progress.tnmt", record)


def page(site: Path, address: str) -> str:
    return (site / address / "index.html").read_text(encoding="utf-8")


def carried(site: Path) -> set[str]:
    return {path.name for path in (site / FILES).iterdir()}


def signed_pdf(path: Path) -> Path:
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    value = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/ByteRange"): ArrayObject([NumberObject(0)] * 4),
            NameObject("/Contents"): ByteStringObject(b"\0" * 8),
        }
    )
    field = DictionaryObject(
        {NameObject("/FT"): NameObject("/Sig"), NameObject("/T"): TextStringObject("s"), NameObject("/V"): value}
    )
    form = DictionaryObject({NameObject("/Fields"): ArrayObject([writer._add_object(field)])})
    writer.root_object[NameObject("/AcroForm")] = form
    writer.write(path)
    return path


def test_a_paper_whose_name_is_no_text_ends_no_build_and_is_in_the_head_by_its_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(tmp_path / "register")
    before = json.loads((build(story, tmp_path / "out") / "data/head.json").read_text(encoding="utf-8"))
    odd = os.fsdecode(FILES.encode() + b"/b\xe1n.pdf")
    try:
        story.write_bytes(odd, PDF)
    except OSError:
        return  # A file system that has no such names.
    monkeypatch.setattr(inputs, "SETTLED_AFTER_NS", -1_000_000_000)
    for _ in range(2):
        site = build(story, tmp_path / "out")
        head = json.loads((site / "data/head.json").read_text(encoding="utf-8"))
        assert head["digests"] == before["digests"]
        assert head["withheld"] == [code_of(odd, hashlib.sha256(PDF).hexdigest())]
        assert head["records"]["papers"] == before["records"]["papers"] + 1
    recorded(story)
    assert json.loads((build(story, tmp_path / "out") / "data/head.json").read_text())["commit"]
    for command in ("check", "verify", "log", "list"):
        assert run(story.root, command).exit_code in (0, 1), command


def test_what_is_not_on_the_list_or_not_what_its_name_says_is_not_carried(tmp_path: Path) -> None:
    story = naming(Story(tmp_path / "register"), "a.html", "b.SVG", "c.pdf", "d.pdf")
    for name in ("a.html", "b.SVG", "c.pdf"):
        story.write_bytes(f"{FILES}/{name}", SCRIPT)
    story.write_bytes(f"{FILES}/d.pdf", PDF)
    site = build(story, tmp_path / "out")
    assert "d.pdf" in carried(site)
    assert not {"a.html", "b.SVG", "c.pdf"} & carried(site)
    assert page(site, "tasks/2021/0001/").count("không công bố: sổ không nhận tệp này") == 3


def test_what_could_run_is_served_to_be_saved(tmp_path: Path) -> None:
    story = naming(Story(tmp_path / "register"), "a.svg", "b.pdf")
    story.edit("register.yml", {"title:": "papers: {types: [pdf, svg]}\ntitle:"})
    story.write_bytes(f"{FILES}/a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>")
    story.write_bytes(f"{FILES}/b.pdf", PDF)
    site = build(story, tmp_path / "out")
    assert "a.svg.bin" in carried(site)
    assert "a.svg" not in carried(site)
    assert '<a href="files/a.svg.bin" download="a.svg">' in page(site, "tasks/2021/0001/")


def test_names_that_some_computers_take_for_one_are_not_carried(tmp_path: Path) -> None:
    story = naming(Story(tmp_path / "register"), "x.pdf", "X.pdf")
    story.write_bytes(f"{FILES}/x.pdf", PDF).write_bytes(f"{FILES}/X.pdf", PDF)
    site = build(story, tmp_path / "out")
    assert not {"x.pdf", "X.pdf"} & carried(site)
    assert not re.search('href="files/[xX].pdf', page(site, "tasks/2021/0001/"))


def test_a_register_may_keep_its_papers_off_the_site(tmp_path: Path) -> None:
    story = Story(tmp_path / "register").edit("register.yml", {"title:": "papers:\n  publish: false\ntitle:"})
    site = build(story, tmp_path / "out")
    assert not list(site.rglob("*.pdf"))
    shown = page(site, "tasks/2021/0001/")
    assert "không công bố tệp" in shown
    assert hashlib.sha256(b"%PDF-1.4\n").hexdigest() in shown


def test_that_a_paper_is_signed_is_told_and_no_more(tmp_path: Path) -> None:
    story = naming(Story(tmp_path / "register"), "a.pdf")
    signed_pdf(story.root / FILES / "a.pdf")
    assert page(build(story, tmp_path / "out"), "tasks/2021/0001/").count("có chữ ký số (chưa kiểm tra)") == 1


def test_a_signature_may_lie_beside_its_paper(tmp_path: Path) -> None:
    paper = tmp_path / "a.pdf"
    paper.write_bytes(PDF)
    assert not carries_signature(paper)
    (tmp_path / "a.pdf.p7s").write_bytes(bytes.fromhex("30820a0006092a864886f70d010702a08209"))
    assert carries_signature(paper)
    (tmp_path / "a.pdf.p7s").write_bytes(SCRIPT)
    assert not carries_signature(paper)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.4\n/ByteRange",
        b"%PDF-1.4\n/ByteRange\n1 0 obj\n" + b"[" * 100_000,
        b"%PDF-1.4\n/ByteRange\ntrailer\n<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
        b"%PDF-1.4\n/ByteRange\nxref\n0 99999999\ntrailer\n<</Size 99999999/Root 1 0 R>>\nstartxref\n21\n%%EOF",
    ],
)
def test_a_hostile_pdf_gives_no_answer_and_leaves_the_next_its_own(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    assert not carries_signature(tmp_path / "a.pdf")
    assert carries_signature(signed_pdf(tmp_path / "b.pdf"))


def test_a_register_brings_no_code_of_its_own_into_the_look_at_signatures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdf.py").write_text("open('ran', 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert carries_signature(signed_pdf(tmp_path / "a.pdf"))
    assert not (tmp_path / "ran").exists()
