"""A task's page: who is awaited since when, what each agency said, every document, debt and finding."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from phoihop.cases.course import Entry
from phoihop.cases.model import Case, Obligation, Stage
from phoihop.cases.opinions import OpinionRow, PointRow, differences, opinion_rows, questions_of
from phoihop.changes.events import Event
from phoihop.language import Message, Text, say, short_date, spelled, word
from phoihop.records.named import named
from phoihop.records.references import TASK
from phoihop.records.types import Acceptance, Decision, Opinion, Report, Suspension
from phoihop.records.words import ACCEPTANCE_OUTCOMES, DECISION_OUTCOMES, FREQUENCIES, RESPONSES, SOURCES
from phoihop.site.exchange import exchange
from phoihop.site.publication import Publication, gathered, overseer_page
from phoihop.site.published_papers import TaskPapers
from phoihop.site.rows import named_apart
from phoihop.site.subscriptions import has_calendar
from phoihop.site.timeline import Timeline, timeline
from phoihop.site.views.document import said_by
from phoihop.wording import gettext_for
from phoihop.words.actions import author_named
from phoihop.words.calling import ASSIGNMENT
from phoihop.words.codes import STAGES
from phoihop.words.obligations import what_is_owed

STEPS: tuple[Stage, ...] = ("assigned", "consulting", "reconciling", "submitted", "decided")
_BEGUN_BY: dict[Stage, tuple[str, ...]] = {
    "consulting": ("request",),
    "reconciling": ("report",),
    "submitted": ("submission", "completion"),
}
"""By a document of which kinds a task that stands still is known to have come to a stage."""


def view(publication: Publication, task: str) -> dict[str, Any]:
    case = publication.case(task)
    papers = TaskPapers(case, publication.carrying)
    findings = publication.findings_by_task.get(case.id, ())
    awaited = [owed for owed in case.owed_now if owed.kind != "urging"]
    rows, steps = opinion_rows(case), _steps(case)
    awaited.sort(key=lambda owed: (owed.due is None, owed.due or case.today, owed.debtor))
    return {
        "case": case,
        "task_papers": papers,
        "assignment_papers": papers.shown(case.assignment),
        "steps": steps,
        "reached": steps.index(case.stage) + 1,
        "awaited": awaited,
        "days_left": _days_left(publication, case),
        "rows": rows,
        "differences": differences(rows),
        "questions": questions_of(rows),
        "responses": _responses(publication, case, rows),
        "documents": [
            (entry, said_by(entry.document, publication.language), papers.shown(entry.document))
            for entry in case.documents
        ],
        "labels": {entry.id: _label(publication, entry) for entry in case.documents}
        | {TASK: case.assignment.number or ASSIGNMENT.in_language(publication.language)},
        "numbers": _numbers(case),
        "followed": _followed(case),
        "owes_reply": _owes_reply,
        "reply": _reply_words(publication, case),
        "obligations": case.obligations,
        "findings": findings,
        "anchors": named_apart(f"{each.rule}.{each.record}.{each.agency or ''}" for each in findings),
        "debt_anchors": publication.rows[case.id].anchors,
        "by_document": gathered((finding.file, finding) for finding in findings),
        "outcome": _outcome(case),
        "suspension": [entry for entry, _ in case.course.each(Suspension)][-1] if case.is_suspended else None,
        "source_words": SOURCES,
        "overseer": overseer_page(case.assignment.overseen_by),
        "has_calendar": has_calendar(publication, publication.tasks[case.id]),
        "frequency_words": FREQUENCIES,
        "children": publication.children.get(case.id, ()),
        "exchange": exchange(case),
        "evidence_href": papers.evidence_href,
        "evidence_words": papers.evidence_words,
        "timeline": _timeline(publication, case),
        "history": _history(publication, case, papers.titles),
        "unrecorded": [spelled(path.rpartition("/")[2]) for path in publication.unrecorded_by_task.get(case.id, ())],
    }


def _timeline(publication: Publication, case: Case) -> Timeline:
    def told(owed: Obligation) -> str:
        day = partial(short_date, language=publication.language)
        what = publication.words(what_is_owed(case, owed))
        closed = owed.discharged_on or owed.ended_on
        days = f"{day(owed.since)} – {day(closed) if closed else '…'}"
        return f"{publication.register.agency_name(owed.debtor)}, {what}: {days}"

    return timeline(case, lambda stage: STAGES[stage].in_language(publication.language), told)  # type: ignore[index]


def _responses(publication: Publication, case: Case, rows: tuple[OpinionRow, ...]) -> list[tuple[str, str, int]]:
    """What the opinions can be narrowed to: each kind of response that occurs, its words, how many points got it."""
    translate = gettext_for("site", publication.language).gettext
    words = {response: text.in_language(publication.language) for response, text in RESPONSES.items()}
    words |= {"unanswered": _reply_words(publication, case), "silent": translate("no opinion yet")}
    points = [each for row in rows for each in row.points]
    said = [each.view.response if each.view else "unanswered" for each in points if each.view or _owes_reply(each)]
    said += ["silent" for row in rows if row.opinion is None]
    return [(response, text, said.count(response)) for response, text in words.items() if response in said]


def _label(publication: Publication, entry: Entry) -> str:
    """How a document is spoken of: by its number, or by its kind and day."""
    document = entry.document
    return (
        document.number
        or f"{document.TITLE.in_language(publication.language)} {short_date(document.date, publication.language)}"
    )


def _numbers(case: Case) -> dict[str, int]:
    """The place of each point among those of its opinion, by which people call it."""
    return {
        f"{entry.id}#{point.id}": place
        for entry, opinion in case.course.each(Opinion)
        for place, point in enumerate(opinion.points, 1)
    }


def _followed(case: Case) -> Mapping[str, tuple[Entry, ...]]:
    """The documents that deal with a point, or with an opinion that has none; of reports the newest."""
    pairs: list[tuple[str, Entry]] = []
    reports = [entry for entry, _ in case.course.each(Report)]
    for entry in (each for each in case.documents if each not in reports[:-1]):
        if isinstance(entry.document, Report):
            about = [f"{each.opinion}#{each.point}" if each.point else each.opinion for each in entry.document.views]
        else:
            about = [found.value for found in named(entry.document, "point") if "#" in found.value]
        pairs += ((point, entry) for point in dict.fromkeys(about))
    return gathered(pairs)


def _owes_reply(each: PointRow) -> bool:
    """Whether a point is to be answered: not what only agrees, or has no comment."""
    document = each.opinion and each.opinion.document
    agrees = isinstance(document, Opinion) and document.position in ("agree", "no-comment")
    return each.point is not None or not agrees


def _reply_words(publication: Publication, case: Case) -> str:
    """What is said of a point without a response: of a task that was stopped none is owed any more."""
    translate = gettext_for("site", publication.language).gettext
    if case.stage == "withdrawn":
        return translate("no response is owed: the task was stopped")
    return translate("not answered yet")


def _steps(case: Case) -> tuple[Stage, ...]:
    """The steps of the stepper: all there are, or those that a withdrawn or suspended task really took.

    A task whose product is an action ends completed, and asks for opinions only where it does.
    """
    kinds = {entry.kind for entry in case.documents}
    if case.stage in ("withdrawn", "suspended"):
        return ("assigned", *(stage for stage, by in _BEGUN_BY.items() if kinds.intersection(by)), case.stage)
    if case.assignment.product == "decision":
        return STEPS
    begun = {"assigned", "submitted", case.stage, *(("consulting", "reconciling") if "request" in kinds else ())}
    return (*(stage for stage in STEPS[:-1] if stage in begun), "completed")


def _days_left(publication: Publication, case: Case) -> int | None:
    """Working days to the task's deadline; None once it has passed, or where none is owed any more."""
    if case.due is None or case.ended_on or case.stage == "submitted" or case.days_late is not None:
        return None
    return publication.register.calendar.between(case.today, case.due)


def _outcome(case: Case) -> tuple[Entry, Text] | None:
    """The newest decision or acceptance, and what came out of it."""
    for entry in reversed(case.documents):
        match entry.document:
            case Decision(outcome=outcome):
                return entry, DECISION_OUTCOMES[outcome]
            case Acceptance(outcome=accepted):
                return entry, ACCEPTANCE_OUTCOMES[accepted]
    return None


class HistoryLine(NamedTuple):
    """One line of a task's history: what was done to the record, by whom as the commit claims, and in which commit.

    `changes` are what became otherwise in it, key by key, for whoever records.
    """

    day: date
    author: str
    words: str
    changes: tuple[str, ...]
    commit: str


def _history(publication: Publication, case: Case, titles: Mapping[str, str]) -> list[HistoryLine] | str:
    """The task's history, newest first; or, in words, why none can be told."""
    language, register = publication.language, publication.register
    if isinstance(publication.histories, Message):
        return word(publication.histories, language)

    def number_of(record: str) -> str:
        entry = case.course.by_id.get(record)
        return entry.document.number if entry else ""

    def called(event: Event) -> Message | None:
        if event.record == TASK or event.record in case.folder.records or not event.record.startswith("files/"):
            return None
        if title := titles.get(event.record):
            return say("tài liệu “{title}”", "the paper “{title}”", title=title)
        return say("một tài liệu", "a paper")

    def in_words(message: Message | None) -> str:
        return word(message, language, register.agency_name) if message else ""

    return [
        HistoryLine(
            event.day,
            author_named(event.author),
            in_words(event.told(number_of, called=called(event), briefly=True)),
            tuple(told for told in map(in_words, event.changes_told) if told),
            event.commit,
        )
        for event in publication.history(case.id)
    ]
