"""Where a command's product goes: printed, or written whole into a file."""

import os
import sys
import tempfile
from pathlib import Path

import click

from phoihop.cli.session import CannotRun, Session, cannot_read
from phoihop.cli.speaking import _, mark, option

output_option = option("--output", "into", metavar=mark("FILE"), help=mark("Write into this file instead of printing."))


def deliver(session: Session, content: str | bytes, into: str | None) -> None:
    """Prints the content, or writes the file in one step: a run that is broken off leaves the old file."""
    if into is None:
        _print(content)
        return
    file = session.path(into)
    raw = content.encode() if isinstance(content, str) else content
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        _replace(file, raw)
    except OSError as error:
        raise cannot_read(error) from None
    click.echo(_("Written: {file}").format(file=file), err=True)


def _print(content: str | bytes) -> None:
    if isinstance(content, str):
        click.echo(content, nl=not content.endswith("\n"))
        return
    if sys.stdout.isatty() and not _is_text(content):
        raise CannotRun(_("This is no text for a screen. Name a file with --output."))
    click.echo(content, nl=False)


def _is_text(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def _replace(file: Path, raw: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as target:
            target.write(raw)
        # mkstemp makes files that only their owner may read; a product is like any other new file.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
