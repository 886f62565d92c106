"""`phoihop draft`: letters drafted from the record, as Markdown or as DOCX in the layout of Decree 30/2020/NĐ-CP."""

from datetime import date
from typing import Any

import click

from phoihop.cli import speaking
from phoihop.cli.cases import case_of, see_that_all_can_be_read
from phoihop.cli.delivering import deliver, force_option, form_of, output_option, see_that_nobodys_work_is_there
from phoihop.cli.letters import built_in, chosen_period, letter_as, summary_letter, tell_blanks
from phoihop.cli.parameters import AGENCY, DAY, TASK, Coded, days_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.documents.letters.drafting import LETTERS
from phoihop.documents.letters.drafting import draft as drafted
from phoihop.documents.letters.letter import Choices, Letter
from phoihop.records.words import ACCEPTANCE_OUTCOMES, DECISION_FORMS, POSITIONS
from phoihop.wording import mark

FORMS = ("md", "docx")


@speaking.command(
    help=mark(
        "KIND: request (for opinions), reminder, opinion, forward (of a superior agency's points), explanation (to a "
        "superior agency), objection (to the assignment), extension-request, instruction, invitation (to a meeting), "
        "meeting (its conclusions), report (the explanation report), submission, completion, acceptance; or summary, "
        "of a PERIOD such as 2026-Q1. What the case leaves open is chosen by options; what it does not know stays "
        "blank and is named on stderr. For DOCX, an office's own template serves where there is one: --template, "
        "else templates/KIND.docx in the register; start from --write-template."
    )
)
@speaking.argument("kind", type=click.Choice(list(LETTERS)), metavar=mark("KIND"))
@speaking.argument("task", required=False, metavar=mark("TASK"), shell_complete=TASK.shell_complete)
@speaking.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    help=mark("Markdown or DOCX. Default: by the name given with --output, else md."),
)
@output_option
@days_option
@speaking.option("--from", "by", type=AGENCY, help=mark("Who writes it."))
@speaking.option("--to", type=AGENCY, multiple=True, help=mark("Addressee; repeatable."))
@speaking.option(
    "--about",
    multiple=True,
    metavar=mark("DOCUMENT"),
    help=mark(
        "What it answers, urges about, forwards or explains, or a record of its own kind to draft anew: a document's "
        "id, or a step's."
    ),
)
@speaking.option("--due", type=DAY, help=mark("By when to answer, explain or have it done."))
@speaking.option(
    "--text",
    multiple=True,
    metavar=mark("TEXT"),
    help=mark("What it says: a reason, a point, a result, a conclusion; repeatable."),
)
@speaking.option("--position", type=Coded(POSITIONS.items()), help=mark("The position of an opinion."))
@speaking.option(
    "--outcome",
    type=Coded(ACCEPTANCE_OUTCOMES.items()),
    default="accepted",
    show_default=True,
    help=mark("Whether an acceptance accepts the work, or asks for more."),
)
@speaking.option("--time", default="", metavar=mark("TEXT"), help=mark("When the meeting is."))
@speaking.option("--venue", default="", metavar=mark("TEXT"), help=mark("Where the meeting is."))
@speaking.option(
    "--question", "questions", multiple=True, metavar=mark("TEXT"), help=mark("What is asked; repeatable.")
)
@speaking.option(
    "--dossier", multiple=True, metavar=mark("TITLE"), help=mark("A paper that goes with it, by title; repeatable.")
)
@speaking.option("--draft", default="", metavar=mark("TITLE"), help=mark("The draft that is submitted."))
@speaking.option(
    "--proposes",
    type=Coded(DECISION_FORMS.items()),
    default="decision",
    show_default=True,
    help=mark("What a submission proposes: that the authority decide, or hold a conference."),
)
@speaking.option("--subject", default="", metavar=mark("TEXT"), help=mark("Another subject than the usual one."))
@speaking.option("--number", default="", metavar=mark("NUMBER"), help=mark("Number and symbol, once they are given."))
@speaking.option("--date", "dated", type=DAY, help=mark("Date of issue, once it is known."))
@speaking.option("--place", default="", metavar=mark("PLACE"), help=mark("Place of issue. Default: the issuer's."))
@speaking.option(
    "--signed-by", default="", metavar=mark("ROLE"), help=mark("Role of the signer. Default: the first member's.")
)
@speaking.option("--template", metavar=mark("FILE"), help=mark("The office's own DOCX template."))
@speaking.option(
    "--write-template", "template_into", metavar=mark("FILE"), help=mark("Write the built-in template, to change it.")
)
@force_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    kind: str,
    task: str | None,
    form: str | None,
    into: str | None,
    today: date | None,
    template: str | None,
    template_into: str | None,
    force: bool,
    **chosen: Any,
) -> None:
    """Every further option is a field of `Choices`, by its name."""
    session: Session = ctx.obj
    if not force:
        see_that_nobodys_work_is_there(session, template_into or into)
    if template_into is not None:
        deliver(session, built_in(LETTERS[kind], session), template_into)
        return
    form = form_of(form, into, ("docx",) if template else FORMS)
    _see_that_options_fit(ctx, kind, chosen)
    letter = _drafted(ctx, session, kind, task, session.today(today), Choices(**chosen))
    deliver(session, letter_as(session, letter, form, template), into)
    tell_blanks(session, letter)


def _see_that_options_fit(ctx: click.Context, kind: str, chosen: dict[str, Any]) -> None:
    """An option that a kind of letter has no use for is a mistake, not a wish to be passed over."""
    own = frozenset().union(*(form.chosen for form in LETTERS.values()))
    for name in sorted(own - LETTERS[kind].chosen):
        if chosen[name] != getattr(Choices(), name):
            message = _("{option} does not go with {kind}: it is for {kinds}.")
            kinds = ", ".join(each for each, form in LETTERS.items() if name in form.chosen)
            option = next(each.opts[0] for each in ctx.command.params if each.name == name)
            raise click.UsageError(message.format(option=option, kind=kind, kinds=kinds))


def _drafted(
    ctx: click.Context, session: Session, kind: str, written: str | None, day: date, choices: Choices
) -> Letter:
    if LETTERS[kind].content is None:
        return summary_letter(session, chosen_period(written, day), day, choices)
    if written is None:
        raise click.UsageError(_("Name the task: phoihop draft {kind} TASK.").format(kind=kind))
    named = next(each for each in ctx.command.params if each.name == "task")
    case = case_of(session.readable_register, TASK.convert(written, named, ctx), day)
    see_that_all_can_be_read(case.folder)
    return drafted(kind, case, session.register.language, choices)
