"""`phoihop erase PATH --reason WHY`: takes a record or paper that the law lets no copy keep out of the register."""

import shlex
from pathlib import Path

import click

from phoihop.cli import speaking
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.terminal import clean
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "PATH is a record or paper of the register that the law lets no copy keep (a state secret, personal data). Its "
        "path, digest and the reason go into erasures.yml, which the authority alone may change; then it is taken out "
        "of the folder, and what is left to do with the history is printed. `verify` tells such a gap by its name, and "
        "refuses any other."
    )
)
@speaking.argument("path", metavar=mark("PATH"))
@speaking.option("--reason", metavar=mark("WHY"), required=True, help=mark("Why, as outsiders may read it."))
@click.pass_obj
def command(session: Session, path: str, reason: str) -> None:
    from phoihop.changes.git import NoHistory
    from phoihop.changes.head import last_commit, seen_on_disk
    from phoihop.changes.places import in_repository, place_of
    from phoihop.changes.repository import Repository
    from phoihop.recording.writing import desk
    from phoihop.records.erasures import FILE, Erasure, with_erasure
    from phoihop.writing import write_whole

    register = session.readable_register
    own = _in_register(path, register.root)
    place, file = place_of(own), register.root / own
    if not place.is_final or not file.is_file() or file.is_symlink():
        raise click.UsageError(_("{path} is no record and no paper of a task.").format(path=clean(path)))
    if not reason.strip():
        raise click.UsageError(_("Say why: --reason is empty."))
    erasure = Erasure(
        path=own,
        sha256=seen_on_disk(register, place).digest,
        reason=" ".join(reason.split()),
        date=session.today(None),
        head=last_commit(register) or "",
    )
    list_file = register.root / FILE
    with desk(register.root):
        write_whole(list_file, with_erasure(list_file.read_bytes() if list_file.exists() else None, erasure))
        file.unlink()
    try:
        there = in_repository(Repository(register.root).place, own)
    except NoHistory:
        there = own
    click.echo(_("{path} is taken out, and named in {file}. Now:").format(path=clean(own), file=FILE))
    for number, step in enumerate(_steps(clean(there), FILE), 1):
        click.echo(f"  {number}. {step}")


def _in_register(path: str, root: Path) -> str:
    """The path of a file in the register: as it is written there, or seen from where one stands."""
    own = Path(path)
    if not own.is_absolute() and (root / own).exists():
        return own.as_posix()
    # A link stays the link that it is.
    seen, top = own.parent.resolve() / own.name, root.resolve()
    return seen.relative_to(top).as_posix() if seen.is_relative_to(top) else path


def _steps(path: str, file: str) -> tuple[str, ...]:
    return (
        _("Commit both in one commit, by a member of the authority or a registrar: git add --all && git commit"),
        _("Keep the last published data/head.json: by it outsiders see that all else is as before."),
        _("Take it out of all earlier commits: git filter-repo --invert-paths --path {path}").format(
            path=shlex.quote(path)
        ),
        _("Replace the history at the forge (git push --force), and have it collect its garbage."),
        _("Have everybody clone anew and delete the old copies, backups and published sites."),
        _("Build the site anew. `phoihop verify --since` with the kept head.json names what {file} names.").format(
            file=file
        ),
    )
