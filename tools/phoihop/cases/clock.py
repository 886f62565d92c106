"""The deadline of an opinion: the request's, or the last extension's, put off while papers are owed (§4)."""

from datetime import date

from phoihop.cases.course import Course, Entry, is_on_record
from phoihop.records.types import DossierRequest, DossierSupply, Extension, Request


def opinion_deadline(course: Course, request_id: str, agency: str, *, until: date) -> date | None:
    """The day by which `agency` owes its opinion on a request; None where the request's own deadline is impossible.

    `until` is the day on which the opinion was given, or no longer awaited, or else today: no later extension, and no
    later day without papers, moves the deadline. It is put off by the working days w with
    dossier-request < w ≤ supply, for each dossier-request made by the deadline; days on which two were unanswered
    count once.
    """
    request = course.named(request_id, Request)
    if request is None or request.due < request.date:
        return None
    deadline = request.due
    for _, extension in course.each(Extension):
        named = any(course.speaks_for(each, agency, extension.date) for each in extension.to)
        if extension.answers == request_id and named and extension.date <= until:
            deadline = extension.due if extension.due >= extension.date else deadline
    base, put_off, counted_to = deadline, 0, date.min
    calendar = course.register.calendar
    for entry, asking in course.each(DossierRequest):
        if asking.answers != request_id or not course.speaks_for(asking.from_, agency, asking.date):
            continue
        if asking.date > min(deadline, until):
            continue
        supply = supply_of(course, entry.id)
        start, end = max(asking.date, counted_to), min(supply.counts_on, until) if supply else until
        if end > start:
            put_off += calendar.between(start, end)
            counted_to = end
            deadline = calendar.add(base, put_off)
    return deadline


def supply_of(course: Course, asking: str) -> Entry | None:
    """The supply of papers that answers a dossier-request; one without papers supplies nothing."""
    supplies = (
        entry
        for entry, supply in course.each(DossierSupply)
        if supply.answers == asking and any(is_on_record(paper) for paper in supply.dossier)
    )
    return next(supplies, None)
