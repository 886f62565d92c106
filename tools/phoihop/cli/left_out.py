"""Records that a command could not read: it leaves them out, and says so; nothing is drafted or recorded on them."""

from collections.abc import Iterable, Sequence

import click

from phoihop.cli.session import CannotRun
from phoihop.cli.speaking import _, ngettext
from phoihop.records.register import Register, TaskFolder

MOST_NAMED = 6


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


def see_that_all_can_be_read(folder: TaskFolder) -> None:
    """Ends the run where a record of the task can't be read: what follows from it is not known."""
    if folder.broken:
        files = ", ".join(folder.file_of(id_) for id_ in sorted(folder.broken))
        message = _(
            "In task {task} these can't be read, so that nothing can be said of it for certain: {files}. Mend them "
            "first. See: phoihop check --task {task}"
        )
        raise CannotRun(message.format(task=folder.id, files=files))
