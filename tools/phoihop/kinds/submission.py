"""The lead submits file, draft and report for decision (§5)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import Report, Submission


def reports(opening: Opening) -> list[str]:
    """The newest first."""
    return [entry.id for entry, _ in opening.case.course.each(Report)][::-1]


def newest_report(opening: Opening) -> str | None:
    return next(iter(reports(opening)), None)


def _told(it: Telling[Submission]) -> Text:
    if it.document.proposes == "conference":
        return Text("{agency} trình, đề nghị tổ chức hội nghị", "{agency} submits the draft, and advises a conference")
    if it.document.proposes:
        return Text("{agency} trình, đề nghị quyết định", "{agency} submits the draft, and advises a decision")
    return Text("{agency} trình", "{agency} submits the draft")


KIND = Kind(
    type=Submission,
    concerns=("submission",),
    product="decision",
    by=("lead",),
    to=("authority",),
    fits={"report": reports},
    settles={"report": newest_report},
    code="TTr",
    by_option=("proposes",),
    told=_told,
)
