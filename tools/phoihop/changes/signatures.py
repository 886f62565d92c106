"""Whose SSH key a signature is, and what Git says of the signatures of commits: judged by the base's signers alone.

The keys are those of a register's members. Git's file of allowed signers is made of them, in OpenSSH's format
(ssh-keygen(1), ALLOWED SIGNERS): exact addresses, one a line, for namespace `git`, valid from the agency's `since` to
the end of its `until`, by days of the reader's time zone.

Only SSH signatures count. Git is told the signers and the program by `-c`; neither the change nor the repository's own
settings have a say, except for a list of revoked keys that the machine's keeper may have set (gpg.ssh.revocationFile).
"""

import base64
import binascii
import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from phoihop.changes.commits import moment_of
from phoihop.changes.git import Git, NoHistory
from phoihop.changes.writers import Seat
from phoihop.language import say
from phoihop.records.register import Register
from phoihop.records.settings import Member
from phoihop.scratch import scratch_folder

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


# --- the signatures of commits ----------------------------------------------------------------------------------------


SSH_KEYGEN = "ssh-keygen"
Verdict = Literal["good", "unknown", "bad", "none", "unreadable"]

_VERDICTS: dict[str, Verdict] = {"G": "good", "U": "unknown", "B": "bad", "N": "none"}
"""Git's %G?. With SSH, U is a good signature by a key that nobody here has."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One commit's signature: `fingerprint` is that of the key ("" where there is none)."""

    verdict: Verdict
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """The signatures of commits, the holders of keys by fingerprint, and the base's newest commit date.

    A committer can claim any date, but nothing enters the register before what the base already holds: a key must
    still be good at `base_moment`.
    """

    of_commits: Mapping[str, Signature]
    holders: Mapping[str, tuple[KeyHolder, ...]]
    base_moment: datetime


def holders_in(policy: Register) -> dict[str, tuple[KeyHolder, ...]]:
    """Who holds which key, by its fingerprint."""
    holders: dict[str, tuple[KeyHolder, ...]] = {}
    for holder in key_holders(policy):
        holders[holder.key.fingerprint] = (*holders.get(holder.key.fingerprint, ()), holder)
    return holders


def verify(git: Git, commits: Iterable[str], policy: Register) -> dict[str, Signature]:
    """Verifies these commits in one Git call. Raises `NoHistory` where ssh-keygen is missing."""
    if shutil.which(SSH_KEYGEN) is None:
        raise NoHistory(
            say(
                "chữ ký được kiểm tra bằng ssh-keygen, máy này chưa có; cài OpenSSH (Debian, Ubuntu: openssh-client)",
                "signatures are verified by ssh-keygen, which is missing; install OpenSSH (Debian, Ubuntu: "
                "openssh-client)",
            )
        )
    names = list(commits)
    with scratch_folder() as folder:
        signers = folder / "allowed_signers"
        signers.write_text(signers_of_any_day(policy), encoding="utf-8")
        settings = {
            "gpg.format": "ssh",
            "gpg.ssh.program": SSH_KEYGEN,
            "gpg.ssh.allowedSignersFile": str(signers),
            # A signature of another kind is not looked at: its program's answer would be somebody else's policy.
            "gpg.program": "false",
            "gpg.openpgp.program": "false",
            "gpg.x509.program": "false",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        form = ("--no-walk=unsorted", "--stdin", "-z", "--format=%H%x00%G?%x00%GF")
        # Given nothing to read, Git would tell of HEAD.
        fields = git.pieces(*options, "log", *form, lines=names) if names else iter(())
        told = (piece.decode("utf-8", "replace") for piece in fields)
        return {
            id_.strip(): Signature(_VERDICTS.get(verdict, "unreadable"), fingerprint)
            for id_, verdict, fingerprint in zip(told, told, told, strict=True)
        }


def newest_moment(git: Git, base: str) -> datetime:
    """The newest date that a commit, or one that it builds on, claims."""
    return max(moment_of(each) for each in git.read("log", "--format=%ct", base, "--").split())
