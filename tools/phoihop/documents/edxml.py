"""A recorded document as a package of the national document exchange: edXML, QCVN 102:2016/BTTTT.

It is neither signed nor sent: both are for the exchange's own software. What it says comes from the record; the day of
its trace is the document's, so that one record gives the same bytes every time.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent, register_namespace

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.documents.nd30.metadata import addressees, asked_by, number_and_notation, type_name
from phoihop.documents.xml_text import xml_text
from phoihop.language import Explained, Message
from phoihop.records.papers import FoundPaper, find_paper
from phoihop.records.references import documents_in
from phoihop.records.register import Register
from phoihop.records.types import Document, TaskAssignment

NAMESPACE = "http://www.mic.gov.vn/TBT/QCVN_102_2016"
_PRIORITIES: Mapping[str | None, str] = {"urgent": "1", "very-urgent": "2", "immediate": "3"}


class NoPackage(Explained):
    """A document can't be packed. `message` says why."""


def package(case: Case, register: Register, record: TaskAssignment | Document) -> bytes:
    """The package of a document, or of the assignment, with its papers. Raises `NoPackage` where one is not at hand."""
    number, notation = number_and_notation(record.number)
    root = Element(_name("edXML"))
    envelope = SubElement(root, _name("edXMLEnvelope"))
    header = SubElement(envelope, _name("edXMLHeader"))
    message = SubElement(header, _name("MessageHeader"))
    _organ(SubElement(message, _name("From")), register, record.from_)
    for agency in addressees(record):
        _organ(SubElement(message, _name("To")), register, agency)
    _fill(message, "Code", {"CodeNumber": number, "CodeNotation": notation})
    _fill(message, "PromulgationInfo", {"PromulgationDate": _day(record.date)})
    _fill(message, "DocumentType", {"Type": "2", "TypeName": type_name(record, notation)})
    _text(message, "Subject", (record.subject if isinstance(record, Document) else "") or case.title)
    if record.signed_by:
        _fill(message, "SignerInfo", {"Position": record.signed_by})
    if due := asked_by(record):
        _text(message, "DueDate", _day(due))
    urgency = record.urgency if isinstance(record, Document) else None
    _fill(message, "OtherInfo", {"Priority": _PRIORITIES.get(urgency, "0")})
    for answered in _answered(case, record) if isinstance(record, Document) else ():
        _response(SubElement(message, _name("ResponseFor")), register, answered.document)
    _text(message, "DocumentId", _id(register, record))
    trace = SubElement(SubElement(header, _name("TraceHeaderList")), _name("TraceHeader"))
    _text(trace, "OrganId", _code(register, record.from_))
    _text(trace, "Timestamp", f"{_day(record.date)} 00:00:00")
    _papers(root, envelope, list(_own_papers(case, record)))
    return _written(root)


def _name(local: str) -> str:
    return f"{{{NAMESPACE}}}{local}"


def _text(above: Element, name: str, text: str) -> None:
    SubElement(above, _name(name)).text = xml_text(" ".join(text.split()))


def _fill(above: Element, name: str, texts: Mapping[str, str]) -> None:
    element = SubElement(above, _name(name))
    for each, text in texts.items():
        _text(element, each, text)


def _day(day: date) -> str:
    return f"{day:%Y/%m/%d}"


def _code(register: Register, agency: str) -> str:
    record = register.agencies.get(agency)
    return record.code if record else ""


def _organ(element: Element, register: Register, agency: str) -> None:
    record = register.agencies.get(agency)
    _text(element, "OrganId", _code(register, agency))
    _text(element, "OrganName", record.name if record else agency)


def _answered(case: Case, record: Document) -> Iterator[Entry]:
    """The letters that this one answers, forwards or is about, of those that have a number to name them by."""
    for named in documents_in(record):
        entry = case.course.by_id.get(named.id)
        if entry and entry.document.number and named.key[0] in ("answers", "forwards", "about"):
            yield entry


def _response(element: Element, register: Register, record: Document) -> None:
    _text(element, "OrganId", _code(register, record.from_))
    _text(element, "Code", record.number)
    _text(element, "PromulgationDate", _day(record.date))
    _text(element, "DocumentId", _id(register, record))


def _id(register: Register, record: TaskAssignment | Document) -> str:
    return ",".join((_code(register, record.from_), _day(record.date), "".join(record.number.split())))


def _own_papers(case: Case, record: TaskAssignment | Document) -> Iterator[FoundPaper]:
    for paper in record.files:
        if not paper.path:
            continue
        found = find_paper(case.folder.location, paper.path)
        if isinstance(found, Message):
            raise NoPackage(found)
        if found.pointer:
            raise NoPackage.because(
                "“{path}” còn nằm ở Git LFS; chạy git lfs pull rồi xuất lại",
                "“{path}” is still in Git LFS; run git lfs pull, then export again",
                path=paper.path,
            )
        yield found


def _papers(root: Element, envelope: Element, papers: list[FoundPaper]) -> None:
    manifest = SubElement(SubElement(envelope, _name("edXMLBody")), _name("edXMLManifest"))
    attachments = SubElement(root, _name("AttachmentEncoded"))
    for number, paper in enumerate(papers, 1):
        named = {"AttachmentName": paper.path.rpartition("/")[2], "ContentId": f"cid:{number}"}
        _fill(manifest, "Reference", named)
        content = b64encode(paper.location.read_bytes()).decode()
        _fill(attachments, "Attachment", {"ContentId": f"cid:{number}", "ContentTransferEncoded": content})


def _written(root: Element) -> bytes:
    register_namespace("edXML", NAMESPACE)
    indent(root)
    into = BytesIO()
    ElementTree(root).write(into, encoding="utf-8", xml_declaration=True)
    return into.getvalue() + b"\n"
