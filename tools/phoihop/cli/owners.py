"""`phoihop owners`: who may write what, as the files that forges and Git read: CODEOWNERS, allowed signers."""

from pathlib import Path

import click

from phoihop.cli import speaking
from phoihop.cli.delivering import deliver
from phoihop.cli.session import CannotRun, Session, cannot_read, worded
from phoihop.cli.speaking import _
from phoihop.records.register import Register
from phoihop.wording import mark

CHECK_HELP = mark("Exit with 1 where this file does not say what the register says now.")
OUTPUT_HELP = mark("Write into this file instead of printing.")


@click.group(
    cls=speaking.Group,
    subcommand_metavar=mark("COMMAND …"),
    help=mark("Made from the members in agencies/: their addresses and keys, and from register.yml's registrars."),
)
def command() -> None:
    """What there is to make."""


@command.command(
    "codeowners",
    cls=speaking.Command,
    short_help=mark("Print CODEOWNERS: whom the forge asks to review which files."),
    help=mark("For GitHub (.github/CODEOWNERS) and GitLab (.gitlab/CODEOWNERS)."),
)
@speaking.option("--check", "against", metavar=mark("FILE"), help=CHECK_HELP)
@speaking.option("--output", "into", metavar=mark("FILE"), help=OUTPUT_HELP)
@click.pass_context
def codeowners(ctx: click.Context, against: str | None, into: str | None) -> None:
    from phoihop.changes.owners import codeowners as made

    session: Session = ctx.obj
    register = session.readable_register
    text = _heading("codeowners") + made(register, _place_in_repository(register))
    ctx.exit(_deliver(session, register, "codeowners", text, against, into))


@command.command(
    "allowed-signers",
    cls=speaking.Command,
    short_help=mark("Print the SSH keys that may sign, for Git's gpg.ssh.allowedSignersFile."),
    help=mark("A key is good from its agency's `since` to the end of its `until`."),
)
@speaking.option("--check", "against", metavar=mark("FILE"), help=CHECK_HELP)
@speaking.option("--output", "into", metavar=mark("FILE"), help=OUTPUT_HELP)
@click.pass_context
def allowed_signers(ctx: click.Context, against: str | None, into: str | None) -> None:
    from phoihop.changes.signers import allowed_signers as made

    session: Session = ctx.obj
    register = session.readable_register
    ctx.exit(
        _deliver(session, register, "allowed-signers", _heading("allowed-signers") + made(register), against, into)
    )


def _heading(name: str) -> str:
    """The first line of a file made here: the same in every language, so that it is stale only where it matters."""
    return f"# phoihop owners {name}\n"


def _deliver(session: Session, register: Register, name: str, text: str, against: str | None, into: str | None) -> int:
    """Prints, writes, or compares; the exit code: 1 where the file is stale."""
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
    except OSError as error:
        raise cannot_read(error) from None
    if written == text:
        return 0
    message = _("{file} is stale or missing; write it anew: phoihop owners {name} --output {file}")
    click.echo(message.format(file=file, name=name), err=True)
    return 1


def _tell_unusable(register: Register) -> None:
    """Says on stderr which addresses and keys are left out: they would mean more, or nothing, in these files."""
    from phoihop.changes.signers import unusable

    for agency, what in unusable(register):
        message = _("{agency}: left out, no exact address or no SSH public key: {what}")
        click.echo(message.format(agency=agency, what=what), err=True)


def _place_in_repository(register: Register) -> str:
    """The register's folder in its repository: "" or "folder/"; without Git, the register is taken for the whole."""
    from phoihop.changes.git import NoHistory
    from phoihop.changes.repository import Repository

    try:
        return Repository(register.root).place
    except NoHistory as error:
        if not any((folder / ".git").exists() for folder in (register.root, *register.root.absolute().parents)):
            return ""
        raise CannotRun(worded(error.message)) from None
