"""A task's page: who is awaited since when, what each agency said, every document, debt and finding."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.model import Case, Obligation, Stage
from phoihop.cases.opinions import OpinionRow, opinion_rows
from phoihop.language import Message, short_date, word
from phoihop.records.types import Decision
from phoihop.records.words import RESPONSES
from phoihop.site.exchange import exchange
from phoihop.site.publication import Publication
from phoihop.site.published_papers import evidence_href, shown_papers
from phoihop.site.views.document import said_by
from phoihop.wording import gettext_for
from phoihop.words.actions import author_named

STEPS: tuple[Stage, ...] = ("assigned", "consulting", "reconciling", "submitted", "decided")
_BEGUN_BY: dict[Stage, str] = {"consulting": "request", "reconciling": "report", "submitted": "submission"}
"""By a document of which kind a withdrawn task is known to have come to a stage."""


def view(publication: Publication, task: str) -> dict[str, Any]:
    case = publication.case(task)
    findings = publication.findings_by_task.get(case.id, ())
    wanted = publication.register.settings.papers
    awaited = [owed for owed in case.owed_now if owed.kind != "urging"]
    rows = opinion_rows(case)
    awaited.sort(key=lambda owed: (owed.due is None, owed.due or case.today, owed.debtor))
    return {
        "case": case,
        "assignment_papers": shown_papers(case, case.assignment, wanted),
        "steps": _steps(case),
        "reached": _reached(case),
        "awaited": awaited,
        "days_left": _days_left(publication, case),
        "rows": rows,
        "responses": _responses(publication, rows),
        "documents": [
            (entry, said_by(entry.document, publication.language), shown_papers(case, entry.document, wanted))
            for entry in case.documents
        ],
        "labels": {entry.id: _label(publication, entry) for entry in case.documents},
        "obligations": case.obligations,
        "findings": findings,
        "by_document": _by_file(findings),
        "outcome": _outcome(case),
        "exchange": exchange(publication, case),
        "evidence_href": lambda entry, text: evidence_href(case, text, wanted),
        "is_late": _is_late,
        "history": _history(publication, case),
    }


def _responses(publication: Publication, rows: tuple[OpinionRow, ...]) -> list[tuple[str, str, int]]:
    """What the opinions can be narrowed to: each kind of response that occurs, its words, how many points got it."""
    translate = gettext_for("site", publication.language).gettext
    words = {response: text.in_language(publication.language) for response, text in RESPONSES.items()}
    words |= {"unanswered": translate("not answered yet"), "silent": translate("no opinion yet")}
    said = [each.view.response if each.view else "unanswered" for row in rows for each in row.points]
    said += ["silent" for row in rows if row.opinion is None]
    return [(response, text, said.count(response)) for response, text in words.items() if response in said]


def _label(publication: Publication, entry: Entry) -> str:
    """How a document is spoken of: by its number, or by its kind and day."""
    document = entry.document
    return document.number or f"{document.TITLE.in_language(publication.language)} {short_date(document.date)}"


def _steps(case: Case) -> tuple[Stage, ...]:
    """The steps of the stepper: all there are, or those that a withdrawn task really took."""
    if case.stage != "withdrawn":
        return STEPS
    kinds = {entry.kind for entry in case.documents}
    return ("assigned", *(stage for stage, kind in _BEGUN_BY.items() if kind in kinds), "withdrawn")


def _reached(case: Case) -> int:
    """How many steps of the stepper lie behind, the current one included."""
    return _steps(case).index(case.stage) + 1


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
class HistoryLine:
    """One line of a task's history: what was done to the record, by whom as the commit claims, and in which commit."""

    day: date
    author: str
    words: str
    commit: str


def _history(publication: Publication, case: Case) -> list[HistoryLine] | str:
    """The task's history, newest first; or, in words, why none can be told."""
    language, register = publication.language, publication.register
    if isinstance(publication.histories, Message):
        return word(publication.histories, language)

    def number_of(record: str) -> str:
        entry = case.course.by_id.get(record)
        return entry.document.number if entry else ""

    return [
        HistoryLine(
            event.day,
            author_named(event.author),
            word(event.told(number_of), language, register.agency_name),
            event.commit[:10],
        )
        for event in publication.histories.get(case.id, ())
    ]


def _by_file(findings: tuple[Any, ...]) -> dict[str, list[Any]]:
    grouped: dict[str, list[Any]] = {}
    for finding in findings:
        grouped.setdefault(finding.file, []).append(finding)
    return grouped
