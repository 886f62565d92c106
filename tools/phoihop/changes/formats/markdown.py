"""A review as a comment on a change request: whoever posts it finds the earlier one by the mark and replaces it.

Lists only, and no text of a record at the start of a line or outside what makes it inert (`documents.inert`).
"""

from collections.abc import Iterable, Iterator

from phoihop.changes.findings import ChangeFinding
from phoihop.changes.formats import MARK
from phoihop.changes.formats.wording import (
    FINDINGS,
    FOLLOWS,
    MORE,
    NOTES,
    RESOLVED,
    WITHOUT_TASK,
    author,
    finding_place,
    headline,
    tasks_of,
    verdict,
)
from phoihop.changes.review import Review
from phoihop.documents.inert import inert, inert_word
from phoihop.language import Message, Text
from phoihop.words.codes import IN_A_COLUMN

MOST_IN_A_LIST = 30
MOST_TASKS = 25
LONGEST = 60_000
"""Bytes: less than any forge takes, and than a job can hand to the next in a variable."""

_TITLE = Text("Rà soát thay đổi", "Review of the change")
_CUT = Text(
    "Phần còn lại đã lược bớt; chạy phoihop review để xem đủ.", "The rest is left out; run phoihop review to see it."
)


def render(review: Review) -> str:
    text, length = "", 0
    for line in _lines(review):
        length += len(line.encode()) + 1
        if length > LONGEST:
            return f"{text}\n{_CUT.in_language(review.language)}\n"
        text += f"{line}\n"
    return text


def _lines(review: Review) -> Iterator[str]:
    sign = "❌" if review.brings_errors else "✅"
    yield MARK
    yield f"### {_TITLE.in_language(review.language)}"
    yield ""
    yield f"{sign} **{_said(review, verdict(review))}.** {_said(review, headline(review))}."
    yield ""
    # Errors come before everything that could fill the comment.
    yield from _findings(review, [each for each in review.findings if each.effect == "new"], FINDINGS)
    tasks = tasks_of(review)
    for task in tasks[:MOST_TASKS]:
        yield from _task(review, task)
    if len(tasks) > MOST_TASKS:
        yield f"{_more(review, len(tasks) - MOST_TASKS)}"
        yield ""
    yield from _findings(review, [each for each in review.findings if each.effect == "resolved"], RESOLVED)
    yield f"**{NOTES.in_language(review.language)}**"
    yield ""
    yield from (f"- {_said(review, limit)}" for limit in review.limits)


def _task(review: Review, task: str | None) -> Iterator[str]:
    if task is None:
        title = WITHOUT_TASK.in_language(review.language)
    else:
        title = f"{task} · {inert(review.titles.get(task, ''))}" if review.titles.get(task) else task
    files = [each for each in review.files if each.task == task]
    outcomes = review.outcomes.get(task, ()) if task else ()
    if not files and not outcomes:
        return
    yield f"#### {title}"
    yield ""
    yield from _listed(review, [f"{_said(review, each.summary)} — {_said(review, author(each))}" for each in files])
    if outcomes:
        yield f"- **{FOLLOWS.in_language(review.language)}:** {'; '.join(_said(review, each) for each in outcomes)}"
    yield ""


def _findings(review: Review, findings: list[ChangeFinding], title: Text) -> Iterator[str]:
    if not findings:
        return
    yield f"**{title.in_language(review.language)}**"
    yield ""
    by_severity = sorted(findings, key=lambda each: list(IN_A_COLUMN).index(each.severity))
    yield from _listed(review, [_finding(review, each) for each in by_severity])
    yield ""


def _finding(review: Review, found: ChangeFinding) -> str:
    severity = IN_A_COLUMN[found.standing].in_language(review.language)
    place = f"{inert(finding_place(found))}, `{found.rule}`"
    return f"**{severity}:** {_said(review, found.message)} ({place})"


def _listed(review: Review, items: Iterable[str]) -> Iterator[str]:
    items = list(items)
    yield from (f"- {item}" for item in items[:MOST_IN_A_LIST])
    if len(items) > MOST_IN_A_LIST:
        yield f"- {_more(review, len(items) - MOST_IN_A_LIST)}"


def _more(review: Review, count: int) -> str:
    return _said(review, Message(MORE, {"n": count}))


def _said(review: Review, message: Message) -> str:
    return inert_word(message, review.language, review.agency_name)
