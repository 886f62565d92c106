"""What a paper is: by the end of its name, and by its content.

One table of signatures decides, the same with every version of every library. A type that stands in it is taken only
with its own content. A type that a register adds and that the table doesn't know is taken by its ending, unless the
content is told to be of another: markup, a program, or anything else of the table but a bare container (zip, OLE),
which many types are. Only the first bytes are read, and of a zip its directory; nothing is unpacked.
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

_SIGNED_DATA = rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_SIGNATURE_AS_TEXT = rb"-----BEGIN (?:PKCS7|CMS)-----\s|MI[A-P][A-Za-z0-9+/]{60}"
_SIGNATURES: tuple[tuple[str, bytes], ...] = (
    ("jpg", rb"\xff\xd8\xff"),
    ("png", rb"\x89PNG\r\n\x1a\n"),
    ("tiff", rb"II[*+]\0|MM\0[*+]"),
    ("pdf", rb"(?:\xef\xbb\xbf)?[\s\0]*%PDF-\d"),
    ("p7s p7m p7b", rb"\x30.{0,20}?" + _SIGNED_DATA + rb"|" + _SIGNATURE_AS_TEXT),
    ("zip", rb"PK(?:\x03\x04|\x05\x06)"),
    ("program", rb"MZ|\x7fELF|#!|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe"),
    ("html xml svg htm xhtml kml gml", rb"(?:\xef\xbb\xbf)?[\s\0]*<[!?/a-zA-Z]"),
    ("gif", rb"GIF8[79]a"),
    ("bmp", rb"BM.{4}\0{4}"),
    ("webp", rb"RIFF.{4}WEBP"),
    ("heic heif avif", rb"\0.{3}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avi[fs])"),
    ("mov", rb"\0.{3}(?:ftypqt  |moov|mdat|free|wide)"),
    ("m4a", rb"\0.{3}ftypM4[AB]"),
    ("mp4 m4v 3gp", rb"\0.{3}ftyp"),
    ("mp3", rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]"),
    ("wav", rb"RIFF.{4}WAVE"),
    ("avi", rb"RIFF.{4}AVI "),
    ("ogg oga ogv opus", rb"OggS\0"),
    ("flac", rb"fLaC"),
    ("mkv webm", rb"\x1a\x45\xdf\xa3"),
    ("wmv wma asf", rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11"),
    ("rtf", rb"\{\\rtf\d"),
    ("doc xls ppt", rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("djvu", rb"AT&TFORM"),
    ("dwg", rb"AC10\d\d\0"),
    ("7z", rb"7z\xbc\xaf\x27\x1c"),
    ("rar", rb"Rar!\x1a\x07"),
    ("gz", rb"\x1f\x8b\x08"),
)
"""Endings, and what the first bytes of files of these types match; of several that match, the first tells."""

_ODF = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_OFFICE_FOLDERS = {b"word/": "docx", b"xl/": "xlsx", b"ppt/": "pptx"}

Types = tuple[str, ...]
"""What a content may be called by: the endings of one line of the table; none where it is not told."""

_BY_SIGNATURE = tuple((tuple(names.split()), re.compile(pattern, re.DOTALL)) for names, pattern in _SIGNATURES)
_CONTAINERS: tuple[Types, ...] = ((), ("zip",), ("doc", "xls", "ppt"))
_KNOWN = frozenset(
    (
        *(each for types, _ in _BY_SIGNATURE for each in types),
        *_ODF.values(),
        *_OFFICE_FOLDERS.values(),
        *(f"{each[:-1]}m" for each in _OFFICE_FOLDERS.values()),
    )
)


def ending(path: str) -> str:
    """The type that a name claims: `jpg` for `files/ban-do.JPEG`; empty where the name has no ending."""
    name = path.rpartition("/")[2]
    stem, _, suffix = name.rpartition(".")
    suffix = suffix.lower() if stem else ""
    return _SAME.get(suffix, suffix)


def could_run(path: str) -> bool:
    """Whether a browser could run a file of this name as a page or script of the site that serves it."""
    return ending(path) not in _SHOWN_OR_SAVED


def wrong_content(location: str | Path, claimed: str, head: bytes | None = None) -> Message | None:
    """What is wrong with a file that claims a type by its name; None where its content is of that type.

    `head` are its first bytes, where they are known. Raises OSError where it can't be read.
    """
    head = head_of(location) if head is None else head
    told = _told_by(head)
    if head.startswith(b"PK\x03\x04"):
        told = (_told_by_directory(location, head),)
    if claimed in told or (claimed == "zip" and head.startswith(b"PK\x03\x04")):
        return None
    if claimed not in _KNOWN and told in _CONTAINERS:
        return None
    if told:
        return say(
            "nội dung “{path}” không phải {claimed} mà là {found}; thay bằng đúng tệp, hoặc sửa đuôi tên",
            "the content of “{path}” is not {claimed} but {found}; put the right file there, or mend its ending",
            path=Path(location).name,
            claimed=claimed,
            found="/".join(told[:3]),
        )
    return say(
        "nội dung “{path}” không phải {claimed}; tệp hỏng hoặc sai đuôi, thay bằng đúng tệp",
        "the content of “{path}” is not {claimed}; the file is damaged or its ending wrong: put the right file there",
        path=Path(location).name,
        claimed=claimed,
    )


def head_of(location: str | Path) -> bytes:
    """The first bytes. Every paper of a register is looked at, so no buffer is set up to read four KiB."""
    descriptor = os.open(location, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    try:
        return os.read(descriptor, HEAD)
    finally:
        os.close(descriptor)


def _told_by(head: bytes) -> Types:
    """The types that the first bytes show."""
    return next((types for types, signature in _BY_SIGNATURE if signature.match(head)), ())


def _told_by_directory(location: str | Path, head: bytes) -> str:
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


def _names_in(location: str | Path) -> set[bytes]:
    """The names in a zip's directory, as far as it is looked at; none where there is no directory to be found."""
    with Path(location).open("rb") as file:
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
