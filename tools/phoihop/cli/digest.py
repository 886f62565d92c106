"""`phoihop digest`: what to send on a Monday morning. It prints; sending is somebody else's."""

import re
from collections.abc import Callable
from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.cases import derive_cases
from phoihop.cli.delivering import deliver, output_option
from phoihop.cli.parameters import AGENCY, DAY, days_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.documents.digest.contents import Digest, digest
from phoihop.records.register import Register
from phoihop.wording import mark

_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'()]+")


@speaking.command(
    help=mark(
        "For one agency, or for all: what is overdue, what is due this week, and documents that came lately. eml is a "
        "message for a mail program to send; it goes from the authority's contact to the agency's, or to its members. "
        "Nothing is sent by this command."
    )
)
@speaking.argument("agency", type=AGENCY, required=False)
@speaking.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "html", "eml"]),
    default="text",
    show_default=True,
    help=mark("In which form."),
)
@speaking.option("--since", type=DAY, help=mark("Documents from this day on are new. Default: seven days."))
@speaking.option("--site", default="", metavar=mark("URL"), help=mark("The site's address, to link each task's page."))
@output_option
@days_option
@click.pass_obj
def command(
    session: Session, agency: str | None, form: str, since: date | None, site: str, into: str | None, today: date | None
) -> None:
    if site and not _WEB_ADDRESS.fullmatch(site):
        message = _("“{value}” is no web address. Write it whole, such as https://example.org/register/.")
        raise click.BadParameter(message.format(value=site), param_hint="--site")
    day = session.today(today)
    cases = derive_cases(session, day)
    language = session.register_language
    made = digest(cases, session.register, day, agency=agency, since=since, language=language)
    deliver(session, FORMS[form](made, session.register, site), into)


def _text(made: Digest, _register: Register, site: str) -> str:
    from phoihop.documents.digest.forms import digest_as_text

    return digest_as_text(made, site)


def _markdown(made: Digest, _register: Register, site: str) -> str:
    from phoihop.documents.digest.forms import digest_as_markdown

    return digest_as_markdown(made, site)


def _html(made: Digest, _register: Register, site: str) -> str:
    from phoihop.documents.digest.forms import digest_as_html

    return digest_as_html(made, site)


def _eml(made: Digest, register: Register, site: str) -> bytes:
    from phoihop.documents.digest.message import digest_as_message

    return digest_as_message(made, register, site)


FORMS: dict[str, Callable[[Digest, Register, str], str | bytes]] = {
    "text": _text,
    "markdown": _markdown,
    "html": _html,
    "eml": _eml,
}
