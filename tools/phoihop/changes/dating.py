"""Whether the days on which documents were recorded can be true, and how long after their own date that was."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta, tzinfo

from phoihop.changes.contents import Contents
from phoihop.changes.finality import Flaw
from phoihop.changes.happenings import Happening, happenings_of
from phoihop.changes.lines import recorded_once
from phoihop.changes.past import Past
from phoihop.changes.raw_log import Commit
from phoihop.language import Days, Message, say
from phoihop.records.record import FIRST_YEAR, LAST_YEAR
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import Refused, read_yaml

PROMPT = "recorded-promptly"
CLOCKS_DIFFER_BY = timedelta(days=1)


def check_dates(
    past: Past, within: Collection[str], register: Register, zone: tzinfo, contents: Contents
) -> Iterator[Flaw]:
    """What speaks against the days of recording, of the commits named by `within`; all of it breaches.

    A late record is told unless the register turns `recorded-promptly` off; days that can't be true are told always.
    """
    commits = [commit for commit in past.in_order if commit.id in within and not commit.is_cut]
    added = [
        each
        for each in recorded_once(happenings_of(past))
        if each.commit.id in within and not each.commit.is_cut
        if each.change.action == "added" and each.of.is_final and not each.of.is_paper
    ]
    contents.want(each.change for each in added)
    for commit in commits:
        yield from _before_its_parent(commit, past)
    for each in added:
        yield from _against_its_date(each, past, register, zone, contents)


def _before_its_parent(commit: Commit, past: Past) -> Iterator[Flaw]:
    parents = [past.by_id[parent] for parent in commit.parents if parent in past.by_id]
    latest = max((parent.committed for parent in parents), default=None)
    if latest is not None and latest - commit.committed > CLOCKS_DIFFER_BY:
        message = say(
            "bản ghi Git đề ngày {claimed}, trước bản ghi liền trước nó (ngày {parent})",
            "the commit claims {claimed}, before the commit that it builds on (of {parent})",
            claimed=commit.committed.date(),
            parent=latest.date(),
        )
        yield Flaw(PROMPT, "breach", None, commit, past.change_of.get(commit.id, commit.id), message)


def _against_its_date(
    each: Happening, past: Past, register: Register, zone: tzinfo, contents: Contents
) -> Iterator[Flaw]:
    claimed = each.commit.authored.astimezone(zone).date()
    builds_on = [past.by_id[parent].committed for parent in each.commit.parents if parent in past.by_id]
    recorded = max(each.commit.authored, each.commit.committed, *builds_on).astimezone(zone).date()
    days = _days_of(contents.content(each.change.after) or b"")
    if days is None:
        return
    dated, counts_on = days
    step = past.change_of.get(each.commit.id, each.commit.id)
    if claimed < dated:
        message = say(
            "văn bản ngày {dated} mà bản ghi đề ngày {recorded}: ghi trước khi có văn bản",
            "dated {dated}, but recorded on {recorded}: before it was there",
            dated=dated,
            recorded=claimed,
        )
        yield Flaw(PROMPT, "breach", each.of, each.commit, step, message)
    elif register.policies.on(counts_on).rules.get(PROMPT) != "off" and recorded.year <= LAST_YEAR:
        took = register.calendar.between(counts_on, recorded)
        limit = register.policies.on(counts_on).deadlines.recording
        if took > limit:
            message = recorded_late(counts_on, recorded, took, limit)
            yield Flaw(PROMPT, "breach", each.of, each.commit, step, message)


def recorded_late(dated: date, recorded: date, took: int, limit: int) -> Message:
    """That a record came later than it should: `took` and `limit` are working days."""
    return say(
        "văn bản ngày {dated}, ghi vào sổ ngày {recorded}: sau {took} (thời hạn ghi sổ: {limit})",
        "dated {dated}, recorded on {recorded}: {took} later (to be recorded within {limit})",
        dated=dated,
        recorded=recorded,
        took=Days(took),
        limit=Days(limit),
    )


def _days_of(content: bytes) -> tuple[date, date] | None:
    """A record's date, and the day from which its recording counts: when an opinion or the like was received."""
    try:
        tree = read_yaml(content)[0]
    except Refused:
        return None
    if not isinstance(tree, dict) or (dated := _day(tree.get("date"))) is None:
        return None
    kind = DOCUMENT_TYPES.get(str(tree.get("kind")))
    received = _day(tree.get("received")) if kind and kind.COUNTS_WHEN_RECEIVED else None
    return dated, max(dated, received or dated)


def _day(written: object) -> date | None:
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
