"""LibreOffice, which knows nothing of how our files were made, as a judge of them."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.fonts import only_with_vietnamese_letters

CSV_IN_UTF8 = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"
"""How LibreOffice's window of import, which tells UTF-8 by the byte order mark, proposes to open a CSV file of ours."""


def converted(files: Sequence[Path], form: str, ending: str, *, opened_as: str = "") -> list[Path]:
    """The files as LibreOffice writes them in another form, beside them."""
    office = shutil.which("soffice")
    if office is None:
        pytest.fail("LibreOffice is needed: make office")
    folder = files[0].parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    opening = [f"--infilter={opened_as}"] if opened_as else []
    command = [office, profile, "--headless", *opening, "--convert-to", form, "--outdir", str(folder), *map(str, files)]
    fonts = only_with_vietnamese_letters(folder)
    subprocess.run(command, check=True, capture_output=True, timeout=300, env=fonts)
    return [file.with_suffix(ending) for file in files]


def words_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
