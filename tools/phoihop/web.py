"""How published files are fetched: by http and https alone, from the host that was named, bounded in size and time.

No credentials are sent, and nothing that comes is run. A redirection is followed on its own host only, and never from
https to http: another host's content would be taken for that of the one that was named. The time is bounded as a
whole, however slowly name, connection, headers or content come.
"""

import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any
from urllib.parse import SplitResult, urlsplit

from phoihop import __version__

MOST_REDIRECTIONS = 5
SECONDS_OF_SILENCE = 20
_PIECE = 1024 * 1024
_NOT_MODIFIED = 304
_PORTS = {"http": 80, "https": 443}


class NotFetched(Exception):
    """A file did not come. The text says why, as far as the network tells: in English."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came from an address. `content` is None where it is what the asker has already, by its ETag."""

    content: bytes | None
    etag: str = ""


def fetch(address: str, *, most: int, seconds: float, known: str = "", public: bool = False) -> Fetched:
    """What an address gives: at most so many bytes, in at most so many seconds. Raises `NotFetched`.

    `known` is the ETag of what the asker has. `public`: an answer from a private or loopback address is refused; where
    a proxy is set it is the proxy that looks names up, and must see to that itself.
    """
    outcome: SimpleQueue[Fetched | NotFetched] = SimpleQueue()
    # The operating system has no word for the time that a whole exchange may take: whoever waits leaves, and what
    # still hangs at a slow server ends with the run.
    Thread(target=lambda: outcome.put(_asked(address, most, seconds, known, public)), daemon=True).start()
    try:
        found = outcome.get(timeout=seconds)
    except Empty:
        raise NotFetched("timed out") from None
    if isinstance(found, NotFetched):
        raise found
    return found


def _asked(address: str, most: int, seconds: float, known: str, public: bool) -> Fetched | NotFetched:
    deadline = time.monotonic() + seconds
    try:
        request = urllib.request.Request(address, headers={"User-Agent": f"phoihop/{__version__}"})
        if known:
            request.add_header("If-None-Match", known)
        with _opener(public).open(request, timeout=min(seconds, SECONDS_OF_SILENCE)) as answer:
            return Fetched(_read(answer, most, deadline), answer.headers.get("ETag") or "")
    except urllib.error.HTTPError as error:
        return Fetched(None) if error.code == _NOT_MODIFIED and known else NotFetched(f"HTTP {error.code}")
    except urllib.error.URLError as error:
        return NotFetched(str(error.reason))
    except NotFetched as error:
        return error
    except (OSError, HTTPException, ValueError) as error:
        return NotFetched(str(error) or type(error).__name__)


def _read(answer: IO[bytes], most: int, deadline: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_PIECE):  # type: ignore[attr-defined]  # an HTTP answer has it
        pieces.append(piece)
        size += len(piece)
        if size > most:
            raise NotFetched(f"> {most // 1024 // 1024 or 1} MB")
        if time.monotonic() > deadline:
            raise NotFetched("timed out")
    if missing := getattr(answer, "length", None):
        raise NotFetched(f"{missing} bytes are missing")
    return b"".join(pieces)


def _opener(public: bool) -> urllib.request.OpenerDirector:
    """Opens http and https addresses; files and FTP are out of its reach."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Connections(public),
        urllib.request.HTTPDefaultErrorHandler(),
        _Redirections(),
        urllib.request.HTTPErrorProcessor(),
        urllib.request.UnknownHandler(),
    ):
        opener.add_handler(handler)
    return opener


class _Redirections(urllib.request.HTTPRedirectHandler):
    """Follows redirections on their own host, and never from https to http."""

    max_redirections = MOST_REDIRECTIONS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        if not _is_same_host(urlsplit(req.full_url), urlsplit(newurl)):
            raise NotFetched(f"redirected to {newurl[:100]}; if that is where it is published, name that address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_same_host(one: SplitResult, other: SplitResult) -> bool:
    """Whether an address leads to the host of another: to the same port, or from http's usual one to that of https."""
    if one.hostname != other.hostname or other.scheme not in _PORTS:
        return False
    ports = one.port or _PORTS[one.scheme], other.port or _PORTS[other.scheme]
    if (one.scheme, other.scheme) == ("http", "https"):
        return ports == (80, 443)
    return one.scheme == other.scheme and ports[0] == ports[1]


class _Public:
    """A connection that asks nothing of an address that is not the world's: whatever its name was looked up as."""

    def connect(self: Any) -> None:
        super().connect()  # type: ignore[misc]  # of the connection that this is mixed into
        reached = ip_address(self.sock.getpeername()[0].partition("%")[0])
        if not (getattr(reached, "ipv4_mapped", None) or reached).is_global:
            raise NotFetched(
                f"{self.host} is {reached}, an address of an inner network; where that is meant, say network: inner"
            )


class _PublicConnection(_Public, HTTPConnection):
    pass


class _PublicSecureConnection(_Public, HTTPSConnection):
    pass


class _Connections(urllib.request.HTTPHandler, urllib.request.HTTPSHandler):
    """Connects by http and https; where only the world's addresses may answer, by connections that see to it."""

    def __init__(self, public: bool) -> None:
        super().__init__()
        self._public = public

    def http_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_PublicConnection if self._is_watched(req) else HTTPConnection, req)

    def https_open(self, req: urllib.request.Request) -> HTTPResponse:
        return self.do_open(_PublicSecureConnection if self._is_watched(req) else HTTPSConnection, req)

    def _is_watched(self, request: urllib.request.Request) -> bool:
        return self._public and not request.has_proxy()
