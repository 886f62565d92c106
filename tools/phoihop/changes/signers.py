"""Whose SSH key a signature is: the keys of a register's members, and Git's allowed-signers file made of them.

The file's format is OpenSSH's (ssh-keygen(1), ALLOWED SIGNERS): exact addresses, one a line, for namespace `git`, valid
from the agency's `since` to the end of its `until`. Its days are those of the reader's time zone.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from phoihop.changes.writers import Seat
from phoihop.records.register import Register
from phoihop.records.settings import Member

_NAMESPACE = 'namespaces="git"'
_KEY = re.compile(r"([a-z0-9@.-]+)[ \t]+([A-Za-z0-9+/]+={0,2})(?:[ \t][^\n]*)?")
_MEANS_MORE = re.compile(r"[*?!,\"'#\\\s]|[^\x21-\x7e]")
"""Signs that an allowed-signers or CODEOWNERS file would not take as they are."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key as OpenSSH writes it, without its comment."""

    type: str
    blob: str

    @property
    def fingerprint(self) -> str:
        """As ssh-keygen and Git's %GF show it: SHA256:…"""
        digest = hashlib.sha256(base64.b64decode(self.blob)).digest()
        return "SHA256:" + base64.b64encode(digest).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class KeyHolder:
    """A member with the key that it signs with, and the days on which the key is good."""

    seat: Seat
    key: SigningKey
    since: date | None
    until: date | None


def signing_key(text: str) -> SigningKey | None:
    """The key in a member's `key`; None where that is no single public key (a certificate is none)."""
    match = _KEY.fullmatch(text.strip())
    if match is None or "-cert-" in match[1]:
        return None
    try:
        blob = base64.b64decode(match[2], validate=True)
    except binascii.Error:
        return None
    length = int.from_bytes(blob[:4], "big")
    # The blob names its own type, and must name the one that is written before it.
    return SigningKey(match[1], match[2]) if blob[4 : 4 + length] == match[1].encode() else None


def is_exact(address: str) -> bool:
    """Whether an address stands for itself alone in the files made here: no pattern, no sign with a meaning."""
    return _MEANS_MORE.search(address) is None


def key_holders(register: Register) -> Iterator[KeyHolder]:
    """Every member with a usable key, by agency."""
    for agency, record in sorted(register.agencies.items()):
        for member in record.members:
            key = signing_key(member.key)
            if key:
                yield KeyHolder(Seat(agency, member), key, record.since, record.until)


def allowed_signers(register: Register) -> str:
    """The allowed-signers file of a register's members."""
    return "".join(_lines(register, _dated_options))


def signers_of_any_day(register: Register) -> str:
    """The same without days, for a reader that compares them by itself, in the register's time zone."""
    return "".join(_lines(register, lambda _: _NAMESPACE))


def _lines(register: Register, options: Callable[[KeyHolder], str]) -> Iterator[str]:
    for holder in key_holders(register):
        for address in addresses_of(holder.seat.member):
            yield f"{address} {options(holder)} {holder.key.type} {holder.key.blob}\n"


def addresses_of(member: Member) -> list[str]:
    """A member's addresses, once each, those that are exact."""
    return [each for each in dict.fromkeys((member.email, *member.aliases)) if is_exact(each)]


def unusable(register: Register) -> Iterator[tuple[str, str]]:
    """What can't stand in the files made here: (agency, address or role of the member with an unusable key)."""
    for agency, record in sorted(register.agencies.items()):
        for member in record.members:
            yield from ((agency, each) for each in (member.email, *member.aliases) if not is_exact(each))
            if member.key and signing_key(member.key) is None:
                yield agency, member.email


def _dated_options(holder: KeyHolder) -> str:
    options = [_NAMESPACE]
    if holder.since:
        options.append(f'valid-after="{holder.since:%Y%m%d}"')
    if holder.until:
        options.append(f'valid-before="{holder.until + timedelta(days=1):%Y%m%d}"')
    return ",".join(options)
