"""`phoihop todo`: what agencies owe as of a day, the most urgent first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import click

from phoihop.checking.summary import OwedNow
from phoihop.cli import speaking
from phoihop.cli.parameters import AGENCY, format_option, no_cache_option, today_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, mark, ngettext
from phoihop.cli.summaries import standings
from phoihop.cli.words import day_with_weekday, full_name, in_days, short_name
from phoihop.language import word
from phoihop.records.register import Register
from phoihop.terminal import clean, hang, pad, printable_json, screen_width, width_of


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that an agency owes, with its task."""

    task: str
    title: str
    owed: OwedNow

    @property
    def urgency(self) -> tuple[int, date, str, str]:
        """Sorts what is late longest first, then by deadline; what has none comes last."""
        late = -1 if self.owed.late is None else self.owed.late
        return (-late, self.owed.due or date.max, self.task, self.owed.source)


@speaking.command(help=mark("For one agency, or for all, those with the most urgent first."))
@speaking.argument("agency", type=AGENCY, required=False, metavar=mark("AGENCY"))
@today_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(session: Session, agency: str | None, today: date | None, form: str, no_cache: bool) -> None:
    day = session.today(today)
    duties = [
        Duty(task, stands.title, owed)
        for task, stands in standings(session, day, cached=not no_cache).items()
        for owed in stands.owed
        if agency is None or owed.debtor == agency
    ]
    click.echo(FORMS[form](sorted(duties, key=lambda duty: duty.urgency), session.register, day))


def _as_text(duties: list[Duty], register: Register, today: date) -> str:
    by_agency: dict[str, list[Duty]] = {}
    for duty in duties:
        by_agency.setdefault(duty.owed.debtor, []).append(duty)
    blocks = ["\n".join(_block(agency, owed, register)) for agency, owed in by_agency.items()]
    count = ngettext("{n} thing owed (as of {today})", "{n} things owed (as of {today})", len(duties))
    summary = (count if duties else _("Nothing is owed (as of {today})")).format(
        n=len(duties), today=day_with_weekday(today)
    )
    return "\n\n".join((*blocks, click.style(summary, bold=True)))


def _block(agency: str, duties: list[Duty], register: Register) -> list[str]:
    """An agency's duties: how late or how soon, the deadline, what and to whom; beneath, the task."""
    width = screen_width()
    counts = [in_days(duty.owed.standing) for duty in duties]
    days = [day_with_weekday(duty.owed.due) for duty in duties]
    columns = [max(width_of(text) for text in texts) for texts in (counts, days)]
    lines = [click.style(full_name(register, agency), bold=True)]
    for duty, count, day in zip(duties, counts, days, strict=True):
        late = duty.owed.late is not None
        first, second = pad(count, columns[0]), pad(day, columns[1])
        lead = f"  {first}  {second}  "
        shown = f"  {click.style(first, fg='red') if late else first}  {second}  "
        lines += hang(lead, _what_to_whom(duty.owed, register), width, shown=shown)
        indent = " " * width_of(lead)
        task = hang(indent, f"{duty.task} {clean(duty.title)}", width)
        lines += (click.style(line, dim=True) for line in task)
    return lines


def _what_to_whom(owed: OwedNow, register: Register) -> str:
    """What is owed, and to whom where that is somebody else: “ý kiến về văn bản 2/TNMT → TNMT”."""
    what = clean(_what(owed, register))
    return what if owed.creditor == owed.debtor else f"{what} → {short_name(register, owed.creditor)}"


def _what(owed: OwedNow, register: Register) -> str:
    return word(owed.what, speaking.spoken(), register.agency_name)


def _as_json(duties: list[Duty], register: Register, today: date) -> str:
    form = {"today": today.isoformat(), "obligations": [_json_form(duty, register) for duty in duties]}
    return printable_json(form)


def _json_form(duty: Duty, register: Register) -> dict[str, Any]:
    owed = duty.owed
    return {
        "task": duty.task,
        "title": duty.title,
        "what": _what(owed, register),
        "kind": owed.kind,
        "debtor": owed.debtor,
        "creditor": owed.creditor,
        "since": owed.since.isoformat(),
        "due": owed.due.isoformat() if owed.due else None,
        "status": owed.status,
        "source": owed.source,
        # What is owed now was never discharged.
        "discharged_by": None,
        "discharged_on": None,
        "working_days_late": owed.late,
        "working_days_left": owed.left,
    }


FORMS: dict[str, Callable[[list[Duty], Register, date], str]] = {"text": _as_text, "json": _as_json}
