"""One file that arrived: what kind of thing it is, and the letter that it holds."""

from dataclasses import replace
from functools import partial
from pathlib import Path

from phoihop.bounded import TooMuch, bounded
from phoihop.incoming.edxml import LARGEST, looks_like_package, read_package
from phoihop.incoming.layout import read_letter
from phoihop.incoming.letter import IncomingLetter, NotALetter
from phoihop.incoming.sheet import PICTURES, sheet_of_docx, sheet_of_pdf, sheet_of_scan
from phoihop.incoming.signing import signers_in_pdf
from phoihop.language import say
from phoihop.operating_system import refusal
from phoihop.records.paper_types import wrong_content

MOST_SECONDS = 60
"""Of processor time, for one paper."""


def read_file(place: Path, into: Path) -> IncomingLetter:
    """The letter in a file; what a package brings is written into a folder. Raises `NotALetter`."""
    try:
        size = place.stat().st_size
        with place.open("rb") as file:
            start = file.read(4096)
        if size > LARGEST:
            raise NotALetter.because("tệp quá lớn", "the file is too large")
        if looks_like_package(start):
            return _with_its_own_text(read_package(place.read_bytes(), into))
    except FileNotFoundError:
        raise NotALetter.because(
            "không thấy tệp này; xem lại đường dẫn", "there is no such file; look at its path again"
        ) from None
    except OSError as error:
        raise NotALetter.because(
            "không đọc được tệp ({why})", "the file can't be read ({why})", why=refusal(error)
        ) from None
    return read_paper_letter(place)


def read_paper_letter(place: Path) -> IncomingLetter:
    """The letter that a PDF or a DOCX is. Raises `NotALetter`."""
    try:
        letter = bounded(partial(_read_paper, place), seconds=MOST_SECONDS)
    except TooMuch:
        raise NotALetter.because(
            "đọc tệp này cần quá nhiều bộ nhớ hoặc thời gian; ghi văn bản như thường, kèm tệp này",
            "to read this file takes too much memory or time; record the letter as any other, with this file",
        ) from None
    if letter.source != "scan":
        return letter
    sheet = sheet_of_scan(place)
    if sheet is None:
        told = say(
            "bản quét không có chữ; cài poppler-utils và tesseract-ocr-vie thì đọc được, nếu không thì trả lời từng "
            "mục",
            "a scan without text; with poppler-utils and tesseract-ocr-vie it can be read, else answer each question",
        )
        return replace(letter, notices=(*letter.notices, told))
    return replace(read_letter(sheet, "scan"), papers=letter.papers, notices=letter.notices)


def _read_paper(place: Path) -> IncomingLetter:
    """The letter, of a scan only what can be told without its text. A stranger's file: this runs within bounds."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if wrong_content(place, "docx") is None:
        return replace(read_letter(sheet_of_docx(place), "docx"), papers=(place,))
    if any(wrong_content(place, picture) is None for picture in PICTURES):
        return IncomingLetter(source="scan", papers=(place,))
    if wrong_content(place, "pdf"):
        raise NotALetter.because(
            "không phải gói tin edXML, PDF, DOCX hay ảnh quét. Tệp .doc thì mở ra, lưu lại thành .docx; thư điện tử "
            "thì lưu tệp đính kèm, rồi đưa tệp ấy vào; loại tệp khác thì ghi văn bản như thường, kèm tệp",
            "this is no edXML package, PDF, DOCX or scanned picture. Save a .doc as .docx; of an e-mail, save what is "
            "attached and give that; record any other letter as usual, with its file",
        )
    try:
        reader = PdfReader(place)
        sheet = sheet_of_pdf(reader)
        signers = tuple(signers_in_pdf(reader))
    except (PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        why = str(error)[:200]
        raise NotALetter.because(
            "tệp PDF bị hỏng hoặc có mật khẩu ({why})", "the PDF is damaged or locked ({why})", why=why
        ) from None
    letter = read_letter(sheet, "pdf") if sheet else IncomingLetter(source="scan")
    return replace(letter, papers=(place,), notices=signers)


def _with_its_own_text(letter: IncomingLetter) -> IncomingLetter:
    """A package's letter, with what only its first paper says: the role of the signer, its sentences."""
    for paper in letter.papers:
        try:
            own = read_paper_letter(paper)
        except NotALetter:
            continue
        return replace(
            letter,
            subject=letter.subject or own.subject,
            signed_by=letter.signed_by or own.signed_by,
            due=letter.due or own.due,
            cited=letter.cited or own.cited,
            body=own.body or letter.body,
            notices=(*letter.notices, *(each for each in own.notices if each not in letter.notices)),
        )
    return letter
