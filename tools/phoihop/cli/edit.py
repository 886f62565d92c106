"""`phoihop edit`: changes an agency or register.yml, shows what is otherwise, and writes it whole."""

from datetime import date

import click

from phoihop.cli import speaking
from phoihop.cli.dialogue import NOT_RECORDED, Dialogue, is_at_a_terminal, may_be_broken_off
from phoihop.cli.making import write
from phoihop.cli.parameters import AGENCY, commit_option, no_input_option, today_option
from phoihop.cli.session import Session
from phoihop.cli.showing import show_effects, show_record, show_refusal
from phoihop.cli.speaking import _, worded
from phoihop.language import Message, sentence
from phoihop.recording.choices import Choice, Unfit
from phoihop.recording.committing import see_to_commits
from phoihop.recording.keys import keys_of
from phoihop.recording.preparing import Prepared, Recorded, RefusedAnswers, record_all
from phoihop.recording.revising import revise
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "Changes an agency, which is then named, or register.yml. A member or a registrar is added; any key is set by "
        "--set, and taken away by an empty value: --set members.van-thu@xa.example=. On a terminal without options you "
        "are asked. What is otherwise is shown first. Documents are corrected by: phoihop new correction. Exit code: 0 "
        "written, 1 not written, 2 if the command could not run."
    )
)
@speaking.argument("what", type=click.Choice(["agency", "register"]), metavar="agency|register")
@speaking.argument("agency", type=AGENCY, required=False)
@speaking.option("--member", multiple=True, metavar=mark("ROLE=EMAIL"), help=mark("Who may record for it; repeatable."))
@speaking.option("--parent", metavar=mark("AGENCY"), help=mark("The agency that it belongs to."))
@speaking.option(
    "--registrar", multiple=True, metavar=mark("EMAIL"), help=mark("Who may record for any agency; repeatable.")
)
@speaking.option(
    "--set",
    "changes",
    multiple=True,
    metavar=mark("KEY=VALUE"),
    help=mark("A key and what it shall say, such as until=30/6/2025; repeatable."),
)
@speaking.option("--dry-run", is_flag=True, help=mark("Show what would be otherwise; write nothing."))
@commit_option
@no_input_option
@today_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    what: str,
    agency: str | None,
    member: tuple[str, ...],
    parent: str | None,
    registrar: tuple[str, ...],
    changes: tuple[str, ...],
    dry_run: bool,
    commits: bool,
    no_input: bool,
    today: date | None,
) -> None:
    session: Session = ctx.obj
    register, day = session.readable_register, session.today(today)
    if (what == "agency") != bool(agency):
        raise click.UsageError(_("Name an agency: phoihop edit agency AGENCY; or, without one: phoihop edit register"))
    _see_that_options_fit(what, agency=(*member, *([parent] if parent else ())), register=registrar)
    wished = [
        *(f"member={each}" for each in member),
        *([f"parent={parent}"] if parent is not None else ()),
        *(f"registrar={each}" for each in registrar),
        *changes,
    ]
    asks = not no_input and is_at_a_terminal()
    if not wished and not asks:
        raise click.UsageError(_("Say what shall be otherwise, such as --set contact=…"))
    if commits and not dry_run:
        see_to_commits(register.root)
    with may_be_broken_off():
        dialogue = Dialogue()
        wished = wished or _asked(register, agency, dialogue, day)
        prepared = _prepared(ctx, register, agency, wished, day)
        show_record(prepared)
        if prepared.verdict.errors:
            show_refusal(prepared)
            ctx.exit(NOT_RECORDED)
        show_effects(prepared)
        if dry_run:
            click.echo(_("Nothing was written (--dry-run)."), err=True)
            return
        if asks and not dialogue.agree(_("Write it?"), default=True):
            click.echo(_("Nothing was written."), err=True)
            ctx.exit(NOT_RECORDED)

    def make() -> Recorded:
        return record_all(lambda ledger: [revise(ledger.register, agency, wished, day)], register.root, commits=commits)

    ctx.exit(write(ctx, make, told=True))


def _see_that_options_fit(what: str, **given: tuple[str, ...]) -> None:
    for of, values in given.items():
        if values and of != what:
            raise click.UsageError(_("{value} belongs to: phoihop edit {what}").format(value=values[0], what=of))


def _asked(register: Register, agency: str | None, dialogue: Dialogue, day: date) -> list[str]:
    """What shall be otherwise, one key after another, each refused at once where it can't stand."""
    type_ = AgencyRecord if agency else Settings
    keys = [key for key in keys_of(type_) if len(key.path) == 1 and (not key.part or key.name == "members")]
    choices = [
        Choice(key.option.removeprefix("--") if key.is_list else key.id, Message(key.meaning), (key.name,))
        for key in keys
    ]
    wished: list[str] = []
    while (key := dialogue.choose(_("What shall be otherwise?"), choices, optional=True, all_listed=True)) is not None:

        def read(value: str, key: str = key) -> str:
            try:
                revise(register, agency, [*wished, f"{key}={value}"], day)
            except RefusedAnswers as wrong:
                raise Unfit(wrong.message) from None
            return value

        value = dialogue.ask("  " + _("What it shall say; for a list, one more"), read, optional=True)
        wished.append(f"{key}={value or ''}")
    if not wished:
        click.echo(_("Nothing was written."), err=True)
        raise click.exceptions.Exit(NOT_RECORDED)
    return wished


def _prepared(ctx: click.Context, register: Register, agency: str | None, changes: list[str], day: date) -> Prepared:
    try:
        return revise(register, agency, changes, day)
    except RefusedAnswers as wrong:
        raise click.UsageError(sentence(worded(wrong.message)), ctx=ctx) from None
