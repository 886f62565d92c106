"""What a document answers, urges about or forwards: what is still to be answered."""

from phoihop.cases.model import ObligationKind
from phoihop.recording.choices import Choice, document_choices
from phoihop.recording.opening import Opening, listed, may_be_urged, unique
from phoihop.records.types import Opinion, Report, Request
from phoihop.records.yaml_door import Tree

_MET_BY: dict[str, ObligationKind] = {
    "adjustment": "adjustment",
    "opinion": "opinion",
    "dossier-supply": "dossier",
    "explanation": "explanation",
    "decision": "decision",
}
"""Kinds of document that answer another one, and the obligation that they meet."""


def to_be_answered(opening: Opening) -> tuple[Choice, ...]:
    """What is still to be answered; an opinion or explanation by its issuer, where that is known."""
    course = opening.case.course
    owed_kind = _MET_BY.get(opening.kind)
    issuer = opening.word("from")
    if opening.kind == "dossier-request":
        owed_kind = "opinion"
    sources: list[str] = []
    if owed_kind:
        bound = owed_kind in ("opinion", "explanation") and issuer
        sources = [
            each.source for each in opening.owed if each.kind == owed_kind and (not bound or each.debtor == issuer)
        ]
    if opening.kind == "explanation" and issuer in (opening.lead, opening.authority):
        sources += [
            entry.id
            for entry, opinion in course.each(Opinion)
            if opinion.points and course.kind_of_agency(opinion.from_) == "superior"
        ]
    if opening.kind in ("opinion", "dossier-request") and issuer and not sources:
        # Nothing is owed any more: an opinion that replaces an earlier one.
        sources = [entry.id for entry, request in course.each(Request) if issuer in request.to]
    if opening.kind == "extension":
        sources = [
            each.source
            for each in opening.owed
            if each.kind == "opinion" and course.by_id[each.source].document.from_ == (issuer or each.creditor)
        ]
    return document_choices(course.by_id[source] for source in unique(sources) if source in course.by_id)


def to_be_urged_about(opening: Opening) -> tuple[Choice, ...]:
    course = opening.case.course
    overdue = [each.source for each in opening.owed if may_be_urged(each) and each.status == "overdue"]
    waiting = [each.source for each in opening.owed if may_be_urged(each)]
    return document_choices(course.by_id[source] for source in unique([*overdue, *waiting]))


def to_be_forwarded(opening: Opening) -> tuple[Choice, ...]:
    course = opening.case.course
    open_ = [each.source for each in opening.owed if each.kind == "follow-up"]
    return document_choices(course.by_id[source] for source in unique(open_))


def reports(opening: Opening) -> tuple[Choice, ...]:
    return document_choices(reversed([entry for entry, _ in opening.case.course.each(Report)]))


def newest_report(opening: Opening) -> Tree | None:
    reports = [entry.id for entry, _ in opening.case.course.each(Report)]
    return reports[-1] if reports else None


def overdue_about(opening: Opening) -> Tree | None:
    """A reminder is about all that is overdue."""
    overdue = [each.source for each in opening.owed if may_be_urged(each) and each.status == "overdue"]
    return listed(overdue)
