"""Lets Pagefind make an index of pages that exist only in memory, through the service that its own packages use.

A message, either way, is JSON in base64, and ends with a comma. Pagefind answers messages in their order, and stops at
once when nobody can ask any more.
"""

import json
import os
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from threading import Thread
from typing import IO, Any

from pagefind.service import get_executable

_PIECE = 1 << 20


class IndexingFailed(Exception):
    """Pagefind ended with an error; the message is its own."""


def index_of(pages: Iterable[tuple[str, str]], language: str) -> dict[str, bytes]:
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
