"""What people subscribe to: calendars of deadlines (RFC 5545) and feeds of documents (Atom, RFC 4287).

Ids follow from ids alone, so that a subscriber sees a changed deadline or document, not a second one. Times are those
of recording, as far as Git tells, so that what is recorded late arrives, and a change is newer than what it changes.
"""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta

from icalendar import Calendar, Event

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
from phoihop.language import Message
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.site.environment import owed_words
from phoihop.site.output import Output
from phoihop.site.publication import Owed, Publication

ALL = "all"
LONGEST_FEED = 100

_ATOM = "http://www.w3.org/2005/Atom"


def write(publication: Publication, name: str, site_url: str, output: Output) -> None:
    """Writes the calendar and the feed of one agency, or of everything (`ALL`). `site_url` may be empty."""
    if name == ALL:
        title, owed, documents = publication.register.settings.title, publication.owed, publication.documents
    else:
        title = publication.register.agencies[name].name
        owed = publication.owed_by_debtor.get(name, ())
        documents = publication.documents_by_agency.get(name, ())
    output.write(f"calendars/{name}.ics", _calendar(publication, title, owed, site_url))
    newest = sorted(documents, key=lambda pair: publication.known_since(*pair), reverse=True)[:LONGEST_FEED]
    output.write(f"feeds/{name}.xml", _feed(publication, name, title, newest, site_url))


def _calendar(publication: Publication, title: str, owed: Iterable[Owed], site_url: str) -> bytes:
    """Each deadline is an event of a whole day (RFC 5545 §3.6.1)."""
    calendar = Calendar()
    calendar.add("prodid", "-//phoihop//phoihop//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for each in owed:
        obligation, case = each.obligation, each.case
        if obligation.due is None:
            continue
        event = Event()
        about = (case.id, obligation.kind, obligation.source, obligation.asked, obligation.item or "")
        event.add("uid", str(_id(publication, *about)))
        changes, stamp = _revision(publication, case)
        event.add("dtstamp", stamp)
        event.add("last-modified", stamp)
        event.add("sequence", changes)
        event.add("dtstart", obligation.due)
        event.add("dtend", obligation.due + timedelta(days=1))
        what = owed_words(case, obligation, publication)
        event.add("summary", f"{publication.register.agency_name(obligation.debtor)}: {what} – {case.title}")
        event.add("transp", "TRANSPARENT")
        if site_url:
            event.add("url", site_url + _address(case))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _revision(publication: Publication, case: Case) -> tuple[int, datetime]:
    """How often a task was written to, and when last; without Git how many documents it has, and the day.

    Not the clock: two builds of one day are the same bytes.
    """
    if isinstance(publication.histories, Message) or not (events := publication.histories.get(case.id, ())):
        return len(case.documents), datetime.combine(publication.today, time(), UTC)
    return len(events), max(event.moment for event in events).astimezone(UTC)


def _feed(
    publication: Publication, name: str, title: str, documents: Sequence[tuple[Case, Entry]], site_url: str
) -> bytes:
    """An Atom feed of documents, the newest first."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    newest = publication.known_since(*documents[0]) if documents else _midnight(publication)
    _add(feed, "id", _id(publication, "feeds", name).urn)
    _add(feed, "title", title)
    _add(feed, "updated", newest.isoformat())
    ET.SubElement(
        feed, f"{{{_ATOM}}}link", rel="self", href=f"{site_url}feeds/{name}.xml" if site_url else f"{name}.xml"
    )
    _add(ET.SubElement(feed, f"{{{_ATOM}}}author"), "name", publication.register.settings.title)
    for case, entry in documents:
        document = entry.document
        item = ET.SubElement(feed, f"{{{_ATOM}}}entry")
        _add(item, "id", _id(publication, case.id, entry.id).urn)
        kind = DOCUMENT_TYPES[entry.kind].TITLE.in_language(publication.language)
        sender = publication.register.agency_name(document.from_)
        _add(item, "title", " ".join(part for part in (sender, kind, document.number) if part) + f": {case.title}")
        _add(item, "updated", publication.known_since(case, entry).isoformat())
        href = f"{site_url or '../'}{_address(case)}#{entry.id}"
        ET.SubElement(item, f"{{{_ATOM}}}link", rel="alternate", href=href)
        _add(item, "summary", document.subject or kind)
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


def _address(case: Case) -> str:
    return f"tasks/{case.id[:4]}/{case.id[5:]}/"
