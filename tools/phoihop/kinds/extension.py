"""A new deadline for some of the agencies asked."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import Extension

_ANSWERED = ("opinion", "explanation")


def _issuers(opening: Opening) -> Iterator[str]:
    """Who waits for an answer: whoever asked, or leads by now."""
    return (each.creditor for each in opening.owed if each.kind in _ANSWERED)


def _requests(opening: Opening) -> Iterator[str]:
    """What the issuer waits for."""
    issuer = opening.word("from")
    return (each.source for each in opening.owed if each.kind in _ANSWERED and issuer in (None, each.creditor))


def _awaited(opening: Opening) -> Iterator[str]:
    answered = opening.word("answers")
    return (each.debtor for each in opening.owed if each.kind in _ANSWERED and answered in (None, each.source))


KIND = Kind(
    type=Extension,
    concerns=_ANSWERED,
    by=_issuers,
    to=(),
    may_go_to=_awaited,
    fits={"answers": _requests},
    told=Text(
        "{agency} gia hạn trả lời văn bản {answers} cho {to} đến {due}",
        "{agency} gives {to} until {due} to answer {answers}",
    ),
)
