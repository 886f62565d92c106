"""The folder beside a site in which its next state is made out of the one that stands.

`.site-build/` lies beside `site/` and holds the build record. The next state begins as the files of the site by hard
links, so that a build writes only what changed. The folder may be deleted at any time: the next build is a full one,
then.
"""

from phoihop.keeping import KeptFile
from phoihop.site.output import Output, link_all, verified
from phoihop.site.record import MARK, BuildRecord
from phoihop.site.replacing import Replacing


class Workspace(Replacing):
    """Where the next state of the site at `target` is made. Use it inside `opened`."""

    def begin(self) -> tuple[BuildRecord, Output]:
        """The record of the site as it stands, and where its next state is written: what is known lies there."""
        self.next.mkdir()
        record = self._record().load() if self.target.exists() else None
        if record is None:
            return BuildRecord(), Output(self.next, earlier=self.target if self.target.exists() else None)
        known = verified(self.target, record.files)
        link_all(self.target, self.next, known)
        return record, Output(self.next, known=known)

    def finish(self, record: BuildRecord) -> None:
        """Puts the next state in the site's place, and keeps its record."""
        self.put_in_place()
        self._record().save(record, 1)

    def _record(self) -> KeptFile[BuildRecord]:
        return KeptFile(self.folder / "site.record", MARK, BuildRecord)
