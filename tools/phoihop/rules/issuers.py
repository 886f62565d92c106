"""Who issues what: shared by the rules that ask for a document of the lead, or of the authority."""

from phoihop.cases.course import Course, Entry
from phoihop.language import Agency, Fact, Message, Text
from phoihop.records.types import Explanation, Request
from phoihop.rules.rule import Findings, Found


def not_of_lead(course: Course, entry: Entry, words: Text, **facts: Fact) -> Findings:
    """A document that does not come from a lead of its date, told in `words`, with {lead} and {agency}."""
    document = entry.document
    if document.from_ not in course.leads_on(document.date):
        lead = Agency(course.lead_on(document.date) or "")
        yield Found(
            entry.id, ("from",), message=Message(words, {"lead": lead, "agency": Agency(document.from_), **facts})
        )


def not_of_authority(course: Course, entry: Entry, words: Text) -> Findings:
    """A document that does not come from the authority of its date, told in `words`, with {authority} and {agency}."""
    document = entry.document
    if not course.speaks_for(document.from_, course.authority, document.date):
        facts = {"authority": Agency(course.authority), "agency": Agency(document.from_)}
        yield Found(entry.id, ("from",), message=Message(words, facts))


def not_on_advice(
    course: Course, entry: Entry, document: Request | Explanation, issuer: Text, drafter: Text
) -> Findings:
    """What is wrong with who issued and who drafted a document that the authority issues on the lead's advice.

    `issuer` tells, with {authority} and {agency}, that it comes from another; `drafter`, with {lead}, that the lead of
    that date did not draft it.
    """
    of_another = list(not_of_authority(course, entry, issuer))
    yield from of_another
    if not of_another and document.drafted_by not in course.leads_on(document.date):
        yield Found(entry.id, ("drafted_by",), message=Message(drafter, {"lead": course.lead_on(document.date) or ""}))
