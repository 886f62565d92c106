"""Records a draft: judges it once more beside whatever others recorded meanwhile, and writes it whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from phoihop.recording.committing import NotCommitted
from phoihop.recording.drafting import Draft, Prepared
from phoihop.recording.writing import Taken, desk
from phoihop.records.register import load_register


class WouldBeWrong(Exception):
    """The record would bring what `check` calls an error. Nothing was written."""

    def __init__(self, prepared: Prepared) -> None:
        super().__init__(", ".join(found.rule for found in prepared.verdict.errors))
        self.prepared = prepared


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was written: the record, and the paths of all files, relative to the register's root.

    `not_committed` says why Git made no commit, where one was wanted.
    """

    prepared: Prepared
    paths: tuple[str, ...]
    not_committed: NotCommitted | None = None


def record(draft: Draft, root: Path, commit: Callable[[Recorded], None] | None = None) -> Recorded:
    """Writes a draft into the register at `root`, and has it committed before anybody else writes.

    Raises `WouldBeWrong` or `NotARecord` with nothing written, and OSError where the register can't be written.
    """
    with desk(root) as place:
        while True:
            now = draft.refreshed(load_register(root))
            prepared = now.prepare()
            if prepared.verdict.errors:
                raise WouldBeWrong(prepared)
            try:
                recorded = Recorded(prepared, tuple(now.put_down(prepared, place)))
            except Taken:
                # Somebody without the lock took the place (an editor, a merge): look again.
                continue
            try:
                if commit:
                    commit(recorded)
            except NotCommitted as reason:
                return replace(recorded, not_committed=reason)
            return recorded
