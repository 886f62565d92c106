"""`phoihop show TASK`: one task's case, for people or as the JSON of the contract."""

from collections.abc import Callable, Iterator
from datetime import date

import click

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.checking.check import judgement_of
from phoihop.cli import speaking
from phoihop.cli.case_lines import case_lines
from phoihop.cli.parameters import TASK, days_option, format_option, no_cache_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _
from phoihop.cli.summaries import task_summaries
from phoihop.documents.json_forms import case_as_json
from phoihop.language import short_date
from phoihop.reporters.report import Printout
from phoihop.terminal import printable_json, screen_width
from phoihop.wording import mark


@speaking.command(help=mark("TASK is the task's id, such as 2021-0012, or its folder."))
@speaking.argument("task", type=TASK)
@days_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(session: Session, task: str, today: date | None, form: str, no_cache: bool) -> None:
    register = session.readable_register
    day = session.today(today)
    case = derive_case(register.task(task), register, day)
    if case is None:
        raise CannotRun(why_no_case(session, task, day))
    # Of the other tasks only what they report is needed, such as the numbers of their documents.
    found = task_summaries(session, day, cached=not no_cache)
    report = Printout(
        judgement_of(register, day, found, tasks=(task,)), register, session.language, width=screen_width()
    )
    for line in FORMS[form](case, report):
        click.echo(line)


def why_no_case(session: Session, task: str, day: date) -> str:
    """Why a task that is in the register has no case on a day, in the words of the run."""
    assignment = session.register.task(task).assignment
    if assignment is None:
        return _("The assignment of {task} can't be read. See: phoihop check --task {task}").format(task=task)
    return _("{task} was assigned on {date} only; ask for a later day: --today {iso}").format(
        task=task, date=short_date(assignment.date), iso=assignment.date.isoformat(), today=short_date(day)
    )


def _as_json(case: Case, report: Printout) -> Iterator[str]:
    findings = report.judgement.of_task(case.id)
    yield printable_json(case_as_json(case, findings, report.register, report.language))


FORMS: dict[str, Callable[[Case, Printout], Iterator[str]]] = {"text": case_lines, "json": _as_json}
