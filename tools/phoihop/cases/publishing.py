"""Whether a task is public: by what it says itself, else by register.yml (`publish`)."""

from phoihop.cases.model import Case


def is_public(case: Case) -> bool:
    """Whether the public site tells of a task as of the case's day."""
    wanted = case.assignment.publish or case.course.register.settings.publish
    return wanted == "now" or (wanted == "after-decision" and case.ended_on is not None)
