"""An earlier state of the register to prove against: a commit, or a head.json that was kept or is still published."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from phoihop.changes.head import HEAD_FORMAT, code_of, records_digest
from phoihop.language import Explained, say, spelled
from phoihop.web import NotFetched, fetch

LARGEST_HEAD = 32 * 1024 * 1024
SECONDS_TO_WAIT = 20

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NoHead(Explained):
    """There is no usable head.json where one was named. `message` says why."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A state of the register. `digest` is what was published of its records, `codes` of each (`code_of`).

    Where only a commit is named, nothing is.
    """

    commit: str
    digest: str | None = None
    codes: frozenset[str] | None = None


def is_address(given: str) -> bool:
    """Whether a head.json is to be fetched: nothing else is looked up on the network."""
    return re.match(r"https?://", given, re.IGNORECASE) is not None


def read_head_file(file: Path) -> Earlier:
    """The earlier state in a kept head.json. Raises `NoHead`."""
    try:
        with file.open("rb") as source:
            return parse_head(source.read(LARGEST_HEAD + 1), str(file))
    except OSError as error:
        raise _unreachable(str(file), error.strerror or str(error)) from None


def fetch_head(address: str) -> Earlier:
    """The earlier state in a published head.json, by HTTP alone. Raises `NoHead`."""
    try:
        content = fetch(address, most=LARGEST_HEAD, seconds=SECONDS_TO_WAIT).content
    except NotFetched as error:
        raise _unreachable(address, str(error)) from None
    return parse_head(content or b"", address)


def parse_head(content: bytes, source: str) -> Earlier:
    """The earlier state that a head.json tells. Raises `NoHead`."""
    if len(content) > LARGEST_HEAD:
        raise _no_head(source)
    try:
        head: Any = json.loads(content)
    except (ValueError, RecursionError):
        raise _no_head(source) from None
    if not isinstance(head, dict) or not isinstance(head.get("format"), int):
        raise _no_head(source)
    if head["format"] != HEAD_FORMAT:
        raise NoHead(
            say(
                "{source} theo định dạng {format}, bản phoihop này chỉ đọc được định dạng {known}; cập nhật phoihop",
                "{source} has format {format}, and this phoihop reads format {known}; update phoihop",
                source=source,
                format=str(head["format"]),
                known=HEAD_FORMAT,
            )
        )
    commit, digest = head.get("commit"), head.get("records_digest")
    if commit is None:
        raise NoHead(
            say(
                "{source} được công bố từ một sổ không có Git nên không chứng minh được gì; dùng một head.json khác",
                "{source} was published from a register without Git, so that nothing can be proved by it; "
                "use another head.json",
                source=source,
            )
        )
    if not isinstance(commit, str) or not isinstance(digest, str):
        raise _no_head(source)
    if not _COMMIT.fullmatch(commit) or not _DIGEST.fullmatch(digest):
        raise _no_head(source)
    return Earlier(commit, digest, _codes(head, digest, source))


def _codes(head: Mapping[str, Any], digest: str, source: str) -> frozenset[str] | None:
    """The codes of all records, also of those whose paths are not told; None where a head.json lists none."""
    digests, withheld = head.get("digests"), head.get("withheld", [])
    if digests is None:
        return None
    if not isinstance(digests, dict) or not isinstance(withheld, list):
        raise _no_head(source)
    if not all(isinstance(each, str) and _DIGEST.fullmatch(each) for each in (*digests.values(), *withheld)):
        raise _no_head(source)
    if any(spelled(path) != path for path in digests) or (not withheld and records_digest(digests) != digest):
        raise _no_head(source)
    return frozenset((*(code_of(path, each) for path, each in digests.items()), *withheld))


def _no_head(source: str) -> NoHead:
    return NoHead(
        say(
            "{source} không phải head.json của phoihop; lấy tệp data/head.json của trang đã công bố",
            "{source} is no head.json of phoihop; take the file data/head.json of the published site",
            source=source,
        )
    )


def _unreachable(source: str, why: str) -> NoHead:
    return NoHead(
        say(
            "không đọc được {source} ({why}); kiểm tra địa chỉ hoặc đường dẫn",
            "{source} can't be read ({why}); check the address or the path",
            source=source,
            why=why,
        )
    )
