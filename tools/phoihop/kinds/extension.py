"""A new deadline for some of the agencies asked."""

from collections.abc import Iterator

from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.language import Text
from phoihop.records.types import Extension, Request


def _issuers(opening: Opening) -> Iterator[str]:
    return (request.from_ for _, request in opening.case.course.each(Request))


def _requests(opening: Opening) -> Iterator[str]:
    """What is still to be answered, of the issuer's own requests."""
    documents, issuer = opening.case.course.by_id, opening.word("from")
    for owed in opening.owed:
        if owed.kind == "opinion" and documents[owed.source].document.from_ == (issuer or owed.creditor):
            yield owed.source


def _awaited(opening: Opening) -> Iterator[str]:
    answered = opening.word("answers")
    return (each.debtor for each in opening.owed if each.kind == "opinion" and answered in (None, each.source))


KIND = Kind(
    type=Extension,
    concerns=("opinion",),
    by=_issuers,
    to=(),
    may_go_to=_awaited,
    fits={"answers": _requests},
    told=Text(
        "{agency} gia hạn trả lời văn bản {answers} cho {to} đến {due}",
        "{agency} gives {to} until {due} to answer {answers}",
    ),
)
