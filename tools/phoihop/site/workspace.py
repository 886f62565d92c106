"""The folder beside a site in which its next state is made out of the one that stands, and what is known of that.

`.site-build/` lies beside `site/` and holds the build record: from what the site was made, and what came of it. It may
be deleted at any time; the next build is a full one, then. A record that is damaged, or of another format, counts as
deleted. A build writes only what changed; the rest of the next state is files of the site, by hard links.
"""

import msgspec

from phoihop.keeping import KeptFile
from phoihop.language import Message
from phoihop.site.inputs import Seen
from phoihop.site.output import FileState, Output, link_all, looks_of, verified
from phoihop.site.packed import NOTHING, packed, unpacked
from phoihop.site.replacing import LIST, Replacing

MARK = b"phoihop build record 7\n"


class MadeUnit(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A unit as it was made: from what (`key`), and which files it wrote."""

    key: bytes
    paths: tuple[str, ...]


Made = dict[str, MadeUnit]
"""By name."""

_NONE = msgspec.Raw(b"\x80")


Files = dict[str, FileState]
"""By path."""


class BuildRecord(msgspec.Struct):
    """What is known of a site: its units and files, and of the register what was seen of it and how tasks stood.

    What only a site that is made anew needs is packed: most builds find that nothing changed. `whole` is a digest of
    all that the site is made of, empty where that can't be known; `looks` is what the site looks like, empty until a
    build has found it as it is. `notices` and `errors` are what there was to tell, and is told again.
    """

    units: msgspec.Raw = _NONE
    files: msgspec.Raw = _NONE
    seen: Seen = msgspec.field(default_factory=dict)
    tasks: msgspec.Raw = _NONE
    theme: msgspec.Raw = NOTHING
    histories: msgspec.Raw = NOTHING
    whole: bytes = b""
    looks: bytes = b""
    notices: tuple[Message, ...] = ()
    errors: tuple[str, ...] = ()


class NotMade(Exception):
    """A site could not be made; the message is MkDocs' or Pagefind's own."""


class Workspace(Replacing):
    """Where the next state of the site at `target` is made. Use it inside `opened`."""

    def begin(self) -> BuildRecord:
        """The record of the site as it stands."""
        self.next.mkdir()
        return (self._record().load() if self.target.exists() else None) or BuildRecord()

    def stands(self, before: BuildRecord, whole: bytes, seen: Seen, jobs: int | None) -> bool:
        """Whether the site lies there, file by file, as it would be made of `whole`; keeps what was `seen`, then."""
        if not whole or before.whole != whole:
            return False
        looks = looks_of(self.target, jobs)
        if looks != before.looks:
            files = unpacked(before.files, Files)
            if files != verified(self.target, files) or not self._is_listed(files):
                return False
        if (seen, looks) != (before.seen, before.looks):
            self._record().save(msgspec.structs.replace(before, seen=seen, looks=looks), 1)
        return True

    def output(self, before: BuildRecord) -> Output:
        """Where what is new of the next state is written."""
        if not self.target.exists():
            return Output(self.next)
        return Output(self.next, known=verified(self.target, unpacked(before.files, Files)), earlier=self.target)

    def finish(self, record: BuildRecord, files: Files, output: Output) -> None:
        """Puts the next state, which has these files, in the site's place unless that is the same; keeps its record."""
        if files != output.known or not self._is_listed(files):
            stays = (path for path, state in files.items() if output.known.get(path) == state)
            link_all(self.target, self.next, stays)
            self.put_in_place()
        record.files = packed(files)
        self._record().save(record, 1)

    def _is_listed(self, files: Files) -> bool:
        return self.listed() == {*files, LIST}

    def _record(self) -> KeptFile[BuildRecord]:
        return KeptFile(self.folder / "site.record", MARK, BuildRecord)
