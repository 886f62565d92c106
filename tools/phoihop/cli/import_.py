"""`phoihop import`: many assignments at once from a spreadsheet, all or none."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import click

from phoihop.cli import speaking
from phoihop.cli.delivering import deliver, force_option, see_that_nobodys_work_is_there
from phoihop.cli.parameters import today_option
from phoihop.cli.session import CannotRun, Session, cannot_read
from phoihop.cli.showing import tell_commit
from phoihop.cli.speaking import _, ngettext
from phoihop.language import Message, word
from phoihop.recording.committing import NotCommitted, see_to_commits
from phoihop.recording.importing.columns import BadHead
from phoihop.recording.importing.rows import CellError, Refused
from phoihop.recording.importing.sheet import NoSheet, read_cells
from phoihop.recording.importing.tasks import read_and_judge, record_rows
from phoihop.recording.preparing import Ledger, Prepared
from phoihop.records.register import Register
from phoihop.terminal import clean
from phoihop.wording import mark

NOT_RECORDED = 1


@speaking.command(
    help=mark(
        "WHAT is tasks. FILE is a spreadsheet (xlsx, xls, ods) or CSV with a row a task; --template makes one to fill "
        "in. Days are days of the spreadsheet, or 22/3/2021; agencies are named by id, symbol or whole name. Every "
        "error is told by its cell. What check would call an error is refused, and then nothing is written. Exit code: "
        "0 recorded, 1 not recorded, 2 if the command could not run."
    )
)
@speaking.argument("what", type=click.Choice(["tasks"]), required=False, metavar=mark("WHAT"))
@speaking.argument("file", required=False, metavar=mark("FILE"))
@speaking.option("--template", "template_into", metavar=mark("FILE"), help=mark("Write a spreadsheet to fill in."))
@force_option
@speaking.option("--dry-run", is_flag=True, help=mark("Show the assignments; write nothing."))
@speaking.option(
    "--commit", "commits", is_flag=True, help=mark("Make the Git commit, of what was written and nothing else.")
)
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    what: str | None,
    file: str | None,
    template_into: str | None,
    force: bool,
    dry_run: bool,
    commits: bool,
    today: date | None,
) -> None:
    session: Session = ctx.obj
    register, day = session.readable_register, session.today(today)
    if template_into is not None:
        if not force:
            see_that_nobodys_work_is_there(session, template_into)
        deliver(session, _template(session, day), template_into)
        return
    if what is None or file is None:
        raise click.UsageError(_("Name what to import and its file: phoihop import tasks FILE.xlsx"))
    cells = _cells(session.path(file))
    try:
        if dry_run:
            _show(read_and_judge(cells, Ledger(register), day))
            return
        _record(cells, register, day, commits=commits)
    except BadHead as wrong:
        _refuse((CellError(0, place, message) for place, message in wrong.errors), register)
        ctx.exit(NOT_RECORDED)
    except Refused as wrong:
        _refuse(wrong.errors, register)
        ctx.exit(NOT_RECORDED)


def _template(session: Session, day: date) -> bytes:
    from phoihop.recording.choices import Occasion
    from phoihop.recording.importing.template import template

    return template(Occasion(session.register, day), session.register_language)


def _cells(file: Path) -> list[list[str]]:
    try:
        return read_cells(file)
    except NoSheet as wrong:
        raise CannotRun(f"{file}: {word(wrong.message, speaking.spoken())}") from None
    except OSError as error:
        raise cannot_read(error) from None


def _record(cells: Sequence[Sequence[str]], register: Register, day: date, *, commits: bool) -> None:
    try:
        if commits:
            see_to_commits(register.root)
        recorded = record_rows(cells, register, day, _commit_message if commits else None)
    except NotCommitted as reason:
        raise CannotRun(word(reason.message, speaking.spoken())) from None
    except OSError as error:
        raise cannot_read(error) from None
    for each in recorded.prepared:
        click.echo(f"{each.about}  {each.path}")
    _sum_up(len(recorded.prepared), written=True)
    tell_commit(recorded)


def _commit_message(prepared: Sequence[Prepared], _register: Register) -> str:
    tasks = [each.about or "" for each in prepared]
    count = ngettext("Assign {n} task: {tasks}", "Assign {n} tasks: {tasks}", len(tasks))
    return count.format(n=len(tasks), tasks=tasks[0] if len(tasks) == 1 else f"{tasks[0]} … {tasks[-1]}")


def _show(prepared: Sequence[Prepared]) -> None:
    for each in prepared:
        click.echo(click.style(each.path, bold=True))
        for line in each.text.splitlines():
            click.echo(f"  {line}")
    _sum_up(len(prepared), written=False)


def _sum_up(count: int, *, written: bool) -> None:
    if written:
        click.echo(ngettext("{n} task assigned.", "{n} tasks assigned.", count).format(n=count))
        return
    told = ngettext("{n} task would be assigned.", "{n} tasks would be assigned.", count).format(n=count)
    click.echo(f"{told} " + _("Nothing was written (--dry-run)."), err=True)


def _refuse(errors: Iterable[CellError], register: Register) -> None:
    """Every error by its cell, on stderr: “B7: …; expected: …”."""

    def said(message: Message) -> str:
        return clean(word(message, speaking.spoken(), register.agency_name))

    for error in errors:
        line = f"{click.style(error.cell, bold=True)}: {said(error.message)}"
        if error.expected:
            line += "; " + _("expected: {what}").format(what=said(error.expected))
        if error.rule:
            line += f" ({error.rule})"
        click.echo(line, err=True)
    click.echo(_("Nothing was written."), err=True)
