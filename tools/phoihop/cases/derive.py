"""Derives a case from a task's folder: the one door to everything that follows from the records."""

from datetime import date

from phoihop.cases.clock import task_deadline
from phoihop.cases.course import Course, Entry
from phoihop.cases.model import Case, Obligation, Stage, Timeliness, owed_now
from phoihop.cases.obligations import derive_obligations, is_near
from phoihop.records.register import Register, TaskFolder
from phoihop.records.types import Acceptance, Completion, Decision, Document, Request, Submission, Withdrawal

_ENDED: dict[type[Document], Stage] = {Withdrawal: "withdrawn", Decision: "decided", Acceptance: "completed"}


def derive_case(folder: TaskFolder, register: Register, today: date) -> Case | None:
    """The case as of `today`; None where the assignment can't be read, or is dated later."""
    if folder.assignment is None or folder.assignment.date > today:
        return None
    course = Course(folder, folder.assignment, register, today)
    obligations = derive_obligations(course)
    return Case(
        course=course,
        obligations=obligations,
        stage=_stage(course, obligations),
        timeliness=_timeliness(course),
        awaiting=() if course.is_suspended_on(today) else _awaiting(obligations),
    )


def _stage(course: Course, obligations: tuple[Obligation, ...]) -> Stage:
    if course.end:
        return _ENDED[type(course.end.document)]
    if course.is_suspended_on(course.today):
        return "suspended"
    if _standing_submission(course):
        return "submitted"
    if any(each.kind == "opinion" and each.outstanding for each in obligations):
        return "consulting"
    asked = any(True for _ in course.each(Request))
    returned = any(True for kind in (Decision, Acceptance) for _ in course.each(kind))
    return "reconciling" if asked or returned else "assigned"


def _standing_submission(course: Course) -> Submission | Completion | None:
    """The newest submission or completion, unless it was returned."""
    newest: Entry | None = None
    returned: set[str] = set()
    for entry in course.entries:
        match entry.document:
            case Submission() | Completion():
                newest = entry
            case Decision(outcome="returned", answers=answered) | Acceptance(outcome="returned", answers=answered):
                returned.add(answered)
    if newest is None or newest.id in returned:
        return None
    assert isinstance(newest.document, Submission | Completion)
    return newest.document


def _timeliness(course: Course) -> Timeliness:
    """Against the task's deadline, until the submission that stands; a task that ended unsubmitted stays as it was."""
    submission = _standing_submission(course)
    day = submission.date if submission else course.end.counts_on if course.end else course.today
    due = task_deadline(course, day)
    if due is None:
        return "on-time"
    if submission:
        return "late" if submission.date > due else "on-time"
    if course.is_suspended_on(course.today):
        return "on-time"
    if day > due:
        return "overdue"
    return "due-soon" if not course.end and is_near(course, due, course.tenure_on(day).since) else "on-time"


def _awaiting(obligations: tuple[Obligation, ...]) -> tuple[str, ...]:
    """Who owes something now; a reminder stands beside what it urges and makes nobody awaited."""
    return tuple(sorted({owed.debtor for owed in owed_now(obligations) if owed.kind != "urging"}))
