"""Templates and spreadsheets that a stranger made to need everything there is: ended, and told in a sentence."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from xlsxwriter import Workbook

from tests.story import Story
from tests.trust.limits import run

MOST_MEMORY = 800
"""In MiB: what the process of its own may have, with the tool itself in it."""

SECONDS = 2
"""That a template may take, a fifth of what it may elsewhere: it ends in the same way."""

TEMPLATES = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}"
    "{% endfor %}{% endfor %}{% endfor %}",
    "a text without end": "{{ ('a' * 10**10)|length }}",
    "a number without end": "{{ 9**(9**9) }}",
    "a list without end": "{{ range(99999)|list * 99999 }}",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_needs_everything_is_refused(name: str, tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    document = Document()
    document.add_paragraph(TEMPLATES[name])
    document.save(str(tmp_path / "own.docx"))
    into, own = tmp_path / "report.docx", tmp_path / "own.docx"
    command = ("draft", "report", "2021-0001", "--template", own, "--output", into)
    ran = run("-C", story.root, "--lang", "en", *command, for_a_stranger=SECONDS)
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err
    assert "template" in ran.err
    assert ran.peak < MOST_MEMORY
    assert not into.exists()


def _workbook(file: Path, fill: Callable[[Workbook], object]) -> None:
    with Workbook(str(file)) as book:
        fill(book)


def far_cell(file: Path) -> None:
    _workbook(file, lambda book: book.add_worksheet().write("XFD1048576", "x"))


def far_cell_of_no_place(file: Path) -> None:
    """A far cell in a row that does not say where its cells are, which a look at places alone does not see."""
    far_cell(file)
    _rewritten(file, "xl/worksheets/sheet1.xml", lambda text: text.replace(b' r="XFD1048576"', b"  r = 'XFD1048576'"))


def huge_string(file: Path) -> None:
    _workbook(file, lambda book: book.add_worksheet().write("A1", "x"))
    _rewritten(
        file, "xl/sharedStrings.xml", lambda text: text.replace(b"<t>x</t>", b"<t>%s</t>" % (b"x" * 900_000_000))
    )


def string_in_every_cell(file: Path) -> None:
    _workbook(file, lambda book: [book.add_worksheet().write_column(0, n, ["y"] * 4_000) for n in range(1)])
    _rewritten(file, "xl/sharedStrings.xml", lambda text: text.replace(b"<t>y</t>", b"<t>%s</t>" % (b"y" * 1_000_000)))


def _rewritten(file: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    with (
        zipfile.ZipFile(BytesIO(file.read_bytes())) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name), compresslevel=1)


@pytest.mark.parametrize("make", [far_cell, far_cell_of_no_place, huge_string, string_in_every_cell])
def test_a_spreadsheet_that_needs_everything_is_refused(make: Callable[[Path], None], tmp_path: Path) -> None:
    story = Story(tmp_path / "register")
    make(tmp_path / "tasks.xlsx")
    ran = run("-C", story.root, "--lang", "en", "import", tmp_path / "tasks.xlsx")
    assert ran.code == 2, ran.err
    assert "Traceback" not in ran.err
    assert "sheet" in ran.err
    assert ran.peak < MOST_MEMORY
