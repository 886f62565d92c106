"""`phoihop calendar YEAR`: proposes a year's calendar of working days, and puts it into register.yml for review."""

from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _
from phoihop.language import short_date
from phoihop.recording.writing import rewrite
from phoihop.recording.yaml_style import as_yaml
from phoihop.recording.year_calendar import (
    YearProposal,
    differences,
    differs_from,
    library,
    propose,
    put_into,
    with_own_days,
)
from phoihop.records.record import FIRST_YEAR, LAST_YEAR
from phoihop.records.register import SETTINGS_FILE
from phoihop.records.settings import Year
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "The proposal is printed as it would stand in register.yml, with what differs from the years around. Hold it "
        "against the official announcement of days off, then write it. Exit code: 0 proposed or written, 1 the "
        "register has the year already and --write was given, 2 if the command could not run."
    )
)
@speaking.argument("year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), metavar=mark("YEAR"))
@speaking.option("--write", "writes", is_flag=True, help=mark("Put the calendar into register.yml."))
@click.pass_obj
def command(session: Session, year: int, writes: bool) -> int:
    register = session.readable_register
    settings = register.settings.holidays
    place = register.root / SETTINGS_FILE
    language = register.language

    def proposed(year: int) -> YearProposal:
        return with_own_days(propose(year, settings.country, language), settings, _("named in register.yml"))

    proposal = proposed(year)
    known = settings.years.get(str(year))
    if writes and known is None:
        if register.settings.format < 2:
            message = _("The register is of format 1, which has no calendars of its own. Run phoihop upgrade first.")
            raise CannotRun(message)
        content = place.read_bytes()
        rewrite(place, register.root, content, put_into(content, proposal))
    click.echo(
        _("# {year}, as proposed by {library}. Hold it against the official announcement.").format(
            year=year, library=library()
        )
    )
    click.echo(_block(proposal), nl=False)
    for line in _against(known, proposal) if known else _around(proposal, [proposed(year - 1), proposed(year + 1)]):
        click.echo(line, err=True)
    if known and writes:
        click.echo(
            _("register.yml has a calendar of {year} already; it was left as it is.").format(year=year), err=True
        )
        return 1
    if writes:
        click.echo(_("Written into {file}. Look at it, then commit it for review.").format(file=place), err=True)
    elif not known:
        again = f"phoihop calendar {year} --write"
        click.echo(_("Nothing was written. To put it into register.yml: {command}").format(command=again), err=True)
    return 0


def _block(proposal: YearProposal) -> str:
    return proposal.named(as_yaml({"holidays": {"years": {str(proposal.year): proposal.tree}}}))


def _around(proposal: YearProposal, beside: list[YearProposal]) -> list[str]:
    """What is otherwise in the year before and the year after."""
    lines = [_("What differs from the years around:")]
    for each in differences(proposal, beside):
        counts = ", ".join(f"{year}: {count}" for year, count in each.days.items())
        lines.append("  " + _("{name} – days off in the week: {counts}").format(name=each.name, counts=counts))
    totals = sorted((each.year, len(each.off_in_the_week), len(each.worked)) for each in (proposal, *beside))
    lines += [
        "  "
        + _("{year}: {off} days off from Monday to Friday, {worked} Saturdays and Sundays worked").format(
            year=year, off=off, worked=worked
        )
        for year, off, worked in totals
    ]
    return lines


def _against(known: Year, proposal: YearProposal) -> list[str]:
    """How the register's own calendar of the year differs from the proposal."""
    off_here, worked_here = differs_from(known, proposal)
    if not off_here and not worked_here:
        return [_("register.yml has this calendar already.")]
    return [
        _("register.yml has another calendar of {year}:").format(year=proposal.year),
        *(
            f"  {_days(days)}: {words}"
            for days, words in ((off_here, _("off only in register.yml")), (worked_here, _("off only in the proposal")))
            if days
        ),
    ]


def _days(days: list[date]) -> str:
    return ", ".join(short_date(day) for day in days)
