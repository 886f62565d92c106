"""Packages of the national document exchange: edXML, QCVN 102:2016/BTTTT and its amendment of 2022.

In the wild prefixes and default namespaces are mixed, and the older namespace is still about; so elements go by their
local names. XML comes from strangers: no DTD, no entity, nothing from a network, and what is unpacked has a limit.
"""

import binascii
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from phoihop.incoming.letter import Business, Cited, IncomingLetter, NotALetter, Told
from phoihop.incoming.signing import local, signers_in_xml
from phoihop.language import Message, Text, say

LARGEST = 64 * 1024 * 1024
"""In bytes: of a package, and of all that is unpacked from it."""
MOST_ATTACHMENTS = 50
MOST_ELEMENTS = 20_000

_DAY = re.compile(r"(\d{4})[/-](\d{1,2})[/-](\d{1,2})|(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_PRIORITIES: Mapping[str, str] = {"1": "urgent", "2": "very-urgent", "3": "immediate", "4": "immediate"}
_STATES: Mapping[str, Text] = {
    "01": Text("đã đến", "has arrived"),
    "02": Text("bị từ chối tiếp nhận", "was refused"),
    "03": Text("đã được tiếp nhận", "was accepted"),
    "04": Text("đã được phân công xử lý", "was assigned"),
    "05": Text("đang được xử lý", "is in work"),
    "06": Text("đã xử lý xong", "is finished"),
    "13": Text("được yêu cầu lấy lại", "is asked to be taken back"),
    "15": Text("đã được lấy lại", "was taken back"),
    "16": Text("bị từ chối lấy lại", "may not be taken back"),
}
_BUSINESS: Mapping[str, tuple[Business, Text]] = {
    "1": ("revoked", Text("bên gửi thu hồi văn bản {letter}", "its sender revokes {letter}")),
    "2": ("updated", Text("bên gửi cập nhật văn bản {letter}", "its sender updates {letter}")),
    "3": (
        "replacing",
        Text("bên gửi thay thế văn bản đã gửi bằng {letter}", "its sender replaces a letter by {letter}"),
    ),
}


def looks_like_package(content: bytes) -> bool:
    """Whether a file is XML; what kind of XML is found out by reading it."""
    return content[:200].lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0").startswith((b"<", b"\0<"))


def read_package(content: bytes, into: Path) -> IncomingLetter:
    """The letter of a package; its attachments are written into a folder, under names of our own making.

    Raises `NotALetter` for what is no package, for a message that only tells a state, and for what can't be read.
    """
    root = _parsed(content)
    header = _first(root, "MessageHeader")
    code = _text(root, "StatusCode")
    if code:
        raise NotALetter(_state(root, code))
    if header is None:
        raise NotALetter.because(
            "tệp XML này không phải gói tin edXML (không có MessageHeader)",
            "this XML is no edXML package (it has no MessageHeader)",
        )
    number, notation = _text(header, "Code", "CodeNumber"), _text(header, "Code", "CodeNotation")
    papers = tuple(_attachments(root, into))
    told = _number(number, notation)
    business, notices = _business(root, told)
    return IncomingLetter(
        source="edxml",
        issuer=tuple(told for each in _children(header, "From") for told in _organ(each, "From")),
        number=told,
        notation=notation.strip("/ "),
        type_name=_text(header, "DocumentType", "TypeName"),
        day=_day_told(header, "PromulgationInfo", "PromulgationDate"),
        received=_received(root),
        subject=_told(header, "Subject"),
        to=tuple(told for each in _children(header, "To") for told in [*_organ(each, "To")][:1]),
        signed_by=_signer(header),
        due=_day_told(header, "DueDate"),
        urgency=_urgency(header),
        cited=tuple(_answered(header)),
        body=_text(header, "Content"),
        papers=papers,
        business=business,
        replaced=tuple(cited for each in _all(root, "ReplacementInfo") if (cited := _by_id(_text(each, "DocumentId")))),
        notices=(*notices, *signers_in_xml(root)),
    )


def _parsed(content: bytes) -> Element:
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    if len(content) > LARGEST:
        raise _too_large()
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        raise NotALetter.because(
            "gói tin có DTD hoặc thực thể XML, không đọc", "the package has a DTD or XML entities and is not read"
        ) from None
    except (ParseError, ValueError, LookupError) as error:
        raise NotALetter.because(
            "gói tin không đúng XML ({why}); đề nghị bên gửi gửi lại",
            "the package is no proper XML ({why}); ask the sender to send it again",
            why=str(error),
        ) from None
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise _too_large()
    return root


def _too_large() -> NotALetter:
    return NotALetter.because(
        "gói tin quá lớn (trên {most} MiB, hoặc quá nhiều phần)",
        "the package is too large (over {most} MiB, or too many parts)",
        most=LARGEST // 1024 // 1024,
    )


# --- elements by their local names ------------------------------------------------------------------------------------


def _children(element: Element, name: str) -> Iterator[Element]:
    return (each for each in element if local(each) == name)


def _all(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names at any depth."""
    return (each for each in element.iter() if local(each) in names)


def _first(element: Element, *names: str) -> Element | None:
    return next(_all(element, *names), None)


def _text(element: Element, *path: str) -> str:
    """The text of the first element of that path below; empty where there is none."""
    found: Element | None = element
    for name in path:
        found = _first(found, name) if found is not None else None
    return _said(found)


def _said(element: Element | None) -> str:
    return " ".join((element.text or "").split()) if element is not None else ""


def _told(element: Element, *path: str) -> Told | None:
    text = _text(element, *path)
    return Told(text, f"{'/'.join(path)}: {text}") if text else None


def read_day(text: str) -> date | None:
    """`2018/06/25` and `25/06/2018`, with or without a time behind; None for anything else."""
    match = _DAY.match(text.strip())
    if match is None:
        return None
    parts = [int(each) for each in match.groups() if each]
    year, month, day = parts if match[1] else reversed(parts)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_told(element: Element, *path: str) -> Told | None:
    text = _text(element, *path)
    day = read_day(text)
    return Told(day.isoformat(), f"{path[-1]}: {text}") if day else None


# --- what the header says ---------------------------------------------------------------------------------------------


def _organ(element: Element, name: str) -> Iterator[Told]:
    """By what an agency may be known: its code first, then its name, which is surer where it has two."""
    for each in ("OrganId", "OrganName", "OrganizationInCharge"):
        if text := _text(element, each):
            yield Told(text, f"{name}/{each}: {text}")


def _number(number: str, notation: str) -> Told | None:
    """The number as records write it. Some senders put the whole of it into either of its two places."""
    whole = next((each for each in (number, notation) if "/" in each.strip("/")), "")
    written = whole or _put_together(number, notation) or number
    return Told(written, f"Code: {written}") if written else None


def _put_together(number: str, notation: str) -> str:
    return f"{number}/{notation.strip('/ ')}" if number and notation else ""


def _signer(header: Element) -> Told | None:
    """The role of whoever signed; the name is not kept."""
    element = _first(header, "SignerInfo")
    if element is None:
        return None
    competence, position = _text(element, "Competence"), _text(element, "Position")
    words = " / ".join(each for each in (competence, position) if each)
    return Told(position or competence, f"SignerInfo: {words}") if words else None


def _urgency(header: Element) -> Told | None:
    text = _text(header, "OtherInfo", "Priority")
    code = _PRIORITIES.get(text.lstrip("0") or "0")
    return Told(code, f"OtherInfo/Priority: {text}") if code else None


def _received(root: Element) -> Told | None:
    stamps = [_text(each, "Timestamp") for each in _all(root, "TraceHeader")]
    days = [(day, stamp) for stamp in stamps if (day := read_day(stamp))]
    if not days:
        return None
    day, stamp = max(days)
    return Told(day.isoformat(), f"TraceHeader/Timestamp: {stamp}")


def _answered(header: Element) -> Iterator[Cited]:
    """Each `ResponseFor` that says something; its code stands in one element, in two, or in the document's id."""
    for element in _children(header, "ResponseFor"):
        organ, code = _text(element, "OrganId"), _text(element, "Code")
        number, notation = _text(element, "CodeNumber"), _text(element, "CodeNotation")
        day = read_day(_text(element, "PromulgationDate"))
        if by_id := _by_id(_text(element, "DocumentId")):
            organ, day, code = organ or by_id.organ, day or by_id.day, code or by_id.number
        written = _put_together(number, notation) or code or number
        if written:
            words = " ".join(each for each in ("ResponseFor:", written, day.isoformat() if day else "", organ) if each)
            yield Cited(written, day, organ, words, is_answered=True)


def _business(root: Element, number: Told | None) -> tuple[Business, tuple[Message, ...]]:
    """Whether the package revokes, updates or replaces what was sent before, and its sender's reason."""
    # The standard's own names are misspelt in places.
    element = _first(root, "Bussiness", "Business")
    code = "" if element is None else _said(_first(element, "BussinessDocType", "BusinessDocType")).lstrip("0")
    if element is None or code not in _BUSINESS:
        return "new", ()
    business, words = _BUSINESS[code]
    told = Message(words, {"letter": number.value if number else ""})
    reason = _said(_first(element, "BussinessDocReason", "BusinessDocReason"))
    return business, (told, say("lý do: {reason}", "reason: {reason}", reason=reason)) if reason else (told,)


def _by_id(words: str) -> Cited | None:
    """A letter by its id in the exchange: `000.00.15.H51,2018/06/25,45/TNMT`."""
    organ, _, rest = words.partition(",")
    day, _, number = rest.partition(",")
    return Cited(number.strip(), read_day(day), organ.strip(), words) if number.strip() else None


def _state(root: Element, code: str) -> Message:
    """A message of the exchange that tells how a letter fares: nothing to record."""
    words = _STATES.get(code.zfill(2))
    letter = next((each.number for element in root.iter() for each in _answered(element)), "")
    if words is None:
        return say(
            "gói tin trạng thái {code} của văn bản {letter}, không có văn bản để ghi",
            "a message of state {code} about {letter}; it holds no letter to record",
            code=code,
            letter=letter,
        )
    return say(
        "gói tin trạng thái: văn bản {letter} {state}; không có văn bản để ghi",
        "a message of state: {letter} {state}; it holds no letter to record",
        letter=letter,
        state=words,
    )


# --- attachments ------------------------------------------------------------------------------------------------------


def _attachments(root: Element, into: Path) -> Iterator[Path]:
    """The files that came along, written where told. Their names are the manifest's, made harmless."""
    names = {_content_id(_text(each, "ContentId")): _text(each, "AttachmentName") for each in _all(root, "Reference")}
    attachments = [*_all(root, "Attachment")]
    if len(attachments) > MOST_ATTACHMENTS:
        raise _too_large()
    left = LARGEST
    for number, element in enumerate(attachments, 1):
        encoded = _first(element, "ContentTransferEncoded")
        name = names.get(_content_id(_text(element, "ContentId"))) or _text(element, "AttachmentName")
        if encoded is None or not (encoded.text or "").strip():
            continue
        try:
            content = b64decode("".join((encoded.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            raise NotALetter.because(
                "tệp kèm theo “{name}” bị hỏng (không đúng base64); đề nghị bên gửi gửi lại",
                "the attachment “{name}” is damaged (no proper base64); ask the sender to send it again",
                name=name,
            ) from None
        content = _unpacked(content, name, left)
        left -= len(content)
        place = into / _harmless(name, number)
        while place.exists():
            place = place.with_name(f"{number}-{place.name}")
        place.write_bytes(content)
        yield place


def _content_id(text: str) -> str:
    return text.removeprefix("cid:").strip("<>").casefold()


def _unpacked(content: bytes, name: str, most: int) -> bytes:
    """The file that an attachment packs once more; the attachment itself where it is no such pack."""
    if name.lower().endswith((".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods")) or content[:4] != b"PK\x03\x04":
        return content
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            files = [each for each in packed.infolist() if not each.is_dir()]
            if len(files) != 1:
                return content
            if files[0].file_size > most:
                raise _too_large()
            with packed.open(files[0]) as file:
                unpacked = file.read(most + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        # Damaged, or locked by a password: then it is a paper as it came.
        return content
    if len(unpacked) > most:
        raise _too_large()
    return unpacked


def _harmless(name: str, number: int) -> str:
    """A name without a way out of its folder; recording makes a paper's name of it."""
    last = re.split(r"[\\/]", name)[-1].strip(". \0")
    return re.sub(r"[\x00-\x1f\x7f]", "", last)[-120:] or f"tep-{number}"
