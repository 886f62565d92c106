"""The authority changes the assignment, or declines to (§1)."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import Adjustment, ExtensionRequest


def _addressees(opening: Opening) -> Iterator[str | None]:
    """Whoever objected, and who leads from now on."""
    if opening.answered:
        yield opening.answered.document.from_
    yield opening.word("lead") or opening.lead


def _changes(opening: Opening) -> bool:
    return opening.word("outcome") != "declined"


def _told(it: Telling[Adjustment]) -> Text:
    document = it.document
    if it.case.course.named(document.answers, ExtensionRequest):
        return _on_extension(it)
    if document.outcome == "declined":
        return Text("{agency} không chấp nhận phản ánh {answers}", "{agency} declines objection {answers}")
    if document.answers:
        return Text(
            "{agency} điều chỉnh phân công theo phản ánh {answers}",
            "{agency} adjusts the assignment, on objection {answers}",
        )
    return Text("{agency} điều chỉnh phân công", "{agency} adjusts the assignment")


def _on_extension(it: Telling[Adjustment]) -> Text:
    """The answer to who asked for more time: without a day of its own it grants what was asked for."""
    if it.document.outcome == "declined":
        return Text(
            "{agency} không đồng ý gia hạn theo đề nghị {answers}",
            "{agency} declines the extension asked for in {answers}",
        )
    if it.document.due:
        return Text(
            "{agency} gia hạn theo đề nghị {answers} đến {due}", "{agency} grants until {due}, on request {answers}"
        )
    return Text("{agency} gia hạn theo đề nghị {answers}", "{agency} grants the extension asked for in {answers}")


KIND = Kind(
    type=Adjustment,
    concerns=("adjustment",),
    by=("authority",),
    to=_addressees,
    where_offered=("answers",),
    makes_sense=dict.fromkeys(("lead", "coordinating", "due"), _changes),
    told=_told,
)
