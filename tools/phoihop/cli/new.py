"""`phoihop new agency|task|KIND`: makes a record of answers, given as options or in a dialogue, and writes it whole."""

import click

from phoihop.cli import speaking
from phoihop.cli.speaking import _, worded
from phoihop.language import Text
from phoihop.wording import mark


class NewGroup(speaking.Group):
    """A command for each kind of record, made from the record types when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_titles())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _titles():
            return None
        # Only the command that is used loads what records need.
        from phoihop.cli.new_command import command_for

        return command_for(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Kinds of record")):
            formatter.write_dl([(name, worded(title)) for name, title in _titles().items()])


def _titles() -> dict[str, Text]:
    """What each kind of record is called."""
    from phoihop.kinds.registry import record_kinds

    return {name: kind.title for name, kind in record_kinds().items()}


@click.group(
    cls=NewGroup,
    subcommand_metavar=mark("KIND …"),
    help=mark(
        "On a terminal you are asked for what the options leave open; the finished record is shown before anything is "
        "written. What check would call an error is refused. Exit code: 0 recorded, 1 not recorded, 2 if the command "
        "could not run."
    ),
)
def command() -> None:
    """What there is to record."""
