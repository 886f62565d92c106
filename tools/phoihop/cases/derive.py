"""Derives a case from a task's folder: the one door to everything that follows from the records."""

from datetime import date

from phoihop.cases.clock import task_deadline, working_days
from phoihop.cases.course import Course
from phoihop.cases.model import Case, Timeliness, owed_now
from phoihop.cases.obligations import derive_obligations, is_near
from phoihop.cases.stages import stage_on, standing_submission
from phoihop.records.register import Register
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Withdrawal


def derive_case(folder: TaskFolder, register: Register, today: date) -> Case | None:
    """The case as of `today`; None where the assignment can't be read, or is dated later."""
    if folder.assignment is None or folder.assignment.date > today:
        return None
    course = Course(folder, folder.assignment, register, today)
    obligations = derive_obligations(course)
    timeliness, days_late = _timeliness(course)
    # A reminder stands beside what it urges and makes nobody awaited.
    awaited = {owed.debtor for owed in owed_now(obligations) if owed.kind != "urging"}
    return Case(
        course=course,
        obligations=obligations,
        stage=stage_on(course, obligations, today),
        timeliness=timeliness,
        days_late=days_late,
        awaiting=() if course.is_suspended_on(today) else tuple(sorted(awaited)),
    )


def _timeliness(course: Course) -> tuple[Timeliness | None, int | None]:
    """Against the task's deadline, until the submission that stands; None without one, and for a withdrawn task.

    Beside it, of what is late or overdue, by how many working days.
    """
    submission = standing_submission(course, course.today)
    day = submission.date if submission else course.end.counts_on if course.end else course.today
    due = task_deadline(course, day)
    if due is None or (course.end and isinstance(course.end.document, Withdrawal)):
        return None, None
    if course.is_suspended_on(course.today) and not submission:
        return "on-time", None
    if day > due:
        return "late" if submission else "overdue", working_days(course, due, day)
    if submission:
        return "on-time", None
    return "due-soon" if is_near(course, due, course.tenure_on(day).since) else "on-time", None
