"""`phoihop summary`: the four counts of a period by lead, field and leader in charge, beside the period before.

As text with all groupings, as a workbook with a sheet for each, as JSON by one of them; as Markdown or DOCX it is the
report itself, which `phoihop draft summary` drafts with every choice of a letter.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from phoihop.cases.periods import Period, period_before
from phoihop.cli import speaking
from phoihop.cli.cases import derive_cases
from phoihop.cli.delivering import deliver, force_option, form_of, output_option, see_that_nobodys_work_is_there
from phoihop.cli.letters import chosen_period, letter_as, summary_letter, tell_blanks
from phoihop.cli.parameters import days_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, spoken, worded
from phoihop.cli.words import short_name
from phoihop.documents.letters.letter import Choices
from phoihop.documents.summary import COUNTS, GROUPS, Tally, summarized, work_of
from phoihop.language import Language, Text, capitalized, short_date, working_days
from phoihop.records.register import Register
from phoihop.terminal import ScreenColumn, clean, printable_json, screen_width, table
from phoihop.wording import mark
from phoihop.words.codes import SUMMARY
from phoihop.words.days import period_named

FORMS = ("text", "markdown", "json", "xlsx", "docx")
Tallies = dict[str, list[Tally]]

_KEYS = {"done": "ended_in_time", "done-late": "ended_late", "open": "open_in_time", "overdue": "open_overdue"}
"""What the JSON calls the four counts."""
_NOT_STATED = Text("không ghi", "not stated")
"""What groups the tasks whose assignment names no field, or no leader."""


@speaking.command(
    help=mark(
        "PERIOD: a month (2026-03), a quarter (2026-Q1) or a year (2026); default: the quarter that is running. Counts "
        "the tasks that were under way in it: completed in time or late, to be done in time or overdue at its end. "
        "markdown and docx are the report itself, as phoihop draft summary makes it. A workbook (xlsx) and a Word file "
        "need --output."
    )
)
@speaking.argument("code", required=False, metavar=mark("PERIOD"))
@speaking.option("--period", "by_name", metavar=mark("PERIOD"), help=mark("The period, as the argument."))
@speaking.option(
    "--by", "group", type=click.Choice([each for each in GROUPS if each]), help=mark("Only this grouping; json: lead.")
)
@speaking.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help=mark("Default: by the name given with --output, else text."),
)
@output_option
@force_option
@days_option
@click.pass_obj
def command(
    session: Session,
    /,
    code: str | None,
    by_name: str | None,
    group: str | None,
    form: str | None,
    into: str | None,
    force: bool,
    today: date | None,
) -> None:
    if not force:
        see_that_nobodys_work_is_there(session, into)
    if code and by_name and code != by_name:
        raise click.UsageError(_("Name one period: {code} or {other}.").format(code=code, other=by_name))
    form = form_of(form, into, FORMS)
    day = session.today(today)
    period = chosen_period(code or by_name, day)
    if form in ("markdown", "docx"):
        letter = summary_letter(session, period, day, Choices())
        deliver(session, letter_as(session, letter, form, None), into)
        tell_blanks(session, letter)
        return
    before = period_before(period)
    works = [work_of(case) for case in derive_cases(session, day)]
    days_between = session.register.calendar.between
    shown = [each for each in GROUPS if not each or group in (None, each)]
    tallies = summarized(works, shown, period, before, day, days_between)
    if form == "xlsx":
        deliver(session, _as_workbook(tallies, period, before, session.register, session.register_language), into)
    elif form == "json":
        deliver(session, printable_json(_as_json(tallies, group or "lead", period, before)), into)
    else:
        deliver(session, "\n".join(_as_text(tallies, period, before, session.register, day)), into)


def _name(group: str, tally: Tally, register: Register, language: Language) -> str:
    if not group:
        return capitalized(GROUPS[""].in_language(language))
    if not tally.name:
        return _NOT_STATED.in_language(language)
    if group == "field":
        return clean(register.field_text(tally.name).in_language(language))
    return short_name(register, tally.name) if group == "lead" else clean(tally.name)


def _as_text(tallies: Tallies, period: Period, before: Period, register: Register, today: date) -> Iterator[str]:
    until = min(period.end, today)
    yield capitalized(worded(period_named(period.code)))
    yield _("{start} to {end}; in brackets: {before}").format(
        start=short_date(period.start), end=short_date(until), before=worded(period_named(before.code))
    )
    for group in tallies:
        title = GROUPS[group]
        lines = [each for each in tallies[group] if each.name or not group or len(tallies[group]) > 1]
        if not lines:
            continue
        columns = [ScreenColumn(capitalized(worded(title)) if group else "", gives=True)]
        columns += [ScreenColumn(worded(SUMMARY[code]), align="right") for code in COUNTS]
        columns.append(ScreenColumn(_("in all"), align="right"))
        rows = [[_name(group, each, register, spoken()), *_counts(each)] for each in lines]
        yield ""
        yield from table(columns, rows, screen_width())
        if not group:
            yield from _told_besides(lines[0])


def _told_besides(whole: Tally) -> Iterator[str]:
    """What the four counts don't tell of a period: what came back, and how late the late tasks are."""
    if whole.returned:
        yield _("Returned: {count}").format(count=whole.returned)
    if whole.days_late:
        middle, most = round(whole.median_late or 0), whole.most_late or 0
        days = [working_days(each, spoken()) for each in (middle, most)]
        yield _("Late by a median of {median}, at most {most}").format(median=days[0], most=days[1])


def _counts(tally: Tally) -> Iterator[str]:
    for code in COUNTS:
        yield f"{tally.now[code]} ({tally.before[code]})"
    yield f"{tally.now.total()} ({tally.before.total()})"


def _as_json(tallies: Tallies, group: str, period: Period, before: Period) -> dict[str, Any]:
    def row(tally: Tally) -> dict[str, Any]:
        return {
            "key": tally.name or None,
            **{key: tally.now[code] for code, key in _KEYS.items()},
            "returned": tally.returned,
            "days_late_median": tally.median_late,
            "days_late_most": tally.most_late,
            "before": {key: tally.before[code] for code, key in _KEYS.items()},
        }

    return {
        "period": period.code,
        "before": before.code,
        "by": group,
        "all": next((row(each) for each in tallies[""]), None),
        "rows": [row(each) for each in tallies[group]],
    }


def _as_workbook(tallies: Tallies, period: Period, before: Period, register: Register, language: Language) -> bytes:
    from phoihop.documents.spreadsheet import sheets_as_xlsx

    names = [capitalized(SUMMARY[code].in_language(language)) for code in COUNTS]
    periods = [capitalized(period_named(each.code).in_language(language)) for each in (period, before)]
    sheets: dict[str, list[list[str | int]]] = {}
    for group in tallies:
        title = GROUPS[group]
        rows: list[list[str | int]] = [["", *(f"{name} – {each}" for each in periods for name in names)]]
        for tally in tallies[group]:
            counts = (each[code] for each in (tally.now, tally.before) for code in COUNTS)
            rows.append([_name(group, tally, register, language), *counts])
        sheets[capitalized(title.in_language(language))] = rows
    return sheets_as_xlsx(sheets, register.settings.title)
