"""Derives a case from a task's folder: the one door to everything that follows from the records."""

from datetime import date

from phoihop.cases.course import Course
from phoihop.cases.model import Case, Obligation, Stage, Timeliness, owed_now
from phoihop.cases.obligations import derive_obligations, is_near
from phoihop.records.register import Register, TaskFolder
from phoihop.records.types import Decision, Request, Submission, Withdrawal


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
        awaiting=_awaiting(obligations),
    )


def _stage(course: Course, obligations: tuple[Obligation, ...]) -> Stage:
    if course.end:
        return "withdrawn" if isinstance(course.end.document, Withdrawal) else "decided"
    if _standing_submission(course):
        return "submitted"
    if any(each.kind == "opinion" and each.outstanding for each in obligations):
        return "consulting"
    asked = any(True for _ in course.each(Request))
    returned = any(True for _ in course.each(Decision))
    return "reconciling" if asked or returned else "assigned"


def _standing_submission(course: Course) -> Submission | None:
    """The newest submission, unless it was returned."""
    submissions = list(course.each(Submission))
    if not submissions:
        return None
    entry, submission = submissions[-1]
    returned = {decision.answers for _, decision in course.each(Decision) if decision.outcome == "returned"}
    return None if entry.id in returned else submission


def _timeliness(course: Course) -> Timeliness:
    """Against the task's deadline, until the submission that stands; a task that ended unsubmitted stays as it was."""
    submission = _standing_submission(course)
    day = submission.date if submission else course.end.counts_on if course.end else course.today
    tenure = course.tenure_on(day)
    due = tenure.due
    if due is None:
        return "on-time"
    if submission:
        return "late" if submission.date > due else "on-time"
    if day > due:
        return "overdue"
    return "due-soon" if not course.end and is_near(course, due, tenure.since) else "on-time"


def _awaiting(obligations: tuple[Obligation, ...]) -> tuple[str, ...]:
    """Who owes something now; a reminder stands beside what it urges and makes nobody awaited."""
    return tuple(sorted({owed.debtor for owed in owed_now(obligations) if owed.kind != "urging"}))
