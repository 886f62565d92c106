"""`phoihop schema [NAME]`: the JSON Schemas of the records, printed, written into a folder, or compared with one."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem

from phoihop.cli import speaking
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.records.json_schema import SCHEMA_NAMES, schema_file, schema_text
from phoihop.wording import mark
from phoihop.writing import write_whole


def _names(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in SCHEMA_NAMES if name.startswith(incomplete)]


@speaking.command(
    help=mark(
        "NAME is register, agency, task, document (of any kind), or one kind of document. Without NAME: the list of "
        "names. Editors complete keys and underline errors by these schemas; see .vscode/settings.json."
    )
)
@speaking.argument("name", type=click.Choice(SCHEMA_NAMES), required=False, metavar=mark("NAME"), shell_complete=_names)
@speaking.option("--write", "into", metavar=mark("DIR"), help=mark("Write every schema into this folder."))
@speaking.option(
    "--check",
    "against",
    metavar=mark("DIR"),
    help=mark("Exit with 1 where this folder does not hold every schema as it is now."),
)
@click.pass_obj
def command(session: Session, name: str | None, into: str | None, against: str | None) -> int:
    if sum(given is not None for given in (name, into, against)) > 1:
        raise click.UsageError(_("Give only one of NAME, --write and --check."))
    language = session.register_language
    texts = {schema_file(each): schema_text(each, language) for each in SCHEMA_NAMES}
    if name:
        click.echo(texts[schema_file(name)], nl=False)
    elif into is not None:
        _write(texts, session.path(into))
    elif against is not None:
        return _compare(texts, session.path(against))
    else:
        click.echo("\n".join(SCHEMA_NAMES))
    return 0


def _write(texts: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        write_whole(folder / name, text.encode())
    click.echo(_("{n} schemas written into {folder}").format(n=len(texts), folder=folder))


def _compare(texts: dict[str, str], folder: Path) -> int:
    """0 where the folder holds every schema as it is, else 1, with what is stale on stderr."""
    stale = [name for name, text in texts.items() if _text_of(folder / name) != text]
    for name in stale:
        message = _("{file} is stale or missing; write it anew: phoihop schema --write {folder}")
        click.echo(message.format(file=folder / name, folder=folder), err=True)
    return 1 if stale else 0


def _text_of(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
