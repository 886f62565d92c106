"""What the record knows of each file (hồ sơ) and document, under the names of Decree 30/2020/NĐ-CP, Annex VI.

A task is a file. A document that the file's holder issued is outgoing, any other came in. Nothing is made up: what a
register does not keep (official codes of bodies, signers' names, arrival numbers, retention) is left out.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from phoihop.cases.model import Case
from phoihop.documents.elements import Metadata
from phoihop.records.named import named
from phoihop.records.papers import FoundPaper, find_paper
from phoihop.records.register import Register
from phoihop.records.types import Document, Meeting, TaskAssignment
from phoihop.records.words import URGENCIES

LONGEST_SUBJECT = 500
LARGEST_PAPER = 100 * 1024 * 1024
"""In bytes; a larger file is not opened just to count its pages."""

_LANGUAGES = {"vi": "Tiếng Việt", "en": "Tiếng Anh"}
_OFFICIAL_LETTER, _MINUTES = "Công văn", "Biên bản"
TYPE_NAMES: dict[str, str] = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
}
"""The kinds of administrative document by their codes in a symbol (Annex III)."""


def files_of(cases: Iterable[Case], register: Register, holder: str) -> Iterator[Metadata]:
    """The metadata of each task as a file of `holder`, with its documents."""
    for case in cases:
        records: list[TaskAssignment | Document] = [case.assignment, *(entry.document for entry in case.documents)]
        documents = [(each, _document(case, register, each, ordinal)) for ordinal, each in enumerate(records, 1)]
        yield _known(
            {
                "FileCode": {"FileCatalog": case.id[:4], "FileNotation": case.id},
                "Title": case.title,
                "Language": _LANGUAGES[register.language],
                "StartDate": case.assignment.date.isoformat(),
                "EndDate": case.ended_on.isoformat() if case.ended_on else "",
                "DocTotal": len(records),
                "OutgoingDocument": [told for each, told in documents if each.from_ == holder],
                "IncomingDocument": [told | _arrival(each) for each, told in documents if each.from_ != holder],
            }
        )


def _document(case: Case, register: Register, record: TaskAssignment | Document, ordinal: int) -> Metadata:
    number, notation = number_and_notation(record.number)
    urgency = record.urgency if isinstance(record, Document) else None
    return _known(
        {
            "DocOrdinal": ordinal,
            "TypeName": type_name(record, notation),
            "CodeNumber": number,
            "CodeNotation": notation,
            "IssuedDate": record.date.isoformat(),
            "OrganName": _name(register, record.from_),
            "Subject": _subject(record),
            "Language": _LANGUAGES[register.language],
            "PageAmount": _page_amount(case.folder.location, record) or "",
            "SignerInfo": _known({"Position": record.signed_by}),
            "To": [{"OrganName": _name(register, agency)} for agency in addressees(record)],
            "Priority": URGENCIES[urgency].vi.capitalize() if urgency else "",
            "DueDate": due.isoformat() if (due := asked_by(record)) else "",
        }
    )


def number_and_notation(number: str) -> tuple[str, str]:
    """A number in its parts: “33” and “BC-TNMT” of “33/BC-TNMT”."""
    parts = re.fullmatch(r"(\d*)\s*[/-]?\s*(.*)", " ".join(number.split()))
    return (parts[1], parts[2]) if parts else ("", number)


def type_name(record: TaskAssignment | Document, notation: str) -> str:
    """What kind of document it is, by the code in its symbol; minutes often have none, and an official letter never."""
    code = re.match(r"[^-/]+", notation)
    if code and code[0] in TYPE_NAMES:
        return TYPE_NAMES[code[0]]
    return _MINUTES if isinstance(record, Meeting) else _OFFICIAL_LETTER


def _subject(record: TaskAssignment | Document) -> str:
    subject = " ".join((record.subject if isinstance(record, Document) else record.title).split())
    return subject if len(subject) <= LONGEST_SUBJECT else subject[: LONGEST_SUBJECT - 1] + "…"


def addressees(record: TaskAssignment | Document) -> tuple[str, ...]:
    """Whom a document goes to; an assignment to whoever leads, and to those who take part."""
    if isinstance(record, Document):
        return record.to
    lead = (record.lead,) if isinstance(record.lead, str) else record.lead or ()
    return (*lead, *record.coordinating)


def asked_by(record: TaskAssignment | Document) -> date | None:
    """The day by which a document asks for something."""
    if isinstance(record, TaskAssignment):
        return record.due
    return next((each.value for each in named(record, "answer by")), None)


def _page_amount(folder: Path, record: TaskAssignment | Document) -> int | None:
    """The pages of a record's own files; None where there are none, or not all are PDFs that can be read."""
    counts = [_pages(find_paper(folder, paper.path)) if paper.path else None for paper in record.files]
    known = [count for count in counts if count]
    return sum(known) if known and len(known) == len(counts) else None


def _pages(paper: object) -> int | None:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if not isinstance(paper, FoundPaper) or paper.pointer or paper.size > LARGEST_PAPER:
        return None
    if not paper.path.lower().endswith(".pdf"):
        return None
    try:
        return len(PdfReader(paper.location).pages)
    except (PyPdfError, OSError, ValueError, KeyError, RecursionError):
        # A damaged file has as many pages as its reader makes of it: that is not known.
        return None


def _arrival(record: TaskAssignment | Document) -> Metadata:
    received = record.received if isinstance(record, Document) else None
    return {"ArrivalDate": received.isoformat()} if received else {}


def _name(register: Register, agency: str) -> str:
    record = register.agencies.get(agency)
    return record.name if record else agency


def _known(metadata: Metadata) -> Metadata:
    """The metadata without what is not known."""
    return {name: value for name, value in metadata.items() if value not in ("", {}, [])}
