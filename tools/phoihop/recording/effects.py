"""What a record changes, in words: what it means, which debts it meets, which it brings, who is awaited then.

Told from the case as it was and as it will be, so nothing is said that does not follow from the records.
"""

from collections.abc import Iterator

from phoihop.cases.model import Case, Obligation
from phoihop.cases.opinions import points_to_answer
from phoihop.kinds.meaning import document_told
from phoihop.kinds.task import assignment_told
from phoihop.language import Agency, Message, say
from phoihop.records.types import Document, Report
from phoihop.words.obligations import late_by, what_is_owed
from phoihop.words.outcomes import outcomes_told
from phoihop.words.sentences import joined


def tell_effects(before: Case | None, after: Case, record: str) -> Iterator[Message]:
    """What `record` (a document's id, or `task`) means and changes, one sentence after another."""
    entry = after.course.by_id.get(record)
    if entry:
        yield document_told(after, entry)
    elif record == "task":
        yield assignment_told(after.assignment)
    debts = [owed for owed in after.obligations if owed.kind != "urging"]
    for owed in debts:
        if owed.discharged_by == record:
            yield _told(after, owed, say("đã xong việc phải làm: ", "meets what was owed: "))
    for owed in debts:
        # Papers that are nowhere, points left out.
        if entry and owed.outstanding and _answers(entry.document, owed):
            yield _told(after, owed, say("vẫn chưa đáp ứng việc phải làm: ", "does not meet what is owed: "))
    for owed in debts:
        if owed.source == record and owed.outstanding:
            yield _told(after, owed, say("{agency} phải làm: ", "{agency} now owes: ", agency=Agency(owed.debtor)))
    if left := left_unanswered(after, record):
        yield left
    yield from outcomes_told(before, after)
    if before and before.awaiting and not after.awaiting:
        yield say("không còn chờ cơ quan nào", "nothing is awaited any more")


def left_unanswered(case: Case, record: str) -> Message | None:
    """What the document is silent about, where it is a report that says too little."""
    entry = case.course.by_id.get(record)
    left = _left_out(case, entry.document) if entry and isinstance(entry.document, Report) else []
    beginning = say("báo cáo chưa trả lời: ", "the report does not respond to: ")
    return joined((beginning, joined(left, ", ")), "") if left else None


def _left_out(case: Case, report: Report) -> list[Message]:
    """The points in force, or whole opinions, of which the report says nothing."""
    told = {(view.opinion, view.point) for view in report.views}
    left: list[Message] = []
    for entry, point in points_to_answer(case, report.date):
        if not told & {(entry.id, point), (entry.id, None)}:
            agency = Agency(entry.document.from_)
            name = say("{agency} {point}", "{agency} {point}", agency=agency, point=point or "")
            left.append(name)
    return left


def _told(case: Case, owed: Obligation, beginning: Message) -> Message:
    due = say(", hạn {due}", ", due {due}", due=owed.due) if owed.due else None
    is_late = owed.discharged_by and owed.days_late is not None
    late = say(", {late}", ", {late}", late=late_by(owed.days_late or 0)) if is_late else None
    return joined((beginning, what_is_owed(case, owed), due, late), "")


def _answers(document: Document, owed: Obligation) -> bool:
    return owed.debtor == document.from_ and owed.source == getattr(document, "answers", None)
