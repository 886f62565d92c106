"""The lead's plan (§2)."""

from phoihop.kinds.kind import Kind
from phoihop.kinds.phrases import Telling
from phoihop.language import Message
from phoihop.records.types import Plan


def _told(it: Telling[Plan]) -> Message:
    document = it.document
    return it.acts_in_time("{agency} lập kế hoạch {n} bước", "{agency} makes a plan; steps: {n}", n=len(document.steps))


KIND = Kind(type=Plan, concerns=("plan",), by=("lead",), to=("authority",), code="KH", told=_told)
