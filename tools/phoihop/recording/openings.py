"""What a case leaves open for a document, and what it settles: who issues it, what it answers, to whom it goes.

`settled` gives what follows from the case and from the answers so far; `fitting` what can be chosen from where several
things would make sense. Both speak of what is owed on the day, as the kind declares: an opinion is expected of whoever
owes one, a supply of papers answers a demand that nobody has answered yet. Whatever they say can be overruled by naming
something else.
"""

from datetime import date
from typing import Any

from phoihop.cases.model import Case
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.registry import kinds
from phoihop.recording.choices import Choice, agency_choices, document_choices, point_choices
from phoihop.recording.keys import Key
from phoihop.recording.occasion import Occasion
from phoihop.records.types import Opinion
from phoihop.records.yaml_door import Tree


def settled(opening: Opening, key: Key) -> Tree | None:
    """What the case settles for a key; None where it leaves it open."""
    kind = kinds()[opening.kind]
    if find := kind.settles.get(key.name):
        return find(opening)
    if key.name == "from":
        return kind.the_issuer(opening)
    if key.name == "to":
        return [*kind.addressees(opening)] or None
    if key.nature != "document" or key.is_list:
        return None
    fits = _documents(kind, key, opening)
    return fits[0] if len(fits) == 1 else None


def fitting(opening: Opening, key: Key) -> tuple[Choice, ...]:
    """What fits the case for a key that names something, most likely first; empty where it sets no limit."""
    kind = kinds()[opening.kind]
    case = opening.case
    occasion = Occasion(case.course.register, case.today, case.folder, case)
    if key.name == "from":
        return agency_choices(occasion, kind.issuers(opening))
    if key.name == "to":
        return agency_choices(occasion, kind.likely_addressees(opening))
    if key.nature == "document":
        return document_choices(case.course.by_id[each] for each in _documents(kind, key, opening))
    if key.nature == "point" and key.of:
        points = point_choices(occasion, [opening.word(key.of) or ""])
        return tuple(Choice(each.value.partition("#")[2], each.label, (each.value, *each.names)) for each in points)
    if key.nature == "point" and (find := kind.fits.get(key.name)):
        known = {each.value: each for each in point_choices(occasion)}
        return tuple(known[each] for each in find(opening))
    return ()


def _documents(kind: Kind[Any], key: Key, opening: Opening) -> list[str]:
    """What a key may name, of the documents that are on record by now."""
    find = kind.fits.get(key.name, kind.to_be_answered)
    known = opening.case.course.by_id
    return [
        each
        for each in dict.fromkeys(find(opening))
        if each in known and (not key.kinds or known[each].kind in key.kinds or key.name in kind.fits)
    ]


def points_to_answer(case: Case, day: date) -> tuple[tuple[str, str | None], ...]:
    """Every opinion in force with each of its points (None: the opinion as a whole) that a report responds to."""
    course = case.course
    found: list[tuple[str, str | None]] = []
    for entry in course.opinions_in_force(day):
        opinion = course.named(entry.id, Opinion)
        points = opinion.points if opinion else ()
        found += [(entry.id, point.id) for point in points] or [(entry.id, None)]
    return tuple(found)
