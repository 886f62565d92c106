"""`phoihop todo`: what agencies owe as of a day, the most urgent first."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import click
import msgspec

from phoihop.checking.summary import OwedNow
from phoihop.cli import speaking
from phoihop.cli.parameters import AGENCY, days_option, format_option, no_cache_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext, spoken, worded
from phoihop.cli.summaries import standings
from phoihop.cli.words import full_name, in_days, to_whom
from phoihop.documents.tables import OBLIGATIONS
from phoihop.records.register import Register
from phoihop.terminal import clean, hang, pad, printable_json, screen_width, width_of
from phoihop.wording import mark
from phoihop.words.days import day_with_weekday


class TodoLine(NamedTuple):
    """One thing that an agency owes, with its task's title."""

    title: str
    owed: OwedNow


@speaking.command(help=mark("For one agency, or for all, those with the most urgent first."))
@speaking.argument("agency", type=AGENCY, required=False)
@speaking.option(
    "--creditor", "creditors", type=AGENCY, multiple=True, help=mark("Only what is owed to this agency; repeatable.")
)
@days_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(
    session: Session, agency: str | None, creditors: tuple[str, ...], today: date | None, form: str, no_cache: bool
) -> None:
    day = session.today(today)
    duties = [
        TodoLine(stands.task.title, owed)
        for stands in standings(session, day, cached=not no_cache, agency=agency)
        for owed in stands.owed
        if agency in (None, owed.line.debtor) and (not creditors or owed.line.creditor in creditors)
    ]
    click.echo(FORMS[form](sorted(duties, key=lambda duty: duty.owed.urgency), session.register, day))


def _as_text(duties: list[TodoLine], register: Register, today: date) -> str:
    by_agency: dict[str, list[TodoLine]] = {}
    for duty in duties:
        by_agency.setdefault(duty.owed.line.debtor, []).append(duty)
    blocks = ["\n".join(_block(agency, owed, register)) for agency, owed in by_agency.items()]
    count = ngettext("{n} thing owed (as of {today})", "{n} things owed (as of {today})", len(duties))
    summary = (count if duties else _("Nothing is owed (as of {today})")).format(
        n=len(duties), today=day_with_weekday(today, spoken())
    )
    return "\n\n".join((*blocks, click.style(summary, bold=True)))


def _block(agency: str, duties: list[TodoLine], register: Register) -> list[str]:
    """An agency's duties: how late or how soon, the deadline, what and to whom; beneath, the task."""
    width = screen_width()
    counts = [in_days(duty.owed.standing) for duty in duties]
    days = [day_with_weekday(duty.owed.line.due, spoken()) for duty in duties]
    columns = [max(width_of(text) for text in texts) for texts in (counts, days)]
    lines = [click.style(full_name(register, agency), bold=True)]
    for duty, count, day in zip(duties, counts, days, strict=True):
        late = duty.owed.standing.late is not None
        first, second = pad(count, columns[0]), pad(day, columns[1])
        lead = f"  {first}  {second}  "
        shown = f"  {click.style(first, fg='red') if late else first}  {second}  "
        if width and width_of(lead) > width // 2:
            # Beside the days there is no room to read what is owed: it stands beneath.
            lines.append(shown.rstrip())
            lead = shown = "    "
        line = duty.owed.line
        what = to_whom(clean(worded(duty.owed.what)), line.debtor, line.creditor, register)
        lines += hang(lead, what, width, shown=shown)
        indent = " " * width_of(lead)
        task = hang(indent, f"{duty.owed.line.task} {clean(duty.title)}", width)
        lines += (click.style(line, dim=True) for line in task)
    return lines


def _as_json(duties: list[TodoLine], _register: Register, today: date) -> str:
    form = {"today": today.isoformat(), "obligations": [_json_form(duty) for duty in duties]}
    return printable_json(form)


def _json_form(duty: TodoLine) -> dict[str, Any]:
    line, stands = duty.owed.line, duty.owed.standing
    return {
        "task": line.task,
        "title": duty.title,
        "what": worded(duty.owed.what),
        **OBLIGATIONS.told(msgspec.structs.astuple(line), OBLIGATIONS.keys[1:]),
        "working_days_late": stands.late,
        "working_days_left": stands.left,
    }


FORMS: dict[str, Callable[[list[TodoLine], Register, date], str]] = {"text": _as_text, "json": _as_json}
