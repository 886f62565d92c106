"""A review for a terminal: by task, what is recorded and by whom, what follows, what is found."""

from collections.abc import Iterator

import click

from phoihop.changes.findings import ChangeFinding, Effect
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
from phoihop.language import Text
from phoihop.rules.finding import Severity
from phoihop.terminal import clean, hang, screen_width
from phoihop.words.codes import IN_A_COLUMN

MOST_FILES = 50
"""Of one task, and outside the tasks."""

COLOURS: dict[Severity, str] = {"error": "red", "breach": "yellow", "due": "cyan"}


def render(review: Review) -> str:
    return "".join(f"{line}\n" for line in _lines(review))


def _lines(review: Review) -> Iterator[str]:
    width = screen_width()
    for task in tasks_of(review):
        title = f"{task}  {clean(review.titles.get(task, ''))}".rstrip() if task else _said(review, WITHOUT_TASK)
        yield from (click.style(line, bold=True) for line in hang("", title, width))
        files = [told for told in review.files if told.task == task]
        for told in files[:MOST_FILES]:
            yield from hang("  ", clean(review.said(told.summary)), width)
            by = f"— {clean(review.said(author(told)))}"
            yield from (click.style(line, dim=True) for line in hang("    ", by, width))
        if len(files) > MOST_FILES:
            yield f"  {_said(review, MORE).format(n=len(files) - MOST_FILES)}"
        if task and (outcomes := review.outcomes.get(task)):
            yield f"  {_said(review, FOLLOWS)}:"
            for outcome in outcomes:
                yield from hang("    - ", clean(review.said(outcome)), width)
        yield from _findings(review, task, "new", FINDINGS, width)
        yield from _findings(review, task, "resolved", RESOLVED, width)
        yield ""
    for limit in review.limits:
        yield from hang(f"{_said(review, NOTES)}: ", clean(review.said(limit)), width)
    for line in hang("", f"{review.said(headline(review))}.", width):
        yield click.style(line, bold=True)
    colour = "red" if review.brings_errors else "green"
    yield click.style(f"{review.said(verdict(review))}.", fg=colour, bold=True)


def _findings(review: Review, task: str | None, effect: Effect, title: Text, width: int | None) -> Iterator[str]:
    found = [each for each in review.findings if each.task == task and each.effect == effect]
    if found:
        yield f"  {_said(review, title)}:"
    for each in found:
        yield from _finding(review, each, width)


def _finding(review: Review, found: ChangeFinding, width: int | None) -> Iterator[str]:
    severity = found.severity
    lead = f"    {_said(review, IN_A_COLUMN[found.standing])}  "
    shown = click.style(lead, fg=COLOURS[severity]) if found.effect == "new" else lead
    yield from hang(lead, clean(review.said(found.message)), width, shown=shown)
    yield " " * len(lead) + click.style(f"{clean(finding_place(found))}  {found.rule}", dim=True)


def _said(review: Review, text: Text) -> str:
    return text.in_language(review.language)
