"""A task's page: who is awaited since when, what each agency said, every document, debt and finding."""

from dataclasses import dataclass
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.model import Case, Obligation, Stage
from phoihop.cases.opinions import opinion_rows
from phoihop.language import Message
from phoihop.records.papers import FoundPaper, find_paper, is_file_evidence, papers_of
from phoihop.records.types import Decision, Document, Paper, Submission, TaskAssignment
from phoihop.site.exchange import exchange
from phoihop.site.publication import Publication

STEPS: tuple[Stage, ...] = ("assigned", "consulting", "reconciling", "submitted", "decided")


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as listed: `href` is relative to the task's page; None where there is no file to open."""

    title: str
    href: str | None
    size: int | None
    pointer: str | None
    held: str
    sha256: str | None


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
        "obligations": case.obligations,
        "findings": findings,
        "by_document": _by_file(findings),
        "outcome": _outcome(case),
        "exchange": exchange(publication, case),
        "evidence_href": lambda entry, text: _evidence_href(case, text),
        "is_late": _is_late,
        "read": publication.judgement,
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
            if isinstance(found, FoundPaper) and not found.pointer:
                named[found.path] = found
    return list(named.values())


def _shown(case: Case, paper: Paper) -> ShownPaper:
    found = find_paper(case.folder.location, paper.path) if paper.path else None
    title = paper.title or paper.path.rpartition("/")[2] or paper.held
    if isinstance(found, FoundPaper):
        href = None if found.pointer else found.path
        return ShownPaper(title, href, found.size, found.pointer, paper.held, paper.sha256)
    return ShownPaper(title, None, None, None, paper.held, paper.sha256)


def _evidence_href(case: Case, text: str) -> str | None:
    """The file behind a piece of evidence, where it is one."""
    if not is_file_evidence(text):
        return None
    found = find_paper(case.folder.location, text)
    return None if isinstance(found, Message) or found.pointer else found.path


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


def _by_file(findings: tuple[Any, ...]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for finding in findings:
        grouped.setdefault(finding.file, []).append(finding)
    return grouped
