"""To whom a document goes."""

from phoihop.recording.choices import Choice, agency_choices
from phoihop.recording.opening import Opening, listed, may_be_urged, unique
from phoihop.records.types import Forward
from phoihop.records.yaml_door import Tree

_TO_AUTHORITY = frozenset(("objection", "plan", "report", "submission"))


def addressees(opening: Opening) -> Tree | None:
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
        return listed([*objector, *([opening.word("lead") or lead])])
    if kind == "withdrawal":
        return listed([lead, *course.coordinating_on(opening.day)])
    if kind == "explanation" and answered:
        if isinstance(answered.document, Forward):
            return [lead]
        if opening.word("from") == opening.authority:
            return [answered.document.from_]
        return [opening.authority]
    if kind == "reminder":
        about = opening.words("about")
        urged = [each for each in opening.owed if may_be_urged(each) and each.source in about]
        late = [each.debtor for each in urged if each.status == "overdue"]
        return listed(late or [each.debtor for each in urged])
    return None


def likely_addressees(opening: Opening) -> tuple[Choice, ...]:
    kind, course = opening.kind, opening.case.course
    if kind == "extension":
        answered = opening.word("answers")
        waiting = [each.debtor for each in opening.owed if each.kind == "opinion" and answered in (None, each.source)]
        return agency_choices(opening.occasion, waiting)
    if kind == "reminder":
        about = opening.words("about")
        owing = [each.debtor for each in opening.owed if may_be_urged(each) and (not about or each.source in about)]
        return agency_choices(opening.occasion, owing)
    if kind in ("request", "forward"):
        everyone = [choice.value for choice in agency_choices(opening.occasion)]
        first = [agency for agency in course.coordinating_on(opening.day) if agency != opening.lead]
        excluded = {opening.lead} if kind == "request" else set()
        return agency_choices(opening.occasion, [each for each in unique([*first, *everyone]) if each not in excluded])
    return ()
