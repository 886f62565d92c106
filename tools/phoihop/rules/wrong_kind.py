"""A document that names another of the wrong kind: shared by the rules that each ask for one kind."""

from phoihop.cases.course import Course, Entry
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.rules.rule import Findings, Found


def names_another_kind(course: Course, entry: Entry, named: str, key: str, wanted: str) -> Findings:
    """What is wrong where `key` names a document that exists, but is not of the kind `wanted`.

    One that does not exist at all, or not yet, is the business of the record rules.
    """
    other = course.by_id.get(named)
    if other and other.kind != wanted:
        yield Found(entry.id, (key,)).says(
            "“{key}” nêu “{named}” là {kind}; ở đây phải là {wanted}",
            "“{key}” names “{named}”, a document of kind {kind}; it must be of kind {wanted}",
            key=key,
            named=named,
            kind=DOCUMENT_TYPES[other.kind].TITLE,
            wanted=DOCUMENT_TYPES[wanted].TITLE,
        )
