"""Findings that follow from obligations: due while something is owed, a breach once it was done late.

"Due" starts when the deadline is near (`due_soon`). What was overdue when its task ended, or when a submission went
without it, stays a breach.
"""

from collections.abc import Callable, Iterable
from datetime import date

from phoihop.cases.course import Entry
from phoihop.cases.model import SET_BY_REGISTER, Case, Obligation
from phoihop.language import Agency, Days, Fact, Message, Text, say
from phoihop.records.types import Opinion
from phoihop.rules.rule import Findings, Found
from phoihop.words.calling import name_of
from phoihop.words.days import period_named
from phoihop.words.obligations import days_left, late_by, overdue_by


def done_in_time(kind: str, what: Text) -> Callable[[Case], Findings]:
    """The function of a rule by which what is owed of one kind is done in time."""
    return lambda case: find_owed(case, of_kind(case, kind), what)


def find_owed(case: Case, obligations: Iterable[Obligation], what: Text) -> Findings:
    """A finding for each obligation that is late, overdue, or due soon. `what` may name its `{source}` and `{step}`."""
    for owed in obligations:
        if owed.due is None or owed.status in ("met", "lapsed") or (owed.status == "open" and not owed.near):
            continue
        message = _told(case, owed, what)
        opinion = case.course.named(owed.source, Opinion)
        set_by_sender = owed.kind == "answer" and opinion and opinion.reply_by
        if not set_by_sender and (setting := SET_BY_REGISTER.get(owed.kind)):
            by = set_by_register(case, setting, owed.since)
            message = say(message.text.vi + "; {set_by}", message.text.en + "; {set_by}", **message.facts, set_by=by)
        yield Found(
            owed.discharged_by or owed.source,
            message=message,
            agency=owed.debtor,
            severity="due" if owed.outstanding else "breach",
            day=owed.since,
            overdue=owed.outstanding and owed.status == "overdue",
        )


def _told(case: Case, owed: Obligation, what: Text) -> Message:
    """What is owed, and how it stands with its deadline: late, never done, overdue, or due soon."""
    facts: dict[str, Fact | date] = {
        "agency": Agency(owed.debtor),
        "due": owed.due or case.today,
        "source": name_of(case, owed.source),
        "step": case.step_of(owed),
        "period": period_named(owed.item) if owed.kind == "periodic-report" and owed.item else "",
    }
    if owed.status == "late":
        return say(
            "{agency} " + what.vi + ": thực hiện ngày {day}, {late} so với hạn {due}",
            "{agency}, " + what.en + ": came on {day}, {late} (due {due})",
            **facts,
            day=owed.discharged_on or case.today,
            late=late_by(owed.days_late or 0),
        )
    if owed.ended_on:
        return say(
            "{agency} không " + what.vi + " cho đến ngày {day} (hạn {due})",
            "{agency}, " + what.en + ": never came by {day} (due {due})",
            **facts,
            day=owed.ended_on,
        )
    if owed.status == "overdue":
        return say(
            "{agency} chưa " + what.vi + ": {late} (hạn {due})",
            "{agency}, " + what.en + ": awaited, {late} (due {due})",
            **facts,
            late=overdue_by(owed.days_late or 0),
        )
    return say(
        "{agency} " + what.vi + ": hạn {due}, {left}",
        "{agency}, " + what.en + ": due {due}, {left}",
        **facts,
        left=days_left(case.course.register.calendar.between(case.today, owed.due or case.today)),
    )


def find_left_and_owed(
    case: Case,
    kind: str,
    what: Text,
    points: Callable[[Entry, Opinion], tuple[set[str], Iterable[tuple[Entry, set[str]]]]],
    left_at: Callable[[Entry, Opinion, set[str]], Found],
) -> Findings:
    """Of debts about points of opinions: what each submission left of an opinion in force, then what is owed besides.

    `points` gives those of an opinion that are asked for, and each document that covers some, with those still missing
    after it. `left_at` makes the finding of a submission; an opinion that has one gets none for its debt.
    """
    course, owed = case.course, of_kind(case, kind)
    if not owed:
        return
    sources = {each.source for each in owed}
    told: set[str] = set()
    for submitted, submission in course.submissions:
        for entry, opinion in course.opinions_in_force(submission.date):
            if entry.id not in sources:
                continue
            left, covering = points(entry, opinion)
            for document, missing in covering:
                if document.counts_on <= submission.date:
                    left = missing
            if left:
                told.add(entry.id)
                yield left_at(submitted, opinion, left)
    yield from find_owed(case, [each for each in owed if each.source not in told], what)


def of_kind(case: Case, kind: str) -> list[Obligation]:
    return [owed for owed in case.obligations if owed.kind == kind]


def set_by_register(case: Case, deadline: str, day: date) -> Message:
    """That a deadline is the register's own, for the directive names no number; and since when, where it changed."""
    force = case.course.register.policies.deadline_on(deadline, day)
    words = Text("thời hạn do sổ đặt: {days}", "deadline set by the register: {days}")
    span = {
        (False, False): Text("", ""),
        (True, False): Text(", áp dụng từ {since}", ", in force from {since}"),
        (False, True): Text(", áp dụng đến hết {until}", ", in force until {until}"),
        (True, True): Text(", áp dụng từ {since} đến hết {until}", ", in force from {since} until {until}"),
    }[force.since is not None, force.until is not None]
    days = Days(case.course.limit(deadline, day))
    return say(words.vi + span.vi, words.en + span.en, days=days, since=force.since or day, until=force.until or day)
