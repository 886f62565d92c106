"""`phoihop export`: the register as tables for programs and spreadsheets, or as metadata for an archive."""

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from phoihop.cases.model import Case
from phoihop.cli import speaking
from phoihop.cli.cases import derive_cases
from phoihop.cli.delivering import deliver, force_option, output_option, see_that_nobodys_work_is_there
from phoihop.cli.parameters import AGENCY, days_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _
from phoihop.cli.task_filters import TaskFilter, task_filters
from phoihop.documents.tables import TABLES, TASKS
from phoihop.wording import mark

TABLE_FORMATS = ("csv", "xlsx", "json")
PROFILE_FORMATS = ("xml", "json")

Made = Callable[[str, list[Case], Session, date], str | bytes]


@speaking.command(
    help=mark(
        "WHAT: tasks, documents, obligations or opinions, as CSV, JSON or a spreadsheet (xlsx); a spreadsheet without "
        "WHAT has them all, a sheet each. With --profile nd30 "
        "instead: the metadata of every document and file, under the names of Decree 30/2020/ND-CP, "
        "Annex VI, as XML or JSON, for an archive or a document-management system. Several filters must all hold; one "
        "given several times holds for any of its values."
    )
)
@speaking.argument("what", type=click.Choice(list(TABLES)), required=False, metavar=mark("WHAT"))
@speaking.option(
    "--format",
    "form",
    type=click.Choice(list(dict.fromkeys((*TABLE_FORMATS, *PROFILE_FORMATS)))),
    help=mark("Default: by the name given with --output, else csv; with a profile, xml."),
)
@speaking.option("--profile", type=click.Choice(["nd30"]), help=mark("Export metadata under the names of a standard."))
@speaking.option(
    "--holder",
    type=AGENCY,
    metavar=mark("AGENCY"),
    help=mark("With a profile: whose files they are; its own documents are outgoing. Default: the authority."),
)
@output_option
@force_option
@task_filters
@days_option
@click.pass_obj
def command(
    session: Session,
    /,
    what: str | None,
    form: str | None,
    profile: str | None,
    holder: str | None,
    into: str | None,
    force: bool,
    today: date | None,
    **filters: Any,
) -> None:
    if not force:
        see_that_nobodys_work_is_there(session, into)
    form = _form(form, into, PROFILE_FORMATS if profile else TABLE_FORMATS)
    if (what and profile) or not (what or profile or form == "xlsx"):
        raise click.UsageError(
            _(
                "Give what to export (tasks, documents, obligations, opinions), or --profile, or --format xlsx for all "
                "tables."
            )
        )
    wished = TaskFilter(**filters)
    day = session.today(today)
    cases = [case for case in derive_cases(session, day) if wished.holds(TASKS.line(TASKS.row(case)))]
    content = _metadata(form, cases, session, holder) if profile else TABLE_FORMS[form](what or "", cases, session, day)
    deliver(session, content, into)


def _form(given: str | None, into: str | None, possible: tuple[str, ...]) -> str:
    ending = (into or "").rpartition(".")[2].lower()
    form = given or (ending if ending in possible else possible[0])
    if form not in possible:
        message = _("“{form}” does not go with this: choose one of {possible}.")
        raise click.BadParameter(message.format(form=form, possible=", ".join(possible)), param_hint="--format")
    return form


def _csv(what: str, cases: list[Case], _session: Session, _today: date) -> bytes:
    from phoihop.documents.table_files import table_as_csv

    return table_as_csv(what, cases)


def _json(what: str, cases: list[Case], _session: Session, today: date) -> str:
    from phoihop.documents.table_files import table_as_json

    return table_as_json(what, cases, today)


def _xlsx(what: str, cases: list[Case], session: Session, _today: date) -> bytes:
    from phoihop.documents.spreadsheet import tables_as_xlsx

    return tables_as_xlsx((what,) if what else TABLES, cases, session.register, session.register_language)


def _metadata(form: str, cases: list[Case], session: Session, holder: str | None) -> str:
    from phoihop.documents.nd30.forms import metadata_as_json, metadata_as_xml
    from phoihop.documents.nd30.metadata import files_of

    register = session.register
    metadata = files_of(cases, register, holder or register.settings.authority)
    return metadata_as_xml(metadata) if form == "xml" else metadata_as_json(metadata)


TABLE_FORMS: dict[str, Made] = {"csv": _csv, "xlsx": _xlsx, "json": _json}
