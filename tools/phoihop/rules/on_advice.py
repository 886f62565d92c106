"""What the authority issues on the lead's advice: shared by the rules of section 3, each with its own words."""

from collections.abc import Iterator

from phoihop.cases.course import Course, Entry
from phoihop.language import Agency, Message, Text
from phoihop.records.types import Explanation, Request
from phoihop.rules.rule import Found


def from_authority_by_lead(
    course: Course, entry: Entry, document: Request | Explanation, issuer: Text, drafter: Text
) -> Iterator[Found]:
    """What is wrong with who issued and who drafted a document to a superior agency.

    `issuer` tells, with {authority} and {agency}, that it comes from another; `drafter`, with {lead}, that the lead of
    that date did not draft it.
    """
    if not course.speaks_for(document.from_, course.authority, document.date):
        facts = {"authority": Agency(course.authority), "agency": Agency(document.from_)}
        yield Found(entry.id, Message(issuer, facts), ("from",))
    elif document.drafted_by not in course.leads_on(document.date):
        yield Found(entry.id, Message(drafter, {"lead": course.lead_on(document.date) or ""}), ("drafted_by",))
