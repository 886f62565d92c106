"""The explanation report: what became of every opinion (§2, §5)."""

from collections import Counter

from phoihop.cases.model import Obligation
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening, unique
from phoihop.kinds.phrases import Telling
from phoihop.language import Message, say
from phoihop.records.types import Report
from phoihop.records.words import RESPONSES
from phoihop.records.yaml_door import Tree
from phoihop.words.sentences import joined


def _silent(opening: Opening) -> Tree | None:
    """Who was asked, is overdue, and was reminded: the report names them as silent (§5)."""
    overdue = [each for each in opening.owed if each.kind == "opinion" and each.status == "overdue"]
    return [*unique(each.debtor for each in overdue if _was_reminded(opening, each))] or None


def _was_reminded(opening: Opening, owed: Obligation) -> bool:
    return any(
        each.kind == "urging" and each.urges and each.urges.source == owed.source and each.status in ("met", "late")
        for each in opening.case.obligations
        if each.urges and each.urges.debtor == owed.debtor
    )


def _told(it: Telling[Report]) -> Message:
    counts = Counter[str](view.response for view in it.document.views)
    responses = [
        say("{response} {n}", "{response} {n}", response=words, n=counts[code])
        for code, words in RESPONSES.items()
        if counts[code]
    ]
    return joined(
        (
            it.says("{agency} báo cáo giải trình", "{agency} reports on the opinions"),
            joined(responses, ", "),
            it.adds("silent", "không trả lời: {silent}", "without an answer: {silent}"),
        )
    )


KIND = Kind(
    type=Report,
    concerns=("submission",),
    by=("lead",),
    to=("authority",),
    settles={"silent": _silent},
    code="BC",
    where_offered=("silent",),
    told=_told,
)
