"""The lead submits file, draft and report for decision (§5)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import Report, Submission


def _reports(opening: Opening) -> list[str]:
    """The newest first."""
    return [entry.id for entry, _ in opening.case.course.each(Report)][::-1]


def _newest_report(opening: Opening) -> str | None:
    return next(iter(_reports(opening)), None)


KIND = Kind(
    type=Submission,
    concerns=("submission",),
    by=("lead",),
    to=("authority",),
    fits={"report": _reports},
    settles={"report": _newest_report},
    code="TTr",
    told=Text("{agency} trình", "{agency} submits the draft"),
)
