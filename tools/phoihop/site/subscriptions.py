"""What people subscribe to: calendars of deadlines (RFC 5545) and feeds of what is new (Atom, RFC 4287).

Ids follow from ids alone, so that a subscriber sees a changed deadline or document, not a second one. Times are those
of recording, as far as Git tells, or of becoming public, so that what is recorded late arrives, and a change is newer
than what it changes.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cache
from xml.sax.saxutils import escape

from icalendar import Calendar, Event

from phoihop.documents.tables import DocumentLine, TaskLine
from phoihop.language import capitalized
from phoihop.records.references import TASK
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.site.happenings import Happening, happenings
from phoihop.site.output import Output
from phoihop.site.page import task_address
from phoihop.site.publication import Owed, Publication
from phoihop.words.calling import ASSIGNMENT
from phoihop.words.codes import STATUSES

ALL = "all"
LONGEST_FEED = 100

FOLLOWED_AFTER = timedelta(days=90)
"""How long after its end a task keeps a calendar, which then tells of the end; nothing is due of it any more."""

MILESTONES = ("submission", "completion", "decision", "acceptance", "withdrawal")
"""The documents that stand in a task's own calendar, beside what is due."""

_ATOM = "http://www.w3.org/2005/Atom"


def write(publication: Publication, name: str, site_url: str, output: Output) -> None:
    """Writes the calendar and the feed of one agency, or of everything (`ALL`). `site_url` may be empty."""
    if name == ALL:
        title, owed = publication.register.settings.title, publication.owed
        new = happenings(publication, publication.rows)
    else:
        title = publication.register.agencies[name].name
        owed = publication.owed_by_debtor.get(name, ())
        new = [
            each for each in happenings(publication, publication.ids_by_agency.get(name, ())) if name in each.agencies
        ]
    output.write(f"calendars/{name}.ics", _calendar(publication, title, _deadlines(publication, owed, site_url)))
    output.write(f"feeds/{name}.xml", _feed(publication, name, title, new[:LONGEST_FEED], site_url))


def write_task(publication: Publication, task: str, site_url: str, output: Output) -> None:
    """Writes the feed of one task, and its calendar, where it has one."""
    rows = publication.rows[task]
    title = f"{task} {rows.task.title}"
    new = happenings(publication, [task])[:LONGEST_FEED]
    output.write(f"feeds/tasks/{task}.xml", _feed(publication, f"tasks/{task}", title, new, site_url))
    if has_calendar(publication, rows.task):
        # Its own deadline, too, which nobody is awaited for while opinions are.
        owed = [Owed(rows.task, debt) for debt in rows.debts if debt.is_outstanding and debt.line.kind != "urging"]
        events = [*_deadlines(publication, owed, site_url), *_milestones(publication, task, site_url)]
        output.write(f"calendars/tasks/{task}.ics", _calendar(publication, title, events))


def has_calendar(publication: Publication, task: TaskLine) -> bool:
    return task.ended is None or publication.today - task.ended <= FOLLOWED_AFTER


def _calendar(publication: Publication, title: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//phoihop//phoihop//VI")
    calendar.add("version", "2.0")
    # A calendar knows no line breaks in a name of its own kind.
    calendar.add("x-wr-calname", " ".join(title.split()))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _deadlines(publication: Publication, owed: Iterable[Owed], site_url: str) -> Iterator[Event]:
    """Each deadline is an event of a whole day (RFC 5545 §3.6.1)."""
    for task, debt in owed:
        line = debt.line
        if line.due is None:
            continue
        stamp = _written(publication, task.id)
        summary = f"{publication.register.agency_name(line.debtor)}: {debt.what} – {task.title}"
        if line.status == "overdue":
            stamp = max(stamp, publication.midnight(line.due + timedelta(days=1)))
            summary = f"{capitalized(STATUSES['overdue'].in_language(publication.language))} – {summary}"
        elif _is_moving(publication, task.id, line.debtor):
            stamp = publication.midnight(publication.today)
        yield _event(publication, task.id, debt.identity, line.due, stamp, summary, site_url)


def _is_moving(publication: Publication, task: str, debtor: str) -> bool:
    """Whether a debtor's deadlines are put off, a day each working day: for papers, or while a task stands still."""
    rows = publication.rows[task]
    return rows.task.stage == "suspended" or any(
        debt.line.kind == "dossier" and debt.is_outstanding and debt.line.creditor == debtor for debt in rows.debts
    )


def _milestones(publication: Publication, task: str, site_url: str) -> Iterator[Event]:
    rows = publication.rows[task]
    for letter in rows.letters:
        line = letter.line
        if line.kind in MILESTONES:
            stamp = publication.known_since(task, line.id, line.date)
            summary = f"{_told(publication, line)} – {rows.task.title}"
            yield _event(publication, task, (line.id,), line.date, stamp, summary, site_url)


def _event(
    publication: Publication,
    task: str,
    about: Sequence[str],
    day: date,
    stamp: datetime,
    summary: str,
    site_url: str,
) -> Event:
    """An event; the later it was changed, the higher its number of revision: minutes since the task was assigned."""
    assigned = publication.midnight(publication.tasks[task].date)
    event = Event()
    event.add("uid", str(_id(publication, task, *about)))
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("last-modified", stamp.astimezone(UTC))
    event.add("sequence", max(0, int((stamp - assigned).total_seconds() // 60)))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("summary", summary)
    event.add("transp", "TRANSPARENT")
    if site_url:
        event.add("url", site_url + task_address(task))
    return event


def _written(publication: Publication, task: str) -> datetime:
    """When a task was last written to; without Git, the day.

    Not the clock: two builds of one day are the same bytes.
    """
    newest = publication.written(task) or publication.midnight(publication.today)
    return max(newest, publication.opened(task) or newest)


def _feed(publication: Publication, name: str, title: str, new: Sequence[Happening], site_url: str) -> str:
    """An Atom feed, what was known last first."""
    newest = new[0].known if new else publication.midnight(publication.today)
    to_root = site_url or "../" * (name.count("/") + 1)
    lines = [
        "<?xml version='1.0' encoding='utf-8'?>",
        f'<feed xmlns="{_ATOM}">',
        _element("id", _id(publication, "feeds", name).urn),
        _element("title", title),
        _element("updated", newest.isoformat()),
        _link("self", f"{site_url}feeds/{name}.xml" if site_url else f"{name.rpartition('/')[2]}.xml"),
    ]
    if name.startswith("tasks/"):
        lines.append(_link("alternate", to_root + task_address(new[0].task.id)))
    lines += ["<author>", _element("name", publication.register.settings.title), "</author>"]
    for each in new:
        code, label, told, more = _words(publication, each)
        lines += [
            "<entry>",
            _element("id", _id(publication, each.task.id, each.id).urn),
            _element("title", f"{told} – {each.task.title}"),
            _element("updated", each.known.isoformat()),
            f'<category term="{_quoted(code)}" label="{_quoted(label)}" />',
            _link("alternate", f"{to_root}{task_address(each.task.id)}#{each.anchor}"),
            _element("summary", more),
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"])


def _words(publication: Publication, each: Happening) -> tuple[str, str, str, str]:
    """What happened: its code, what that is called, a title, and more."""
    language, register = publication.language, publication.register
    if each.letter:
        kind = DOCUMENT_TYPES[each.letter.kind].TITLE.in_language(language)
        return each.letter.kind, kind, _told(publication, each.letter), each.letter.subject or kind
    if each.debt:
        line = each.debt.line
        overdue = STATUSES["overdue"].in_language(language)
        told = f"{capitalized(overdue)} – {register.agency_name(line.debtor)}: {each.debt.what}"
        return "overdue", overdue, told, each.debt.what
    kind = ASSIGNMENT.in_language(language)
    number = publication.rows[each.task.id].number
    told = " ".join(part for part in (kind, number) if part)
    return (
        TASK,
        kind,
        f"{register.agency_name(register.settings.authority)}: {told}",
        publication.rows[each.task.id].summary or kind,
    )


def _told(publication: Publication, line: DocumentLine) -> str:
    """“TCKH: ý kiến tham gia 3/TCKH”."""
    kind = DOCUMENT_TYPES[line.kind].TITLE.in_language(publication.language)
    said = " ".join(part for part in (kind, line.number) if part)
    return f"{publication.register.agency_name(line.sender)}: {said}"


def _id(publication: Publication, *parts: str) -> uuid.UUID:
    """A name that stays the same whatever a register is called and wherever it is published (RFC 9562 §5.5)."""
    return uuid.uuid5(_of_authority(publication.register.settings.authority), "/".join(parts))


@cache
def _of_authority(authority: str) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_OID, authority)


def _link(rel: str, href: str) -> str:
    return f'<link rel="{rel}" href="{_quoted(href)}" />'


def _element(name: str, text: str) -> str:
    """Text on one line, without what no XML may have: control characters, halves of letters."""
    said = text if text.isprintable() else "".join(c for c in " ".join(text.split()) if c.isprintable())
    return f"<{name}>{escape(said)}</{name}>" if said else f"<{name} />"


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
