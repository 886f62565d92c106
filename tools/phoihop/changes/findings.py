"""What is found in a change: the form of every finding, with the commit that it is about and what that changed."""

from typing import Literal

from phoihop.changes.commits import Commit
from phoihop.changes.places import Place
from phoihop.changes.rules.rule import SECTION
from phoihop.language import Message
from phoihop.records.differences import KeyChange
from phoihop.rules.finding import Finding, Severity

Effect = Literal["new", "resolved"]


class ChangeFinding(Finding, frozen=True):
    """A finding that a change brings (`new`), or does away with (`resolved`); `file` is "" where it is about none.

    `commit` is None where no single one can be named; `step` is the change of the main line that it came with, and
    `changes` is what was changed in the record.
    """

    effect: Effect = "new"
    commit: Commit | None = None
    step: str = ""
    changes: tuple[KeyChange, ...] = ()


def told(
    rule: str,
    severity: Severity,
    place: Place | None,
    message: Message,
    commit: Commit | None,
    step: str,
    changes: tuple[KeyChange, ...] = (),
) -> ChangeFinding:
    """What a rule finds in a history, of the file at a place."""
    task, agency, file = (place.task, place.agency, place.name) if place else (None, None, "")
    return ChangeFinding(
        rule, severity, SECTION, task, agency, file, None, message, commit=commit, step=step, changes=changes
    )
