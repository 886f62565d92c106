"""Coverage-guided fuzzing of the reader: whatever bytes a file holds, reading ends with a record or with problems.

    python tests/fuzzing/fuzz_reader.py tests/fuzzing/corpus -max_total_time=300

The first byte chooses the kind of file. Found inputs go to the first folder named; the saved corpus is a minimized one.
"""

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["phoihop.records", "phoihop.language"]):
    from phoihop.language import LANGUAGES, word
    from phoihop.records.fit import fit
    from phoihop.records.paper_types import wrong_content
    from phoihop.records.personal import identifiers_in
    from phoihop.records.record import Record
    from phoihop.records.secrecy import mark_in_file_name, mark_in_number, mark_in_text
    from phoihop.records.settings import AgencyRecord, Settings
    from phoihop.records.texts import all_text, texts_in
    from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
    from phoihop.records.yaml_door import NotYaml, line_of, read_yaml

TYPES: list[type[Record]] = [Settings, AgencyRecord, TaskAssignment, *DOCUMENT_TYPES.values()]
PAPERS = ("pdf", "docx", "odt", "zip", "p7s", "jpg", "dwg")
PAPER = Path(tempfile.mkdtemp()) / "paper"


def read(data: bytes) -> None:
    chosen, content = data[:1], data[1:]
    number = chosen[0] if chosen else 0
    if number >= 240:
        PAPER.write_bytes(content)
        wrong_content(PAPER, PAPERS[number % len(PAPERS)])
        return
    try:
        tree, places = read_yaml(content)
    except NotYaml as refusal:
        for language in LANGUAGES:
            word(refusal.message, language).encode()
        return
    record, misfits = fit(tree, TYPES[number % len(TYPES)])
    for key, message in misfits:
        line_of(content, key)
        for language in LANGUAGES:
            word(message, language).encode()
    for place, _ in places:
        word(place.message, "vi").encode()
    if record is not None:
        all_text(record)
        for text, _ in texts_in(record):
            list(identifiers_in(text))
            mark_in_text(text)
            mark_in_number(text)
            mark_in_file_name(text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read)
    atheris.Fuzz()
