"""Who issues a document: who owes one, or whose part it is in the directive."""

from phoihop.changes.corrections import LED_BY_OTHERS
from phoihop.recording.choices import Choice, agency_choices
from phoihop.recording.opening import Opening, unique
from phoihop.records.types import Request
from phoihop.records.yaml_door import Tree

_BY_LEAD = frozenset(
    ("plan", "request", "dossier-supply", "reminder", "forward", "meeting", "report", "submission", "extension")
)
_BY_AUTHORITY = frozenset(("adjustment", "decision", "withdrawal"))


def issuers(opening: Opening) -> tuple[Choice, ...]:
    return agency_choices(opening.occasion, _issuer_ids(opening))


def _issuer_ids(opening: Opening) -> list[str]:
    case, day, kind = opening.case, opening.day, opening.kind
    lead = [opening.lead] if opening.lead else []
    if kind in _BY_AUTHORITY:
        return [opening.authority]
    if kind in ("opinion", "dossier-request"):
        owing = [each.debtor for each in opening.owed if each.kind == "opinion"]
        return unique(owing or (agency for _, request in case.course.each(Request) for agency in request.to))
    if kind == "correction":
        corrected = case.course.by_id.get(opening.word("corrects") or "")
        if corrected is None:
            return [opening.authority]
        issuer = corrected.document.from_
        recorded_by = lead if case.course.kind_of_agency(issuer) in LED_BY_OTHERS else [issuer]
        return unique([*recorded_by, opening.authority])
    if kind == "explanation":
        owing = [each.debtor for each in opening.owed if each.kind in ("explanation", "follow-up")]
        return unique([*owing, *lead, opening.authority])
    if kind == "progress":
        steps = [each.debtor for each in opening.owed if each.kind == "step"]
        return unique([*steps, *lead, *case.course.coordinating_on(day)])
    if kind == "objection":
        return unique([*lead, *case.course.coordinating_on(day)])
    if kind in ("plan", "report", "submission", "forward", "dossier-supply"):
        return lead
    if kind == "extension":
        return unique(request.from_ for _, request in case.course.each(Request))
    if kind in _BY_LEAD:
        return unique([*lead, opening.authority])
    return unique([*lead, opening.authority, *case.course.coordinating_on(day)])


def issuer(opening: Opening) -> Tree | None:
    ids = _issuer_ids(opening)
    if opening.kind == "request" and (asked := opening.words("to")):
        # Superior agencies are asked by the authority alone (§3).
        superior = [agency for agency in asked if opening.case.course.kind_of_agency(agency) == "superior"]
        return opening.authority if superior else opening.lead
    return ids[0] if len(ids) == 1 or (ids and opening.kind == "correction") else None


def drafter(opening: Opening) -> Tree | None:
    """The lead drafts what the authority sends to superior agencies (§3)."""
    if opening.word("from") != opening.authority or opening.kind not in ("request", "explanation"):
        return None
    kinds = {opening.case.course.kind_of_agency(agency) for agency in opening.words("to")}
    return opening.lead if "superior" in kinds else None
