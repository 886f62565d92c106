"""The build record: what a site was made from, and what came of it, so that the next build makes only what changed.

It may be deleted at any time; the next build is a full one, then. One that is damaged, or of another format, counts
as deleted.
"""

import msgspec

from phoihop.site.inputs import SeenFile
from phoihop.site.judging import Judged
from phoihop.site.output import FileState

MARK = b"phoihop build record 3\n"


class MadeUnit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A unit as it was made: from what (`key`), and which files it wrote."""

    key: bytes
    paths: tuple[str, ...]


class BuildRecord(msgspec.Struct):
    """What is known of a site."""

    units: dict[str, MadeUnit] = msgspec.field(default_factory=dict)
    files: dict[str, FileState] = msgspec.field(default_factory=dict)
    seen: dict[str, SeenFile] = msgspec.field(default_factory=dict)
    tasks: Judged = msgspec.field(default_factory=dict)
    theme: msgspec.Raw = msgspec.Raw(b"\xc0")
