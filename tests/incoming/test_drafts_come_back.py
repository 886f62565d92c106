"""The letters that `draft` makes, once issued, are read back: nothing that is read is wrong, little is missed."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from phoihop.documents.letters.docx import letter_as_docx
from phoihop.documents.letters.drafting import DRAFTS, draft
from phoihop.documents.letters.layout import template
from phoihop.documents.letters.letter import Choices, LetterKind
from phoihop.incoming.meaning import Meaning
from phoihop.incoming.reading import read_file

from tests.incoming.reading import meant
from tests.office import converted
from tests.story import Story

ISSUED: Mapping[LetterKind, date] = {
    "request": date(2021, 3, 25),
    "reminder": date(2021, 3, 25),
    "forward": date(2021, 4, 5),
    "report": date(2021, 4, 21),
    "submission": date(2021, 4, 21),
    "explanation": date(2021, 4, 21),
}
EXPECTED: Mapping[LetterKind, Mapping[str, object]] = {
    "request": {"to": ["an-do"], "kind": "request", "due": "2021-03-30"},
    "reminder": {"to": ["an-do"], "kind": "reminder", "about": ["2021-03-04.plan.tnmt"]},
    "forward": {"kind": "forward", "forwards": "2021-04-02.opinion.so-tnmt", "due": "2021-04-12"},
    "report": {"to": ["ubnd"], "kind": "report"},
    "submission": {"to": ["ubnd"], "kind": "submission"},
    "explanation": {"from": "ubnd", "to": ["so-tnmt"], "kind": "explanation"},
}


def register(folder: Path) -> Story:
    return Story(folder).delete("2021-03-18.progress.an-do")


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each letter as issued, as the Word file that was drafted and as the PDF that LibreOffice prints of it."""
    folder = tmp_path_factory.mktemp("issued")
    case_of = register(folder / "register").case
    for kind in DRAFTS:
        day = ISSUED[kind]
        chosen = Choices(number="77/TNMT", dated=day, signed_by="Phó Trưởng phòng")
        drafted = draft(kind, case_of(day), "vi", chosen)
        (folder / f"{kind}.docx").write_bytes(letter_as_docx(drafted, template(kind, "vi")))
    words = sorted(folder.glob("*.docx"))
    return {file.name: file for file in (*words, *converted(words, "pdf", ".pdf"))}


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("kind", DRAFTS)
def test_a_drafted_letter_is_read_back(
    kind: LetterKind, form: str, letters: Mapping[str, Path], tmp_path: Path
) -> None:
    (meaning,) = meant(read_file(letters[f"{kind}.{form}"], tmp_path), register(tmp_path / "register"), ISSUED[kind])
    said = {name: each.value for name, each in meaning.known.items()}
    always = {"from": "tnmt", "number": "77/TNMT", "date": ISSUED[kind].isoformat(), "signed_by": "Phó Trưởng phòng"}
    expected = {**always, "task": "2021-0001", **EXPECTED[kind]}
    assert {name: said.get(name) for name in expected} == expected
    assert subject(meaning)


def subject(meaning: Meaning) -> str:
    return str(meaning.known["subject"].value)
