"""Packages of the document exchange, in the forms in which they are about; written for these tests."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import reduce
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from phoihop.checking.check import summaries
from phoihop.documents.edxml import package
from phoihop.incoming.letter import IncomingLetter, NotALetter
from phoihop.incoming.meaning import meant_as
from phoihop.incoming.reading import read_file
from phoihop.language import word
from phoihop.records.papers import paths_in
from phoihop.records.references import documents_in
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from tests.incoming.reading import meant
from tests.story import LATER, Story

TODAY, OLDER = "http://www.mic.gov.vn/TBT/QCVN_102_2016", "http://www.e-doc.vn/Schema/"
PAPER = b"%PDF-1.4\n"
OPINION = """
  <From><OrganId>H51.15</OrganId><OrganName>Phong Tai chinh</OrganName></From>
  <To><OrganId/><OrganName>Phòng Tài nguyên và Môi trường</OrganName></To>
  <Code><CodeNumber>3</CodeNumber><CodeNotation>TCKH</CodeNotation></Code>
  <PromulgationInfo><Place>Bình Lục</Place><PromulgationDate>2021/03/17</PromulgationDate></PromulgationInfo>
  <DocumentType><Type>2</Type><TypeName>Công văn</TypeName></DocumentType>
  <Subject>Tham gia ý kiến điều chỉnh quy hoạch</Subject>
  <SignerInfo><Competence>KT. TRƯỞNG PHÒNG</Competence><Position>Phó Trưởng phòng</Position></SignerInfo>
  <OtherInfo><Priority>2</Priority></OtherInfo>
  <ResponseFor><OrganId/><Code>2/TNMT</Code><PromulgationDate>2021/03/08</PromulgationDate></ResponseFor>
  <ResponseFor></ResponseFor>
"""
READ = {
    "from": "tckh",
    "to": ["tnmt"],
    "date": "2021-03-17",
    "number": "3/TCKH",
    "subject": "Tham gia ý kiến điều chỉnh quy hoạch",
    "signed_by": "Phó Trưởng phòng",
    "urgency": "very-urgent",
    "task": "2021-0001",
    "kind": "opinion",
    "answers": "2021-03-08.request.tnmt",
}


def packed(
    header: str = OPINION,
    namespace: str = TODAY,
    prefix: str = "",
    trace: str = "",
    papers: Mapping[str, bytes] | None = None,
    after: str = "",
) -> bytes:
    files = (papers if papers is not None else {"y-kien.pdf": PAPER}).items()
    references = "".join(
        f"<Reference><AttachmentName>{name}</AttachmentName><ContentId>cid:{n}</ContentId></Reference>"
        for n, (name, _) in enumerate(files)
    )
    attachments = "".join(
        f"<Attachment><ContentId>{n}</ContentId><ContentTransferEncoded>{b64encode(content).decode()}"
        "</ContentTransferEncoded></Attachment>"
        for n, (_, content) in enumerate(files)
    )
    inside = (
        f"<edXMLEnvelope><edXMLHeader><MessageHeader>{header}</MessageHeader><TraceHeaderList>{trace}</TraceHeaderList>"
        f"</edXMLHeader><edXMLBody><edXMLManifest>{references}</edXMLManifest></edXMLBody></edXMLEnvelope>"
        f"<AttachmentEncoded>{attachments}</AttachmentEncoded>{after}"
    )
    declared = f'xmlns="{namespace}"'
    if prefix:
        inside = inside.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
        declared += f' xmlns:{prefix}="{namespace}"'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<edXML {declared}>{inside}</edXML>'.encode()


def story(folder: Path) -> Story:
    made = Story(folder / "register", until="2021-03-08")
    return made.edit("agencies/tckh.yml", {"kind:": "code: 000.00.15.H51\nkind:"})


def read(content: bytes, folder: Path) -> IncomingLetter:
    file = folder / "package.edxml"
    file.write_bytes(content)
    into = folder / "papers"
    into.mkdir(exist_ok=True)
    return read_file(file, into)


def refused(content: bytes, folder: Path) -> str:
    with pytest.raises(NotALetter) as reason:
        read(content, folder)
    return word(reason.value.message, "en")


def told(letter: IncomingLetter) -> list[str]:
    return [word(each, "en") for each in letter.notices]


def read_in(content: bytes, folder: Path) -> dict[str, object]:
    (meaning,) = meant(read(content, folder), story(folder))
    return {name: each.value for name, each in meaning.read.items()}


def without(prefix: str, name: str, content: bytes) -> bytes:
    """The element of that name, and it alone, in a namespace of its own."""
    text = content.decode()
    opened = text.replace(f"<{name}>", f'<{prefix}:{name} xmlns:{prefix}="urn:other">', 1)
    return opened.replace(f"</{name}>", f"</{prefix}:{name}>", 1).encode()


FORMS: Mapping[str, bytes] = {
    "default namespace": packed(),
    "prefixes": packed(prefix="edXML"),
    "older namespace": packed(namespace=OLDER),
    "older namespace with prefixes": packed(namespace=OLDER, prefix="ed"),
    "mixed namespaces": without("q", "PromulgationInfo", packed()),
} | {
    name: packed(reduce(lambda text, change: text.replace(*change), changes, OPINION))
    for name, changes in {
        "days first": [("2021/03/17", "17/03/2021"), ("2021/03/08", "08/03/2021")],
        "the older code": [("H51.15", "000.00.15.H51")],
        "by name": [("H51.15", ""), ("Phong Tai chinh", "Phòng Tài chính - Kế hoạch")],
        "the whole number in one place": [("<CodeNumber>3<", "<CodeNumber>3/TCKH<")],
        "by the id": [("<Code>2/TNMT</Code>", "<DocumentId>H51.16,2021/03/08,2/TNMT</DocumentId>")],
        "an answered number in two parts": [
            ("<Code>2/TNMT<", "<Code><CodeNumber>02</CodeNumber><CodeNotation>TNMT</CodeNotation><")
        ],
    }.items()
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_that_is_about_is_read_alike(form: str, tmp_path: Path) -> None:
    assert read_in(FORMS[form], tmp_path) == READ


def test_the_last_stamp_of_the_trace_is_the_day_on_which_it_was_received(tmp_path: Path) -> None:
    trace = "".join(
        f"<TraceHeader><OrganId>x</OrganId><Timestamp>{stamp}</Timestamp></TraceHeader>"
        for stamp in ("2021/03/17 16:00:00", "19/03/2021 08:00:00", "2021/03/18 07:30:00")
    )
    assert read_in(packed(trace=trace), tmp_path)["received"] == "2021-03-19"


def test_an_attachment_may_be_packed_once_more(tmp_path: Path) -> None:
    into = BytesIO()
    with ZipFile(into, "w") as zipped:
        zipped.writestr("thu-muc/y-kien.pdf", PAPER)
    (paper,) = read(packed(papers={"y-kien.pdf": into.getvalue()}), tmp_path).papers
    assert paper.read_bytes() == PAPER


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\y.pdf", "/etc/shadow", "..", "", "a\u0007.pdf", "x" * 300]
)
def test_names_of_attachments_do_not_leave_their_folder(name: str, tmp_path: Path) -> None:
    escaped = name.replace("\u0007", "")
    (paper,) = read(packed(papers={escaped: PAPER}), tmp_path).papers
    assert paper.parent == tmp_path / "papers"
    assert paper.read_bytes() == PAPER


def test_two_attachments_of_one_name_are_both_kept(tmp_path: Path) -> None:
    content = packed(papers={"a.pdf": PAPER, "b.pdf": b"%PDF-1.5\n"}).replace(b"b.pdf", b"a.pdf")
    assert sorted(each.read_bytes() for each in read(content, tmp_path).papers) == [PAPER, b"%PDF-1.5\n"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("1", "its sender revokes 3/TCKH"),
        ("2", "its sender updates 3/TCKH"),
        ("3", "its sender replaces a letter by 3/TCKH"),
    ],
)
def test_what_is_revoked_updated_or_replaced_is_told(code: str, said: str, tmp_path: Path) -> None:
    reason = "<BussinessDocReason>Sai số liệu</BussinessDocReason>"
    business = f"<Bussiness><BussinessDocType>{code}</BussinessDocType>{reason}</Bussiness>"
    assert told(read(packed(trace=business), tmp_path))[:2] == [said, "reason: Sai số liệu"]


@pytest.mark.parametrize(
    ("code", "said"), [("01", "has arrived"), ("3", "was accepted"), ("06", "is finished"), ("16", "may not")]
)
def test_a_message_of_a_state_is_told_and_holds_nothing_to_record(code: str, said: str, tmp_path: Path) -> None:
    header = f"{OPINION}<StatusCode>{code}</StatusCode>"
    assert said in refused(packed(header), tmp_path)
    assert "2/TNMT" in refused(packed(header), tmp_path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<edXML", "no proper XML"),
        (b"<edXML></edXML>", "no edXML package"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><edXML>&b;</edXML>', "DTD or XML entities"),
        (b'<!DOCTYPE x SYSTEM "http://example.example/x.dtd"><edXML/>', "DTD or XML entities"),
        (b"<a>" * 30_000 + b"</a>" * 30_000, "too large"),
        (packed().replace(b">JVBERi0xLjQK<", b">JVBERi0x!!<"), "damaged"),
        (packed(papers={f"{n}.pdf": PAPER for n in range(51)}), "too large"),
        (b"\xff\xfe<\x00x\x00", "no proper XML"),
        (b"MZ\x90", "no edXML package, PDF, DOCX or scanned picture"),
        (b"%PDF-1.4\ngarbage", "damaged or locked"),
        (b"PK\x03\x04garbage", "no edXML package, PDF, DOCX or scanned picture"),
    ],
)
def test_what_is_no_letter_is_refused_in_a_sentence(content: bytes, said: str, tmp_path: Path) -> None:
    assert said in refused(content, tmp_path)


def test_two_letters_answered_make_two_drafts_of_one_number(tmp_path: Path) -> None:
    made = story(tmp_path).write(
        "2021-03-09.request.tnmt",
        "kind: request\nfrom: tnmt\nto: [tckh]\ndate: 2021-03-09\nnumber: 20/TNMT\ndue: 2021-03-25\nquestions: [Vốn]\n"
        "dossier:\n  - title: Bản đồ\n    path: files/ban-do.pdf\n",
    )
    second = "<ResponseFor><Code>20/TNMT</Code><PromulgationDate>2021/03/09</PromulgationDate></ResponseFor>"
    found = meant(read(packed(OPINION + second), tmp_path), made)
    assert [each.read["answers"].value for each in found] == ["2021-03-08.request.tnmt", "2021-03-09.request.tnmt"]
    assert {each.read["number"].value for each in found} == {"3/TCKH"}


@pytest.mark.parametrize(("kind", "answers"), [("dossier-request", True), ("progress", False)])
def test_another_kind_of_the_second_letter_answered_is_still_about_that_one(
    kind: str, answers: bool, tmp_path: Path
) -> None:
    made = story(tmp_path).write(
        "2021-03-09.request.tnmt",
        "kind: request\nfrom: tnmt\nto: [tckh]\ndate: 2021-03-09\nnumber: 20/TNMT\ndue: 2021-03-25\nquestions: [Vốn]\n"
        "dossier:\n  - title: Bản đồ\n    path: files/ban-do.pdf\n",
    )
    second = "<ResponseFor><Code>20/TNMT</Code><PromulgationDate>2021/03/09</PromulgationDate></ResponseFor>"
    _, meaning = meant(read(packed(OPINION + second), tmp_path), made)
    register = made.register()
    known = summaries(register, LATER, cache=None)
    changed = meant_as(meaning, register, date(2021, 3, 17), known, task="2021-0001", kind=kind)
    assert changed.known["kind"].value == kind
    about = changed.known.get("answers")
    assert (about.value if about else None) == ("2021-03-09.request.tnmt" if answers else None)


def test_a_letter_that_is_on_record_is_said_to_be(tmp_path: Path) -> None:
    (meaning,) = meant(read(packed(), tmp_path), Story(tmp_path / "whole"), LATER)
    assert meaning.on_record
    assert meaning.on_record.path.endswith("2021-03-17.opinion.tckh.yml")


def test_signatures_are_told_as_present_and_never_as_good(tmp_path: Path) -> None:
    signature = "<Signature><SignatureValue>AAAA</SignatureValue></Signature>"
    assert (
        told(read(packed(after=signature), tmp_path))[0]
        == "digitally signed, its certificate can't be read; not verified"
    )
    assert told(read(packed(), tmp_path))[0] == "the file bears no digital signature"


def test_what_export_writes_receive_reads(tmp_path: Path) -> None:
    """Every document of the example: what its package says is what is on record."""
    whole = Story(tmp_path / "whole")
    case = whole.case(LATER)
    for entry in case.documents:
        made = Story(tmp_path / entry.id, until=entry.document.date.isoformat()).delete(entry.id)
        (meaning, *_) = meant(read(package(case, whole.register(), entry.document), tmp_path), made)
        document = entry.document
        said = {name: each.value for name, each in meaning.read.items()}
        assert said["from"] == document.from_
        assert said["date"] == document.date.isoformat()
        assert said.get("number", "") == document.number
        assert said.get("to", []) == [*document.to]
        for named in documents_in(document):
            if isinstance(named.key[0], str) and named.key[0] in said:
                assert named.id in said[named.key[0]]


def test_a_package_is_the_same_bytes_each_time(tmp_path: Path) -> None:
    whole = Story(tmp_path)
    case = whole.case(LATER)
    entry = case.course.by_id["2021-03-17.opinion.tckh"]
    assert package(case, whole.register(), entry.document) == package(case, whole.register(), entry.document)


def certified(name: str) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    owner = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    day = datetime(2021, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(owner).issuer_name(owner).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(day).not_valid_after(day.replace(year=2031))
    return made.sign(key, hashes.SHA256()), key


def test_a_signature_is_of_whom_its_certificate_names(tmp_path: Path) -> None:
    certificate, _ = certified("Phòng Tài chính - Kế hoạch")
    encoded = b64encode(certificate.public_bytes(serialization.Encoding.DER)).decode()
    signature = f"<Signature><KeyInfo><X509Certificate>{encoded}</X509Certificate></KeyInfo></Signature>"
    assert told(read(packed(after=signature), tmp_path))[0] == (
        "digitally signed, according to the certificate by Phòng Tài chính - Kế hoạch; not verified"
    )


def test_a_revoked_letter_that_is_on_record_is_named_with_the_way_to_mend_it(tmp_path: Path) -> None:
    business = "<Bussiness><BussinessDocType>1</BussinessDocType></Bussiness>"
    whole = Story(tmp_path / "whole").edit("agencies/tckh.yml", {"kind:": "code: H51.15\nkind:"})
    (meaning,) = meant(read(packed(trace=business), tmp_path), whole, LATER)
    assert word(meaning.notices[-1], "en") == (
        "on record it is tasks/2021/0001/2021-03-17.opinion.tckh.yml; mend what is recorded by: "
        "phoihop new correction 2021-0001 --corrects 2021-03-17.opinion.tckh"
    )


def test_the_letter_that_is_replaced_is_named(tmp_path: Path) -> None:
    replaced = "<ReplacementInfo><DocumentId>H51.15,2021/03/17,3/TCKH</DocumentId></ReplacementInfo>"
    business = f"<Bussiness><BussinessDocType>3</BussinessDocType>{replaced}</Bussiness>"
    whole = Story(tmp_path / "whole").edit("agencies/tckh.yml", {"kind:": "code: H51.15\nkind:"})
    newer = OPINION.replace("<CodeNumber>3<", "<CodeNumber>33<").replace("2021/03/17", "2021/03/25")
    (meaning,) = meant(read(packed(newer, trace=business), tmp_path), whole)
    assert "on record it is tasks/2021/0001/2021-03-17.opinion.tckh.yml" in word(meaning.notices[-1], "en")
    assert meaning.on_record is None


def test_a_request_goes_out_with_the_dossier_that_it_asks_about(tmp_path: Path) -> None:
    """§2: whoever is asked gets all that the answer needs, not the letter alone."""
    whole = Story(tmp_path / "whole")
    case = whole.case(LATER)
    request = case.course.by_id["2021-03-08.request.tnmt"].document
    letter = read(package(case, whole.register(), request), tmp_path)
    named = {paper.path.rpartition("/")[2] for paper in paths_in(request)}
    assert named
    assert {paper.name for paper in letter.papers} == named


def signed_pdf(place: Path, value: DictionaryObject) -> None:
    page = PdfWriter()
    page.add_blank_page(200, 200)
    signature = {"/FT": NameObject("/Sig"), "/T": TextStringObject("s1"), "/V": page._add_object(value)}
    field = DictionaryObject({NameObject(name): each for name, each in signature.items()})
    fields = ArrayObject([page._add_object(field)])
    page._root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): fields})
    page.write(place)


def test_a_signed_pdf_names_its_signer(tmp_path: Path) -> None:
    certificate, key = certified("Sở Tài nguyên và Môi trường")
    block = pkcs7.PKCS7SignatureBuilder().set_data(b"x").add_signer(certificate, key, hashes.SHA256())
    content = ByteStringObject(block.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature]))
    signs = {"/ByteRange": ArrayObject([NumberObject(0)] * 4), "/Contents": ByteStringObject(bytes(8))}
    for value, said in (
        (signs | {"/Contents": content}, "according to the certificate by Sở Tài nguyên và Môi trường; not verified"),
        (signs | {"/Name": TextStringObject("Văn thư")}, "by Văn thư as the file says; not verified"),
        (signs, "its certificate can't be read; not verified"),
    ):
        signed_pdf(tmp_path / "signed.pdf", DictionaryObject({NameObject(name): each for name, each in value.items()}))
        letter = read_file(tmp_path / "signed.pdf", tmp_path)
        assert letter.source == "scan"
        assert told(letter)[0] == f"digitally signed, {said}"
    signed_pdf(tmp_path / "begun.pdf", DictionaryObject({NameObject("/Contents"): content}))
    assert told(read_file(tmp_path / "begun.pdf", tmp_path))[0] == "the file bears no digital signature"


def test_an_assignment_is_packed_for_whoever_leads_and_takes_part(tmp_path: Path) -> None:
    whole = Story(tmp_path / "whole")
    case = whole.case(LATER)
    letter = read(package(case, whole.register(), case.assignment), tmp_path)
    assert letter.number
    assert letter.number.value == "100/UBND"
    assert letter.due
    assert letter.due.value == "2021-05-28"
    assert [each.value for each in letter.to] == [
        "Phòng Tài nguyên và Môi trường",
        "Phòng Tài chính - Kế hoạch",
        "Phòng Kinh tế và Hạ tầng",
        "Ủy ban nhân dân xã An Đổ",
    ]


@pytest.mark.parametrize(("day", "who"), [("2021-03-17", "tckh"), ("2021-03-26", "kt")])
def test_an_agency_of_an_older_name_is_the_one_of_its_days(day: str, who: str, tmp_path: Path) -> None:
    """A merged agency's letters are its own; its symbol and name go on with the one that took its place."""
    made = story(tmp_path).edit("agencies/tckh.yml", {"kind:": "until: 2021-03-20\nsucceeded_by: kt\nkind:"})
    made.write(
        "agencies/kt.yml",
        "name: Phòng Tài chính - Kế hoạch\nshort: TCKH\nkind: department\nfields: [tai-chinh]\nsince: 2021-03-21\n",
    )
    named = OPINION.replace("H51.15", "").replace("Phong Tai chinh", "Phòng Tài chính - Kế hoạch")
    content = packed(named.replace("2021/03/17", day.replace("-", "/")))
    (meaning, *_) = meant(read(content, tmp_path), made)
    assert meaning.known["from"].value == who
