"""Whether a task is public: by what it says itself, else by register.yml (`publish`)."""

from phoihop.cases.model import Case


def is_public(case: Case) -> bool:
    """Whether the public site tells of a task as of the case's day."""
    wanted = _wanted(case)
    return wanted == "now" or (wanted == "after-decision" and case.ended_on is not None)


def opened_by(case: Case) -> str | None:
    """The document that ended a task which nobody was told of before its end; None of any other."""
    return case.course.end.id if _wanted(case) == "after-decision" and case.course.end else None


def _wanted(case: Case) -> str:
    return case.assignment.publish or case.course.register.settings.publish
