"""What people subscribe to: calendars of deadlines (RFC 5545) and feeds of documents (Atom, RFC 4287).

Ids follow from ids alone, so that a subscriber sees a changed deadline or document, not a second one. Times are those
of recording, as far as Git tells, so that what is recorded late arrives, and a change is newer than what it changes.
"""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from phoihop.documents.tables import DocumentLine
from phoihop.language import Message
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.site.output import Output
from phoihop.site.publication import Owed, Publication

ALL = "all"
LONGEST_FEED = 100

_ATOM = "http://www.w3.org/2005/Atom"


def write(publication: Publication, name: str, site_url: str, output: Output) -> None:
    """Writes the calendar and the feed of one agency, or of everything (`ALL`). `site_url` may be empty."""
    if name == ALL:
        title, owed, letters = publication.register.settings.title, publication.owed, publication.letters
    else:
        title = publication.register.agencies[name].name
        owed = publication.owed_by_debtor.get(name, ())
        letters = publication.letters_by_agency.get(name, ())
    output.write(f"calendars/{name}.ics", _calendar(publication, title, owed, site_url))
    newest = sorted(letters, key=publication.known_since, reverse=True)[:LONGEST_FEED]
    output.write(f"feeds/{name}.xml", _feed(publication, name, title, newest, site_url))


def _calendar(publication: Publication, title: str, owed: Iterable[Owed], site_url: str) -> bytes:
    """Each deadline is an event of a whole day (RFC 5545 §3.6.1)."""
    calendar = Calendar()
    calendar.add("prodid", "-//phoihop//phoihop//VI")
    calendar.add("version", "2.0")
    # A calendar knows no line breaks in a name of its own kind.
    calendar.add("x-wr-calname", " ".join(title.split()))
    for each in owed:
        task, line = each.task, each.debt.line
        if line.due is None:
            continue
        event = Event()
        about = (task.id, line.kind, line.source, each.debt.asked, each.debt.item or "")
        event.add("uid", str(_id(publication, *about)))
        changes, stamp = _revision(publication, task.id)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", changes)
        event.add("dtstart", line.due)
        event.add("dtend", line.due + timedelta(days=1))
        event.add("summary", f"{publication.register.agency_name(line.debtor)}: {each.debt.what} – {task.title}")
        event.add("transp", "TRANSPARENT")
        if site_url:
            event.add("url", site_url + _address(task.id))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _revision(publication: Publication, task: str) -> tuple[int, datetime]:
    """How often a task was written to, and when last; without Git how many documents it has, and the day.

    Not the clock: two builds of one day are the same bytes.
    """
    if isinstance(publication.histories, Message) or not (events := publication.histories.get(task, ())):
        return len(publication.rows[task].letters), datetime.combine(publication.today, time(), UTC)
    return len(events), max(event.moment for event in events).astimezone(UTC)


def _feed(publication: Publication, name: str, title: str, letters: Sequence[DocumentLine], site_url: str) -> bytes:
    """An Atom feed of documents, the newest first."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    newest = publication.known_since(letters[0]) if letters else _midnight(publication)
    _add(feed, "id", _id(publication, "feeds", name).urn)
    _add(feed, "title", title)
    _add(feed, "updated", newest.isoformat())
    ET.SubElement(
        feed, f"{{{_ATOM}}}link", rel="self", href=f"{site_url}feeds/{name}.xml" if site_url else f"{name}.xml"
    )
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", publication.register.settings.title)
    for letter in letters:
        item = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(item, "id", _id(publication, letter.task, letter.id).urn)
        kind = DOCUMENT_TYPES[letter.kind].TITLE.in_language(publication.language)
        title_of = publication.tasks[letter.task].title
        sender = publication.register.agency_name(letter.sender)
        _add(item, "title", " ".join(part for part in (sender, kind, letter.number) if part) + f": {title_of}")
        _add(item, "updated", publication.known_since(letter).isoformat())
        href = f"{site_url or '../'}{_address(letter.task)}#{letter.id}"
        ET.SubElement(item, f"{{{_ATOM}}}link", rel="alternate", href=href)
        _add(item, "summary", letter.subject or kind)
    ET.indent(feed, space="")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _id(publication: Publication, *parts: str) -> uuid.UUID:
    """A name that stays the same whatever a register is called and wherever it is published (RFC 9562 §5.5)."""
    authority = uuid.uuid5(uuid.NAMESPACE_OID, publication.register.settings.authority)
    return uuid.uuid5(authority, "/".join(parts))


def _add(parent: ET.Element, name: str, text: str) -> None:
    said = text if text.isprintable() else "".join(c for c in text if c.isprintable())
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = said


def _midnight(publication: Publication) -> datetime:
    return datetime.combine(publication.today, time(), publication.register.zone)


def _address(task: str) -> str:
    return f"tasks/{task[:4]}/{task[5:]}/"
