"""The lead's plan (§2)."""

from phoihop.kinds.kind import Kind
from phoihop.language import Text
from phoihop.records.types import Plan

KIND = Kind(
    type=Plan,
    concerns=("plan",),
    by=("lead",),
    to=("authority",),
    code="KH",
    told=Text("{agency} lập kế hoạch {n_steps} bước", "{agency} makes a plan; steps: {n_steps}"),
)
