"""The cases of a register, for commands that need no findings."""

from datetime import date

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cli.left_out import tell_left_out
from phoihop.cli.progress import progress_bar
from phoihop.cli.session import Session
from phoihop.cli.speaking import _


def derive_cases(session: Session, today: date) -> list[Case]:
    """Every case as of `today`, by id. Says on stderr what can't be read."""
    register = session.readable_register
    cases: list[Case] = []
    broken: list[str] = []
    records: list[str] = []
    ids = register.task_ids()
    with progress_bar(_("Reading")) as progress:
        for done, task_id in enumerate(ids, 1):
            folder = register.task(task_id)
            if case := derive_case(folder, register, today):
                cases.append(case)
            elif folder.assignment is None:
                broken.append(task_id)
            records += (folder.file_of(id_) for id_ in sorted(folder.broken - {"task"}))
            if progress:
                progress(done, len(ids))
    tell_left_out(register, broken, records)
    return cases
