"""`phoihop show TASK`: one task's case, for people or as the JSON of the contract."""

from collections.abc import Callable, Iterator
from datetime import date

import click

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cases.opinions import opinion_rows
from phoihop.checking.check import judgement_of
from phoihop.cli import speaking
from phoihop.cli.parameters import TASK, days_option, format_option, no_cache_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, spoken
from phoihop.cli.summaries import task_summaries
from phoihop.cli.words import full_name, in_days, owed_to_words, owed_words, short_name, short_names
from phoihop.documents.json_forms import case_as_json
from phoihop.language import short_date
from phoihop.records.types import DOCUMENT_TYPES, Opinion
from phoihop.records.words import POSITIONS, RESPONSES
from phoihop.reporters.report import Printout
from phoihop.reporters.text import finding_lines
from phoihop.terminal import ScreenColumn, clean, hang, pad, printable_json, screen_width, table, width_of
from phoihop.wording import mark
from phoihop.words.calling import name_of
from phoihop.words.codes import STAGES, STATUSES, TIMELINESS
from phoihop.words.days import day_with_weekday
from phoihop.words.obligations import standing

STATUS_COLOURS = {"overdue": "red", "late": "yellow"}


@speaking.command(help=mark("TASK is the task's id, such as 2021-0012, or its folder."))
@speaking.argument("task", type=TASK, metavar=mark("TASK"))
@days_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(session: Session, task: str, today: date | None, form: str, no_cache: bool) -> None:
    register = session.readable_register
    day = session.today(today)
    case = derive_case(register.task(task), register, day)
    if case is None:
        raise CannotRun(_why_no_case(session, task, day))
    # Of the other tasks only what they report is needed, such as the numbers of their documents.
    found = task_summaries(session, day, cached=not no_cache)
    report = Printout(
        judgement_of(register, day, found, tasks=(task,)), register, session.language, width=screen_width()
    )
    for line in FORMS[form](case, report):
        click.echo(line)


def _why_no_case(session: Session, task: str, day: date) -> str:
    assignment = session.register.task(task).assignment
    if assignment is None:
        return _("The assignment of {task} can't be read. See: phoihop check --task {task}").format(task=task)
    return _("{task} was assigned on {date} only; ask for a later day: --today {iso}").format(
        task=task, date=short_date(assignment.date), iso=assignment.date.isoformat(), today=short_date(day)
    )


def _as_json(case: Case, report: Printout) -> Iterator[str]:
    findings = report.judgement.of_task(case.id)
    yield printable_json(case_as_json(case, findings, report.register, report.language))


def _as_text(case: Case, report: Printout) -> Iterator[str]:
    field = f" · {case.assignment.field}" if case.assignment.field else ""
    yield click.style(case.id, bold=True) + field
    yield from (click.style(line, bold=True) for line in hang("", clean(case.title), report.width))
    yield ""
    yield from _facts(case, report)
    sections = (
        (_("Awaited now"), _awaited(case, report)),
        (_("Obligations"), _obligations(case, report)),
        (_("Opinions"), list(_opinions(case, report))),
        (_("Documents"), _documents(case, report)),
        (_("Findings"), [line.rstrip("\n") for line in finding_lines(report.judgement.of_task(case.id), report)]),
    )
    for title, lines in sections:
        if lines:
            yield ""
            yield click.style(title, bold=True)
            yield from lines
    if not report.judgement.of_task(case.id):
        yield ""
        yield _("No errors, no breaches, nothing due.")


def _facts(case: Case, report: Printout) -> Iterator[str]:
    assignment = case.assignment
    tenure = case.course.tenure_on(case.today)
    lead = full_name(report.register, case.lead) if case.lead else "—"
    if tenure.lead and tenure.since > assignment.date:
        lead = _("{agency} (since {date})").format(agency=lead, date=short_date(tenure.since))
    assigned = ", ".join((*([clean(assignment.number)] if assignment.number else []), short_date(assignment.date)))
    facts = {
        _("Stage"): STAGES[case.stage].in_language(spoken()),
        _("Deadline"): _deadline(case, report),
        _("Lead"): lead,
        _("Coordinating"): short_names(report.register, case.coordinating),
        _("Assigned by"): f"{short_name(report.register, assignment.from_)}, {assigned}",
        _("As of"): day_with_weekday(case.today, spoken()),
    }
    column = max(width_of(name) for name in facts)
    for name, fact in facts.items():
        if fact:
            yield from hang(pad(name, column) + "  ", fact, report.width)


def _deadline(case: Case, report: Printout) -> str:
    if case.due is None:
        return ""
    words = [day_with_weekday(case.due, spoken()), TIMELINESS[case.timeliness].in_language(spoken())]
    submission = next((owed for owed in case.obligations if owed.kind == "submission" and owed.outstanding), None)
    if submission and submission.due == case.due:
        words.append(in_days(standing(submission, case.today, report.register.calendar)))
    return " · ".join(words)


def _awaited(case: Case, report: Printout) -> list[str]:
    """Who is awaited with what, since when, until when, how late."""
    owed = [each for each in case.owed_now if each.kind != "urging"]
    owed.sort(key=lambda each: each.due or date.max)
    rows = []
    for each in owed:
        since, due = _("since {date}").format(date=short_date(each.since)), day_with_weekday(each.due, spoken())
        deadline = _("due {date}").format(date=due) if due else ""
        count = in_days(standing(each, case.today, report.register.calendar))
        rows.append(
            (short_name(report.register, each.debtor), owed_words(case, each, report.register), since, deadline, count)
        )
    columns = (ScreenColumn(""), ScreenColumn("", gives=True), ScreenColumn(""), ScreenColumn(""), ScreenColumn(""))
    lines = table(columns, rows, report.width, indent=2)
    late = [each.due is not None and each.due < case.today for each in owed]
    return [click.style(line, fg="red") if is_late else line for line, is_late in zip(lines, late, strict=True)]


def _obligations(case: Case, report: Printout) -> list[str]:
    columns = (
        ScreenColumn(_("Since"), align="right"),
        ScreenColumn(_("Debtor")),
        ScreenColumn(_("What"), gives=True),
        ScreenColumn(_("Due"), align="right"),
        ScreenColumn(_("Status")),
        ScreenColumn(_("Done"), align="right"),
    )
    rows = [
        (
            short_date(each.since),
            short_name(report.register, each.debtor),
            owed_to_words(case, each, report.register),
            short_date(each.due) if each.due else "",
            STATUSES[each.status].in_language(spoken()),
            short_date(each.discharged_on) if each.discharged_on else "",
        )
        for each in case.obligations
    ]
    titles, *lines = table(columns, rows, report.width, indent=2)
    coloured = [
        click.style(line, fg=STATUS_COLOURS[each.status]) if each.status in STATUS_COLOURS else line
        for line, each in zip(lines, case.obligations, strict=True)
    ]
    return [click.style(titles, dim=True), *coloured] if coloured else []


def _documents(case: Case, report: Printout) -> list[str]:
    columns = (
        ScreenColumn("", align="right"),
        ScreenColumn(""),
        ScreenColumn("", gives=True),
        ScreenColumn(""),
        ScreenColumn("", gives=True),
    )
    rows = []
    for entry in case.documents:
        document = entry.document
        way = short_name(report.register, document.from_)
        if document.to:
            way += f" → {short_names(report.register, document.to)}"
        kind = DOCUMENT_TYPES[entry.kind].TITLE.in_language(spoken())
        rows.append((short_date(document.date), kind, way, clean(document.number), clean(document.subject)))
    return table(columns, rows, report.width, indent=2)


def _opinions(case: Case, report: Printout) -> Iterator[str]:
    """Each opinion in force, what it replaced, its points by the names that options take, and what became of them."""
    for row in opinion_rows(case):
        if row.opinion is None or not isinstance(row.opinion.document, Opinion):
            continue
        opinion = row.opinion.document
        position = POSITIONS[opinion.position].in_language(spoken())
        replaced = ", ".join(name_of(case, each.id) for each in row.replaced)
        supplemented = ", ".join(name_of(case, each.id) for each in row.supplemented)
        also = "; " + _("supplements {letters}").format(letters=supplemented) if supplemented else ""
        also += "; " + _("replaces {letters}").format(letters=replaced) if replaced else ""
        lead = f"  {short_name(report.register, opinion.from_)}  "
        yield from hang(lead, clean(f"{position} ({name_of(case, row.opinion.id)}){also}"), report.width)
        for each in row.points:
            if each.point is None:
                continue
            became = ""
            if each.view:
                parts = (RESPONSES[each.view.response].in_language(spoken()), " ".join(each.view.explanation.split()))
                became = " → " + ": ".join(part for part in parts if part)
            text = " ".join(each.point.text.split())
            yield from hang(f"    {opinion.from_}#{each.point.id}  ", clean(f"{text}{became}"), report.width)


FORMS: dict[str, Callable[[Case, Printout], Iterator[str]]] = {"text": _as_text, "json": _as_json}
