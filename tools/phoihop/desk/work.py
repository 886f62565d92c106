"""What waits for an agency, and which documents would meet it; which kinds of document a task may get."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import Case
from phoihop.checking.summary import OwedNow, TaskStanding
from phoihop.kinds.opening import Opening
from phoihop.kinds.registry import kinds
from phoihop.recording.choices import Occasion
from phoihop.records.register import Register


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that an agency owes; `kinds` are the documents that meet it, the one that fits best first."""

    task: str
    title: str
    owed: OwedNow
    kinds: tuple[str, ...]

    @property
    def order(self) -> tuple[int, date, str]:
        late = self.owed.standing.late
        return (1 if late is None else -late), self.owed.line.due or date.max, self.task


def duties(register: Register, known: Sequence[TaskStanding], agency: str | None, today: date) -> list[Duty]:
    """What an agency owes as of a day, or (None) everybody; the most urgent first."""
    found = []
    for stands in known:
        own = [owed for owed in stands.owed if agency in (None, owed.line.debtor)]
        case = Occasion.of_task(register, stands.task.id, today).case if own else None
        if case:
            task = stands.task
            found += [Duty(task.id, task.title, owed, _met_by(case, owed.line.kind, owed.line.debtor)) for owed in own]
    return sorted(found, key=lambda duty: duty.order)


def _met_by(case: Case, owed: str, agency: str) -> tuple[str, ...]:
    """The kinds of document that concern what is owed, and that the agency may issue: the one of its name first.

    Nobody urges itself: a reminder meets the duty to urge others alone.
    """
    concerned = [name for name, kind in kinds().items() if owed in kind.concerns and kind.may_come(case)]
    meeting = ["reminder"] if owed == "urging" else [name for name in concerned if name != "reminder"]
    fits = [name for name in meeting if agency in kinds()[name].issuers(Opening(name, case, {}))]
    return tuple(sorted(fits, key=lambda name: name != owed))


def kinds_for(case: Case) -> tuple[str, ...]:
    """The kinds of document that a task may still get."""
    return tuple(name for name, kind in kinds().items() if kind.may_come(case))
