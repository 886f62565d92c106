"""Whatever a stranger sends: a letter, or a sentence that says why not."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import example, given, settings
from hypothesis import strategies as st
from phoihop.incoming.edxml import read_package
from phoihop.incoming.layout import read_letter
from phoihop.incoming.letter import NotALetter
from phoihop.incoming.reading import read_file
from phoihop.incoming.sheet import sheet_of_lines

from tests.incoming.composed import letters
from tests.incoming.test_packages import packed

LINES = [line for each in letters() for line in each.as_lines()]
SPANS = st.tuples(st.integers(0, 4000), st.integers(0, 40), st.binary(max_size=20))


@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=90)), max_size=40))
@example(["Số:" + "/" * 5000, "V/v" * 3000, "Kính gửi:" + ";" * 5000])
@example(["theo đề nghị của " * 400, "số 1/A" * 800])
@settings(max_examples=150)
def test_any_page_is_read(lines: list[str]) -> None:
    letter = read_letter(sheet_of_lines(lines), "pdf")
    assert letter.source == "pdf"


@given(st.lists(SPANS, max_size=6))
@settings(max_examples=150)
def test_any_package_is_a_letter_or_is_refused(changes: list[tuple[int, int, bytes]]) -> None:
    content = packed(trace="<TraceHeader><Timestamp>2021/03/17</Timestamp></TraceHeader>")
    for start, length, instead in changes:
        content = content[:start] + instead + content[start + length :]
    with TemporaryDirectory() as folder, suppress(NotALetter):
        letter = read_package(content, Path(folder))
        assert all(paper.parent == Path(folder) for paper in letter.papers)


@given(st.binary(max_size=300), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<?xml", b"<edXML>"]))
@settings(max_examples=150)
def test_any_file_is_a_letter_or_is_refused(content: bytes, start: bytes) -> None:
    with TemporaryDirectory() as folder, suppress(NotALetter):
        (Path(folder) / "file").write_bytes(start + content)
        read_file(Path(folder) / "file", Path(folder))
