"""What each unit of a site depends on, in one digest: a unit whose digest stays the same is not made again."""

from datetime import date
from hashlib import blake2b
from typing import TYPE_CHECKING

from phoihop.language import Message
from phoihop.site.inputs import OTHERS, Seen

if TYPE_CHECKING:
    from phoihop.site.publication import Publication
    from phoihop.site.theme import Theme
    from phoihop.site.units import Unit


class Keys:
    """`tasks` are those of what a task's rows and findings are made of, as long as nothing else is known."""

    def __init__(self, seen: Seen, tool: bytes, today: date) -> None:
        self.common = _digest(tool, seen[OTHERS].digest, today.isoformat())
        self.tasks = {id_: _digest(self.common, folder.digest) for id_, folder in seen.items() if id_ != OTHERS}
        self._whole = b""

    def of_whole(self, theme: bytes | None, past: str) -> bytes:
        """All that a site is made of: register, theme, and what names its past.

        Empty where what the theme is made of is not known.
        """
        return b"" if theme is None else _digest(theme, past, *self.tasks, *self.tasks.values())

    def of_past(self, past: str) -> bytes:
        """All that the histories of tasks are read from."""
        return _digest(self.common, past)

    def take_in(self, publication: "Publication", theme: "Theme") -> None:
        """Counts in what the theme, Git and other tasks say."""
        self.common = _digest(self.common, theme.key)
        self.tasks = {id_: self._of_task(publication, id_, of_task) for id_, of_task in self.tasks.items()}
        of_none = [found for found in publication.judgement.findings if not found.task]
        # A commit that changes no task changes head.json.
        head = repr((publication.head.commit, publication.head.unrecorded))
        self._whole = _digest(self.common, *self.tasks, *self.tasks.values(), repr(of_none), head)

    def of(self, unit: "Unit") -> bytes:
        if unit.tasks is None:
            return self._whole
        of_tasks = [self.tasks.get(id_, b"") for id_ in unit.tasks]
        return _digest(self.common, f"{unit.name} {unit.counts}", *unit.tasks, *of_tasks)

    @staticmethod
    def _of_task(publication: "Publication", id_: str, of_task: bytes) -> bytes:
        histories = publication.histories
        told = repr(histories) if isinstance(histories, Message) else histories.part(id_)
        found, unrecorded = publication.findings_by_task.get(id_), publication.unrecorded_by_task.get(id_)
        return _digest(of_task, repr(found), told, repr(unrecorded))


def _digest(*parts: str | bytes) -> bytes:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.digest()
