"""What people subscribe to: calendars of deadlines (RFC 5545) and feeds of documents (Atom, RFC 4287).

Ids follow from the record alone, so that a subscriber sees a changed deadline or document, not a second one.
"""

import uuid
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from phoihop.cases.course import Entry
from phoihop.cases.model import Case
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
    output.write(f"feeds/{name}.xml", _feed(publication, name, title, documents[:LONGEST_FEED], site_url))


def _calendar(publication: Publication, title: str, owed: Iterable[Owed], site_url: str) -> bytes:
    """Each deadline is an event of a whole day (RFC 5545 §3.6.1)."""
    calendar = Calendar()
    calendar.add("prodid", "-//phoihop//phoihop//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    # The stamp is the day of the publication, not the clock's: two builds of one day are the same bytes.
    stamp = datetime.combine(publication.today, time(), UTC)
    for each in owed:
        obligation, case = each.obligation, each.case
        if obligation.due is None:
            continue
        event = Event()
        about = (case.id, obligation.kind, obligation.source, obligation.asked, obligation.item or "")
        event.add("uid", str(_id(publication, *about)))
        event.add("dtstamp", stamp)
        event.add("dtstart", obligation.due)
        event.add("dtend", obligation.due + timedelta(days=1))
        what = owed_words(case, obligation, publication)
        event.add("summary", f"{publication.register.agency_name(obligation.debtor)}: {what} – {case.title}")
        event.add("transp", "TRANSPARENT")
        if site_url:
            event.add("url", site_url + _address(case))
        calendar.add_component(event)
    return bytes(calendar.to_ical(sorted=False))


def _feed(
    publication: Publication, name: str, title: str, documents: Sequence[tuple[Case, Entry]], site_url: str
) -> bytes:
    """An Atom feed of documents, the newest first."""
    ET.register_namespace("", _ATOM)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    newest = documents[0][1].document.date if documents else publication.today
    _add(feed, "id", _id(publication, "feeds", name).urn)
    _add(feed, "title", title)
    _add(feed, "updated", _moment(publication, newest))
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
        _add(item, "updated", _moment(publication, document.date))
        href = f"{site_url or '../'}{_address(case)}#{entry.id}"
        ET.SubElement(item, f"{{{_ATOM}}}link", rel="alternate", href=href)
        _add(item, "summary", document.subject or kind)
    ET.indent(feed, space="")
    return bytes(ET.tostring(feed, encoding="utf-8", xml_declaration=True))


def _id(publication: Publication, *parts: str) -> uuid.UUID:
    """A name that stays the same from build to build, and differs from that of other registers (RFC 9562 §5.5)."""
    register = uuid.uuid5(uuid.NAMESPACE_URL, publication.register.settings.title)
    return uuid.uuid5(register, "/".join(parts))


def _add(parent: ET.Element, name: str, text: str) -> None:
    said = text if text.isprintable() else "".join(c for c in text if c.isprintable())
    ET.SubElement(parent, f"{{{_ATOM}}}{name}").text = said


def _moment(publication: Publication, day: date) -> str:
    return datetime.combine(day, time(), publication.register.zone).isoformat()


def _address(case: Case) -> str:
    return f"tasks/{case.id[:4]}/{case.id[5:]}/"
