"""What a paper is: by the end of its name, and by its content.

The types that a register takes unless it says otherwise are told by checks of our own, since the zip family (DOCX,
XLSX, ODT, ODS) and signatures differ only inside. Of a type that a register adds, puremagic's list is asked. Only the
first bytes are read, and of a zip its directory; nothing is unpacked.
"""

import os
import re
import struct
from pathlib import Path

from phoihop.language import Message, say

HEAD = 4096
_TAIL = 65_557
"""A zip's end record is 22 bytes, and a comment of at most 65,535 may follow it."""
_LARGEST_DIRECTORY = 256 * 1024
"""How much of a zip's directory is looked at: the names that tell a type are among its first thousands."""

_SAME = {"jpeg": "jpg", "tif": "tiff"}

_SHOWN = frozenset({"pdf", "jpg", "png", "gif", "webp", "tiff", "txt", "csv", "mp3", "mp4"})
_SAVED = frozenset(
    {"doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "rtf", "zip", "p7s", "dwg", "dxf"}
)
_SHOWN_OR_SAVED = _SHOWN | _SAVED
"""Types that a browser shows without running anything of theirs on the page's site, or saves."""

_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*<[!?/a-z]", re.IGNORECASE)
_MARKUP_NAME = "html/xml"
_MARKUP_TYPES = frozenset({"html", "htm", "xhtml", "svg", "xml", "kml", "gml"})
_PROGRAM = re.compile(rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe")
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*%PDF-\d")
_TIFF = re.compile(rb"II[*+]\0|MM\0[*+]")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_SIGNATURE_AS_TEXT = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----\s|MI[A-P][A-Za-z0-9+/]{60}")
_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OFFICE_FOLDERS = {b"word/": "docx", b"xl/": "xlsx", b"ppt/": "pptx"}


def ending(path: str) -> str:
    """The type that a name claims: `jpg` for `files/ban-do.JPEG`; empty where the name has no ending."""
    name = path.rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    suffix = suffix.lower() if stem else ""
    return _SAME.get(suffix, suffix)


def could_run(path: str) -> bool:
    """Whether a browser could run a file of this name as a page or script of the site that serves it."""
    return ending(path) not in _SHOWN_OR_SAVED


def wrong_content(location: Path, claimed: str) -> Message | None:
    """What is wrong with a file that claims a type by its name; None where its content is of that type."""
    head = _head(location)
    actual = _told_by(head) or (_told_by_directory(location, head) if head.startswith(b"PK\x03\x04") else None)
    if actual == claimed or (actual == _MARKUP_NAME and claimed in _MARKUP_TYPES):
        return None
    if claimed == "zip" and head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return None
    if actual is None and claimed not in _TOLD and _may_be(claimed, head):
        return None
    found = actual or _guess(head)
    if found:
        return say(
            "nội dung “{path}” không phải {claimed} mà là {found}; thay bằng đúng tệp, hoặc sửa đuôi tên",
            "the content of “{path}” is not {claimed} but {found}; put the right file there, or mend its ending",
            path=location.name,
            claimed=claimed,
            found=found,
        )
    return say(
        "nội dung “{path}” không phải {claimed}; tệp hỏng hoặc sai đuôi, thay bằng đúng tệp",
        "the content of “{path}” is not {claimed}; the file is damaged or its ending wrong: put the right file there",
        path=location.name,
        claimed=claimed,
    )


def _head(location: Path) -> bytes:
    """The first bytes. Every paper of a register is looked at, so no buffer is set up to read four KiB."""
    descriptor = os.open(location, os.O_RDONLY)
    try:
        return os.read(descriptor, HEAD)
    finally:
        os.close(descriptor)


_TOLD = frozenset({"pdf", "jpg", "png", "tiff", "p7s", "zip", "docx", "xlsx", "pptx", "odt", "ods", "odp"})


def _told_by(head: bytes) -> str | None:
    """The type that the first bytes show; None where they don't."""
    if head.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if _TIFF.match(head):
        return "tiff"
    if _PDF.match(head):
        return "pdf"
    if (head[:1] == b"\x30" and _SIGNED_DATA in head[:32]) or _SIGNATURE_AS_TEXT.match(head):
        return "p7s"
    if head.startswith(b"PK\x05\x06"):
        return "zip"
    if _PROGRAM.match(head):
        return "program"
    if _MARKUP.match(head):
        return _MARKUP_NAME
    return None


def _told_by_directory(location: Path, head: bytes) -> str:
    """Which of the zip family a file is. OpenDocument says it in its first entry, Office by its folders."""
    length, extra = struct.unpack_from("<HH", head.ljust(30, b"\0"), 26)
    if head[30 : 30 + length] == b"mimetype":
        start = 30 + length + extra
        for kind, name in _ODF.items():
            if head[start : start + len(kind) + 2] in (kind + b"PK", kind):
                return name
    names = _names_in(location)
    if b"[Content_Types].xml" in names:
        for folder, name in _OFFICE_FOLDERS.items():
            if any(each.startswith(folder) for each in names):
                macros = folder + b"vbaProject.bin" in names
                return name[:-1] + "m" if macros else name
    return "zip"


def _names_in(location: Path) -> set[bytes]:
    """The names in a zip's directory, as far as it is looked at; none where there is no directory to be found."""
    with location.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _TAIL))
        tail = file.read(_TAIL)
        end = tail.rfind(b"PK\x05\x06")
        if end < 0 or len(tail) - end < 22:
            return set()
        (start,) = struct.unpack_from("<I", tail, end + 16)
        file.seek(min(start, size))
        directory = file.read(_LARGEST_DIRECTORY)
    names = set()
    at = 0
    while directory.startswith(b"PK\x01\x02", at) and at + 46 <= len(directory):
        length, extra, comment = struct.unpack_from("<HHH", directory, at + 28)
        names.add(directory[at + 46 : at + 46 + length])
        at += 46 + length + extra + comment
    return names


def _may_be(claimed: str, head: bytes) -> bool:
    """Whether content that none of our own checks knows may be of a type that a register added to its list."""
    from puremagic.main import magic_header_array

    known = {entry.extension.lstrip(".") for entry in magic_header_array}
    return claimed not in known or claimed in _candidates(head)


def _guess(head: bytes) -> str | None:
    """What a file of an unknown kind most likely is; None where nothing tells."""
    return next(iter(_candidates(head)), None)


def _candidates(head: bytes) -> list[str]:
    import puremagic

    try:
        return [each.extension.lstrip(".") for each in puremagic.magic_string(head) if each.confidence >= 0.3]
    except (puremagic.PureError, ValueError):
        return []
