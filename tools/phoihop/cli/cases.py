"""The cases of a register, with a bar while many are read, and what of it can't be read.

What can't be read is left out, and told; nothing is drafted or recorded on it.
"""

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date

import click

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, ngettext
from phoihop.language import short_date
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder

MOST_NAMED = 6
PATIENCE = 1.0
"""Seconds of work before a bar is worth showing."""


def case_of(register: Register, task: str, day: date) -> Case:
    """A task's case on a day. Ends the run where its assignment can't be read, or came later."""
    folder = register.task(task)
    if case := derive_case(folder, register, day):
        return case
    if folder.assignment is None:
        message = _("The assignment of {task} can't be read. See: phoihop check --task {task}")
        raise CannotRun(message.format(task=task))
    assigned = folder.assignment.date
    message = _("{task} was assigned on {date} only; ask for a later day: --today {iso}")
    raise CannotRun(message.format(task=task, date=short_date(assigned), iso=assigned.isoformat()))


def see_that_all_can_be_read(folder: TaskFolder) -> None:
    """Ends the run where a record of the task can't be read: what follows from it is not known."""
    if folder.broken:
        files = ", ".join(folder.file_of(id_) for id_ in sorted(folder.broken))
        message = _(
            "In task {task} these can't be read, so that nothing can be said of it for certain: {files}. Mend them "
            "first. See: phoihop check --task {task}"
        )
        raise CannotRun(message.format(task=folder.id, files=files))


def derive_cases(session: Session, today: date) -> list[Case]:
    """Every case as of `today`, by id, for commands that need no findings. Says on stderr what can't be read."""
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


def tell_left_out(register: Register, tasks: Sequence[str], records: Iterable[str]) -> None:
    """Says on stderr which tasks are left out because their assignments can't be read, and which records."""
    if tasks:
        message = ngettext(
            "{n} task can't be read and is left out: {tasks}. See: phoihop check",
            "{n} tasks can't be read and are left out: {tasks}. See: phoihop check",
            len(tasks),
        )
        click.echo(message.format(n=len(tasks), tasks=", ".join(tasks)), err=True)
    files = [*(f"agencies/{agency}.yml" for agency in sorted(register.unreadable_agencies)), *records]
    if files:
        message = ngettext(
            "{n} record can't be read; what is shown is without it: {files}. See: phoihop check",
            "{n} records can't be read; what is shown is without them: {files}. See: phoihop check",
            len(files),
        )
        named = [*files[:MOST_NAMED], *(["…"] if len(files) > MOST_NAMED else [])]
        click.echo(message.format(n=len(files), files=", ".join(named)), err=True)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None] | None]:
    """A function to call with how much of how many is done, or None where nobody would see it.

    The bar stands on stderr, on a terminal only, and only once the work turns out to be long.
    """
    if not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown = 0

    def show(done: int, total: int) -> None:
        nonlocal shown
        percent = done * 100 // total
        if time.monotonic() - started > PATIENCE and percent > shown:
            shown = percent
            bar = "█" * (percent // 4)
            click.echo(f"\r{label} {bar:<25} {percent:3}%", file=sys.stderr, nl=False)

    try:
        yield show
    finally:
        if shown:
            # Back to the start of the line, and clear it.
            click.echo("\r\033[K", file=sys.stderr, nl=False)
