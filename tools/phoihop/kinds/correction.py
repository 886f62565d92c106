"""Says which record is corrected and why; goes with the edit of that record."""

from collections.abc import Iterator

from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.opening import Opening, unique
from phoihop.kinds.phrases import Telling, cut
from phoihop.language import Message, Text, say
from phoihop.records.types import Correction
from phoihop.words.calling import record_named
from phoihop.words.sentences import joined

LED_BY_OTHERS = ("superior", "other")
"""Kinds of agency that keep no register here: the lead, the authority or a registrar records their documents."""


def _issuers(opening: Opening) -> Iterator[str | None]:
    """The issuer of what is corrected, for which the lead acts where it keeps no register here; or the authority."""
    corrected = opening.case.course.by_id.get(opening.word("corrects") or "")
    if corrected:
        issuer = corrected.document.from_
        yield opening.lead if opening.case.course.kind_of_agency(issuer) in LED_BY_OTHERS else issuer
    yield opening.authority


def _issuer(opening: Opening) -> str | None:
    return next(iter(unique(_issuers(opening))), None)


def _told(it: Telling[Correction]) -> Message:
    document = it.document
    corrected = it.case.course.by_id.get(document.corrects)
    record = record_named(document.corrects, corrected.document.number if corrected else "")
    said = it.says("{agency} sửa thông tin trong sổ của", "{agency} corrects")
    why = say(": {reason}", ": {reason}", reason=cut(document.reason))
    return joined((joined((said, record), " "), why), "")


KIND = Kind(
    type=Correction,
    by=_issuers,
    issuer=_issuer,
    to=(),
    asked=("corrects", "set", "from", "date", "reason", *LETTER),
    worded={
        "corrects": Text("Bản ghi cần sửa", "Record to correct"),
        "set": Text("Sửa gì trong đó?", "What shall be changed in it?"),
    },
    after_the_end=True,
    while_suspended=True,
    told=_told,
)
