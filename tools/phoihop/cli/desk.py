"""`phoihop desk`: recording in a browser, on this machine."""

import sys
from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import today_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "Opens the browser on forms that record what “phoihop new” records, show what it means, and send it as "
        "“phoihop send” does. It answers on this machine alone, and works in a clone of its own. The address is "
        "printed, with a token that is good once. Where a desk of this register runs already, that one is opened."
    )
)
@speaking.option(
    "--port", type=click.IntRange(0, 65535), default=0, metavar=mark("PORT"), help=mark("By default any free one.")
)
@speaking.option("--no-browser", is_flag=True, help=mark("Only print the address."))
@today_option
@click.pass_obj
def command(session: Session, port: int, no_browser: bool, today: date | None) -> None:
    try:
        from phoihop.desk.running import run
    except ModuleNotFoundError as missing:
        if missing.name not in ("flask", "waitress"):
            raise
        raise CannotRun(
            _(
                "The desk needs Flask and waitress: install phoihop with its extra “desk”, as the manual's page on "
                "setting up says."
            )
        ) from None
    root = session.readable_register.root

    def tell(address: str) -> None:
        click.echo(address)
        if sys.stderr.isatty():
            click.echo(_("Open this address in a browser of this machine. Ctrl-C ends the desk."), err=True)

    run(root, port, today, tell, opens=not no_browser)
