"""Letters as commands make them: as Markdown, or as DOCX by a template; the report on a period; what is left open."""

from datetime import date

import click

from phoihop.cases.periods import Period, period_before, period_of, period_with
from phoihop.changes.head import head_of
from phoihop.cli.cases import derive_cases
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, worded
from phoihop.documents.letters.letter import Choices, Letter, LetterForm
from phoihop.language import short_date
from phoihop.records.record import FIRST_YEAR

OFFICE_TEMPLATES = "templates"
"""The folder of a register in which an office keeps its own templates: templates/report.docx and so on."""


def letter_as(session: Session, letter: Letter, form: str, template: str | None) -> str | bytes:
    """The letter as `md` or `docx`."""
    # Either loads much that the other does without; Word's libraries take a third of a second.
    if form != "docx":
        from phoihop.documents.letters.markdown import letter_as_markdown

        return letter_as_markdown(letter)
    from phoihop.documents.letters.docx import BadTemplate, letter_as_docx

    name = f"{letter.form.name}.docx"
    own = session.path(template) if template else session.register.root / OFFICE_TEMPLATES / name
    used = own.read_bytes() if template or own.is_file() else built_in(letter.form, session)
    try:
        return letter_as_docx(letter, used)
    except BadTemplate as error:
        raise CannotRun(f"{own}: {worded(error.message)}") from None


def built_in(form: LetterForm, session: Session) -> bytes:
    from phoihop.documents.letters.layout import template

    # A letter is written in the register's language, whatever language its drafter reads.
    return template(form, session.readable_register.language)


def tell_blanks(session: Session, letter: Letter) -> None:
    told = [worded(blank) for blank in letter.blanks]
    told.append(_("number, day of issue, the signer's name: when it is issued"))
    for text in told:
        click.echo(_("Still open: {what}").format(what=text), err=True)


def chosen_period(code: str | None, today: date) -> Period:
    """The period of a code, which has begun; without one the quarter that is running."""
    if code is None:
        return period_with(today, "quarter")
    period = period_of(code.strip().upper())
    if period is None or period.start.year < FIRST_YEAR:
        message = _("“{code}” is no period; write a month (2026-03), a quarter (2026-Q1) or a year (2026).")
        raise click.BadParameter(message.format(code=code), param_hint=_("PERIOD"))
    if period.start > today:
        message = _("“{code}” begins only on {day}; choose a period that has begun.")
        raise click.BadParameter(message.format(code=code, day=short_date(period.start)), param_hint=_("PERIOD"))
    return period


def summary_letter(session: Session, period: Period, today: date, choices: Choices) -> Letter:
    """The report on a period, held to the register as Git has it."""
    from phoihop.documents.letters.summary import Anchor, draft_summary

    cases = derive_cases(session, today)
    register = session.readable_register
    head = head_of(register)
    anchor = Anchor(head.digest, len(head.digests), head.commit, len(head.unrecorded) if head.commit else 0)
    return draft_summary(register, cases, period, period_before(period), anchor, choices, today)
