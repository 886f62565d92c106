"""Which cells of an XLS file hold something, and which an error: its reader tells those as empty.

Only what is needed of Microsoft's formats is read: the main stream of a compound file [MS-CFB], and in it the records
of one sheet that are cells [MS-XLS]. What can't be followed ends the look: the file's reader says then what is wrong.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = tuple[int, int, bool]
"""Row and column of a cell that holds something, from 0, and whether it is an error."""

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFC
_SMALL, _SMALL_SECTOR = 4096, 64
_SHEET, _BEGIN, _END = 0x85, 0x809, 0x0A
_FORMULA, _ERROR_OR_FLAG = 0x06, 0x205
_CELLS = frozenset((_FORMULA, _ERROR_OR_FLAG, 0x203, 0x204, 0xD6, 0xFD, 0x27E, 0xBD))
_NO_NUMBER, _ERROR = b"\xff\xff", 2


def sheets_of_xls(content: bytes) -> Iterator[tuple[str, Iterator[Cell]]]:
    """Each sheet by its name, with its cells. Raises ValueError, struct.error and IndexError, as the cells do."""
    stream = _main_stream(content)
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            name = body[8:].decode("utf-16-le" if body[7] & 1 else "latin-1", "replace")
            yield name, _cells(stream, struct.unpack_from("<I", body)[0])


def _cells(stream: bytes, start: int) -> Iterator[Cell]:
    for kind, body in _records(stream, start):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", body)
            is_formulas = kind == _FORMULA and body[12:14] == _NO_NUMBER and body[6] == _ERROR
            yield row, column, is_formulas or (kind == _ERROR_OR_FLAG and bool(body[7]))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end; parts within it (charts) are passed over."""
    depth = 0
    while True:
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _main_stream(content: bytes) -> bytes:
    """The stream `Workbook`: in sectors of the file or, where it is small, in small sectors of the root's stream."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    sectors = _Sectors(content[size:], size, ())
    tables = [number for number in _numbers(content[76:512]) if number < _END_OF_CHAIN]
    further = struct.unpack_from("<I", content, 68)[0]
    for _ in range(len(content) // size):
        if further >= _END_OF_CHAIN:
            break
        *more, further = _numbers(sectors.at(further))
        tables += [number for number in more if number < _END_OF_CHAIN]
    sectors = _Sectors(content[size:], size, tuple(n for table in tables for n in _numbers(sectors.at(table))))
    folder = sectors.chain(struct.unpack_from("<I", content, 48)[0])
    for at in range(0, len(folder), 128):
        name = folder[at : at + max(struct.unpack_from("<H", folder, at + 64)[0] - 2, 0)].decode("utf-16-le", "replace")
        if name in ("Workbook", "Book"):
            start, length = struct.unpack_from("<II", folder, at + 116)
            if length < _SMALL:
                small = _numbers(sectors.chain(struct.unpack_from("<I", content, 60)[0]))
                sectors = _Sectors(sectors.chain(struct.unpack_from("<I", folder, 116)[0]), _SMALL_SECTOR, small)
            return sectors.chain(start)[:length]
    raise ValueError("no workbook in it")


@dataclass(frozen=True, slots=True)
class _Sectors:
    """Pieces of one size, and for each the number of the one that follows it."""

    content: bytes
    size: int
    following: tuple[int, ...]

    def at(self, number: int) -> bytes:
        return self.content[number * self.size : (number + 1) * self.size]

    def chain(self, number: int) -> bytes:
        found: list[bytes] = []
        while number < _END_OF_CHAIN and len(found) <= len(self.following):
            found.append(self.at(number))
            number = self.following[number]
        return b"".join(found)


def _numbers(raw: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(raw) // 4}I", raw)
