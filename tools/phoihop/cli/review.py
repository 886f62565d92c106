"""`phoihop review BASE [HEAD]`: what a change does, in words, and whether it may be."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from phoihop.changes.formats import FORMATS, renderer
from phoihop.cli import speaking
from phoihop.cli.parameters import format_option, today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import language_wished, speak
from phoihop.language import Language
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "The change is what HEAD (a branch or commit; default: HEAD) adds to BASE, such as origin/main. It is read as "
        "data from Git, whatever is checked out; members, keys and settings of rules are those of BASE. Exit code: 0 "
        "where it brings no error, 1 where it does, 2 if the command could not run."
    )
)
@speaking.argument("base", metavar=mark("BASE"))
@speaking.argument("head", required=False, default="HEAD", metavar=mark("HEAD"))
@format_option(*FORMATS)
@speaking.option(
    "--require-signatures",
    is_flag=True,
    help=mark("Every commit must be signed by an SSH key that BASE lists for its author's agency."),
)
@today_option
@click.pass_obj
def command(session: Session, base: str, head: str, form: str, require_signatures: bool, today: date | None) -> int:
    from phoihop.changes.repository import Repository
    from phoihop.changes.review import review

    found = review(Repository(_place(session)), base, head, today=today, require_signatures=require_signatures)
    # The language, too, is the base's: the register that is checked out may be the change.
    found = replace(found, language=_language_asked_for(session) or found.language)
    speak(found.language)
    click.echo(renderer(form)(found), nl=False)
    return 1 if found.brings_errors else 0


def _language_asked_for(session: Session) -> Language | None:
    """The language that somebody asks for by an option or the environment; None where only a register has a wish.

    LANGUAGE itself tells nothing any more: it is set to the language of the run.
    """
    if session.wished_language or session.language != session.register_language:
        return session.language
    return language_wished({name: value for name, value in os.environ.items() if name != "LANGUAGE"})


def _place(session: Session) -> Path:
    """The folder whose place in the repository is the register's; a change may have taken the register away from it."""
    from phoihop.records.reading import NoRegister
    from phoihop.records.register import find_register

    try:
        return find_register(session.folder)
    except NoRegister:
        return session.folder
