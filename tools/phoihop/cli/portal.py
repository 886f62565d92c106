"""`phoihop portal`: one site and one data set over many registers, and questions across them."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import DAY, format_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, ngettext, spoken, worded
from phoihop.language import capitalized
from phoihop.terminal import ScreenColumn, clean, hang, printable_json, screen_width, table
from phoihop.wording import mark

if TYPE_CHECKING:
    from phoihop.portal.build import Built
    from phoihop.portal.pages import LeftOut
    from phoihop.portal.questions import Answer, AnswerColumn

# The portal's own modules are imported by the commands: DuckDB and MkDocs take long to load.

STATE_FOLDER = ".phoihop-portal"
OUT_FOLDER = "portal"


_from_option = speaking.option(
    "--from", "folder", metavar=mark("DIR"), help=mark("The portal's folder. Default: where the last build here went.")
)


@speaking.group(help=mark("Needs DuckDB: phoihop's extra “portal”, as the manual's page on setting up says."))
def command() -> None:
    """What there is to do with a portal."""


@command.command(
    "build",
    short_help=mark("Make one searchable site and one data set of many registers."),
    help=mark(
        "A SOURCE is the folder or the http(s) address of a register's published site. Without SOURCE, portal.yml "
        "lists the registers. Exit code: 0 built, 1 built, but a register was left out or needs a look, 2 not built."
    ),
)
@speaking.argument("sources", nargs=-1, required=False, metavar=mark("SOURCE…"))
@speaking.option(
    "--out", default=OUT_FOLDER, show_default=True, metavar=mark("DIR"), help=mark("The folder to write into.")
)
@speaking.option(
    "--state",
    default=STATE_FOLDER,
    show_default=True,
    metavar=mark("DIR"),
    help=mark("Where the heads seen so far, and fetched files, are kept; keep it from build to build."),
)
@speaking.option("--today", type=DAY, help=mark("The day of the build (YYYY-MM-DD). Default: today."))
@click.pass_context
def build(ctx: click.Context, sources: tuple[str, ...], out: str, state: str, today: date | None) -> None:
    _needs_duckdb()
    from phoihop.portal.build import NotBuilt, build_portal
    from phoihop.portal.sources import SETTINGS_FILE, plan_of, read_plan

    session: Session = ctx.obj
    file = session.path(SETTINGS_FILE).absolute()
    if not sources and not file.exists():
        raise click.UsageError(_("Name the registers' sites, or list them in portal.yml."))
    day = today or datetime.now(UTC).astimezone().date()
    try:
        plan = plan_of(sources, session.folder.absolute()) if sources else read_plan(file)
        built = build_portal(plan, session.path(out).resolve(), session.path(state).absolute(), day)
    except NotBuilt as reason:
        for line in _left_out(reason.left_out):
            click.echo(line, err=True)
        raise
    for line in _told(built):
        click.echo(line)
    ctx.exit(1 if built.needs_a_look else 0)


@command.command(
    "ask",
    short_help=mark("Answer a question in SQL from a portal's data set."),
    help=mark(
        "SQL is DuckDB's: one SELECT, which reaches nothing but the portal's tables: phoihop portal tables. Ready "
        "questions: phoihop portal questions. “-” reads the SQL from a file or another command (phoihop portal ask - "
        "< question.sql)."
    ),
)
@speaking.argument("sql", metavar=mark("SQL"))
@_from_option
@format_option("text", "json", "csv")
@click.pass_obj
def ask_command(session: Session, sql: str, folder: str | None, form: str) -> None:
    asked = click.open_file("-", encoding="utf-8").read() if sql == "-" else sql
    _print_answer(session, folder, asked, form)


@command.command("tables", short_help=mark("List the tables of a portal's data set, with their columns."))
def tables() -> None:
    _needs_duckdb()
    from phoihop.portal.dataset import TABLES

    for name, columns in TABLES.items():
        click.echo("\n".join(hang(f"{name}: ", ", ".join(columns), screen_width())))


@command.command("questions", short_help=mark("List the ready questions, or answer one."))
@speaking.argument("name", required=False, metavar=mark("NAME"))
@_from_option
@format_option("text", "json", "csv")
@click.pass_obj
def questions(session: Session, name: str | None, folder: str | None, form: str) -> None:
    _needs_duckdb()
    from phoihop.portal.questions import QUESTIONS

    if name is None:
        columns = [ScreenColumn(""), ScreenColumn("", gives=True)]
        rows = [(id_, worded(question.title)) for id_, question in QUESTIONS.items()]
        click.echo("\n".join(table(columns, rows, screen_width())))
        return
    if name not in QUESTIONS:
        known = ", ".join(QUESTIONS)
        raise click.UsageError(_("There is no question {name}; there are: {known}.").format(name=name, known=known))
    _print_answer(session, folder, QUESTIONS[name].sql, form, QUESTIONS[name].columns)


def _print_answer(
    session: Session, folder: str | None, sql: str, form: str, heads: "Mapping[str, AnswerColumn] | None" = None
) -> None:
    """Prints an answer; `heads` are those of a ready question's columns, in whose words people get it."""
    _needs_duckdb()
    from phoihop.portal.build import MARK_OF_A_PORTAL, last_built
    from phoihop.portal.dataset import open_dataset
    from phoihop.portal.questions import ask

    portal = session.path(folder) if folder else last_built(session.path(STATE_FOLDER)) or session.path(OUT_FOLDER)
    if not (portal / MARK_OF_A_PORTAL).is_file():
        message = _("There is no portal in {folder}; make one with phoihop portal build, or name it with --from.")
        raise CannotRun(message.format(folder=portal))
    with open_dataset(portal / MARK_OF_A_PORTAL.parent, sql) as connection:
        answer = ask(connection, sql)
    for line in FORMS[form](answer, heads or {}):
        click.echo(line)
    if answer.cut:
        click.echo(_("There are more rows; only the first {n} are shown.").format(n=len(answer.rows)), err=True)


def _as_text(answer: "Answer", heads: "Mapping[str, AnswerColumn]") -> Iterator[str]:
    from phoihop.portal.questions import told

    asked = [heads.get(name) for name in answer.columns]
    titles = [worded(head.text) if head else name for name, head in zip(answer.columns, asked, strict=True)]
    columns = [ScreenColumn(clean(capitalized(title) if heads else title), gives=True) for title in titles]
    rows = [[clean(told(*pair, spoken())) for pair in zip(row, asked, strict=True)] for row in answer.rows]
    yield from table(columns, rows, screen_width())


def _as_json(answer: "Answer", _heads: "Mapping[str, AnswerColumn]") -> Iterator[str]:
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    yield printable_json(rows, indent=1, default=str)


def _as_csv(answer: "Answer", _heads: "Mapping[str, AnswerColumn]") -> Iterator[str]:
    from phoihop.portal.questions import answer_as_csv

    yield answer_as_csv(answer).removesuffix("\n")


FORMS: "dict[str, Callable[[Answer, Mapping[str, AnswerColumn]], Iterator[str]]]" = {
    "text": _as_text,
    "json": _as_json,
    "csv": _as_csv,
}


def _told(built: "Built") -> Iterator[str]:
    from phoihop.portal.heads import STANDINGS

    columns = [ScreenColumn(""), ScreenColumn("", gives=True), ScreenColumn("")]
    rows = [
        (register.id, clean(register.title), worded(STANDINGS[register.verdict.standing]))
        for register in built.registers
    ]
    yield from table(columns, rows, screen_width())
    for register in built.registers:
        for warning in register.verdict.warnings:
            yield click.style(f"{register.id}: {clean(worded(warning))}", fg="yellow")
        for note in register.notes:
            yield f"{register.id}: {clean(worded(note))}"
    yield from _left_out(built.left_out)
    counts = ngettext("{n} task", "{n} tasks", built.totals.tasks).format(n=built.totals.tasks)
    shown = ngettext("{n} register", "{n} registers", len(built.registers)).format(n=len(built.registers))
    yield f"{built.out}: {shown}, {counts}"


def _left_out(registers: "tuple[LeftOut, ...]") -> Iterator[str]:
    for register in registers:
        why = clean(worded(register.why))
        yield click.style(_("{id} is left out: {why}").format(id=register.id, why=why), fg="red")


def _needs_duckdb() -> None:
    from importlib.util import find_spec

    if find_spec("duckdb") is None:
        raise CannotRun(
            _(
                "A portal needs DuckDB: install phoihop with its extra “portal”, as the manual's page on setting up "
                "says."
            )
        )
