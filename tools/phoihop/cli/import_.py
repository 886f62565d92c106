"""`phoihop import`: many records at once from a spreadsheet, all or none."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from phoihop.cli import speaking
from phoihop.cli.delivering import deliver, force_option, see_that_nobodys_work_is_there
from phoihop.cli.dialogue import NOT_RECORDED, Dialogue, is_at_a_terminal, may_be_broken_off
from phoihop.cli.parameters import commit_option, today_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.showing import show_errors_by_cell, tell_commit
from phoihop.cli.speaking import _, ngettext, worded
from phoihop.language import Text
from phoihop.plain_letters import plain
from phoihop.recording.choices import Occasion
from phoihop.recording.committing import see_to_commits
from phoihop.recording.importing.columns import HALF_DONE, SheetColumn, columns_of
from phoihop.recording.importing.records import TASKS, RecordSheet, columns_for, read_and_judge, record_rows
from phoihop.recording.importing.sheet import NoSheet, read_cells
from phoihop.recording.importing.table import BadCells
from phoihop.recording.incoming import papers_below
from phoihop.recording.preparing import Ledger, Prepared
from phoihop.records.fit import nearest
from phoihop.records.parts import Point, Step, View
from phoihop.records.record import Record
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.terminal import clean, hang, screen_width
from phoihop.wording import mark

_ITEMS: Mapping[str, tuple[str, str, type[Record], Text]] = {
    "points": ("opinion", "--point", Point, Text("Nội dung góp ý", "Points")),
    "views": ("report", "--view", View, Text("Trả lời từng ý kiến", "Responses")),
    "steps": ("plan", "--step", Step, Text("Các bước", "Steps")),
}
"""What fills a list of one record, and comes with that: for which kind, by which option, what a row is."""


@speaking.command(
    help=mark(
        "WHAT is tasks, or a kind of document: then each row names its task, so that one letter can be recorded in "
        "many. FILE is a spreadsheet (xlsx, xls, ods) or CSV; --template makes one to fill in. An office's own sheet "
        "will do: what its columns are taken for is shown, and confirmed by --as-shown. How far a task has come is not "
        "imported, it follows from its documents: import those, too. Days are days of the spreadsheet, or 22/3/2021; "
        "agencies are named by id, symbol or whole name. Every error is told by its cell, and then nothing is written. "
        "Points, views and steps come with their record: new opinion TASK --point @FILE. Exit code: 0 recorded, 1 not "
        "recorded, 2 if the command could not run."
    )
)
@speaking.argument("what", required=False, metavar=mark("WHAT"))
@speaking.argument("file", required=False, metavar=mark("FILE"))
@speaking.option("--template", "template_into", metavar=mark("FILE"), help=mark("Write a spreadsheet to fill in."))
@force_option
@speaking.option("--sheet", default="", metavar=mark("NAME"), help=mark("Its name or number. Default: the first."))
@speaking.option(
    "--column",
    "columns",
    multiple=True,
    metavar=mark("HEADING=KEY"),
    help=mark("What a column, by its heading or letter, is taken for; without KEY it is left out; repeatable."),
)
@speaking.option(
    "--set",
    "given",
    multiple=True,
    metavar=mark("KEY=VALUE"),
    help=mark("What every row says whose own cell is empty, such as date=22/3/2021; repeatable."),
)
@speaking.option("--as-shown", is_flag=True, help=mark("Take the columns and rows as they are shown."))
@speaking.option("--dry-run", is_flag=True, help=mark("Show the records; write nothing."))
@commit_option
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    what: str | None,
    file: str | None,
    template_into: str | None,
    force: bool,
    sheet: str,
    columns: tuple[str, ...],
    given: tuple[str, ...],
    as_shown: bool,
    dry_run: bool,
    commits: bool,
    today: date | None,
) -> None:
    session: Session = ctx.obj
    register, day = session.readable_register, session.today(today)
    kind = _kind(what or "tasks")
    if template_into is not None:
        if not force:
            see_that_nobodys_work_is_there(session, template_into)
        deliver(session, _template(session, kind, day), template_into)
        return
    if what is None or file is None:
        raise click.UsageError(_("Name what to import and its file: phoihop import tasks FILE.xlsx"))
    if kind in _ITEMS:
        of, option, *_rest = _ITEMS[kind]
        message = _("{what} belong to one record. Give them with it: phoihop new {kind} TASK {option} @{file}")
        raise click.UsageError(message.format(what=kind, kind=of, option=option, file=file))
    path = session.path(file)
    known = [each.name for each in columns_for(kind)]
    try:
        papers = papers_below(dict.fromkeys((path.parent, session.folder.absolute(), Path.cwd())))
        found = RecordSheet.of(
            kind,
            cells_of(path, sheet),
            _named(columns, known),
            _given(given, known),
            papers,
        )
        if not (found.layout.is_certain or _is_confirmed(found, as_shown=as_shown, asks=not dry_run)):
            click.echo(_("Nothing was written."), err=True)
            ctx.exit(NOT_RECORDED)
        if dry_run:
            _show(read_and_judge(found, Ledger(register), day))
            return
        _record(found, register, day, commits=commits)
    except BadCells as wrong:
        show_errors_by_cell(wrong.errors)
        click.echo(_("Nothing was written."), err=True)
        ctx.exit(NOT_RECORDED)


def _kind(what: str) -> str:
    """What a row is: a task, a kind of document, or an item of a list."""
    known = ["tasks", *DOCUMENT_TYPES, *_ITEMS]
    if what not in known:
        meant = nearest(what, known)
        message = _("There is nothing to import that is called {what}; it is one of: {known}.")
        told = message.format(what=what, known=", ".join(known))
        raise click.UsageError(told + (" " + _("Did you mean {meant}?").format(meant=meant) if meant else ""))
    return TASKS if what == "tasks" else what


def _named(words: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """What columns are taken for, by their heading or letter, which may hold an equals sign."""
    found: dict[str, str] = {}
    for each in words:
        heading, _equals, key = (part.strip() for part in each.rpartition("="))
        _see_that_it_is_a_key("--column", each, heading and key in (*known, ""), known)
        found[heading] = key
    return found


def _given(words: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in words:
        key, equals, value = (part.strip() for part in each.partition("="))
        _see_that_it_is_a_key("--set", each, equals and key in known, known)
        found[key] = value
    return found


def _see_that_it_is_a_key(option: str, words: str, fits: object, known: Sequence[str]) -> None:
    if not fits:
        message = _("{option} {words}: after or before = stands a key: {known}.")
        raise click.UsageError(message.format(option=option, words=words, known=", ".join(known)))


def _template(session: Session, kind: str, day: date) -> bytes:
    from phoihop.kinds.registry import record_kinds
    from phoihop.recording.importing.template import template

    title: Text
    columns: Sequence[SheetColumn]
    if kind in _ITEMS:
        _kind_of, _option, part, title = _ITEMS[kind]
        columns = columns_of(part)
    else:
        title, columns = record_kinds()[kind].title, columns_for(kind)
        title = Text("Nhiệm vụ", "Tasks") if kind == TASKS else title
    return template(title, columns, Occasion(session.register, day), session.register_language)


def cells_of(file: Path, sheet: str = "") -> list[list[str]]:
    try:
        return read_cells(file, sheet)
    except NoSheet as wrong:
        raise CannotRun(f"{file}: {worded(wrong.message)}") from None


def _is_confirmed(sheet: RecordSheet, *, as_shown: bool, asks: bool) -> bool:
    """Shows what the sheet is taken for, and whether that is confirmed, by option or at the keyboard."""
    layout = sheet.layout
    head = sheet.cells[layout.head]
    click.echo(_("The head is row {row}. The columns are taken for:").format(row=layout.head + 1))
    for place, heading in enumerate(head):
        if place not in layout.columns and place not in layout.left_out:
            continue
        column = layout.columns.get(place)
        meant = f"{worded(column.heading)} ({column.name})" if column else _("left out")
        guessed = "  ← " + _("guessed") if place in layout.proposed else ""
        for line in hang(
            f"  {_letter(place):>2}  ", clean(f"{' '.join(heading.split())} → {meant}{guessed}"), screen_width()
        ):
            click.echo(line)
    if layout.passed_over:
        rows = ", ".join(str(row + 1) for row in layout.passed_over)
        click.echo(_("Passed over, as rows of one cell or of the columns’ numbers: {rows}").format(rows=rows))
    if any(plain(head[place]) in HALF_DONE for place in layout.left_out):
        click.echo(
            _(
                "How far a task has come is not taken from a cell: it follows from its documents. Once the tasks are "
                "there, record the documents that exist by now, each with its own day: phoihop import progress FILE, "
                "or phoihop new."
            )
        )
    if as_shown or not asks:
        return True
    if is_at_a_terminal():
        with may_be_broken_off():
            return Dialogue().agree(_("Is that right?"), default=False)
    example = f'"{head[min(layout.proposed, default=0)]}=…"'
    message = _("If that is right, run it again with --as-shown; else name columns, such as --column {example}.")
    click.echo(message.format(example=example), err=True)
    return False


def _letter(place: int) -> str:
    from phoihop.recording.importing.sheet import cell_name

    return cell_name(0, place).removesuffix("1")


def _record(sheet: RecordSheet, register: Register, day: date, *, commits: bool) -> None:
    if commits:
        see_to_commits(register.root)
    recorded = record_rows(sheet, register, day, commits=commits)
    for each in recorded.prepared:
        click.echo(f"{each.about}  {each.path}")
    _sum_up(sheet.kind, len(recorded.prepared), written=True)
    tell_commit(recorded)


def _show(prepared: Sequence[Prepared]) -> None:
    for each in prepared:
        click.echo(click.style(each.path, bold=True))
        for line in each.text.splitlines():
            click.echo(f"  {line}")
    _sum_up(prepared[0].id if prepared else TASKS, len(prepared), written=False)


def _sum_up(kind: str, count: int, *, written: bool) -> None:
    if kind == TASKS:
        done = ngettext("{n} task assigned.", "{n} tasks assigned.", count)
        planned = ngettext("{n} task would be assigned.", "{n} tasks would be assigned.", count)
    else:
        done = ngettext("{n} document recorded.", "{n} documents recorded.", count)
        planned = ngettext("{n} document would be recorded.", "{n} documents would be recorded.", count)
    if written:
        click.echo(done.format(n=count))
    else:
        click.echo(f"{planned.format(n=count)} " + _("Nothing was written (--dry-run)."), err=True)
