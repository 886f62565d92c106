"""Lets Pagefind make an index of pages that exist only in memory, and makes its files ready to be published.

Pagefind is asked through the service that its own packages use. A message, either way, is JSON in base64, and ends with
a comma. Pagefind answers messages in their order, and stops at once when nobody can ask any more.

It writes the values of its filters in an order that differs from run to run. Two builds of one register must be the
same bytes, so filters are put in order here, and what names them by their digest is made to follow.

It fills a file with some twenty thousand places of words. A register's years are indexes of their own, so a query would
fetch such a file a year and a word: more than half a megabyte for two words in two thousand tasks. Word lists are cut
into small files here, so that a query fetches its own words and few others. Beginnings of words are found only in the
file that a query names. Words of one beginning stay together therefore, and each file's range goes on where that before
it ends: no beginning falls between two files.
"""

import gzip
import hashlib
import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import chain, groupby
from threading import Thread
from typing import IO, Any

import cbor2
from pagefind.service import get_executable

from phoihop.language import Language
from phoihop.site.output import Output

UNDERSTOOD = "1.5"
"""The versions of Pagefind whose own files, which no version promises to keep, are understood here. pyproject.toml
holds it below the next one.
"""

COMPRESSION = 6

MOST_PLACES = 600
"""How many places of words go into one file, some five kilobytes, unless one beginning has more."""
BEGINNING = 3
"""Letters that words have in common which stay together."""

_PIECE = 1 << 20
_SIGNATURE = b"pagefind_dcd"
_ENTRY = "pagefind-entry.json"
_READER = ("pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
_NOT_NEEDED = ("pagefind-*ui.*", "pagefind-ui.*", "pagefind-highlight.js")


class IndexingFailed(Exception):
    """Pagefind ended with an error; the message is its own."""


def index_pages(
    pages: Iterable[tuple[str, str]], prefix: str, output: Output, language: Language, *, reader: bool = True
) -> None:
    """Writes Pagefind's index of pages, each an address and its HTML, which are not published themselves.

    Without `reader`, the index can only be merged into one that has it. Pages in another language than the page of
    search are found with all others, not from their own alone. Raises `IndexingFailed`.
    """
    not_needed = _NOT_NEEDED if reader else (*_NOT_NEEDED, *_READER)
    made = _index_of(pages, language)
    kept = {path: made[path] for path in made if not any(fnmatch(path, pattern) for pattern in not_needed)}
    for path, content in sorted(_in_order(kept).items()):
        output.write(prefix + path, content)


def _index_of(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
    """The files of the index of pages, each an address and its HTML, and of its readers. Raises `IndexingFailed`.

    All are indexed as of one language, whatever each says of itself.
    """
    binary = get_executable()
    if binary is None:
        raise IndexingFailed("pagefind: not found; install the package pagefind[bin]")
    with subprocess.Popen([binary, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        # What is asked is written while answers are read: neither side's pipe ever fills up.
        asking = Thread(target=_ask, args=(process.stdin, pages, language))
        asking.start()
        try:
            return _files(_answers(process.stdout))
        finally:
            # Whoever still writes to it is told by this.
            process.kill()
            asking.join()


def _ask(pipe: IO[bytes], pages: Iterable[tuple[str, str]], language: str) -> None:
    with suppress(BrokenPipeError):
        _send(pipe, 0, {"type": "NewIndex", "config": {"force_language": language}})
        for number, (address, page) in enumerate(pages, 1):
            _send(pipe, number, {"type": "AddFile", "index_id": 0, "url": f"/{address}", "file_contents": page})
        _send(pipe, 0, {"type": "GetFiles", "index_id": 0})
        pipe.flush()


def _send(pipe: IO[bytes], number: int, payload: dict[str, Any]) -> None:
    pipe.write(b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")


def _files(answers: Iterator[dict[str, Any]]) -> dict[str, bytes]:
    for answer in answers:
        match answer["type"]:
            case "Error":
                raise IndexingFailed(answer["message"])
            case "GetFiles":
                return {file["path"]: b64decode(file["content"]) for file in answer["files"]}
    raise IndexingFailed("pagefind: ended before the index was made")


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    left = bytearray()
    while piece := os.read(pipe.fileno(), _PIECE):
        left += piece
        if b"," in piece:
            *whole, left = left.split(b",")
            for message in whole:
                yield json.loads(b64decode(message))["payload"]


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files with the values of every filter in order, and word lists cut finer.

    What is named by a digest of its content is renamed.
    """
    ordered = dict(files)
    entry = json.loads(files[_ENTRY])
    for language in sorted(entry["languages"]):
        about = entry["languages"][language]
        version, pages, chunks, filters, *rest = _read(ordered.pop(f"pagefind.{about['hash']}.pf_meta"))
        renamed = []
        for name, digest in filters:
            filter_name, values = _read(ordered.pop(f"filter/{digest}.pf_filter"))
            fresh, content = _packed([filter_name, sorted(values)], language)
            ordered[f"filter/{fresh}.pf_filter"] = content
            renamed.append([name, fresh])
        words = list(chain.from_iterable(_read(ordered.pop(f"index/{digest}.pf_index"))[0] for *_, digest in chunks))
        finer = []
        for chunk in cut(words):
            fresh, content = _packed([chunk.words], language)
            ordered[f"index/{fresh}.pf_index"] = content
            finer.append([chunk.first, chunk.last, fresh])
        about["hash"], content = _packed([version, pages, finer, sorted(renamed), *rest], language)
        ordered[f"pagefind.{about['hash']}.pf_meta"] = content
    ordered[_ENTRY] = json.dumps(entry, ensure_ascii=False, sort_keys=True).encode()
    return ordered


def _read(content: bytes) -> Any:
    """What one of Pagefind's files holds: a signature, then CBOR (RFC 8949), compressed."""
    return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))


def _packed(content: object, language: str) -> tuple[str, bytes]:
    """A file of Pagefind's, and the name by a digest of its content that other files know it by."""
    packed = _SIGNATURE + cbor2.dumps(content)
    return f"{language}_{hashlib.sha256(packed).hexdigest()[:10]}", gzip.compress(packed, COMPRESSION, mtime=0)


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words of one file, and the range of what is looked for in it."""

    first: str
    last: str
    words: list[Any]


def cut(words: Sequence[Any]) -> Iterator[Chunk]:
    """A sorted list of words in parts. A word is itself, its pages, and its spellings with marks with theirs."""
    last = ""
    for part in _parts(words):
        chunk = Chunk(_shortest_after(last, part[0][0]), part[-1][0], part)
        yield chunk
        last = chunk.last


def _parts(words: Sequence[Any]) -> Iterator[list[Any]]:
    part: list[Any] = []
    places = 0
    for _, group in groupby(words, key=lambda word: word[0][:BEGINNING]):
        alike = list(group)
        more = sum(map(_places_of, alike))
        if part and places + more > MOST_PLACES:
            yield part
            part, places = [], 0
        part += alike
        places += more
    if part:
        yield part


def _shortest_after(last: str, word: str) -> str:
    """The shortest beginning of a word that stands after `last`."""
    return next(word[:length] for length in range(1, len(word) + 1) if word[:length] > last)


def _places_of(word: Any) -> int:
    """How many pages have a word, in any of its spellings."""
    _, pages, spellings = word
    return len(pages) + sum(len(found) for _, found in spellings)
