"""`phoihop check`: judges the register and prints what was found."""

import os
from datetime import date
from itertools import islice

import click

from phoihop.checking.check import judgement_of
from phoihop.checking.shards import Shard, merged, read_part, write_part
from phoihop.cli import speaking
from phoihop.cli.parameters import RULE, SHARD, TASK, days_option, format_option, jobs_option, no_cache_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext
from phoihop.cli.summaries import task_summaries
from phoihop.reporters import REPORTERS, renderer
from phoihop.reporters.report import Printout
from phoihop.terminal import screen_width
from phoihop.wording import mark

PIECES_AT_ONCE = 500
"""Pieces of a report that are written together: each time, the stream is looked at anew and emptied."""


@speaking.command(
    help=mark(
        "An error means that the record may not be like this; a breach, that coordination fell short in fact; due is "
        "what is owed as of the day. Exit code: 0 without errors, 1 with errors, 2 if the command could not run."
    )
)
@format_option(*REPORTERS)
@days_option
@speaking.option("--rule", "rules", type=RULE, multiple=True, help=mark("Only this rule; repeatable."))
@speaking.option("--task", "tasks", type=TASK, multiple=True, help=mark("Only this task; repeatable."))
@speaking.option("--strict", is_flag=True, help=mark("Exit with 1 on breaches too."))
@jobs_option
@speaking.option(
    "--shard",
    type=SHARD,
    help=mark("Judge only the I-th of N shares of the tasks, tell nothing, and write what was found to --part."),
)
@speaking.option(
    "--part", type=click.Path(dir_okay=False), metavar=mark("FILE"), help=mark("The file that --shard writes.")
)
@speaking.option("--merge", is_flag=True, help=mark("Tell what was found from the files of all shares: PART …"))
@speaking.argument("parts", type=click.Path(), nargs=-1, metavar=mark("PART …"))
@no_cache_option
@click.pass_obj
def command(
    session: Session,
    form: str,
    today: date | None,
    rules: tuple[str, ...],
    tasks: tuple[str, ...],
    strict: bool,
    jobs: int | None,
    shard: Shard | None,
    part: str | None,
    merge: bool,
    parts: tuple[str, ...],
    no_cache: bool,
) -> int:
    if not merge and not shard:
        # Tasks may be named behind the command, too, as the shell completes their folders.
        tasks, parts = (*tasks, *(TASK.convert(each, None, click.get_current_context()) for each in parts)), ()
    if bool(shard) != bool(part) or merge != bool(parts) or (shard and merge):
        raise click.UsageError(_("Write --shard I/N --part FILE on each machine, then --merge with all the files."))
    if shard and (rules or tasks or strict):
        raise click.UsageError(_("A share is judged whole: give --rule, --task and --strict with --merge."))
    day = session.today(today)
    if shard and part:
        ids = shard.tasks(session.register.task_ids())
        found = task_summaries(session, day, cached=not no_cache, jobs=jobs, tasks=ids)
        write_part(session.path(part), session.register, day, found)
        return 0
    if merge:
        day, found = merged(session.register, [read_part(session.path(each)) for each in parts])
    else:
        found = task_summaries(session, day, cached=not no_cache, jobs=jobs)
    looks_back = session.looks_back_at is not None
    judgement = judgement_of(
        session.register, day, found, tasks=tasks or None, rules=rules or None, looks_back=looks_back
    )
    report = Printout(
        judgement=judgement,
        register=session.register,
        language=session.language,
        place=_place_in_repository(session),
        width=screen_width(),
    )
    pieces = renderer(form)(report)
    while block := tuple(islice(pieces, PIECES_AT_ONCE)):
        click.echo("".join(block), nl=False)
    _tell_unconfirmed(session, {year for summary in found.values() for year in summary.years})
    summary = judgement.summary
    return 1 if summary["error"] or (strict and summary["breach"]) else 0


def _tell_unconfirmed(session: Session, years: set[int]) -> None:
    """Says which years on record have no calendar in the register, so that a library's version decides of them."""
    lacking = sorted(year for year in years if not session.register.calendar.confirms(year))
    if lacking and session.register.is_readable:
        message = ngettext(
            "Year {years}: the register has no calendar of its own, so the days off are the holidays library's. "
            "See: phoihop calendar {first}",
            "Years {years}: the register has no calendars of its own, so the days off are the holidays library's. "
            "See: phoihop calendar {first}",
            len(lacking),
        )
        click.echo(message.format(years=", ".join(map(str, lacking)), first=lacking[0]), err=True)


def _place_in_repository(session: Session) -> str:
    """The way from the current folder to the register, for programs that mark findings: "" or "folder/".

    Such programs run at the repository's root. A register that does not lie below has no such way.
    """
    way = os.path.relpath(session.register.root)
    return "" if way == "." or way.startswith("..") else way.replace(os.sep, "/") + "/"
