"""`phoihop list`: the tasks of the register, as a table or as JSON, filtered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from phoihop.cases.model import STAGES, TIMELINESS, Timeliness
from phoihop.checking.summary import TaskStanding
from phoihop.cli import speaking
from phoihop.cli.parameters import format_option, no_cache_option, today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, mark, ngettext
from phoihop.cli.summaries import standings
from phoihop.cli.task_filters import TaskFilter, task_filters
from phoihop.cli.words import short_name, short_names
from phoihop.language import short_date
from phoihop.records.register import Register
from phoihop.terminal import Column, clean, hang, pad, printable_json, screen_width, table

COLOURS: dict[Timeliness, str | None] = {"on-time": None, "due-soon": "yellow", "overdue": "red", "late": "red"}

WIDE = 120
"""Columns of a screen from which a task fits on one line."""

Listed = dict[str, TaskStanding]
"""Tasks by id."""


@speaking.command(help=mark("Several filters must all hold; one given several times holds for any of its values."))
@task_filters
@today_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(session: Session, /, today: date | None, form: str, no_cache: bool, **filters: Any) -> None:
    wished = TaskFilter(**filters)
    day = session.today(today)
    every = standings(session, day, cached=not no_cache)
    chosen = {id_: task for id_, task in every.items() if wished.holds(id_, task, task.field)}
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
    columns = (
        Column(_("Task")),
        Column(_("Title"), gives=True),
        Column(_("Lead")),
        Column(_("Stage")),
        Column(_("Deadline"), align="right"),
        Column(_("Timeliness")),
        Column(_("Awaited"), gives=True),
    )
    rows = [(id_, clean(task.title), *_standing(task, register)) for id_, task in tasks.items()]
    titles, *lines = table(columns, rows, width)
    coloured = [_coloured(line, task) for line, task in zip(lines, tasks.values(), strict=True)]
    return [click.style(titles, bold=True), *coloured] if tasks else []


def _two_lines_each(tasks: Listed, register: Register, width: int) -> list[str]:
    """For a narrow screen: the title on a line of its own, the rest in columns beneath."""
    columns = (Column(""), Column(""), Column("", align="right"), Column(""), Column("", gives=True))
    rows = [_standing(task, register) for task in tasks.values()]
    indent = max((len(id_) for id_ in tasks), default=0) + 2
    lines: list[str] = []
    for (id_, task), line in zip(tasks.items(), table(columns, rows, width, indent), strict=True):
        lead = pad(id_, indent)
        lines += hang(lead, clean(task.title), width, shown=click.style(lead, bold=True))
        lines.append(_coloured(line, task))
    return lines


def _standing(task: TaskStanding, register: Register) -> tuple[str, ...]:
    """Lead, stage, deadline, timeliness and who is awaited, in words."""
    language = speaking.spoken()
    return (
        short_name(register, task.lead),
        STAGES[task.stage].in_language(language),
        short_date(task.due) if task.due else "",
        TIMELINESS[task.timeliness].in_language(language) if task.due else "",
        short_names(register, task.awaiting),
    )


def _coloured(line: str, task: TaskStanding) -> str:
    colour = COLOURS[task.timeliness]
    return click.style(line, fg=colour) if colour else line


def _as_json(tasks: Listed, _register: Register, today: date) -> str:
    form = {"today": today.isoformat(), "tasks": [_json_form(id_, task) for id_, task in tasks.items()]}
    return printable_json(form)


def _json_form(id_: str, task: TaskStanding) -> dict[str, Any]:
    return {
        "id": id_,
        "title": task.title,
        "field": task.field,
        "lead": task.lead,
        "coordinating": list(task.coordinating),
        "due": task.due.isoformat() if task.due else None,
        "stage": task.stage,
        "timeliness": task.timeliness,
        "awaiting": list(task.awaiting),
    }


FORMS: dict[str, Callable[[Listed, Register, date], str]] = {"text": _as_text, "json": _as_json}
