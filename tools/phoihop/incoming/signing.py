"""Signatures that a letter bears: told as present, and by whom according to the certificate; none is verified here."""

import binascii
from base64 import b64decode
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from phoihop.language import Message, say

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from pypdf import PdfReader

LARGEST = 1024 * 1024
"""In bytes: a larger block of certificates is not opened."""
MOST_TOLD = 10
MOST_FIELDS = 1000
"""Form fields of a PDF that are looked at."""
_SAYING = ("SignatureValue", "X509Certificate")


def signers_in_xml(root: Element) -> Iterator[Message]:
    """Of the XML signatures (XMLDSig) of a package: a line for each, or that there is none."""
    signatures = [[*each.iter()] for each in root.iter() if local(each) == "Signature"][:MOST_TOLD]
    signed = [
        inside for inside in signatures if any(local(each) in _SAYING and (each.text or "").strip() for each in inside)
    ]
    for inside in signed:
        yield _signed(_owner([_from_base64(each.text or "") for each in inside if local(each) == "X509Certificate"]))
    if not signed:
        yield unsigned()


def signers_in_pdf(reader: "PdfReader") -> Iterator[Message]:
    """Of the signatures of a PDF: a line for each, or that there is none."""
    values = [*islice(signatures_in_pdf(reader), MOST_TOLD)]
    for value in values:
        content = value.get("/Contents")
        raw = getattr(content, "original_bytes", content)
        name = str(value.get("/Name", "")).strip()
        owner = _owner_of_block(raw if isinstance(raw, bytes) else b"")
        if owner or not name or not name.isprintable():
            yield _signed(owner)
        else:
            yield say(
                "có chữ ký số, tệp ghi là của {name}; chưa được xác minh",
                "digitally signed, by {name} as the file says; not verified",
                name=name[:200],
            )
    if not values:
        yield unsigned()


def unsigned() -> Message:
    return say("tệp không có chữ ký số", "the file bears no digital signature")


def signatures_in_pdf(reader: "PdfReader") -> Iterator[dict[str, Any]]:
    """The values of form fields of type Sig that sign a range of the file's bytes (ISO 32000-1, 12.8)."""
    form = reader.root_object.get("/AcroForm")
    waiting = [(field, None) for field in (form.get_object() if form else {}).get("/Fields", ())][:MOST_FIELDS]
    for _ in range(MOST_FIELDS):
        if not waiting:
            return
        field, inherited = waiting.pop(0)
        field = field.get_object()
        kind = field.get("/FT", inherited)
        value = field.get("/V")
        value = value.get_object() if value is not None else None
        if kind == "/Sig" and isinstance(value, dict) and {"/ByteRange", "/Contents"} <= value.keys():
            yield value
        waiting += [(kid, kind) for kid in field.get("/Kids", ())][: MOST_FIELDS - len(waiting)]


def _signed(owner: str) -> Message:
    if not owner:
        return say(
            "có chữ ký số, không đọc được chứng thư; chưa được xác minh",
            "digitally signed, its certificate can't be read; not verified",
        )
    return say(
        "có chữ ký số, theo chứng thư là của {owner}; chưa được xác minh",
        "digitally signed, according to the certificate by {owner}; not verified",
        owner=owner,
    )


def _owner_of_block(content: bytes) -> str:
    """Whose signature a block of signed data (CMS, RFC 5652) is."""
    from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates

    if not content or len(content) > LARGEST:
        return ""
    try:
        return _common_name(load_der_pkcs7_certificates(content))
    except ValueError:
        return ""


def _owner(contents: Iterable[bytes]) -> str:
    from cryptography.x509 import load_der_x509_certificate

    certificates = []
    for content in contents:
        try:
            certificates.append(load_der_x509_certificate(content))
        except ValueError:
            continue
    return _common_name(certificates)


def _common_name(certificates: "Iterable[Certificate]") -> str:
    """The name in the certificate of whoever signed: the one that issued none of the others."""
    from cryptography.x509.oid import NameOID

    known = list(certificates)
    issuers = {each.issuer for each in known if each.issuer != each.subject}
    for each in sorted(known, key=lambda each: each.subject in issuers):
        for found in each.subject.get_attributes_for_oid(NameOID.COMMON_NAME):
            name = " ".join(str(found.value).split())
            if name.isprintable():
                return name[:200]
    return ""


def _from_base64(text: str) -> bytes:
    try:
        return b64decode("".join(text.split())[: LARGEST * 2])
    except (binascii.Error, ValueError):
        return b""


def local(element: Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
