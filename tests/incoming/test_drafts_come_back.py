"""The letters that `draft` makes, once issued, are read back: nothing that is read is wrong, little is missed.

The letters are walked as they are declared; what is expected of every one follows from its declaration.
"""

from collections.abc import Mapping
from pathlib import Path

import pytest
from phoihop.documents.letters.docx import letter_as_docx
from phoihop.documents.letters.drafting import LETTERS
from phoihop.documents.letters.layout import template
from phoihop.incoming.meaning import Meaning
from phoihop.incoming.reading import read_file
from phoihop.language import word

from tests.incoming.reading import meant
from tests.letters import ALL_OF_ONE_TASK, drafted, occasion, story_of
from tests.office import converted

EXPECTED: Mapping[str, Mapping[str, object]] = {
    "request": {"to": ["an-do"], "due": "2021-03-30"},
    "reminder": {"to": ["an-do"], "about": ["2021-03-04.plan.tnmt"]},
    "opinion": {"to": ["tnmt"], "answers": "2021-03-08.request.tnmt", "position": "disagree"},
    "forward": {"forwards": "2021-04-02.opinion.so-tnmt", "due": "2021-04-12"},
    "explanation": {"to": ["so-tnmt"]},
    "objection": {"to": ["ubnd"]},
    "extension-request": {"to": ["ubnd"], "due": "2021-06-15"},
    "instruction": {"to": ["tnmt"], "due": "2021-03-18"},
    "invitation": {"to": ["tckh"], "kind": None},
    "meeting": {"to": ["tckh", "ubnd"]},
    "report": {"to": ["ubnd"]},
    "submission": {"to": ["ubnd"]},
    "completion": {"to": ["ubnd"]},
    "acceptance": {"to": ["tnmt"], "answers": "2021-04-22.completion.tnmt"},
}


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """Each letter as issued, as the Word file that was drafted and as the PDF that LibreOffice prints of it."""
    folder = tmp_path_factory.mktemp("issued")
    for name, form in LETTERS.items():
        on = occasion(name)
        issued = {"number": f"77/{on.issuer.upper()}", "dated": on.day, "signed_by": "Phó Trưởng phòng"}
        one = drafted(name, story_of(name, folder / name), issued=issued)
        (folder / f"{name}.docx").write_bytes(letter_as_docx(one, template(form, "vi")))
    words = sorted(folder.glob("*.docx"))
    return {file.name: file for file in (*words, *converted(words, "pdf", ".pdf"))}


@pytest.mark.parametrize("form", ["docx", "pdf"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_drafted_letter_is_read_back(name: str, form: str, letters: Mapping[str, Path], tmp_path: Path) -> None:
    on = occasion(name)
    story = story_of(name, tmp_path / "register")
    (meaning,) = meant(read_file(letters[f"{name}.{form}"], tmp_path), story, on.day)
    said = {key: each.value for key, each in meaning.known.items()}
    always = {"from": on.issuer, "number": f"77/{on.issuer.upper()}", "date": on.day.isoformat()}
    of_the_task = {"task": "2021-0001", "kind": LETTERS[name].record} if name in ALL_OF_ONE_TASK else {}
    expected = {**always, "signed_by": "Phó Trưởng phòng", **of_the_task, **EXPECTED.get(name, {})}
    assert {key: said.get(key) for key in expected} == expected
    assert subject(meaning)
    told = [word(each, "en") for each in meaning.notices]
    assert any("an invitation is not recorded" in each for each in told) == (name == "invitation")


def subject(meaning: Meaning) -> str:
    return str(meaning.known["subject"].value)
