"""Whether the days on which documents were recorded can be true."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from phoihop.changes.commits import Commit
from phoihop.changes.contents import Contents
from phoihop.changes.findings import ChangeFinding, told
from phoihop.changes.happenings import Happening
from phoihop.changes.past import Past
from phoihop.language import say
from phoihop.records.record import FIRST_YEAR, LAST_YEAR
from phoihop.records.register import Register

PROMPT = "recorded-promptly"
CLOCKS_DIFFER_BY = timedelta(days=1)


def check_dates(
    past: Past, within: Collection[str], recorded: Collection[Happening], register: Register, contents: Contents
) -> Iterator[ChangeFinding]:
    """What speaks against the days of recording, of the commits named by `within`; all of it breaches."""
    commits = [commit for commit in past.in_order if commit.id in within and not commit.is_cut]
    added = [each for each in recorded if each.commit.id in within and not each.commit.is_cut]
    for commit in commits:
        yield from _before_its_parent(commit, past, register)
    for each in added:
        yield from _against_its_date(each, past, register, contents)


def _before_its_parent(commit: Commit, past: Past, register: Register) -> Iterator[ChangeFinding]:
    parents = [past.by_id[parent] for parent in commit.parents if parent in past.by_id]
    latest = max((parent.committed for parent in parents), default=None)
    if latest is not None and latest - commit.committed > CLOCKS_DIFFER_BY:
        message = say(
            "lần ghi đề ngày {claimed}, trước lần ghi liền trước nó (ngày {parent})",
            "the commit claims {claimed}, before the commit that it builds on (of {parent})",
            claimed=register.day_of(commit.committed),
            parent=register.day_of(latest),
        )
        yield told(PROMPT, "breach", None, message, commit, past.step_of(commit.id))


def _against_its_date(each: Happening, past: Past, register: Register, contents: Contents) -> Iterator[ChangeFinding]:
    claimed = register.day_of(each.commit.authored)
    dated = _day_of(contents, each)
    if dated and claimed < dated:
        message = say(
            "văn bản ngày {dated} mà lần ghi đề ngày {recorded}: ghi trước khi có văn bản",
            "dated {dated}, but recorded on {recorded}: before it was there",
            dated=dated,
            recorded=claimed,
        )
        yield told(PROMPT, "breach", each.place, message, each.commit, past.step_of(each.commit.id))


def _day_of(contents: Contents, each: Happening) -> date | None:
    keys = contents.keys(each.change.after)
    written = keys.get("date") if isinstance(keys, dict) else None
    try:
        day = date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
    return day if day and FIRST_YEAR <= day.year <= LAST_YEAR else None
