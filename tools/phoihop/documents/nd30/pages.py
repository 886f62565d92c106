"""How many pages a document has: those of its own files, where all are PDFs that can be read."""

from pathlib import Path

from phoihop.records.papers import FoundPaper, find_paper
from phoihop.records.types import Document, TaskAssignment

LARGEST = 100 * 1024 * 1024
"""In bytes; a larger file is not opened just to count."""


def page_amount(folder: Path, record: TaskAssignment | Document) -> int | None:
    """The pages of a record's own files; None where there are none, or not all can be counted."""
    counts = [_pages(find_paper(folder, paper.path)) if paper.path else None for paper in record.files]
    known = [count for count in counts if count]
    return sum(known) if known and len(known) == len(counts) else None


def _pages(paper: object) -> int | None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not isinstance(paper, FoundPaper) or paper.pointer or paper.size > LARGEST:
        return None
    if not paper.path.lower().endswith(".pdf"):
        return None
    try:
        return len(PdfReader(paper.location).pages)
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError):
        # A damaged file has as many pages as its reader makes of it: that is not known.
        return None
