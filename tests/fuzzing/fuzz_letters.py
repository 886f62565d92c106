"""Coverage-guided fuzzing of what reads letters: any bytes are a letter, or are refused in a sentence.

    python tests/fuzzing/fuzz_letters.py .fuzzing -max_total_time=300

The first byte chooses: a package of the document exchange, or the lines of a page.
"""

import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["phoihop.incoming"]):
    from phoihop.incoming.edxml import read_package
    from phoihop.incoming.layout import read_letter
    from phoihop.incoming.letter import NotALetter
    from phoihop.incoming.sheet import sheet_of_lines
    from phoihop.incoming.subjects import kinds_told, position_told
    from phoihop.language import LANGUAGES, word
    from phoihop.records.types import DOCUMENT_TYPES


def read(data: bytes) -> None:
    chosen, content = data[:1], data[1:]
    if chosen < b"\x80":
        with tempfile.TemporaryDirectory() as folder, suppress(NotALetter):
            letter = read_package(content, Path(folder))
            assert all(paper.parent == Path(folder) for paper in letter.papers)
            for message in letter.notices:
                for language in LANGUAGES:
                    word(message, language).encode()
        return
    letter = read_letter(sheet_of_lines(content.decode("utf-8", "replace").split("\n")), "pdf")
    subject = letter.subject.value if letter.subject else ""
    kinds_told(subject, letter.notation, letter.type_name, DOCUMENT_TYPES)
    position_told(letter.body)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
