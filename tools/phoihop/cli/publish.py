"""`phoihop site`: builds the register's site, or serves it while its records change."""

import errno
import socket
from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import jobs_option, today_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _
from phoihop.cli.summaries import cache_folder
from phoihop.wording import mark

LAST_PORT = 65535

# The site's own modules are imported by the commands: MkDocs takes long to load.


@speaking.group(help=mark("A register without mkdocs.yml gets the site's default settings."))
def command() -> None:
    """What there is to do with the site."""


@command.command("build", short_help=mark("Write the site: a folder of files for any web server."))
@speaking.option("--out", metavar=mark("DIR"), help=mark("The folder to write into. Default: site/ in the register."))
@jobs_option
@speaking.option(
    "--internal",
    is_flag=True,
    help=mark("The office's own site, with what is not published. Put it where only the office can read."),
)
@today_option
@click.pass_obj
def build(session: Session, out: str | None, jobs: int | None, internal: bool, today: date | None) -> int:
    from phoihop.site.build import build_site

    root = session.readable_register.root.absolute()
    folder = session.path(out).absolute() if out else None
    day, language = session.today(today), session.language
    return build_site(root, folder, day, jobs=jobs, cache=cache_folder(), language=language, internal=internal)


@command.command("serve", short_help=mark("Show the site in a browser here; it follows the records as they change."))
@speaking.option(
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar=mark("ADDRESS"),
    help=mark("Where to serve: address and port, or a port of this machine alone."),
)
@today_option
@click.pass_obj
def serve(session: Session, address: str, today: date | None) -> None:
    root, day = session.readable_register.root.absolute(), session.today(today)
    host, port = _address(address)
    _see_that_it_is_free(host, port)

    from phoihop.site.theming import serve_site

    def tell(place: str) -> None:
        click.echo(
            _("The site will be at {place} in a moment, and follows the records. Ctrl-C ends it.").format(place=place)
        )

    serve_site(root, day, f"{host}:{port}", tell)


def _address(given: str) -> tuple[str, int]:
    host, mark_, port = given.rpartition(":")
    if not (port.isdecimal() and port.isascii() and 1 <= int(port) <= LAST_PORT) or (mark_ and not host):
        message = _("“{given}” is no address with a port from 1 to {last}, such as 127.0.0.1:8001.")
        raise click.BadParameter(message.format(given=given, last=LAST_PORT), param_hint="--address")
    return host or "127.0.0.1", int(port)


def _see_that_it_is_free(host: str, port: int) -> None:
    """Says in words what would otherwise end the building of a whole site."""
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except PermissionError:
        message = _("Port {port} is for the system's own programs; choose one from 1024 on: --address {host}:8001")
    except socket.gaierror:
        message = _("There is no address “{host}”; choose one of this machine's: --address 127.0.0.1:{port}")
    except OSError as error:
        busy = _("Another program uses port {port}; end it, or choose another: --address {host}:{other}")
        elsewhere = _("“{host}” is no address of this machine; choose one that is: --address 127.0.0.1:{port}")
        message = busy if error.errno == errno.EADDRINUSE else elsewhere
    else:
        return
    raise CannotRun(message.format(host=host, port=port, other=port + 1 if port < LAST_PORT else port - 1))
