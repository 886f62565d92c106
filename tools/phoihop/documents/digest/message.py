"""A digest as a message ready to be sent (RFC 5322): text and HTML, whom it is for, and an id that stays the same.

The register knows contacts and members; who has none can't be written to. Nothing is sent.
"""

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from phoihop.documents.digest.contents import Digest
from phoihop.documents.digest.forms import digest_as_html, digest_as_text
from phoihop.language import Agency, Explained
from phoihop.records.register import Register

MORNING = time(7)
"""When a digest says that it was written: it depends on the day alone, not on when somebody made it."""

# What every mail server takes: letters, figures and a few signs. Anything else might mean more in a header.
_ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")


class NoAddress(Explained):
    """An agency has no e-mail address on record. `message` says which and where to write it."""


def digest_as_message(digest: Digest, register: Register, site: str = "") -> bytes:
    """From the authority to the agency, or to the authority itself. Raises `NoAddress`. Lines end as RFC 5322 asks."""
    authority = register.settings.authority
    sender = addresses_of(register, authority)[0]
    receivers = addresses_of(register, digest.agency or authority)
    message = EmailMessage(policy=SMTP)
    message["From"] = _named(register, authority, sender)
    message["To"] = [_named(register, digest.agency or authority, address) for address in receivers]
    message["Subject"] = f"{digest.title} ({digest.counts})"
    message["Date"] = datetime.combine(digest.today, MORNING, register.zone)
    key = "\n".join((register.settings.title, digest.agency or "", digest.today.isoformat()))
    mark = hashlib.sha256(key.encode()).hexdigest()[:32]
    message["Message-ID"] = f"<digest.{digest.today:%Y%m%d}.{mark}@{sender.partition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = digest.language
    message.set_content(digest_as_text(digest, site))
    message.add_alternative(digest_as_html(digest, site), subtype="html")
    message.set_boundary(f"digest-{mark}")
    return message.as_bytes()


def addresses_of(register: Register, agency: str) -> list[str]:
    """An agency's contact, where that is an e-mail address, else its members'. Raises `NoAddress`."""
    record = register.agencies.get(agency)
    contact = [record.contact.strip()] if record else []
    members = [member.email for member in record.members] if record else []
    usable = _usable(contact) or _usable(members)
    if not usable:
        raise NoAddress.because(
            "{agency} chưa có địa chỉ thư điện tử; ghi vào contact hoặc members trong agencies/{id}.yml",
            "{agency} has no e-mail address; write it as contact or members in agencies/{id}.yml",
            agency=Agency(agency),
            id=agency,
        )
    return usable


def _usable(addresses: Iterable[str]) -> list[str]:
    return [address for address in addresses if _ADDRESS.fullmatch(address)]


def _named(register: Register, agency: str, address: str) -> Address:
    record = register.agencies.get(agency)
    name = " ".join(record.name.split()) if record else agency
    return Address(display_name=name, addr_spec=address)
