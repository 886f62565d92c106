"""What commands need to know of all tasks: kept from earlier runs, or found out now, with a bar while it lasts."""

from datetime import date
from pathlib import Path

from phoihop.checking.check import summaries
from phoihop.checking.cores import cores
from phoihop.checking.summary import Summaries, TaskStanding
from phoihop.cli.cases import progress_bar, tell_left_out
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.records.task_folder import folder_of

UNREADABLE = ("record-syntax", "record-schema")
"""Rules whose findings say that a record can't be read."""


def task_summaries(
    session: Session, today: date, *, cached: bool = True, jobs: int | None = None, tasks: list[str] | None = None
) -> Summaries:
    """A summary of every task as of a day, or of those named; `cached` reads and writes what runs keep."""
    with progress_bar(_("Checking")) as progress:
        return summaries(
            session.register,
            today,
            cache=cache_folder() if cached else None,
            jobs=jobs or cores(),
            tasks=tasks,
            progress=progress,
        )


def cache_folder() -> Path | None:
    """The user's folder for what may be deleted at any time; None where there is no such place.

    It lies outside the register: keeping results there changes nothing that Git would see.
    """
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("phoihop", appauthor=False)
    except RuntimeError:
        # In a container the user may have neither a home nor a name.
        return None
    return folder if folder.is_absolute() else None


def standings(session: Session, today: date, cached: bool, agency: str | None = None) -> list[TaskStanding]:
    """How every task stands as of a day; where an `agency` is given, of those at least in which it owes something.

    Says on stderr what can't be read.
    """
    register = session.readable_register
    found = task_summaries(session, today, cached=cached)
    broken = [id_ for id_ in register.task_ids() if not found[id_].assigned]
    unreadable = {
        finding.file
        for summary in found.values()
        if any(map(summary.may_tell_of, UNREADABLE))
        for finding in summary.told()
        if finding.rule in UNREADABLE and finding.file not in summary.later
    }
    tell_left_out(register, broken, sorted(unreadable - {f"{folder_of(id_)}/task.yml" for id_ in broken}))
    wanted = (summary for summary in found.values() if agency is None or summary.may_concern(agency))
    return [stands for summary in wanted if (stands := summary.task_standing())]
