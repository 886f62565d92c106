"""What keeps strangers out: other pages in the browser, other machines, and whoever sends too much.

The desk answers one browser, which was shown in by an address with a one-time token. From then on it is known by a
cookie that no script reads and no other page has sent along. What comes under another name of this machine (DNS
rebinding), or was begun by another page, is refused.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    # With `no-referrer` Chromium would send `Origin: null` with forms.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}

SAFE_METHODS = ("GET", "HEAD")
MOST_PARTS = 2000
MOST_WORDS = 2 * 1024 * 1024
"""Bytes of all fields that are no files."""
MOST_PAPERS = 10
"""A request may be as large as this many of the largest papers that the register takes."""


class Tickets:
    """One-time tokens, a file each under its digest, so that a second start can give one to whoever runs already."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def issue(self) -> str:
        ticket = secrets.token_urlsafe(32)
        self._file(ticket).touch(mode=0o600, exist_ok=False)
        return ticket

    def take(self, ticket: str) -> bool:
        """Whether the token is good; from now on it is not."""
        try:
            self._file(ticket).unlink()
        except OSError:
            return False
        return True

    def clear(self) -> None:
        for file in self._folder.iterdir():
            file.unlink(missing_ok=True)

    def _file(self, ticket: str) -> Path:
        return self._folder / hashlib.sha256(ticket.encode("utf-8", "replace")).hexdigest()


class Guard:
    """Says of each request why it is refused, if it is."""

    def __init__(self, tickets: Tickets) -> None:
        self.tickets = tickets
        self.cookie = ""
        self._session = secrets.token_urlsafe(32)
        self._hosts: frozenset[str] = frozenset()

    def serves_at(self, port: int) -> None:
        """Says where the desk answers. Cookies know no ports: each desk of a machine has its own."""
        self.cookie = f"phoihop-desk-{port}"
        self._hosts = frozenset(f"{host}:{port}" for host in ("127.0.0.1", "localhost"))

    def let_in(self, ticket: str) -> str | None:
        """The value of the cookie for whoever shows a good token."""
        return self._session if self.tickets.take(ticket) else None

    def knows(self, cookie: str) -> bool:
        return hmac.compare_digest(cookie.encode("utf-8", "replace"), self._session.encode())

    def refuses(self, method: str, host: str, headers: Mapping[str, str]) -> str | None:
        """Why a request is none of the desk's own pages', in English; None where it may be."""
        if host not in self._hosts:
            return "this desk has another name"
        if headers.get("Sec-Fetch-Site", "none") not in ("same-origin", "none"):
            return "another page asked for it"
        if method in SAFE_METHODS:
            return None
        return None if headers.get("Origin") in (None, f"http://{host}") else "another page sent it"
