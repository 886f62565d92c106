"""The folder beside a site in which its next state is made out of the one that stands.

`.site-build/` lies beside `site/`. It holds the build record and a spare copy of the site, whose files are the site's
own by hard links. A build brings the spare copy up to date and exchanges the two; so it writes only what changed. The
folder may be deleted at any time: the next build is a full one, then.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path

from phoihop.site.output import FileState, Output, delete, link_all, verified
from phoihop.site.record import BuildRecord
from phoihop.site.replacing import Replacing


class Workspace(Replacing):
    """Where the next state of the site at `target` is made. Use it inside `opened`."""

    def __init__(self, target: Path) -> None:
        super().__init__(target)
        self.record_file = self.folder / "record"
        self.spare = self.folder / "spare"

    def begin(self) -> tuple[BuildRecord, Output]:
        """The record of the site as it stands, and where its next state is written: what is known lies there."""
        record = BuildRecord.read(self.record_file) if self.target.exists() else None
        if record is None:
            shutil.rmtree(self.spare, ignore_errors=True)
            self.next.mkdir()
            return BuildRecord(), Output(self.next, earlier=self.target if self.target.exists() else None)
        if self.spare.exists():
            self.spare.rename(self.next)
            there = {path for path in record.stale if path in record.files and (self.target / path).is_file()}
            delete(self.next, set(record.stale) - there)
            link_all(self.target, self.next, there)
        else:
            self.next.mkdir()
            link_all(self.target, self.next, (path for path in record.files if (self.target / path).is_file()))
        return record, Output(self.next, known=verified(self.next, record.files))

    def finish(self, record: BuildRecord, before: Mapping[str, FileState]) -> None:
        """Puts the next state in the site's place. `before` are the files of the spare copy when the build began."""
        changed = {path for path, state in record.files.items() if before.get(path) != state}
        record.stale = tuple(sorted(changed | (before.keys() - record.files.keys())))
        had_spare = self.target.exists() and bool(before)
        if not had_spare:
            # Nothing of the old site is of use to the next build.
            record.stale = ()
            self._make_spare(record)
        fresh = self.folder / "record.next"
        record.write(fresh)
        self.put_in_place()
        fresh.replace(self.record_file)
        if had_spare:
            self.next.rename(self.spare)

    def _make_spare(self, record: BuildRecord) -> None:
        shutil.rmtree(self.spare, ignore_errors=True)
        link_all(self.next, self.aside, record.files)
        self.aside.rename(self.spare)
