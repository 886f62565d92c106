"""`phoihop site`: builds the register's site, or serves it while its records change."""

from datetime import date
from typing import TYPE_CHECKING

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import SHARD, today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, mark
from phoihop.cli.summaries import cache_folder

if TYPE_CHECKING:
    from phoihop.checking.shards import Shard

# The site's own modules are imported by the commands: MkDocs takes long to load.


out_option = speaking.option(
    "--out", metavar=mark("DIR"), help=mark("The folder to write into. Default: site/ in the register.")
)
jobs_option = speaking.option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar=mark("N"),
    help=mark("Work in at most this many processes. Default: one for each core."),
)


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
@out_option
@speaking.option(
    "--shard",
    type=SHARD,
    metavar=mark("I/N"),
    help=mark("Make only the I-th of N shares of the tasks' pages, into the folder --out, for “phoihop site merge”."),
)
@jobs_option
@today_option
@click.pass_context
def build(ctx: click.Context, out: str | None, shard: "Shard | None", jobs: int | None, today: date | None) -> None:
    from phoihop.site.build import build_part, build_site

    session: Session = ctx.obj
    if shard and not out:
        raise click.UsageError(_("Name with --out the folder for the share."))
    root = session.readable_register.root.absolute()
    folder = session.path(out).absolute() if out else None
    day, language = session.today(today), session.language
    if shard and folder:
        ctx.exit(build_part(root, folder, day, shard.tasks, jobs=jobs, cache=cache_folder(), language=language))
    ctx.exit(build_site(root, folder, day, jobs=jobs, cache=cache_folder(), language=language))


@command.command(
    "merge",
    cls=speaking.Command,
    short_help=mark("Write the site from the shares that “build --shard” made on several machines."),
)
@speaking.argument("parts", nargs=-1, required=True, metavar=mark("PART …"))
@out_option
@jobs_option
@today_option
@click.pass_context
def merge(ctx: click.Context, parts: tuple[str, ...], out: str | None, jobs: int | None, today: date | None) -> None:
    from phoihop.site.build import build_site

    session: Session = ctx.obj
    root = session.readable_register.root.absolute()
    folder = session.path(out).absolute() if out else None
    shares = [session.path(part).absolute() for part in parts]
    day, cache = session.today(today), cache_folder()
    ctx.exit(build_site(root, folder, day, parts=shares, jobs=jobs, cache=cache, language=session.language))


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
