"""An earlier state of the register to prove against: a commit, or a head.json that was kept or is still published."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from phoihop.changes.head import HEAD_FORMAT, code_of, records_digest
from phoihop.language import Explained, Text, say, spelled
from phoihop.operating_system import refusal
from phoihop.web import NotFetched, fetch

LARGEST_HEAD = 32 * 1024 * 1024
SECONDS_TO_WAIT = 20

_CommitId = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{40}(?:[0-9a-f]{24})?\Z")]
_Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]


class _AnyHead(msgspec.Struct, frozen=True):
    """A head.json of any format."""

    format: int


class _Head(_AnyHead, frozen=True):
    """What of a head.json counts for a proof; one of an early version lists no digests."""

    commit: _CommitId | None
    records_digest: _Digest
    digests: dict[str, _Digest] | None = None
    withheld: tuple[_Digest, ...] = ()


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
        raise _unreachable(str(file), refusal(error)) from None


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
        form = msgspec.json.decode(content, type=_AnyHead).format
        if form != HEAD_FORMAT:
            raise NoHead(
                say(
                    "{source} theo định dạng {format}, bản phoihop này chỉ đọc được định dạng {known}; cập nhật "
                    "phoihop",
                    "{source} has format {format}, and this phoihop reads format {known}; update phoihop",
                    source=source,
                    format=str(form),
                    known=HEAD_FORMAT,
                )
            )
        head = msgspec.json.decode(content, type=_Head)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise _no_head(source) from None
    if head.commit is None:
        raise NoHead(
            say(
                "{source} được công bố từ một sổ không có Git nên không chứng minh được gì; dùng một head.json khác",
                "{source} was published from a register without Git, so that nothing can be proved by it; "
                "use another head.json",
                source=source,
            )
        )
    if head.digests is None:
        return Earlier(head.commit, head.records_digest)
    whole = head.withheld or records_digest(head.digests) == head.records_digest
    if not whole or any(spelled(path) != path for path in head.digests):
        raise _no_head(source)
    # The codes of all records, also of those whose paths are not told.
    codes = (code_of(path, each) for path, each in head.digests.items())
    return Earlier(head.commit, head.records_digest, frozenset((*codes, *head.withheld)))


def _no_head(source: str) -> NoHead:
    return NoHead(
        say(
            "{source} không phải head.json của phoihop; lấy tệp data/head.json của trang đã công bố",
            "{source} is no head.json of phoihop; take the file data/head.json of the published site",
            source=source,
        )
    )


def _unreachable(source: str, why: str | Text) -> NoHead:
    return NoHead(
        say(
            "không đọc được {source} ({why}); kiểm tra địa chỉ hoặc đường dẫn",
            "{source} can't be read ({why}); check the address or the path",
            source=source,
            why=why,
        )
    )
