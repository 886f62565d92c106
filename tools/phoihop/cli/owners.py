"""`phoihop owners`: who may write what, as the files that forges and Git read: CODEOWNERS, allowed signers."""

from collections.abc import Callable
from pathlib import Path

import click

from phoihop.cli import speaking
from phoihop.cli.delivering import deliver, output_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.records.register import Register
from phoihop.wording import mark

_check_option = speaking.option(
    "--check",
    "against",
    metavar=mark("FILE"),
    help=mark("Exit with 1 where this file does not say what the register says now."),
)


@speaking.group(
    help=mark("Made from the members in agencies/: their addresses and keys, and from register.yml's registrars.")
)
def command() -> None:
    """What there is to make."""


@command.command(
    "codeowners",
    short_help=mark("Print CODEOWNERS: whom the forge asks to review which files."),
    help=mark("For GitHub (.github/CODEOWNERS) and GitLab (.gitlab/CODEOWNERS)."),
)
@_check_option
@output_option
@click.pass_obj
def codeowners(session: Session, against: str | None, into: str | None) -> int:
    from phoihop.changes.owners import codeowners as made

    return _deliver(session, "codeowners", lambda of: made(of, _place_in_repository(of)), against, into)


@command.command(
    "allowed-signers",
    short_help=mark("Print the SSH keys that may sign, for Git's gpg.ssh.allowedSignersFile."),
    help=mark("A key is good from its agency's `since` to the end of its `until`."),
)
@_check_option
@output_option
@click.pass_obj
def allowed_signers(session: Session, against: str | None, into: str | None) -> int:
    from phoihop.changes.signatures import allowed_signers as made

    return _deliver(session, "allowed-signers", made, against, into)


def _deliver(
    session: Session, name: str, made: Callable[[Register], str], against: str | None, into: str | None
) -> int:
    """Prints, writes, or compares; the exit code: 1 where the file is stale."""
    register = session.readable_register
    # The same in every language, so that the file is stale only where it matters.
    text = f"# phoihop owners {name}\n" + made(register)
    if against is not None and into is not None:
        raise click.UsageError(_("Give only one of {one} and {other}.").format(one="--check", other="--output"))
    _tell_unusable(register)
    if against is not None:
        return _compare(session.path(against), text, name)
    deliver(session, text, into)
    return 0


def _compare(file: Path, text: str, name: str) -> int:
    try:
        written: str | None = file.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except (FileNotFoundError, UnicodeDecodeError):
        written = None
    if written == text:
        return 0
    message = _("{file} is stale or missing; write it anew: phoihop owners {name} --output {file}")
    click.echo(message.format(file=file, name=name), err=True)
    return 1


def _tell_unusable(register: Register) -> None:
    """Says on stderr which addresses and keys are left out: they would mean more, or nothing, in these files."""
    from phoihop.changes.signatures import unusable

    for agency, what in unusable(register):
        message = _("{agency}: left out, no exact address or no SSH public key: {what}")
        click.echo(message.format(agency=agency, what=what), err=True)


def _place_in_repository(register: Register) -> str:
    """The register's folder in its repository: "" or "folder/"; without Git, the register is taken for the whole."""
    from phoihop.changes.git import NoHistory
    from phoihop.changes.repository import Repository

    try:
        return Repository(register.root).place
    except NoHistory:
        if any((folder / ".git").exists() for folder in (register.root, *register.root.absolute().parents)):
            raise
        return ""
