"""`phoihop summary`: the four counts of a period by lead, field and leader in charge, beside the period before."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from phoihop.cases.periods import Period, period_before, period_of, period_with
from phoihop.cli import speaking
from phoihop.cli.cases import derive_cases
from phoihop.cli.delivering import deliver, force_option, output_option, see_that_nobodys_work_is_there
from phoihop.cli.parameters import days_option, format_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, spoken
from phoihop.cli.words import short_name
from phoihop.documents.summary import COUNTS, Tally, summarized, work_of
from phoihop.language import Language, Text, capitalized, short_date
from phoihop.records.register import Register
from phoihop.terminal import ScreenColumn, clean, printable_json, screen_width, table
from phoihop.wording import mark
from phoihop.words.codes import SUMMARY
from phoihop.words.days import period_named

GROUPS: dict[str, Text] = {
    "": Text("tất cả nhiệm vụ", "all tasks"),
    "lead": Text("theo cơ quan chủ trì", "by lead agency"),
    "field": Text("theo lĩnh vực", "by field"),
    "overseer": Text("theo lãnh đạo phụ trách", "by leader in charge"),
}
Tallies = dict[str, list[Tally]]


@speaking.command(
    help=mark(
        "PERIOD: a month (2026-03), a quarter (2026-Q1) or a year (2026); default: the quarter that is running. Counts "
        "the tasks that were under way in it: completed in time or late, to be done in time or overdue at its end. A "
        "workbook (xlsx) needs --output."
    )
)
@speaking.argument("code", required=False, metavar=mark("PERIOD"))
@format_option("text", "json", "xlsx")
@output_option
@force_option
@days_option
@click.pass_obj
def command(
    session: Session, /, code: str | None, form: str, into: str | None, force: bool, today: date | None
) -> None:
    if not force:
        see_that_nobodys_work_is_there(session, into)
    day = session.today(today)
    period = _period(code, day)
    before = period_before(period)
    works = [work_of(case) for case in derive_cases(session, day)]
    tallies = {group: summarized(works, group, period, before, day) for group in GROUPS}
    if form == "xlsx":
        deliver(session, _as_workbook(tallies, period, before, session.register, session.register_language), into)
    elif form == "json":
        deliver(session, printable_json(_as_json(tallies, period, before)), into)
    else:
        deliver(session, "\n".join(_as_text(tallies, period, before, session.register, day)), into)


def _period(code: str | None, today: date) -> Period:
    if code is None:
        return period_with(today, "quarter")
    if (period := period_of(code.strip().upper())) is None:
        message = _("“{code}” is no period; write a month (2026-03), a quarter (2026-Q1) or a year (2026).")
        raise click.BadParameter(message.format(code=code), param_hint=_("PERIOD"))
    return period


def _name(group: str, tally: Tally, register: Register, language: Language) -> str:
    if not group:
        return capitalized(GROUPS[""].in_language(language))
    if not tally.name:
        return "–"
    if group == "field":
        return clean(register.field_text(tally.name).in_language(language))
    return short_name(register, tally.name) if group == "lead" else clean(tally.name)


def _as_text(tallies: Tallies, period: Period, before: Period, register: Register, today: date) -> Iterator[str]:
    until = min(period.end, today)
    yield capitalized(period_named(period.code).in_language(spoken()))
    yield _("{start} to {end}; in brackets: {before}").format(
        start=short_date(period.start), end=short_date(until), before=period_named(before.code).in_language(spoken())
    )
    for group, title in GROUPS.items():
        lines = [each for each in tallies[group] if each.name or not group or len(tallies[group]) > 1]
        if not lines:
            continue
        columns = [ScreenColumn(capitalized(title.in_language(spoken())), gives=True)]
        columns += [ScreenColumn(SUMMARY[code].in_language(spoken()), align="right") for code in COUNTS]
        columns.append(ScreenColumn(_("in all"), align="right"))
        rows = [[_name(group, each, register, spoken()), *_counts(each)] for each in lines]
        yield ""
        yield from table(columns, rows, screen_width())


def _counts(tally: Tally) -> Iterator[str]:
    for code in COUNTS:
        yield f"{tally.now[code]} ({tally.before[code]})"
    yield f"{tally.now.total()} ({tally.before.total()})"


def _as_json(tallies: Tallies, period: Period, before: Period) -> dict[str, Any]:
    def lines(group: str) -> list[dict[str, Any]]:
        return [
            {
                "name": each.name or None,
                "now": {code: each.now[code] for code in COUNTS},
                "before": {code: each.before[code] for code in COUNTS},
            }
            for each in tallies[group]
        ]

    periods = {"period": period.code, "before": before.code}
    return {**periods, "all": lines(""), **{group: lines(group) for group in GROUPS if group}}


def _as_workbook(tallies: Tallies, period: Period, before: Period, register: Register, language: Language) -> bytes:
    from phoihop.documents.spreadsheet import sheets_as_xlsx

    names = [capitalized(SUMMARY[code].in_language(language)) for code in COUNTS]
    periods = [capitalized(period_named(each.code).in_language(language)) for each in (period, before)]
    sheets: dict[str, list[list[str | int]]] = {}
    for group, title in GROUPS.items():
        rows: list[list[str | int]] = [["", *(f"{name} – {each}" for each in periods for name in names)]]
        for tally in tallies[group]:
            counts = (each[code] for each in (tally.now, tally.before) for code in COUNTS)
            rows.append([_name(group, tally, register, language), *counts])
        sheets[capitalized(title.in_language(language))] = rows
    return sheets_as_xlsx(sheets, register.settings.title)
