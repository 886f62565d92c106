"""`phoihop draft`: letters drafted from the record, as Markdown or as DOCX in the layout of Decree 30/2020/NĐ-CP."""

from datetime import date
from typing import Any

import click

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cli import speaking
from phoihop.cli.delivering import deliver, force_option, output_option, see_that_nobodys_work_is_there
from phoihop.cli.left_out import see_that_all_can_be_read
from phoihop.cli.parameters import AGENCY, DAY, TASK, days_option
from phoihop.cli.session import CannotRun, Session, cannot_read, worded
from phoihop.cli.speaking import _
from phoihop.documents.letters.drafting import CHOSEN, DRAFTS
from phoihop.documents.letters.drafting import draft as drafted
from phoihop.documents.letters.letter import Choices, Letter, LetterKind, NothingToDraft
from phoihop.language import sentence, word
from phoihop.wording import mark

OFFICE_TEMPLATES = "templates"
"""The folder of a register in which an office keeps its own templates: templates/report.docx and so on."""


@speaking.command(
    help=mark(
        "KIND: report (the explanation report), request (for opinions), reminder, submission, forward (of a superior "
        "agency's points), explanation (to a superior agency). What the case leaves open is chosen by options; what it "
        "does not know stays blank and is named on stderr. For DOCX, an office's own template serves where there is "
        "one: --template, else templates/KIND.docx in the register; start from --write-template."
    )
)
@speaking.argument("kind", type=click.Choice(list(DRAFTS)), metavar=mark("KIND"))
@speaking.argument("task", type=TASK, required=False, metavar=mark("TASK"))
@speaking.option(
    "--format",
    "form",
    type=click.Choice(["md", "docx"]),
    help=mark("Markdown or DOCX. Default: by the name given with --output, else md."),
)
@output_option
@days_option
@speaking.option("--to", type=AGENCY, multiple=True, metavar=mark("AGENCY"), help=mark("Addressee; repeatable."))
@speaking.option(
    "--about",
    multiple=True,
    metavar=mark("DOCUMENT"),
    help=mark(
        "The request to draft anew, what a reminder is about, the opinion to forward or explain: a document's id."
    ),
)
@speaking.option("--due", type=DAY, metavar=mark("DATE"), help=mark("By when to answer or explain."))
@speaking.option(
    "--question", "questions", multiple=True, metavar=mark("TEXT"), help=mark("What is asked; repeatable.")
)
@speaking.option(
    "--dossier", multiple=True, metavar=mark("TITLE"), help=mark("A paper that goes with it, by title; repeatable.")
)
@speaking.option("--draft", default="", metavar=mark("TITLE"), help=mark("The draft that is submitted."))
@speaking.option(
    "--proposes",
    type=click.Choice(["decision", "conference"]),
    default="decision",
    show_default=True,
    help=mark("What a submission proposes: that the authority decide, or hold a conference."),
)
@speaking.option("--subject", default="", metavar=mark("TEXT"), help=mark("Another subject than the usual one."))
@speaking.option("--number", default="", metavar=mark("NUMBER"), help=mark("Number and symbol, once they are given."))
@speaking.option("--date", "dated", type=DAY, metavar=mark("DATE"), help=mark("Date of issue, once it is known."))
@speaking.option("--place", default="", metavar=mark("PLACE"), help=mark("Place of issue. Default: the issuer's."))
@speaking.option(
    "--signed-by", default="", metavar=mark("ROLE"), help=mark("Role of the signer. Default: the first member's.")
)
@speaking.option("--template", metavar=mark("FILE"), help=mark("The office's own DOCX template."))
@speaking.option(
    "--write-template", "template_into", metavar=mark("FILE"), help=mark("Write the built-in template, to change it.")
)
@force_option
@click.pass_obj
def command(
    session: Session,
    /,
    kind: LetterKind,
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
    if not force:
        see_that_nobodys_work_is_there(session, template_into or into)
    if template_into is not None:
        deliver(session, _built_in(kind, session), template_into)
        return
    if task is None:
        raise click.UsageError(_("Name the task: phoihop draft {kind} TASK.").format(kind=kind))
    _see_that_options_fit(kind, chosen)
    letter = _drafted(session, kind, _case(session, task, session.today(today)), Choices(**chosen))
    is_docx = form == "docx" or (form is None and (into or "").lower().endswith(".docx"))
    content = _as_docx(session, letter, template) if is_docx else _as_markdown(letter)
    deliver(session, content, into)
    _tell_blanks(session, letter)


def _see_that_options_fit(kind: LetterKind, chosen: dict[str, Any]) -> None:
    """An option that a kind of letter has no use for is a mistake, not a wish to be passed over."""
    own = frozenset().union(*CHOSEN.values())
    for name in sorted(own - CHOSEN[kind]):
        if chosen[name] != getattr(Choices(), name):
            option = "--question" if name == "questions" else f"--{name}"
            message = _("{option} does not go with {kind}: it is for {kinds}.")
            kinds = ", ".join(each for each, names in CHOSEN.items() if name in names)
            raise click.UsageError(message.format(option=option, kind=kind, kinds=kinds))


def _case(session: Session, task: str, day: date) -> Case:
    register = session.readable_register
    folder = register.task(task)
    case = derive_case(folder, register, day)
    if case is None:
        message = _("{task} can't be read, or was not yet assigned on that day. See: phoihop check --task {task}")
        raise CannotRun(message.format(task=task))
    see_that_all_can_be_read(folder)
    return case


def _drafted(session: Session, kind: LetterKind, case: Case, choices: Choices) -> Letter:
    try:
        return drafted(kind, case, session.register.language, choices)
    except NothingToDraft as error:
        text = word(error.message, speaking.spoken(), session.register.agency_name)
        raise CannotRun(sentence(text)) from None


def _as_markdown(letter: Letter) -> str:
    from phoihop.documents.letters.markdown import letter_as_markdown

    return letter_as_markdown(letter)


def _as_docx(session: Session, letter: Letter, template: str | None) -> bytes:
    from phoihop.documents.letters.docx import BadTemplate, letter_as_docx

    own = session.path(template) if template else session.register.root / OFFICE_TEMPLATES / f"{letter.kind}.docx"
    try:
        used = own.read_bytes() if template or own.is_file() else _built_in(letter.kind, session)
    except OSError as error:
        raise cannot_read(error) from None
    try:
        return letter_as_docx(letter, used)
    except BadTemplate as error:
        raise CannotRun(f"{own}: {worded(error.message)}") from None


def _built_in(kind: LetterKind, session: Session) -> bytes:
    # Word's libraries take a third of a second to load; Markdown does without.
    from phoihop.documents.letters.layout import template

    # A letter is written in the register's language, whatever language its drafter reads.
    return template(kind, session.readable_register.language)


def _tell_blanks(session: Session, letter: Letter) -> None:
    told = [word(blank, speaking.spoken(), session.register.agency_name) for blank in letter.blanks]
    if not any(char.isalpha() for char in letter.facts["signer"]):
        told.append(_("the signer's role (--signed-by)"))
    told.append(_("number, day of issue, the signer's name: when it is issued"))
    for text in told:
        click.echo(_("Still open: {what}").format(what=text), err=True)
