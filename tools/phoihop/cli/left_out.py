"""Tasks that a command leaves out, and says so."""

from collections.abc import Sequence

import click

from phoihop.cli.speaking import ngettext


def tell_left_out(broken: Sequence[str]) -> None:
    """Says on stderr which tasks are left out because their assignments can't be read."""
    if broken:
        message = ngettext(
            "{n} task can't be read and is left out: {tasks}. See: phoihop check",
            "{n} tasks can't be read and are left out: {tasks}. See: phoihop check",
            len(broken),
        )
        click.echo(message.format(n=len(broken), tasks=", ".join(broken)), err=True)
