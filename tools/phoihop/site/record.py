"""The build record: what a site was made from, and what came of it, so that the next build makes only what changed.

It may be deleted at any time; the next build is a full one, then. One that is damaged, or of another format, counts
as deleted.
"""

from hashlib import blake2b
from pathlib import Path

import msgspec

from phoihop.site.inputs import SeenFile
from phoihop.site.output import FileState

_HEAD = b"phoihop build record 1\n"
_DIGEST_SIZE = 32


class MadeUnit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A unit as it was made: from what (`key`), and which files it wrote."""

    key: bytes
    paths: tuple[str, ...]


class BuildRecord(msgspec.Struct):
    """What is known of a site. `stale` are the paths in which the spare copy lags behind the site."""

    units: dict[str, MadeUnit] = msgspec.field(default_factory=dict)
    files: dict[str, FileState] = msgspec.field(default_factory=dict)
    stale: tuple[str, ...] = ()
    seen: dict[str, SeenFile] = msgspec.field(default_factory=dict)
    theme: msgspec.Raw = msgspec.Raw(b"\xc0")

    @classmethod
    def read(cls, file: Path) -> "BuildRecord | None":
        """The record in a file; None where there is none that can be trusted."""
        try:
            content = file.read_bytes()
        except OSError:
            return None
        start = len(_HEAD) + _DIGEST_SIZE
        body = content[start:]
        if (
            content[: len(_HEAD)] != _HEAD
            or blake2b(body, digest_size=_DIGEST_SIZE).digest() != content[len(_HEAD) : start]
        ):
            return None
        try:
            return msgspec.msgpack.decode(body, type=cls)
        except msgspec.DecodeError:
            return None

    def write(self, file: Path) -> None:
        """All or nothing."""
        body = msgspec.msgpack.encode(self)
        aside = file.with_name(f"{file.name}.new")
        aside.write_bytes(_HEAD + blake2b(body, digest_size=_DIGEST_SIZE).digest() + body)
        aside.replace(file)
