"""`phoihop export`: the register as tables for programs and spreadsheets; a dossier, or metadata, for an archive."""

import os
from datetime import date
from pathlib import Path
from typing import Any

import click

from phoihop.cases.model import Case
from phoihop.cli import speaking
from phoihop.cli.cases import case_of, derive_cases
from phoihop.cli.delivering import deliver, force_option, form_of, output_option, see_that_nobodys_work_is_there
from phoihop.cli.parameters import AGENCY, TASK, days_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _
from phoihop.cli.summaries import cache_folder
from phoihop.cli.task_filters import TaskFilter, task_filters
from phoihop.documents.table_files import table_as_csv, table_as_json
from phoihop.documents.tables import TABLES, TASKS
from phoihop.records import references
from phoihop.records.register import Register
from phoihop.records.task_folder import folder_of
from phoihop.wording import mark

TABLE_FORMATS = ("csv", "xlsx", "json")
PROFILE_FORMATS = ("xml", "json")
DOSSIER = "dossier"


@speaking.command(
    help=mark(
        "WHAT: tasks, documents, obligations or opinions, as CSV, JSON or a spreadsheet (xlsx); a spreadsheet without "
        "WHAT has them all, a sheet each. “dossier TASK”: all that is on record of one task as a plain HTML file, "
        "with links to its papers. With --profile nd30 "
        "instead: the metadata of every document and file, under the names of Decree 30/2020/ND-CP, "
        "Annex VI, as XML or JSON, for an archive or a document-management system. With --profile edxml WHAT is a "
        "document, by its path or id: its package for the national document exchange (QCVN 102:2016), neither signed "
        "nor sent. Several filters must all hold; one given several times holds for any of its values."
    )
)
@speaking.argument("what", required=False, metavar=mark("WHAT"))
@speaking.argument("task", type=TASK, required=False)
@speaking.option(
    "--format",
    "form",
    type=click.Choice(list(dict.fromkeys((*TABLE_FORMATS, *PROFILE_FORMATS)))),
    help=mark("Default: by the name given with --output, else csv; with a profile, xml."),
)
@speaking.option(
    "--profile", type=click.Choice(["nd30", "edxml"]), help=mark("Export metadata under the names of a standard.")
)
@speaking.option(
    "--holder",
    type=AGENCY,
    help=mark("With --profile nd30: whose files they are; its own documents are outgoing. Default: the authority."),
)
@output_option
@force_option
@task_filters
@days_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    what: str | None,
    task: str | None,
    form: str | None,
    profile: str | None,
    holder: str | None,
    into: str | None,
    force: bool,
    today: date | None,
    **filters: Any,
) -> None:
    session: Session = ctx.obj
    if not force:
        see_that_nobodys_work_is_there(session, into)
    of_one = what == DOSSIER or task or profile == "edxml"
    without_use = {*(filters if of_one else ()), *(() if profile == "nd30" else ("holder",))}
    if idle := [each.opts[0] for each in ctx.command.params if each.name in without_use and ctx.params[each.name]]:
        raise click.UsageError(_("Leave out {options}: of no use here.").format(options=", ".join(idle)))
    if what == DOSSIER or task:
        if not task or what != DOSSIER or form or profile:
            raise click.UsageError(_("A dossier is of one task, and HTML: phoihop export dossier TASK --output FILE"))
        deliver(session, _dossier(session, task, into, session.today(today)), into)
        return
    if profile == "edxml":
        form_of(form, into, ("xml",))
        deliver(session, _package(session, what, session.today(today)), into)
        return
    form = form_of(form, into, PROFILE_FORMATS if profile else TABLE_FORMATS)
    if what and not profile and what not in TABLES:
        message = _("There is no table {value}; choose one of {possible}.")
        possible = ", ".join((*TABLES, DOSSIER))
        raise click.BadParameter(message.format(value=what, possible=possible), param_hint=_("WHAT"))
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
    content = _metadata(form, cases, session, holder) if profile else _tables(form, what, cases, session, day)
    deliver(session, content, into)


def _dossier(session: Session, task: str, into: str | None, day: date) -> str:
    # Imported here: the pages' templates take long to load.
    from phoihop.site.dossier import dossier_of
    from phoihop.site.publication import Publication

    register = session.readable_register
    case_of(register, task, day)
    publication = Publication(register, day, cache=cache_folder(), internal=True)
    papers = (register.root / folder_of(task)).resolve()
    place = session.path(into).parent if into else Path()
    return dossier_of(publication, task, f"{Path(os.path.relpath(papers, place.resolve())).as_posix()}/")


def _package(session: Session, what: str | None, day: date) -> bytes:
    from phoihop.documents.edxml import package

    register = session.readable_register
    task, document = document_meant(register, what or "")
    case = case_of(register, task, day)
    entry = case.course.by_id.get(document)
    record = case.assignment if document == references.TASK else entry.document if entry else None
    if record is None:
        raise CannotRun(_("{document} of {task} can't be read, or comes later.").format(document=document, task=task))
    return package(case, register, record)


def document_meant(register: Register, written: str) -> tuple[str, str]:
    """The task and the id of a document named by its path, by task and id, or by its id alone."""
    within, _slash, last = written.replace("\\", "/").rstrip("/").rpartition("/")
    name = last.removesuffix(".yml")
    tasks = [task for task in register.task_ids() if not within or within.endswith((task, folder_of(task)))]
    named = [task for task in tasks if (register.root / folder_of(task) / f"{name}.yml").is_file()]
    if not name or not named:
        raise CannotRun(_("There is no document {value}; name it by its path or its id.").format(value=written))
    if len(named) > 1:
        message = _("{value} is in several tasks: {tasks}. Name it by its path.")
        raise CannotRun(message.format(value=written, tasks=", ".join(named)))
    return named[0], name


def _tables(form: str, what: str | None, cases: list[Case], session: Session, today: date) -> str | bytes:
    """One table; as a spreadsheet, all of them where none is named."""
    if form == "xlsx":
        # What writes spreadsheets takes long to load.
        from phoihop.documents.spreadsheet import tables_as_xlsx

        return tables_as_xlsx((what,) if what else TABLES, cases, session.register, session.register_language)
    return table_as_json(what or "", cases, today) if form == "json" else table_as_csv(what or "", cases)


def _metadata(form: str, cases: list[Case], session: Session, holder: str | None) -> str:
    from phoihop.documents.nd30.forms import metadata_as_json, metadata_as_xml
    from phoihop.documents.nd30.metadata import files_of

    register = session.register
    metadata = files_of(cases, register, holder or register.settings.authority)
    return metadata_as_xml(metadata) if form == "xml" else metadata_as_json(metadata)
