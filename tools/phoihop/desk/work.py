"""What waits for an agency, and which documents would meet it; which kinds of document a task may get."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
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
    kinds: tuple[str, ...] = ()


def duties(
    register: Register, known: Sequence[TaskStanding], agencies: Container[str], today: date, most: int | None = None
) -> list[Duty]:
    """What these agencies owe as of a day, the most urgent first; `most` of it."""
    owed = [Duty(at.task.id, at.task.title, owed) for at in known for owed in at.owed if owed.line.debtor in agencies]
    urgent = sorted(owed, key=lambda duty: duty.owed.urgency)[:most]
    cases = {id_: Occasion.of_task(register, id_, today).case for id_ in {duty.task for duty in urgent}}
    return [
        replace(duty, kinds=_met_by(case, duty.owed.line.kind, duty.owed.line.debtor))
        for duty in urgent
        if (case := cases[duty.task])
    ]


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
