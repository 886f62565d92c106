"""`phoihop undo [RECORD]`: takes back what was recorded and not yet sent."""

import click

from phoihop.cli import speaking
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.terminal import clean
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "RECORD is a document's id, a task's number, an agency's id, or the path of one of these; without it, what was "
        "recorded last is taken back, papers too. Nothing is lost: what is taken out of the register is kept aside. "
        "What was sent is not taken back here."
    )
)
@speaking.argument("record", required=False, metavar=mark("RECORD"))
@click.pass_obj
def command(session: Session, record: str | None) -> None:
    from phoihop.sending.undoing import take_back

    root = session.readable_register.root
    taken = take_back(root, record)
    click.echo(_("Taken back: {record}").format(record=clean(taken.record.message)))
    for path in taken.record.files:
        click.echo(f"  {path}")
    click.echo(_("Kept in: {folder}").format(folder=taken.kept.relative_to(root)))
