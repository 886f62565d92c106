"""A new deadline for some of the agencies asked."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import Extension, Forward, Request

_ANSWERED = ("opinion", "explanation")


def _issuers(opening: Opening) -> Iterator[str]:
    course = opening.case.course
    return (asking.from_ for _, asking in (*course.each(Request), *course.each(Forward)))


def _requests(opening: Opening) -> Iterator[str]:
    """What is still to be answered, of the issuer's own requests and forwards."""
    documents, issuer = opening.case.course.by_id, opening.word("from")
    for owed in opening.owed:
        if owed.kind in _ANSWERED and documents[owed.source].document.from_ == (issuer or owed.creditor):
            yield owed.source


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
