"""`phoihop check`: judges the register and prints what was found."""

import os
from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.parameters import RULE, TASK, format_option, today_option
from phoihop.cli.progress import progress_bar
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, mark
from phoihop.reporters import REPORTERS, renderer
from phoihop.reporters.report import Report
from phoihop.rules.judge import Judgement, judge
from phoihop.terminal import screen_width


@speaking.command(
    help=mark(
        "An error means that the record may not be like this; a breach, that coordination fell short in fact; due is "
        "what is owed as of the day. Exit code: 0 without errors, 1 with errors, 2 if the command could not run."
    )
)
@format_option(*REPORTERS)
@today_option
@speaking.option(
    "--rule", "rules", type=RULE, multiple=True, metavar=mark("RULE"), help=mark("Only this rule; repeatable.")
)
@speaking.option(
    "--task", "tasks", type=TASK, multiple=True, metavar=mark("TASK"), help=mark("Only this task; repeatable.")
)
@speaking.option("--strict", is_flag=True, help=mark("Exit with 1 on breaches too."))
@speaking.option("--no-cache", is_flag=True, help=mark("Neither read nor write what earlier runs kept."))
@click.pass_context
def command(
    ctx: click.Context,
    form: str,
    today: date | None,
    rules: tuple[str, ...],
    tasks: tuple[str, ...],
    strict: bool,
    no_cache: bool,  # nothing is kept between runs yet
) -> None:
    session: Session = ctx.obj
    judgement = judge_with_progress(session, today, tasks or None, rules or None)
    report = Report(
        judgement=judgement,
        register=session.register,
        language=session.language,
        place=_place_in_repository(session),
        width=screen_width(),
    )
    for piece in renderer(form)(report):
        click.echo(piece, nl=False)
    summary = judgement.summary
    ctx.exit(1 if summary["error"] or (strict and summary["breach"]) else 0)


def judge_with_progress(
    session: Session,
    today: date | None,
    tasks: tuple[str, ...] | None = None,
    rules: tuple[str, ...] | None = None,
) -> Judgement:
    """Judges the register of a session, showing a bar while it takes long."""
    day = session.today(today)
    with progress_bar(_("Checking")) as progress:
        return judge(session.register, day, tasks=tasks, rules=rules, progress=progress)


def _place_in_repository(session: Session) -> str:
    """The way from the current folder to the register, for programs that mark findings: "" or "folder/".

    Such programs run at the repository's root. A register that does not lie below has no such way.
    """
    way = os.path.relpath(session.register.root)
    return "" if way == "." or way.startswith("..") else way.replace(os.sep, "/") + "/"
