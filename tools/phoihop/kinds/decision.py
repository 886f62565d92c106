"""The authority decides (§5)."""

from phoihop.kinds.kind import Kind
from phoihop.language import Text
from phoihop.records.types import Decision

KIND = Kind(
    type=Decision,
    concerns=("decision",),
    product="decision",
    by=("authority",),
    to=("lead",),
    code="QĐ",
    by_option=("meeting",),
    told=Text("{agency} quyết định tờ trình {answers}: {outcome}", "{agency} decides submission {answers}: {outcome}"),
)
