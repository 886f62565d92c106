"""`phoihop site`: builds the register's site, or serves it while its records change."""

from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import mark
from phoihop.cli.summaries import cache_folder

# The site's own modules are imported by the commands: MkDocs takes long to load.


@click.group(
    cls=speaking.Group,
    subcommand_metavar=mark("COMMAND …"),
    help=mark("A register without mkdocs.yml gets the site's default settings."),
)
def command() -> None:
    """What there is to do with the site."""


@command.command(
    "build",
    cls=speaking.Command,
    short_help=mark("Write the site: a folder of files for any web server."),
)
@speaking.option("--out", metavar=mark("DIR"), help=mark("The folder to write into. Default: site/ in the register."))
@speaking.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar=mark("N"),
    help=mark("Work in at most this many processes. Default: one for each core."),
)
@today_option
@click.pass_context
def build(ctx: click.Context, out: str | None, jobs: int | None, today: date | None) -> None:
    from phoihop.site.build import build_site

    session: Session = ctx.obj
    root = session.readable_register.root.absolute()
    folder = session.path(out).absolute() if out else None
    day, language = session.today(today), session.language
    ctx.exit(build_site(root, folder, day, jobs=jobs, cache=cache_folder(), language=language))


@command.command(
    "serve",
    cls=speaking.Command,
    short_help=mark("Show the site in a browser here; it follows the records as they change."),
)
@speaking.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar=mark("ADDRESS"),
    help=mark("Where to serve: address and port."),
)
@today_option
@click.pass_obj
def serve(session: Session, address: str, today: date | None) -> None:
    from phoihop.site.theming import serve_site

    serve_site(session.readable_register.root.absolute(), session.today(today), address)
