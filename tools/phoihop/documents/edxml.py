"""A recorded document as a package of the national document exchange: edXML, QCVN 102:2016/BTTTT.

It is neither signed nor sent: both are for the exchange's own software. What it says comes from the record; the day of
its trace is the document's, so that one record gives the same bytes every time.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import date
from xml.etree.ElementTree import Element, indent, tostring

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.documents.elements import Metadata, fill
from phoihop.documents.nd30.metadata import addressees, asked_by, number_and_notation, type_name
from phoihop.language import Explained, Message
from phoihop.records.papers import FoundPaper, find_paper, paths_in
from phoihop.records.references import documents_in
from phoihop.records.register import Register
from phoihop.records.types import Document, TaskAssignment

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_PRIORITIES: Mapping[str | None, str] = {"urgent": "1", "very-urgent": "2", "immediate": "3"}


class NoPackage(Explained):
    """A document can't be packed. `message` says why."""


def package(case: Case, register: Register, record: TaskAssignment | Document) -> bytes:
    """The package of a document, or of the assignment, with its papers. Raises `NoPackage` where one is not at hand."""
    document = record if isinstance(record, Document) else None
    number, notation = number_and_notation(record.number)
    due = asked_by(record)
    header: Metadata = {
        "From": _organ(register, record.from_),
        "To": [_organ(register, agency) for agency in addressees(record)],
        "Code": {"CodeNumber": number, "CodeNotation": notation},
        "PromulgationInfo": {"PromulgationDate": _day(record.date)},
        "DocumentType": {"Type": "2", "TypeName": type_name(record, notation)},
        "Subject": _one_line((document.subject if document else "") or case.title),
        "SignerInfo": [{"Position": _one_line(record.signed_by)}] if record.signed_by else [],
        **({"DueDate": _day(due)} if due else {}),
        "OtherInfo": {"Priority": _PRIORITIES.get(document.urgency if document else None, "0")},
        "ResponseFor": [_response(register, each.document) for each in _answered(case, document)] if document else [],
        "DocumentId": _id(register, record),
    }
    trace: Metadata = {"OrganId": _code(register, record.from_), "Timestamp": f"{_day(record.date)} 00:00:00"}
    references: list[Metadata] = []
    attachments: list[Metadata] = []
    for place, paper in enumerate(_own_papers(case, record), 1):
        content = b64encode(paper.location.read_bytes()).decode()
        references.append({"AttachmentName": _one_line(paper.path.rpartition("/")[2]), "ContentId": f"cid:{place}"})
        attachments.append({"ContentId": f"cid:{place}", "ContentTransferEncoded": content})
    envelope: Metadata = {
        "edXMLHeader": {"MessageHeader": header, "TraceHeaderList": {"TraceHeader": trace}},
        "edXMLBody": {"edXMLManifest": {"Reference": references}},
    }
    root = Element("edXML:edXML", {"xmlns:edXML": NAMESPACE})
    fill(root, {"edXMLEnvelope": envelope, "AttachmentEncoded": {"Attachment": attachments}}, "edXML:")
    indent(root)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def _code(register: Register, agency: str) -> str:
    record = register.agencies.get(agency)
    return record.code if record else ""


def _organ(register: Register, agency: str) -> Metadata:
    record = register.agencies.get(agency)
    return {"OrganId": _code(register, agency), "OrganName": _one_line(record.name) if record else agency}


def _answered(case: Case, record: Document) -> Iterator[Entry]:
    """The letters that this one answers, forwards or is about, of those that have a number to name them by."""
    for named in documents_in(record):
        entry = case.course.by_id.get(named.id)
        if entry and entry.document.number and named.key[0] in ("answers", "forwards", "about"):
            yield entry


def _response(register: Register, record: Document) -> Metadata:
    return {
        "OrganId": _code(register, record.from_),
        "Code": _one_line(record.number),
        "PromulgationDate": _day(record.date),
        "DocumentId": _id(register, record),
    }


def _id(register: Register, record: TaskAssignment | Document) -> str:
    return ",".join((_code(register, record.from_), _day(record.date), "".join(record.number.split())))


def _own_papers(case: Case, record: TaskAssignment | Document) -> Iterator[FoundPaper]:
    """The letter's own files first, then its dossier and its evidence."""
    files = [paper.path for paper in record.files if paper.path]
    for path in dict.fromkeys((*files, *(paper.path for paper in paths_in(record)))):
        found = find_paper(case.folder.location, path)
        if isinstance(found, Message):
            raise NoPackage(found)
        if found.pointer:
            raise NoPackage.because(
                "“{path}” còn nằm ở Git LFS; chạy git lfs pull rồi xuất lại",
                "“{path}” is still in Git LFS; run git lfs pull, then export again",
                path=path,
            )
        yield found
