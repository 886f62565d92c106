"""The folder beside a site in which its next state is made out of the one that stands, and what is known of that.

`.site-build/` lies beside `site/` and holds the build record: from what the site was made, and what came of it. It may
be deleted at any time; the next build is a full one, then. A record that is damaged, or of another format, counts as
deleted. A build writes only what changed; the rest of the next state is files of the site, by hard links.
"""

from typing import TypeVar

import msgspec

from phoihop.keeping import KeptFile
from phoihop.site.inputs import SeenFile
from phoihop.site.output import FileState, Output, link_all, verified
from phoihop.site.replacing import LIST, Replacing

T = TypeVar("T")

MARK = b"phoihop build record 5\n"


class MadeUnit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A unit as it was made: from what (`key`), and which files it wrote."""

    key: bytes
    paths: tuple[str, ...]


Made = dict[str, MadeUnit]
"""By name."""

_NONE = msgspec.Raw(msgspec.msgpack.encode({}))


class BuildRecord(msgspec.Struct):
    """What is known of a site: its units and files, and of the register what files were seen and how tasks stood.

    What only a site that is made anew needs is packed: most builds find that nothing changed.
    """

    units: msgspec.Raw = _NONE
    files: dict[str, FileState] = msgspec.field(default_factory=dict)
    seen: dict[str, SeenFile] = msgspec.field(default_factory=dict)
    tasks: msgspec.Raw = _NONE
    theme: msgspec.Raw = msgspec.Raw(b"\xc0")
    whole: bytes = b""
    """A digest of all that the site is made of; empty where that can't be known, or a build has something to tell."""


def unpacked(packed: msgspec.Raw, of: type[dict[str, T]]) -> dict[str, T]:
    """What a record keeps packed; nothing where another version of this tool had it in another form."""
    try:
        return msgspec.msgpack.decode(packed, type=of)
    except msgspec.DecodeError:
        return {}


class Workspace(Replacing):
    """Where the next state of the site at `target` is made. Use it inside `opened`."""

    def begin(self) -> tuple[BuildRecord, Output]:
        """The record of the site as it stands, and where what is new of its next state is written."""
        self.next.mkdir()
        if not self.target.exists():
            return BuildRecord(), Output(self.next)
        record = self._record().load()
        if record is None:
            return BuildRecord(), Output(self.next, earlier=self.target)
        return record, Output(self.next, known=verified(self.target, record.files), earlier=self.target)

    def stands(self, before: BuildRecord, output: Output, whole: bytes) -> bool:
        """Whether the site lies there, file by file, as it would be made of `whole`."""
        return bool(whole) and before.whole == whole and before.files == output.known and self._is_listed(before)

    def keep_seen(self, record: BuildRecord, seen: dict[str, SeenFile]) -> None:
        """Keeps what was seen of a register whose site stays as it is."""
        if seen != record.seen:
            record.seen = seen
            self._record().save(record, 1)

    def finish(self, record: BuildRecord, output: Output) -> None:
        """Puts the next state in the site's place, unless that is the same, and keeps its record."""
        if record.files != output.known or not self._is_listed(record):
            stays = (path for path, state in record.files.items() if output.known.get(path) == state)
            link_all(self.target, self.next, stays)
            self.put_in_place()
        self._record().save(record, 1)

    def _is_listed(self, record: BuildRecord) -> bool:
        return self.listed() == {*record.files, LIST}

    def _record(self) -> KeptFile[BuildRecord]:
        return KeptFile(self.folder / "site.record", MARK, BuildRecord)
