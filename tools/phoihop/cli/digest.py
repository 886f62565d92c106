"""`phoihop digest`: what to send on a Monday morning. It prints; sending is somebody else's."""

import re
from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.cases import derive_cases
from phoihop.cli.delivering import deliver, form_of, output_option
from phoihop.cli.parameters import AGENCY, DAY, days_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.documents.digest.contents import digest
from phoihop.documents.digest.forms import digest_as_html, digest_as_markdown, digest_as_text
from phoihop.wording import mark

FORMS = {"text": digest_as_text, "markdown": digest_as_markdown, "html": digest_as_html}
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
    type=click.Choice((*FORMS, "eml")),
    help=mark("Default: by the name given with --output, else text."),
)
@speaking.option("--since", type=DAY, help=mark("Documents from this day on are new. Default: seven days."))
@speaking.option("--site", default="", metavar=mark("URL"), help=mark("The site's address, to link each task's page."))
@output_option
@days_option
@click.pass_obj
def command(
    session: Session,
    agency: str | None,
    form: str | None,
    since: date | None,
    site: str,
    into: str | None,
    today: date | None,
) -> None:
    if site and not _WEB_ADDRESS.fullmatch(site):
        message = _("“{value}” is no web address. Write it whole, such as https://example.org/register/.")
        raise click.BadParameter(message.format(value=site), param_hint="--site")
    form = form_of(form, into, (*FORMS, "eml"))
    day = session.today(today)
    cases = derive_cases(session, day)
    language = session.register_language
    made = digest(cases, session.register, day, agency=agency, since=since, language=language)
    if form != "eml":
        deliver(session, FORMS[form](made, site), into)
        return
    # What makes messages takes long to load.
    from phoihop.documents.digest.message import digest_as_message

    deliver(session, digest_as_message(made, session.register, site), into)
