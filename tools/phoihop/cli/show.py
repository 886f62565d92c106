"""`phoihop show TASK`: one task's case, as the JSON of the contract, or as people read it on a terminal.

People get where it stands, who is awaited, and every document with the ids that options take.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

import click

from phoihop.cases.course import Entry, Tenure
from phoihop.cases.model import Case
from phoihop.cases.opinions import opinion_rows, questions_of
from phoihop.checking.check import judgement_of
from phoihop.cli import speaking
from phoihop.cli.cases import case_of
from phoihop.cli.parameters import TASK, days_option, format_option, no_cache_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, spoken, worded
from phoihop.cli.summaries import task_summaries
from phoihop.cli.words import full_name, in_days, owed_words, short_name, short_names, to_whom
from phoihop.documents.json_forms import case_as_json
from phoihop.kinds.meaning import document_told
from phoihop.language import short_date
from phoihop.records.parts import Paper
from phoihop.records.types import Adjustment, DossierRequest, Opinion, Plan, Request
from phoihop.records.words import POSITIONS, RESPONSES
from phoihop.reporters.report import Printout
from phoihop.reporters.text import finding_lines
from phoihop.terminal import ScreenColumn, clean, hang, pad, printable_json, screen_width, table, width_of, wrap
from phoihop.wording import mark
from phoihop.words.calling import name_of
from phoihop.words.codes import PUNCTUALITY, STAGES, STATUSES, punctuality
from phoihop.words.days import day_with_weekday
from phoihop.words.labels import label_of
from phoihop.words.obligations import standing

STATUS_COLOURS = {"overdue": "red", "late": "yellow"}
_DAY = len("31/12/2021  ")


@speaking.command(help=mark("TASK is the task's id, such as 2021-0012, or its folder."))
@speaking.argument("task", type=TASK)
@days_option
@format_option("text", "json")
@no_cache_option
@click.pass_obj
def command(session: Session, task: str, today: date | None, form: str, no_cache: bool) -> None:
    register, day = session.readable_register, session.today(today)
    case = case_of(register, task, day)
    # Of the other tasks only what they report is needed, such as the numbers of their documents.
    found = task_summaries(session, day, cached=not no_cache)
    judgement = judgement_of(register, day, found, tasks=(task,))
    for line in FORMS[form](case, Printout(judgement, register, session.language, width=screen_width())):
        click.echo(line)


def _as_json(case: Case, report: Printout) -> Iterator[str]:
    findings = report.judgement.of_task(case.id)
    yield printable_json(case_as_json(case, findings, report.register, report.language))


def _as_text(case: Case, report: Printout) -> Iterator[str]:
    """The whole, line by line."""
    findings = report.judgement.of_task(case.id)
    slug = case.assignment.field
    field = f" · {clean(worded(report.register.field_text(slug)))}" if slug else ""
    yield click.style(case.id, bold=True) + field
    yield from (click.style(line, bold=True) for line in hang("", clean(case.title), report.width))
    yield ""
    yield from _facts(case, report)
    sections = (
        (_("Awaited now"), _awaited(case, report)),
        (_("Obligations"), _obligations(case, report)),
        (_("Opinions"), list(_opinions(case, report))),
        (_("Documents"), list(_documents(case, report))),
        (_("Findings"), [line.rstrip("\n") for line in finding_lines(findings, report)]),
    )
    for title, lines in sections:
        if lines:
            yield ""
            yield click.style(title, bold=True)
            yield from lines
    if not findings:
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
        _("Stage"): worded(STAGES[case.stage]),
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
    words = [day_with_weekday(case.due, spoken()), worded(PUNCTUALITY[punctuality(case)])]
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
        rows.append((short_name(report.register, each.debtor), owed_words(case, each), since, deadline, count))
    late = ["red" if each.due is not None and each.due < case.today else None for each in owed]
    return list(_set(rows, [ScreenColumn("")] * 5, late, report.width))


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
            to_whom(owed_words(case, each), each.debtor, each.creditor, report.register),
            short_date(each.due) if each.due else "",
            worded(STATUSES[each.status]),
            short_date(each.discharged_on) if each.discharged_on else "",
        )
        for each in case.obligations
    ]
    return list(_set(rows, columns, [STATUS_COLOURS.get(each.status) for each in case.obligations], report.width))


def _set(
    rows: Sequence[tuple[str, ...]], columns: Sequence[ScreenColumn], colours: Sequence[str | None], width: int | None
) -> Iterator[str]:
    """Rows as a table, or, where the screen is too narrow for it, each on lines of its own: nothing is cut off."""
    lines = table(columns, rows, None, indent=2)
    if not rows or width is None or max(map(width_of, lines)) <= width:
        if len(lines) > len(rows):
            yield click.style(lines.pop(0), dim=True)
        yield from (click.style(line, fg=colour) for line, colour in zip(lines, colours, strict=True))
        return
    for row, colour in zip(rows, colours, strict=True):
        cells = [(column, cell) for column, cell in zip(columns, row, strict=True) if cell]
        days = [f"{column.title.lower()} {cell}" for column, cell in cells if column.align == "right"]
        told = " · ".join((*(cell for column, cell in cells if column.align == "left"), *days))
        first, *more = wrap(told, width, 4)
        yield from (click.style(line, fg=colour) for line in (f"  {first}", *(f"    {line}" for line in more)))


def _documents(case: Case, report: Printout) -> Iterator[str]:
    """What each document says and changes, by what it is called, with its items by the ids that options take."""
    for entry in case.documents:
        document = entry.document
        told = clean(worded(document_told(case, entry)))
        yield from hang(f"  {pad(short_date(document.date), _DAY)}", told, report.width)
        for lead, text in _items(case, entry, report):
            yield from hang(f"{'':{_DAY + 2}}{lead}  ", clean(text), report.width)
        names = [entry.id, *(each for each in (document.number, document.subject) if each)]
        for line in hang(f"{'':{_DAY + 2}}", clean(" · ".join(names)), report.width):
            yield click.style(line, dim=True)


def _items(case: Case, entry: Entry, report: Printout) -> Iterator[tuple[str, str]]:
    """What stands in a document one by one, each beside what it is called."""
    match entry.document:
        case Plan(steps=steps):
            for step in steps:
                due = _("due {date}").format(date=short_date(step.due)) if step.due else ""
                further = (short_name(report.register, step.agency), due)
                yield step.id, f"{step.what} ({', '.join(each for each in further if each)})"
        case Request():
            for number, asked in enumerate((q for q in questions_of(opinion_rows(case)) if q.request == entry), 1):
                points = [f"{e.opinion.document.from_}#{e.point.id}" for e in asked.points if e.opinion and e.point]
                yield str(number), f"{asked.text} ← {', '.join(points)}" if points else asked.text
        case DossierRequest(needs=texts):
            yield from ((str(number), text) for number, text in enumerate(texts, 1))
        case Adjustment():
            yield from _changed_by(case, entry, report)
    for paper in (*entry.document.files, *getattr(entry.document, "dossier", ())):
        if isinstance(paper, Paper) and paper.held:
            where = _("the paper original, kept at {place}") if getattr(paper, "original", "") else _("kept at {place}")
            yield "•", f"{paper.title}: {where.format(place=paper.held)}"


def _changed_by(case: Case, entry: Entry, report: Printout) -> Iterator[tuple[str, str]]:
    """What an adjustment made of the assignment: what stood before, and what stands since."""
    since = case.course.tenures
    place = next((number for number, tenure in enumerate(since) if tenure.by == entry.id), 0)
    if not place:
        return
    register = report.register
    shown: dict[str, Callable[[Tenure], str]] = {
        "lead": lambda of: short_name(register, of.lead),
        "coordinating": lambda of: short_names(register, of.coordinating),
        "due": lambda of: short_date(of.due) if of.due else "",
    }
    for key, words in shown.items():
        old, new = (words(tenure) for tenure in since[place - 1 : place + 1])
        if old != new and (label := label_of(key)):
            yield worded(label), f"{old or '—'} → {new or '—'}"


def _opinions(case: Case, report: Printout) -> Iterator[str]:
    """Each opinion in force, what it replaced, its points by the names that options take, and what became of them."""
    for row in opinion_rows(case):
        if row.opinion is None or not isinstance(row.opinion.document, Opinion):
            continue
        opinion = row.opinion.document
        position = worded(POSITIONS[opinion.position])
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
                parts = (worded(RESPONSES[each.view.response]), " ".join(each.view.explanation.split()))
                became = " → " + ": ".join(part for part in parts if part)
            text = " ".join(each.point.text.split())
            yield from hang(f"    {opinion.from_}#{each.point.id}  ", clean(f"{text}{became}"), report.width)


FORMS: dict[str, Callable[[Case, Printout], Iterator[str]]] = {"text": _as_text, "json": _as_json}
