"""Where a command's product goes: printed, or written whole into a file."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, option
from phoihop.terminal import inert_lines
from phoihop.wording import mark
from phoihop.writing import write_whole

output_option = option("--output", "into", metavar=mark("FILE"), help=mark("Write into this file instead of printing."))

force_option = option(
    "--force", is_flag=True, help=mark("Replace a file that is there: somebody may have worked on it.")
)

_BY_ENDING = {"md": "markdown", "txt": "text", "htm": "html"}
_OF_FILES = frozenset(
    ("csv", "doc", "docx", "eml", "html", "json", "markdown", "ods", "odt", "pdf", "xls", "xlsx", "xml")
)


def form_of(given: str | None, into: str | None, possible: Sequence[str]) -> str:
    """The form that is asked for: by its name, else by the ending of the file, else the first that is possible.

    Ends the run where that can't be made: nobody opens a table called x.pdf.
    """
    ending = Path(into or "").suffix[1:].lower()
    told = given or (ending if ending in possible else _BY_ENDING.get(ending, ending))
    if told in possible:
        return told
    if given or told in _OF_FILES:
        message = _("“{form}” does not go with this: choose one of {possible}.")
        hint = "--format" if given else "--output"
        raise click.BadParameter(message.format(form=given or ending, possible=", ".join(possible)), param_hint=hint)
    return possible[0]


def see_that_nobodys_work_is_there(session: Session, into: str | None) -> None:
    """Ends the run where the file is there: what people work on once it is written is never replaced unasked."""
    if into is not None and session.path(into).is_file():
        message = _("{file} is there already, and may have been worked on. Choose another name, or --force.")
        raise CannotRun(message.format(file=session.path(into)))


def deliver(session: Session, content: str | bytes, into: str | None) -> None:
    """Prints the content, or writes the file in one step: a run that is broken off leaves the old file."""
    if into is None:
        _print(content)
        return
    file = session.path(into)
    raw = content.encode() if isinstance(content, str) else content
    file.parent.mkdir(parents=True, exist_ok=True)
    write_whole(file, raw)
    click.echo(_("Written: {file}").format(file=file), err=True)


def _print(content: str | bytes) -> None:
    seen = sys.stdout.isatty() or any(os.environ.get(name) for name in ("CI", "TF_BUILD"))
    if isinstance(content, bytes):
        if sys.stdout.isatty() and not _is_text(content):
            raise CannotRun(_("This is no text for a screen. Name a file with --output."))
        if not seen or not _is_text(content):
            click.echo(content, nl=False)
            return
        content = content.decode()
    click.echo(inert_lines(content) if seen else content, nl=not content.endswith("\n"))


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True
