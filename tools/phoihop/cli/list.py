"""`phoihop list`: the tasks of the register, as a table or as JSON, filtered."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import click
import msgspec

from phoihop.cli import speaking
from phoihop.cli.parameters import days_option, format_option, no_cache_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext
from phoihop.cli.summaries import standings
from phoihop.cli.task_filters import TaskFilter, task_filters
from phoihop.documents.columns import Column, in_words
from phoihop.documents.tables import TASKS, TaskLine
from phoihop.language import short_date
from phoihop.records.register import Register
from phoihop.terminal import ScreenColumn, clean, hang, pad, printable_json, screen_width, table, width_of
from phoihop.wording import mark
from phoihop.words.codes import PUNCTUALITY, STAGES, punctuality

COLOURS: dict[str | None, str] = {"due-soon": "yellow", "overdue": "red", "late": "red"}

WIDE = 120
"""Columns of a screen from which a task fits on one line."""

Listed = list[TaskLine]
KEYS = ("id", "title", "field", "field_name", "lead", "coordinating", "due", "stage", "timeliness", "awaiting")
"""What programs get of each task."""
SHOWN: dict[Column, ScreenColumn] = {
    shown: ScreenColumn("", align="right" if shown.kind == "day" else "left", gives=shown.key in ("title", "awaiting"))
    for key in ("id", "title", "lead", "stage", "due", "timeliness", "awaiting")
    for shown in TASKS.columns
    if shown.key == key
}
"""What people see of each, and in which columns of the screen."""

ORDERS: dict[str, Callable[[TaskLine], Any]] = {
    "open": lambda task: task.ended is not None,
    "id": lambda task: 0,
    "due": lambda task: (task.due is None, task.due),
    "lead": lambda task: task.lead or "",
    "stage": lambda task: [str(each) for each in STAGES].index(task.stage),
}
"""What tasks can be sorted by; those that are alike in it stand in the order of their ids."""


@speaking.command(help=mark("Several filters must all hold; one given several times holds for any of its values."))
@speaking.option(
    "--sort",
    "order",
    type=click.Choice(list(ORDERS)),
    default="open",
    show_default=True,
    help=mark("By what to sort: open puts the tasks that have not ended first; then by id."),
)
@task_filters
@days_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(session: Session, /, order: str, today: date | None, form: str, no_cache: bool, **filters: Any) -> None:
    wished = TaskFilter(**filters)
    day = session.today(today)
    tasks = [stands.task for stands in standings(session, day, cached=not no_cache)]
    chosen = sorted((task for task in tasks if wished.holds(task)), key=ORDERS[order])
    click.echo(FORMS[form](chosen, session.register, day))


def _as_text(tasks: Listed, register: Register, today: date) -> str:
    width = screen_width()
    if width is None or width >= WIDE:
        lines = _one_line_each(tasks, register, width)
    else:
        lines = _two_lines_each(tasks, register, width)
    count = ngettext("{n} task (as of {today})", "{n} tasks (as of {today})", len(tasks))
    summary = count if tasks else _("No task matches (as of {today})")
    return "\n".join((*lines, click.style(summary.format(n=len(tasks), today=short_date(today)), bold=True)))


def _one_line_each(tasks: Listed, register: Register, width: int | None) -> list[str]:
    columns = [replace(column, title=speaking.worded(shown.brief)) for shown, column in SHOWN.items()]
    titles, *lines = table(columns, [_cells(task, register) for task in tasks], width)
    coloured = [_coloured(line, task) for line, task in zip(lines, tasks, strict=True)]
    return [click.style(titles, bold=True), *coloured] if tasks else []


def _two_lines_each(tasks: Listed, register: Register, width: int) -> list[str]:
    """For a narrow screen: the title on a line of its own, the rest in columns beneath."""
    _id, _title, *columns = SHOWN.values()
    rows = [_cells(task, register)[2:] for task in tasks]
    indent = max((len(task.id) for task in tasks), default=0) + 2
    beneath = [[line] for line in table(columns, rows, None, indent)]
    if max((width_of(line) for (line,) in beneath), default=0) > width:
        told = (" · ".join(filter(None, row)) for row in rows)
        beneath = [list(hang(" " * indent, each, width)) for each in told]
    lines: list[str] = []
    for task, rest in zip(tasks, beneath, strict=True):
        lead = pad(task.id, indent)
        lines += hang(lead, clean(task.title), width, shown=click.style(lead, bold=True))
        lines += (_coloured(line, task) for line in rest)
    return lines


def _cells(task: TaskLine, register: Register) -> list[str]:
    """What is shown of a task, in words. Without a deadline there is nothing to be in time for."""
    cells = {each.key: in_words(each, getattr(task, each.attribute), speaking.spoken(), register) for each in SHOWN}
    if task.timeliness:
        cells["timeliness"] = speaking.worded(PUNCTUALITY[punctuality(task)])
    return list(map(clean, cells.values()))


def _coloured(line: str, task: TaskLine) -> str:
    colour = COLOURS.get(task.timeliness)
    return click.style(line, fg=colour) if colour else line


def _as_json(tasks: Listed, _register: Register, today: date) -> str:
    told = [TASKS.told(msgspec.structs.astuple(task), KEYS) for task in tasks]
    return printable_json({"today": today.isoformat(), "tasks": told})


FORMS: dict[str, Callable[[Listed, Register, date], str]] = {"text": _as_text, "json": _as_json}
