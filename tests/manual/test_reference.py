"""The manual's reference says what the code says."""

from tests.manual.reference import ROOT, pages


def test_the_reference_is_as_the_code_is() -> None:
    stale = [
        str(file.relative_to(ROOT))
        for file, text in pages()
        if not file.exists() or file.read_text(encoding="utf-8") != text
    ]
    assert stale == [], "write them anew: make reference"
