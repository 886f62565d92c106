"""Which task a document belongs to, asked for on a terminal: those that await such a document come first."""

from datetime import date

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cli.dialogue import Dialogue
from phoihop.cli.speaking import _
from phoihop.kinds.registry import kinds
from phoihop.language import say
from phoihop.recording.choices import Choice
from phoihop.records.register import Register, folder_of

MOST_READ = 400
"""Tasks that are read to offer the fitting ones, the newest; in a larger register the others are named by id."""


def choose_task(register: Register, kind: str, today: date) -> str | None:
    """The id of a task; None where the register has none."""
    ids = register.task_ids()
    if not ids:
        return None
    cases = [case for id_ in reversed(ids[-MOST_READ:]) if (case := derive_case(register.task(id_), register, today))]
    declared = kinds()[kind]
    running = [case for case in cases if declared.may_come(case)]
    awaiting = [case for case in running if any(owed.kind in declared.concerns for owed in case.owed_now)]
    offered = awaiting or running or cases
    named = {case.id for case in offered}
    others = [Choice(id_, say("{id}", "{id}", id=id_)) for id_ in ids if id_ not in named]
    dialogue = Dialogue()
    return dialogue.choose(_("Task"), [*map(_choice, offered), *others], listed=len(offered))


def _choice(case: Case) -> Choice:
    label = say("{id} · {title}", "{id} · {title}", id=case.id, title=case.title)
    number = (case.assignment.number,) if case.assignment.number else ()
    return Choice(case.id, label, (case.title, folder_of(case.id), *number))
