"""At which stage a task was on a day, and so how long each stage took."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from phoihop.cases.course import Course
from phoihop.cases.model import Case, Obligation, Stage
from phoihop.records.types import Acceptance, Completion, Decision, Document, Request, Submission, Withdrawal

_ENDED: dict[type[Document], Stage] = {Withdrawal: "withdrawn", Decision: "decided", Acceptance: "completed"}


class Span(NamedTuple):
    """A stage from a day to the day on which the next began; `end` is None for the stage that lasts."""

    stage: Stage
    start: date
    end: date | None


def stage_on(course: Course, obligations: Sequence[Obligation], day: date) -> Stage:
    """The stage of a task on a day up to that of its course; `obligations` are those of that course."""
    if course.end and course.end.counts_on <= day:
        return _ENDED[type(course.end.document)]
    if course.is_suspended_on(day):
        return "suspended"
    if standing_submission(course, day):
        return "submitted"
    awaited = (each for each in obligations if each.kind == "opinion" and each.since <= day)
    if any(all(end is None or end > day for end in (each.discharged_on, each.ended_on)) for each in awaited):
        return "consulting"
    asked = any(request.date <= day for _, request in course.each(Request))
    judged = (*course.each(Decision), *course.each(Acceptance))
    returned = any(entry.document.date <= day for entry, _ in judged)
    return "reconciling" if asked or returned else "assigned"


def standing_submission(course: Course, day: date) -> Submission | Completion | None:
    """The newest submission or completion by a day, unless it was returned by then."""
    newest: tuple[str, Submission | Completion] | None = None
    returned: set[str] = set()
    for entry in course.entries:
        match entry.document:
            case document if document.date > day:
                continue
            case Submission() | Completion() as submitted:
                newest = entry.id, submitted
            case Decision(outcome="returned", answers=answered) | Acceptance(outcome="returned", answers=answered):
                returned.add(answered)
    return newest[1] if newest and newest[0] not in returned else None


def stages_of(case: Case) -> tuple[Span, ...]:
    """The stages that a task went through, in order, from its assignment to today or its end."""
    course = case.course
    days = {course.assignment.date, *(day for start, end in course.suspensions for day in (start, end) if day)}
    days |= {day for entry in course.entries for day in (entry.document.date, entry.counts_on)}
    days |= {owed.ended_on for owed in case.obligations if owed.ended_on}
    spans: list[Span] = []
    for day in sorted(day for day in days if course.assignment.date <= day <= course.today):
        stage = stage_on(course, case.obligations, day)
        if not spans or spans[-1].stage != stage:
            if spans:
                spans[-1] = spans[-1]._replace(end=day)
            spans.append(Span(stage, day, None))
    return tuple(spans)
