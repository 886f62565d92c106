"""`phoihop list`: the tasks of the register, as a table or as JSON, filtered."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import click

from phoihop.cases.model import STAGES, TIMELINESS, Case, Timeliness
from phoihop.cli import speaking
from phoihop.cli.cases import derive_cases
from phoihop.cli.parameters import format_option, today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, mark, ngettext
from phoihop.cli.task_filters import TaskFilter, task_filters
from phoihop.cli.words import short_name, short_names
from phoihop.language import short_date
from phoihop.records.register import Register
from phoihop.terminal import Column, clean, hang, pad, screen_width, table

COLOURS: dict[Timeliness, str | None] = {"on-time": None, "due-soon": "yellow", "overdue": "red", "late": "red"}

WIDE = 120
"""Columns of a screen from which a task fits on one line."""


@speaking.command(help=mark("Several filters must all hold; one given several times holds for any of its values."))
@task_filters
@today_option
@format_option("text", "json")
@click.pass_obj
def command(session: Session, /, today: date | None, form: str, **filters: Any) -> None:
    wished = TaskFilter(**filters)
    day = session.today(today)
    chosen = [case for case in derive_cases(session, day) if wished.holds(case)]
    click.echo(FORMS[form](chosen, session.register, day))


def _as_text(cases: list[Case], register: Register, today: date) -> str:
    width = screen_width()
    if width is None or width >= WIDE:
        lines = _one_line_each(cases, register, width)
    else:
        lines = _two_lines_each(cases, register, width)
    count = ngettext("{n} task (as of {today})", "{n} tasks (as of {today})", len(cases))
    summary = count if cases else _("No task matches (as of {today})")
    return "\n".join((*lines, click.style(summary.format(n=len(cases), today=short_date(today)), bold=True)))


def _one_line_each(cases: list[Case], register: Register, width: int | None) -> list[str]:
    columns = (
        Column(_("Task")),
        Column(_("Title"), gives=True),
        Column(_("Lead")),
        Column(_("Stage")),
        Column(_("Deadline"), align="right"),
        Column(_("Timeliness")),
        Column(_("Awaited"), gives=True),
    )
    rows = [(case.id, clean(case.title), *_standing(case, register)) for case in cases]
    titles, *lines = table(columns, rows, width)
    coloured = [_coloured(line, case) for line, case in zip(lines, cases, strict=True)]
    return [click.style(titles, bold=True), *coloured] if cases else []


def _two_lines_each(cases: list[Case], register: Register, width: int) -> list[str]:
    """For a narrow screen: the title on a line of its own, the rest in columns beneath."""
    columns = (Column(""), Column(""), Column("", align="right"), Column(""), Column("", gives=True))
    rows = [_standing(case, register) for case in cases]
    indent = max((len(case.id) for case in cases), default=0) + 2
    lines: list[str] = []
    for case, line in zip(cases, table(columns, rows, width, indent), strict=True):
        lead = pad(case.id, indent)
        lines += hang(lead, clean(case.title), width, shown=click.style(lead, bold=True))
        lines.append(_coloured(line, case))
    return lines


def _standing(case: Case, register: Register) -> tuple[str, ...]:
    """Lead, stage, deadline, timeliness and who is awaited, in words."""
    language = speaking.spoken()
    return (
        short_name(register, case.lead),
        STAGES[case.stage].in_language(language),
        short_date(case.due) if case.due else "",
        TIMELINESS[case.timeliness].in_language(language) if case.due else "",
        short_names(register, case.awaiting),
    )


def _coloured(line: str, case: Case) -> str:
    colour = COLOURS[case.timeliness]
    return click.style(line, fg=colour) if colour else line


def _as_json(cases: list[Case], _register: Register, today: date) -> str:
    form = {"today": today.isoformat(), "tasks": [_json_form(case) for case in cases]}
    return json.dumps(form, ensure_ascii=False, indent=2)


def _json_form(case: Case) -> dict[str, Any]:
    return {
        "id": case.id,
        "title": case.title,
        "field": case.assignment.field,
        "lead": case.lead,
        "coordinating": list(case.coordinating),
        "due": case.due.isoformat() if case.due else None,
        "stage": case.stage,
        "timeliness": case.timeliness,
        "awaiting": list(case.awaiting),
    }


FORMS: dict[str, Callable[[list[Case], Register, date], str]] = {"text": _as_text, "json": _as_json}
