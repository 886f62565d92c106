"""The lead, or the agency of a plan step, asks for more time (§1)."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.phrases import Telling
from phoihop.language import Text
from phoihop.records.types import ExtensionRequest


def _askers(opening: Opening) -> Iterator[str | None]:
    """The lead, and whoever has a step of the plan to do."""
    yield opening.lead
    yield from (each.debtor for each in opening.owed if each.kind == "step")


def _told(it: Telling[ExtensionRequest]) -> Text:
    if it.document.step:
        return Text(
            "{agency} đề nghị gia hạn bước {step} đến {due}: {reason}",
            "{agency} asks for time until {due} for step {step}: {reason}",
        )
    return Text("{agency} đề nghị gia hạn đến {due}: {reason}", "{agency} asks for time until {due}: {reason}")


KIND = Kind(
    type=ExtensionRequest,
    concerns=("submission", "step"),
    by=_askers,
    to=("authority",),
    worded={
        "step": Text("Bước của kế hoạch (bỏ qua: hạn của nhiệm vụ)", "Step of the plan (skipped: the task's deadline)")
    },
    told=_told,
)
