"""A task's page: who is awaited since when, what each agency said, every document, debt and finding."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.model import Case, Obligation, Stage
from phoihop.cases.opinions import opinion_rows
from phoihop.documents.fields import field_name
from phoihop.history.event_words import author_named, word_event
from phoihop.language import Message, short_date, word
from phoihop.records.papers import FoundPaper, find_paper, is_file_evidence, papers_of
from phoihop.records.types import Decision, Document, Opinion, Paper, Submission, TaskAssignment
from phoihop.site.exchange import exchange
from phoihop.site.publication import Publication

STEPS: tuple[Stage, ...] = ("assigned", "consulting", "reconciling", "submitted", "decided")

# What a browser would run as a page of this site (HTML, SVG, XML, scripts) is left out: a record puts no script on it.
CARRIED = re.compile(
    r".*\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|txt|csv|jpe?g|png|gif|webp|tiff?|zip|p7s|dwg|dxf|mp[34])", re.IGNORECASE
)
"""The kinds of paper that the site carries, by the end of their names."""


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as listed: `href` is relative to the task's page; None where there is no file to open.

    `withheld`: there is a file, but of a kind that the site does not carry.
    """

    title: str
    href: str | None
    size: int | None
    pointer: str | None
    held: str
    sha256: str | None
    withheld: bool = False


def view(publication: Publication, case: Case) -> dict[str, Any]:
    findings = publication.findings_by_task.get(case.id, ())
    awaited = [owed for owed in case.owed_now if owed.kind != "urging"]
    awaited.sort(key=lambda owed: (owed.due is None, owed.due or case.today, owed.debtor))
    return {
        "case": case,
        "assignment_papers": shown_papers(case, case.assignment),
        "steps": STEPS if case.stage != "withdrawn" else (*STEPS[:-1], "withdrawn"),
        "reached": _reached(case),
        "awaited": awaited,
        "days_left": _days_left(publication, case),
        "rows": opinion_rows(case),
        "documents": [(entry, shown_papers(case, entry.document)) for entry in case.documents],
        "labels": {entry.id: _label(publication, entry) for entry in case.documents},
        "obligations": case.obligations,
        "findings": findings,
        "by_document": _by_file(findings),
        "outcome": _outcome(case),
        "exchange": exchange(publication, case),
        "evidence_href": lambda entry, text: _evidence_href(case, text),
        "is_late": _is_late,
        "history": _history(publication, case),
        "searched": _searched(publication, case),
    }


def shown_papers(case: Case, record: TaskAssignment | Document) -> list[ShownPaper]:
    """A record's papers, the draft of a submission included."""
    papers = [_shown(case, paper) for paper, _ in papers_of(record)]
    if isinstance(record, Submission) and record.draft:
        papers.append(_shown(case, Paper(title=record.draft.rpartition("/")[2], path=record.draft)))
    return papers


def papers_to_publish(case: Case) -> list[FoundPaper]:
    """Every file of the task that its records name, for the site to carry."""
    named: dict[str, FoundPaper] = {}
    records: list[TaskAssignment | Document] = [case.assignment, *(entry.document for entry in case.documents)]
    for record in records:
        paths = [paper.path for paper, _ in papers_of(record) if paper.path]
        paths += [record.draft] if isinstance(record, Submission) and record.draft else []
        for point in getattr(record, "points", ()):
            paths += [each for each in getattr(point, "evidence", ()) if is_file_evidence(each)]
        for path in paths:
            found = find_paper(case.folder.location, path)
            if isinstance(found, FoundPaper) and not found.pointer and _is_carried(found):
                named[found.path] = found
    return list(named.values())


def _shown(case: Case, paper: Paper) -> ShownPaper:
    found = find_paper(case.folder.location, paper.path) if paper.path else None
    title = paper.title or paper.path.rpartition("/")[2] or paper.held
    if isinstance(found, FoundPaper):
        withheld = not found.pointer and not _is_carried(found)
        href = None if found.pointer or withheld else found.path
        return ShownPaper(title, href, found.size, found.pointer, paper.held, paper.sha256, withheld)
    return ShownPaper(title, None, None, None, paper.held, paper.sha256)


def _label(publication: Publication, entry: Entry) -> str:
    """How a document is spoken of: by its number, or by its kind and day."""
    document = entry.document
    return document.number or f"{document.TITLE.in_language(publication.language)} {short_date(document.date)}"


def _searched(publication: Publication, case: Case) -> list[str]:
    """The texts by which people look for the task: the words with đ among them are indexed with d, too."""
    agencies = [case.lead, *case.coordinating, *(entry.document.from_ for entry in case.documents)]
    texts = [case.title, case.assignment.summary]
    texts += [record.name for agency in agencies if agency and (record := publication.register.agencies.get(agency))]
    if case.assignment.field:
        texts.append(field_name(case.assignment.field, publication.language))
    for entry in case.documents:
        texts.append(entry.document.subject)
        if isinstance(entry.document, Opinion):
            texts += [point.text for point in entry.document.points]
    return texts


def _evidence_href(case: Case, text: str) -> str | None:
    """The file behind a piece of evidence, where it is one."""
    if not is_file_evidence(text):
        return None
    found = find_paper(case.folder.location, text)
    return None if isinstance(found, Message) or found.pointer or not _is_carried(found) else found.path


def _is_carried(paper: FoundPaper) -> bool:
    return CARRIED.fullmatch(paper.path) is not None


def _reached(case: Case) -> int:
    """How many steps of the stepper lie behind, the current one included."""
    if case.stage == "withdrawn":
        return len(STEPS)
    return STEPS.index(case.stage) + 1


def _days_left(publication: Publication, case: Case) -> int | None:
    """Working days to the task's deadline, negative once it has passed; None where there is none or the task ended."""
    if case.due is None or case.ended_on:
        return None
    return publication.register.calendar.between(case.today, case.due)


def _outcome(case: Case) -> tuple[Entry, Decision] | None:
    decisions = list(case.course.each(Decision))
    return decisions[-1] if decisions else None


def _is_late(owed: Obligation) -> bool:
    return owed.status in ("overdue", "late")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One line of a task's history: what was done to the record, by whom as the commit claims, and in which commit."""

    day: date
    author: str
    words: str
    commit: str


def _history(publication: Publication, case: Case) -> list[Recorded] | str:
    """The task's history, newest first; or, in words, why none can be told."""
    language, register = publication.language, publication.register
    if isinstance(publication.histories, Message):
        return word(publication.histories, language)

    def number_of(record: str) -> str:
        entry = case.course.by_id.get(record)
        return entry.document.number if entry else ""

    return [
        Recorded(
            event.day,
            author_named(event.author),
            word_event(event, language, register.agency_name, number_of),
            event.commit[:10],
        )
        for event in publication.histories.get(case.id, ())
    ]


def _by_file(findings: tuple[Any, ...]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for finding in findings:
        grouped.setdefault(finding.file, []).append(finding)
    return grouped
