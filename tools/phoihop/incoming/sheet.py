"""A letter's text as it stands on paper: the two columns of its head and of its foot, and the paragraphs between them.

PDF and DOCX are read here, and scans by Poppler and Tesseract, where these are installed; what the text says is for
`layout`. A file may be anything, so each reader has its limits, and what fails is said in a sentence.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from phoihop.incoming.letter import NotALetter
from phoihop.records.paper_types import wrong_content

if TYPE_CHECKING:
    from docx.table import Table
    from pypdf import PdfReader

MOST_PAGES = 40
MOST_CHARACTERS = 400_000
LARGEST_UNPACKED = 256 * 1024 * 1024
"""In bytes: a DOCX that would be larger when unpacked is not opened."""
LEAST_TEXT = 40
"""Characters of a letter: a PDF with fewer is a scan, perhaps with a stamp of the time on it."""
PICTURES = ("jpg", "png", "tiff")
"""Types of paper that are a scan of a page."""
MOST_SCANNED = 3
SCAN_SECONDS = 60
"""What a program may take for one page of a scan; then the page counts as one that nobody could read."""

_CELL = re.compile(r"\S+(?: {1,2}\S+)*")
_TITLE = re.compile(r"\s*(?:TỜ TRÌNH|BÁO CÁO|QUYẾT ĐỊNH|THÔNG BÁO|KẾ HOẠCH|BIÊN BẢN|GIẤY MỜI|PHIẾU [A-ZĐ ]+)\s*")
_ADDRESSED = re.compile(r"\s*(?:(?:trân trọng )?kính (?:gửi|trình|chuyển|mời)|to)\s*:", re.IGNORECASE)
_FOOT = re.compile(r"\s*(?:nơi nhận|copies)\s*:?", re.IGNORECASE)
_MOTTO = re.compile(r"CỘNG\s+H[ÒO][ÀA]?\s+XÃ\s+HỘI|SOCIALIST\s+REPUBLIC|ĐỘC\s+LẬP\s*[-–]", re.IGNORECASE)
_ITEM = re.compile(r"\s*(?:[-+•]|\d{1,2}[.)]|[IVX]+\.)\s")
LONG = 40
"""Characters of a line that may well be followed by another of its paragraph."""
MOST_HEAD = 25
"""Lines of a head at the most, where nothing tells its end."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """`left` and `right` are the columns of the head, `body` what is between, a paragraph a line, and the foot's.

    `title` is the kind of document where it has a title, `subject` what stands below that.
    """

    left: tuple[str, ...]
    right: tuple[str, ...]
    title: str
    subject: str
    body: tuple[str, ...]
    foot_left: tuple[str, ...]
    foot_right: tuple[str, ...]


def sheet_of_docx(place: Path) -> Sheet:
    """Raises `NotALetter`."""
    import zipfile

    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.table import Table as DocxTable
    from lxml.etree import LxmlError

    try:
        with zipfile.ZipFile(place) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST_UNPACKED:
                raise _too_long()
        document = Document(str(place))
        tables: list[tuple[list[str], list[str]]] = []
        body: list[str] = []
        centred: set[int] = set()
        length = 0
        for block in document.iter_inner_content():
            if isinstance(block, DocxTable):
                columns = _columns_of(block)
                is_head, is_foot = not tables and not any(map(str.strip, body)), any(map(_FOOT.match, columns[0]))
                if is_head or is_foot:
                    tables.append(columns)
                else:
                    body += [line for column in columns for line in column]
            else:
                if block.alignment == WD_ALIGN_PARAGRAPH.CENTER:
                    centred.add(len(body))
                body.append(block.text)
            length += len(body[-1]) if body else 0
            if length > MOST_CHARACTERS:
                raise _too_long()
    except (zipfile.BadZipFile, LxmlError, KeyError, ValueError, OSError, RecursionError, NotImplementedError) as error:
        raise NotALetter.because(
            "tệp bị hỏng, không mở được ({why})",
            "the file is damaged and can't be opened ({why})",
            why=str(error)[:200],
        ) from None
    head = tables[0] if tables and not any(map(_FOOT.match, tables[0][0])) else ([], [])
    foot = next((each for each in tables if any(map(_FOOT.match, each[0]))), ([], []))
    if not any(head):
        sheet = sheet_of_lines([line for text in body for line in text.split("\n")])
        return replace(sheet, foot_left=_lines(foot[0]), foot_right=_lines(foot[1])) if any(foot) else sheet
    title, subject, rest = _titled(body, lambda place: place in centred)
    paragraphs = _lines(line for text in rest for line in text.split("\n"))
    return Sheet(_lines(head[0]), _lines(head[1]), title, subject, paragraphs, _lines(foot[0]), _lines(foot[1]))


def _titled(rows: Sequence[str], goes_on: Callable[[int], bool]) -> tuple[str, str, Sequence[str]]:
    """The title among the first rows, the subject below it as far as it goes on, and the rows without them."""
    filled = [place for place, row in enumerate(rows) if row.strip()]
    at = next((n for n, place in enumerate(filled[:3]) if _TITLE.fullmatch(rows[place])), None)
    if at is None:
        return "", "", rows
    below = filled[at + 1 :]
    if not below or _ADDRESSED.match(rows[below[0]]):
        return _clean(rows[filled[at]]), "", rows[filled[at] + 1 :]
    said = below[:1]
    for place in below[1:5]:
        if place != said[-1] + 1 or not goes_on(place) or _ADDRESSED.match(rows[place]):
            break
        said.append(place)
    return _clean(rows[filled[at]]), " ".join(_clean(rows[each]) for each in said), rows[said[-1] + 1 :]


def _clean(row: str) -> str:
    return " ".join(row.split()).strip(" *")


def _columns_of(table: "Table") -> tuple[list[str], list[str]]:
    """The lines of a table's first and last column, cells that reach over several counted once."""
    left: list[str] = []
    right: list[str] = []
    seen: set[object] = set()
    for row in table.rows:
        for index, cell in enumerate(row.cells):
            if cell._tc not in seen:
                seen.add(cell._tc)
                (right if index else left).extend(cell.text.split("\n"))
    return left, right


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line for each in lines if (line := " ".join(each.split())))


def sheet_of_pdf(reader: "PdfReader") -> Sheet | None:
    """The text of a PDF; None for a scan, which has none."""
    text = "\n".join(_pages(reader))
    return sheet_of_lines(text.split("\n")) if len("".join(text.split())) >= LEAST_TEXT else None


def _pages(reader: "PdfReader") -> Iterator[str]:
    from pypdf.errors import PyPdfError

    length = 0
    try:
        for number, page in enumerate(reader.pages):
            if number == MOST_PAGES or length > MOST_CHARACTERS:
                return
            text = page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=True)
            length += len(text)
            yield text
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, ZeroDivisionError):
        # A page that can't be read is one without text: what was read before it counts.
        return


def sheet_of_scan(place: Path) -> Sheet | None:
    """What Tesseract reads of a picture, or of a scan's first pages.

    None where it, its Vietnamese or Poppler is not installed.
    """
    if not shutil.which("pdftoppm") or "vie" not in _run("tesseract", "--list-langs").decode("utf-8", "replace"):
        return None
    pages = [
        _run("tesseract", "-", "-", "-l", "vie", "-c", "preserve_interword_spaces=1", given=picture)
        for picture in _pictures(place)
    ]
    text = "\n".join(seen.decode("utf-8", "replace")[:MOST_CHARACTERS] for seen in pages)
    return sheet_of_lines(text.split("\n")) if text.strip() else None


def _pictures(place: Path) -> Iterator[bytes]:
    if wrong_content(place, "pdf"):
        yield place.read_bytes()
        return
    for page in map(str, range(1, MOST_SCANNED + 1)):
        if picture := _run("pdftoppm", "-r", "200", "-gray", "-png", "-f", page, "-l", page, "--", str(place)):
            yield picture


def _run(*command: str, given: bytes = b"") -> bytes:
    """What a program prints; nothing where it is not there, fails, or takes too long."""
    try:
        run = subprocess.run(command, input=given, capture_output=True, timeout=SCAN_SECONDS, check=True)
    except (OSError, subprocess.SubprocessError):
        return b""
    return run.stdout


def sheet_of_lines(lines: Iterable[str]) -> Sheet:
    """The parts of a text whose lines keep their places on the page."""
    rows = [line.rstrip() for line in lines][:10_000]
    ends = (n for n, line in enumerate(rows[: MOST_HEAD * 2]) if _ADDRESSED.match(line) or _TITLE.fullmatch(line))
    start = next(ends, min(len(rows), MOST_HEAD))
    foot = next((n for n in range(len(rows) - 1, start, -1) if _FOOT.match(rows[n])), len(rows))
    left, right = _columns(rows[:start])
    foot_left, foot_right = _columns(rows[foot : foot + 40])
    below = rows[start:foot]
    # A subject's further lines are shorter than its first, and stand further in; a text begins further out.
    title, subject, body = _titled(below, lambda place: _indent(below[place]) > _indent(below[place - 1]))
    return Sheet(left, right, title, subject, tuple(_paragraphs(list(body))), foot_left, foot_right)


def _columns(rows: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Lines of two columns: the right one begins where the name of the state does, or beyond the middle."""
    cells = [[(cell.start(), cell[0]) for cell in _CELL.finditer(row)] for row in rows]
    named = [start for row in cells for start, text in row if _MOTTO.match(text) and start > 8]
    middle = min(named) - 6 if named else max((len(row) for row in rows), default=0) // 2
    left = (" ".join(text for start, text in row if start < middle) for row in cells)
    right = (" ".join(text for start, text in row if start >= middle) for row in cells)
    return tuple(filter(None, left)), tuple(filter(None, right))


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _paragraphs(rows: list[str]) -> Iterator[str]:
    """Lines that belong together: a new one begins after an empty line, an indent, a number or a dash."""
    margin = min((_indent(row) for row in rows if len(row.strip()) > LONG), default=0)
    begun: list[str] = []
    for before, row in pairwise(("", *rows, "")):
        addressed = bool(_ADDRESSED.match(before)) and _indent(row) < _indent(before)
        is_new = addressed or _indent(row) >= margin + 3 or _ITEM.match(row)
        if begun and (not row.strip() or is_new):
            yield " ".join(begun)
            begun = []
        begun += [" ".join(row.split())] if row.strip() else []


def _too_long() -> NotALetter:
    return NotALetter.because("tệp quá dài để đọc như một văn bản", "the file is too long to be read as a letter")
