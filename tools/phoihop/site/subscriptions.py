"""What people subscribe to: calendars of deadlines (RFC 5545) and feeds of what is new (Atom, RFC 4287).

Ids follow from ids alone, so that a subscriber sees a changed deadline or document, not a second one. Times are those
of recording, as far as Git tells, or of becoming public, so that what is recorded late arrives, and a change is newer
than what it changes.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from xml.sax.saxutils import escape

from icalendar import Calendar, Event

from phoihop.documents.tables import DocumentLine, TaskLine
from phoihop.language import capitalized
from phoihop.records.references import TASK
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.site.happenings import NewsItem, happenings
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


@dataclass(frozen=True)
class Subscriptions:
    """Those of one publication. `site_url` may be empty."""

    publication: Publication
    site_url: str

    def write(self, name: str, output: Output) -> None:
        """Writes the calendar and the feed of one agency, or of everything (`ALL`)."""
        publication = self.publication
        if name == ALL:
            title, owed = publication.register.settings.title, publication.owed
            new = happenings(publication, publication.rows)
        else:
            title = publication.register.agencies[name].name
            owed = publication.owed_by_debtor.get(name, ())
            new = happenings(publication, publication.ids_by_agency.get(name, ()))
            new = [each for each in new if name in each.agencies]
        output.write(f"calendars/{name}.ics", _calendar(title, self._deadlines(owed)))
        output.write(f"feeds/{name}.xml", self._feed(name, title, new[:LONGEST_FEED]))

    def write_task(self, task: str, output: Output) -> None:
        """Writes the feed of one task, and its calendar, where it has one."""
        rows = self.publication.rows[task]
        title = f"{task} {rows.task.title}"
        new = happenings(self.publication, [task])[:LONGEST_FEED]
        output.write(f"feeds/tasks/{task}.xml", self._feed(f"tasks/{task}", title, new))
        if has_calendar(self.publication, rows.task):
            # Its own deadline, too, which nobody is awaited for while opinions are.
            owed = [Owed(rows.task, debt) for debt in rows.debts if debt.is_outstanding and debt.line.kind != "urging"]
            events = [*self._deadlines(owed), *self._milestones(task)]
            output.write(f"calendars/tasks/{task}.ics", _calendar(title, events))

    def _deadlines(self, owed: Iterable[Owed]) -> Iterator[Event]:
        """Each deadline is an event of a whole day (RFC 5545 §3.6.1)."""
        publication = self.publication
        for task, debt in owed:
            line = debt.line
            if line.due is None:
                continue
            stamp = self._written(task.id)
            summary = f"{publication.register.agency_name(line.debtor)}: {debt.what} – {task.title}"
            if line.status == "overdue":
                stamp = max(stamp, publication.midnight(line.due + timedelta(days=1)))
                summary = f"{capitalized(STATUSES['overdue'].in_language(publication.language))} – {summary}"
            elif self._is_moving(task.id, line.debtor):
                stamp = publication.midnight(publication.today)
            yield self._event(task.id, debt.identity, line.due, stamp, summary)

    def _is_moving(self, task: str, debtor: str) -> bool:
        """Whether a debtor's deadlines are put off day by day: while papers are awaited, or the task stands still."""
        rows = self.publication.rows[task]
        return rows.task.stage == "suspended" or any(
            debt.line.kind == "dossier" and debt.is_outstanding and debt.line.creditor == debtor for debt in rows.debts
        )

    def _milestones(self, task: str) -> Iterator[Event]:
        rows = self.publication.rows[task]
        for line in (letter.line for letter in rows.letters if letter.line.kind in MILESTONES):
            stamp = self.publication.known_since(task, line.id, line.date)
            yield self._event(task, (line.id,), line.date, stamp, f"{self._told(line)} – {rows.task.title}")

    def _event(self, task: str, about: Sequence[str], day: date, stamp: datetime, summary: str) -> Event:
        """An event. The later it was changed, the higher its number of revision: minutes since the assignment."""
        assigned = self.publication.midnight(self.publication.tasks[task].date)
        event = Event()
        event.add("uid", str(self._id(task, *about)))
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("last-modified", stamp.astimezone(UTC))
        event.add("sequence", max(0, int((stamp - assigned).total_seconds() // 60)))
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", summary)
        event.add("transp", "TRANSPARENT")
        if self.site_url:
            event.add("url", self.site_url + task_address(task))
        return event

    def _written(self, task: str) -> datetime:
        """When a task was last written to; without Git, the day.

        Not the clock: two builds of one day are the same bytes.
        """
        newest = self.publication.written(task) or self.publication.midnight(self.publication.today)
        return max(newest, self.publication.opened(task) or newest)

    def _feed(self, name: str, title: str, new: Sequence[NewsItem]) -> str:
        """An Atom feed, what was known last first."""
        newest = new[0].known if new else self.publication.midnight(self.publication.today)
        to_root = self.site_url or "../" * (name.count("/") + 1)
        lines = [
            "<?xml version='1.0' encoding='utf-8'?>",
            f'<feed xmlns="{_ATOM}">',
            _element("id", self._id("feeds", name).urn),
            _element("title", title),
            _element("updated", newest.isoformat()),
            _link("self", f"{self.site_url}feeds/{name}.xml" if self.site_url else f"{name.rpartition('/')[2]}.xml"),
        ]
        if name.startswith("tasks/"):
            lines.append(_link("alternate", to_root + task_address(new[0].task.id)))
        lines += ["<author>", _element("name", self.publication.register.settings.title), "</author>"]
        for each in new:
            code, label, told, more = self._words(each)
            lines += [
                "<entry>",
                _element("id", self._id(each.task.id, each.id).urn),
                _element("title", f"{told} – {each.task.title}"),
                _element("updated", each.known.isoformat()),
                f'<category term="{_quoted(code)}" label="{_quoted(label)}" />',
                _link("alternate", f"{to_root}{task_address(each.task.id)}#{each.anchor}"),
                _element("summary", more),
                "</entry>",
            ]
        return "\n".join([*lines, "</feed>"])

    def _words(self, each: NewsItem) -> tuple[str, str, str, str]:
        """What happened: its code, what that is called, a title, and more."""
        language, register = self.publication.language, self.publication.register
        if each.letter:
            kind = DOCUMENT_TYPES[each.letter.kind].TITLE.in_language(language)
            return each.letter.kind, kind, self._told(each.letter), each.letter.subject or kind
        if each.debt:
            overdue, debtor = STATUSES["overdue"].in_language(language), register.agency_name(each.debt.line.debtor)
            return "overdue", overdue, f"{capitalized(overdue)} – {debtor}: {each.debt.what}", each.debt.what
        kind, rows = ASSIGNMENT.in_language(language), self.publication.rows[each.task.id]
        told = f"{register.agency_name(register.settings.authority)}: {_numbered(kind, rows.number)}"
        return TASK, kind, told, rows.summary or kind

    def _told(self, line: DocumentLine) -> str:
        """“TCKH: ý kiến tham gia 3/TCKH”."""
        kind = DOCUMENT_TYPES[line.kind].TITLE.in_language(self.publication.language)
        return f"{self.publication.register.agency_name(line.sender)}: {_numbered(kind, line.number)}"

    def _id(self, *parts: str) -> uuid.UUID:
        """A name that stays the same whatever a register is called and wherever it is published (RFC 9562 §5.5)."""
        return uuid.uuid5(self._of_authority, "/".join(parts))

    @cached_property
    def _of_authority(self) -> uuid.UUID:
        return uuid.uuid5(uuid.NAMESPACE_OID, self.publication.register.settings.authority)


def has_calendar(publication: Publication, task: TaskLine) -> bool:
    return task.ended is None or publication.today - task.ended <= FOLLOWED_AFTER


def _calendar(title: str, events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//phoihop//phoihop//VI")
    calendar.add("version", "2.0")
    # A calendar knows no line breaks in a name of its own kind.
    calendar.add("x-wr-calname", " ".join(title.split()))
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _numbered(kind: str, number: str | None) -> str:
    return f"{kind} {number}" if number else kind


def _link(rel: str, href: str) -> str:
    return f'<link rel="{rel}" href="{_quoted(href)}" />'


def _element(name: str, text: str) -> str:
    """Text on one line, without what no XML may have: control characters, halves of letters."""
    said = text if text.isprintable() else "".join(c for c in " ".join(text.split()) if c.isprintable())
    return f"<{name}>{escape(said)}</{name}>" if said else f"<{name} />"


def _quoted(text: str) -> str:
    return escape(text, {'"': "&quot;"})
