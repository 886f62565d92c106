"""What a case leaves open for a document, and what it settles: who issues it, what it answers, to whom it goes.

`settled` gives what follows from the case and from the answers so far; `fitting` what can be chosen from where several
things would make sense. Both speak of what is owed on the day: an opinion is expected of whoever owes one, a supply of
papers answers a demand that nobody has answered yet. Whatever they say can be overruled by naming something else.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from phoihop.cases.model import Case, Obligation, ObligationKind
from phoihop.recording.choices import Choice, agency_choices, document_choices, point_choices
from phoihop.recording.occasion import Occasion
from phoihop.records.types import Forward, Meeting, Opinion, Report, Request
from phoihop.records.yaml_door import Tree

Answers = Mapping[str, Tree]

_MET_BY: dict[str, ObligationKind] = {
    "adjustment": "adjustment",
    "opinion": "opinion",
    "dossier-supply": "dossier",
    "explanation": "explanation",
    "decision": "decision",
}
"""Kinds of document that answer another one, and the obligation that they meet."""

_BY_LEAD = frozenset(
    ("plan", "request", "dossier-supply", "reminder", "forward", "meeting", "report", "submission", "extension")
)
_BY_AUTHORITY = frozenset(("adjustment", "decision", "withdrawal"))
_TO_AUTHORITY = frozenset(("objection", "plan", "report", "submission"))


@dataclass(frozen=True, slots=True)
class Opening:
    """A document about to be made: its kind, the occasion, the case, and the answers so far."""

    kind: str
    occasion: Occasion
    case: Case
    answers: Answers

    @property
    def day(self) -> date:
        """The date of the document, or today while it has none."""
        written = self.word("date")
        return date.fromisoformat(written) if written else self.occasion.today

    @property
    def authority(self) -> str:
        return self.case.course.authority

    @property
    def lead(self) -> str | None:
        return self.case.course.lead_on(self.day)

    @property
    def owed(self) -> list[Obligation]:
        return [each for each in self.case.obligations if each.outstanding]

    def word(self, key: str) -> str | None:
        value = self.answers.get(key)
        return value if isinstance(value, str) else None

    def words(self, key: str) -> list[str]:
        value = self.answers.get(key)
        return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def settled(opening: Opening, key: str) -> Tree | None:
    """What the case settles for a key; None where it leaves it open."""
    find = _SETTLED.get(key)
    return find(opening) if find else None


def fitting(opening: Opening, key: str) -> tuple[Choice, ...]:
    """What fits the case for a key that names something, most likely first; empty where it sets no limit."""
    find = _FITTING.get(key)
    return find(opening) if find else ()


# --- who issues it ----------------------------------------------------------------------------------------------------


def _issuers(opening: Opening) -> tuple[Choice, ...]:
    return agency_choices(opening.occasion, _issuer_ids(opening))


def _issuer_ids(opening: Opening) -> list[str]:
    case, day, kind = opening.case, opening.day, opening.kind
    lead = [opening.lead] if opening.lead else []
    if kind in _BY_AUTHORITY:
        return [opening.authority]
    if kind in ("opinion", "dossier-request"):
        owing = [each.debtor for each in opening.owed if each.kind == "opinion"]
        return _unique(owing or (agency for _, request in case.course.each(Request) for agency in request.to))
    if kind == "correction":
        corrected = case.course.by_id.get(opening.word("corrects") or "")
        issuer = corrected.document.from_ if corrected else case.assignment.from_ if opening.word("corrects") else None
        return _unique([issuer, *lead, opening.authority, *case.course.coordinating_on(day)])
    if kind == "explanation":
        owing = [each.debtor for each in opening.owed if each.kind in ("explanation", "follow-up")]
        return _unique([*owing, *lead, opening.authority])
    if kind == "progress":
        steps = [each.debtor for each in opening.owed if each.kind == "step"]
        return _unique([*steps, *lead, *case.course.coordinating_on(day)])
    if kind == "objection":
        return _unique([*lead, *case.course.coordinating_on(day)])
    if kind in ("plan", "report", "submission", "forward", "dossier-supply"):
        return lead
    if kind == "extension":
        return _unique(request.from_ for _, request in case.course.each(Request))
    if kind in _BY_LEAD:
        return _unique([*lead, opening.authority])
    return _unique([*lead, opening.authority, *case.course.coordinating_on(day)])


def _issuer(opening: Opening) -> Tree | None:
    ids = _issuer_ids(opening)
    if opening.kind == "request" and (asked := opening.words("to")):
        # Superior agencies are asked by the authority alone (§3).
        superior = [agency for agency in asked if opening.case.course.kind_of_agency(agency) == "superior"]
        return opening.authority if superior else opening.lead
    return ids[0] if len(ids) == 1 or (ids and opening.kind == "correction") else None


def _drafter(opening: Opening) -> Tree | None:
    """The lead drafts what the authority sends to superior agencies (§3)."""
    if opening.word("from") != opening.authority or opening.kind not in ("request", "explanation"):
        return None
    kinds = {opening.case.course.kind_of_agency(agency) for agency in opening.words("to")}
    return opening.lead if "superior" in kinds else None


# --- what it answers --------------------------------------------------------------------------------------------------


def _answered(opening: Opening) -> tuple[Choice, ...]:
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
    return document_choices(course.by_id[source] for source in _unique(sources) if source in course.by_id)


def _about(opening: Opening) -> tuple[Choice, ...]:
    course = opening.case.course
    overdue = [each.source for each in opening.owed if _may_be_urged(each) and each.status == "overdue"]
    waiting = [each.source for each in opening.owed if _may_be_urged(each)]
    return document_choices(course.by_id[source] for source in _unique([*overdue, *waiting]))


def _may_be_urged(owed: Obligation) -> bool:
    return owed.kind in ("opinion", "explanation", "step")


def _forwarded(opening: Opening) -> tuple[Choice, ...]:
    course = opening.case.course
    open_ = [each.source for each in opening.owed if each.kind == "follow-up"]
    return document_choices(course.by_id[source] for source in _unique(open_))


def _reports(opening: Opening) -> tuple[Choice, ...]:
    return document_choices(reversed([entry for entry, _ in opening.case.course.each(Report)]))


def _newest_report(opening: Opening) -> Tree | None:
    reports = [entry.id for entry, _ in opening.case.course.each(Report)]
    return reports[-1] if reports else None


def _only(find: Callable[[Opening], tuple[Choice, ...]]) -> Callable[[Opening], Tree | None]:
    def settle(opening: Opening) -> Tree | None:
        choices = find(opening)
        return choices[0].value if len(choices) == 1 else None

    return settle


def _overdue_about(opening: Opening) -> Tree | None:
    """A reminder is about all that is overdue."""
    overdue = [each.source for each in opening.owed if _may_be_urged(each) and each.status == "overdue"]
    return _listed(overdue)


# --- to whom it goes --------------------------------------------------------------------------------------------------


def _addressees(opening: Opening) -> Tree | None:
    kind, course = opening.kind, opening.case.course
    lead = opening.lead or ""
    answered = course.by_id.get(opening.word("answers") or "")
    if kind in _TO_AUTHORITY:
        return [opening.authority]
    if kind == "opinion":
        by_authority = answered is not None and answered.document.from_ == opening.authority
        return [opening.authority if by_authority else lead] if lead or by_authority else None
    if kind in ("dossier-request", "progress"):
        return [lead] if lead and lead != opening.word("from") else None
    if kind == "dossier-supply":
        return [answered.document.from_] if answered else None
    if kind == "decision":
        return [lead] if lead else None
    if kind == "adjustment":
        objector = [answered.document.from_] if answered else []
        return _listed([*objector, *([opening.word("lead") or lead])])
    if kind == "withdrawal":
        return _listed([lead, *course.coordinating_on(opening.day)])
    if kind == "explanation" and answered:
        if isinstance(answered.document, Forward):
            return [lead]
        if opening.word("from") == opening.authority:
            return [answered.document.from_]
        return [opening.authority]
    if kind == "reminder":
        about = opening.words("about")
        urged = [each for each in opening.owed if _may_be_urged(each) and each.source in about]
        late = [each.debtor for each in urged if each.status == "overdue"]
        return _listed(late or [each.debtor for each in urged])
    return None


def _whom(opening: Opening) -> tuple[Choice, ...]:
    kind, course = opening.kind, opening.case.course
    if kind == "extension":
        answered = opening.word("answers")
        waiting = [each.debtor for each in opening.owed if each.kind == "opinion" and answered in (None, each.source)]
        return agency_choices(opening.occasion, waiting)
    if kind == "reminder":
        about = opening.words("about")
        owing = [each.debtor for each in opening.owed if _may_be_urged(each) and (not about or each.source in about)]
        return agency_choices(opening.occasion, owing)
    if kind in ("request", "forward"):
        everyone = [choice.value for choice in agency_choices(opening.occasion)]
        first = [agency for agency in course.coordinating_on(opening.day) if agency != opening.lead]
        excluded = {opening.lead} if kind == "request" else set()
        return agency_choices(opening.occasion, [each for each in _unique([*first, *everyone]) if each not in excluded])
    return ()


# --- points, meetings, silence ----------------------------------------------------------------------------------------


def _to_discuss(opening: Opening) -> tuple[Choice, ...]:
    """Points in force that their agency wants to talk over, and that no meeting has discussed yet, first."""
    course = opening.case.course
    in_force = [entry.id for entry in course.opinions_in_force(opening.occasion.today)]
    discussed = {point for _, meeting in course.each(Meeting) for point in meeting.discusses}
    wanted = {
        f"{entry.id}#{point.id}"
        for entry, opinion in course.each(Opinion)
        for point in opinion.points
        if point.discuss == "true"
    }
    points = point_choices(opening.occasion, in_force)
    return tuple(sorted(points, key=lambda point: point.value not in wanted or point.value in discussed))


def _forwarded_points(opening: Opening) -> tuple[Choice, ...]:
    forwards = opening.word("forwards")
    points = point_choices(opening.occasion, [forwards] if forwards else [])
    return tuple(Choice(each.value.partition("#")[2], each.label, (each.value, *each.names)) for each in points)


def _silent(opening: Opening) -> Tree | None:
    """Who was asked, is overdue, and was reminded: the report names them as silent (§5)."""
    silent = [
        each.debtor
        for each in opening.owed
        if each.kind == "opinion" and each.status == "overdue" and _was_reminded(opening, each)
    ]
    return _listed(silent)


def _was_reminded(opening: Opening, owed: Obligation) -> bool:
    return any(
        each.kind == "urging" and each.urges and each.urges.source == owed.source and each.status in ("met", "late")
        for each in opening.case.obligations
        if each.urges and each.urges.debtor == owed.debtor
    )


def points_to_answer(opening: Opening) -> tuple[tuple[str, str | None], ...]:
    """Every opinion in force with each of its points (None: the opinion as a whole) that a report responds to."""
    course = opening.case.course
    found: list[tuple[str, str | None]] = []
    for entry in course.opinions_in_force(opening.day):
        opinion = course.named(entry.id, Opinion)
        points = opinion.points if opinion else ()
        found += [(entry.id, point.id) for point in points] or [(entry.id, None)]
    return tuple(found)


def _unique(ids: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(each for each in ids if each))


def _listed(ids: Iterable[str]) -> Tree | None:
    return list(_unique(ids)) or None


_SETTLED: dict[str, Callable[[Opening], Tree | None]] = {
    "from": _issuer,
    "drafted_by": _drafter,
    "answers": _only(_answered),
    "forwards": _only(_forwarded),
    "report": _newest_report,
    "about": _overdue_about,
    "to": _addressees,
    "silent": _silent,
}
_FITTING: dict[str, Callable[[Opening], tuple[Choice, ...]]] = {
    "from": _issuers,
    "answers": _answered,
    "forwards": _forwarded,
    "report": _reports,
    "about": _about,
    "to": _whom,
    "discusses": _to_discuss,
    "points": _forwarded_points,
}
