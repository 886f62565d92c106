"""An earlier head.json, kept in a file or fetched from a site: read strictly, or refused with a reason."""

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from phoihop.changes import earlier
from phoihop.changes.earlier import Earlier, NoHead, fetch_head, is_address, parse_head, read_head_file
from phoihop.language import word

COMMIT, DIGEST = "0123456789" * 4, "ab" * 32
HEAD: dict[str, Any] = {"format": 1, "commit": COMMIT, "records": {}, "records_digest": DIGEST}


def test_a_kept_head_is_read(tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text(json.dumps(HEAD | {"later": "key"}), encoding="utf-8")
    assert read_head_file(tmp_path / "head.json") == Earlier(COMMIT, DIGEST)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b"\xff", b"<html>", b"[" * 60_000, b"x" * 70_000, b"null",
        json.dumps(HEAD | {"commit": "main"}).encode(),
        json.dumps(HEAD | {"commit": "--all"}).encode(),
        json.dumps(HEAD | {"records_digest": "x"}).encode(),
        json.dumps(HEAD | {"format": "1"}).encode(),
        json.dumps(HEAD | {"digests": {"\ud800": "a" * 64}}).encode(),
        json.dumps(HEAD | {"digests": {"register.yml": "\ud800"}}).encode(),
        json.dumps(HEAD | {"digests": {}, "withheld": ["\ud800"]}).encode(),
        json.dumps(HEAD | {"digests": [], "withheld": {}}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_head_is_refused(content: bytes) -> None:
    with pytest.raises(NoHead, match=r"no head\.json"):
        parse_head(content, "x")


def test_a_later_format_and_a_register_without_git_are_told_apart() -> None:
    with pytest.raises(NoHead, match="update phoihop"):
        parse_head(json.dumps(HEAD | {"format": 2}).encode(), "x")
    with pytest.raises(NoHead, match="without Git"):
        parse_head(json.dumps(HEAD | {"commit": None}).encode(), "x")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoHead) as raised:
        read_head_file(tmp_path)
    assert str(tmp_path) in word(raised.value.message, "en", str)


def test_only_http_is_an_address() -> None:
    assert is_address("https://example.vn/data/head.json")
    assert is_address("HTTP://example.vn")
    assert not any(map(is_address, ("ftp://example.vn", "file:///etc/passwd", "main", "data/head.json")))


class Site(http.server.BaseHTTPRequestHandler):
    """A site that serves a head, a large file, an error, and ways to lead elsewhere."""

    def do_GET(self) -> None:
        redirections = {"/moved": "/head.json", "/file": "file:///etc/hostname", "/ftp": "ftp://127.0.0.1/x"}
        if self.path in redirections:
            self.send_response(302)
            self.send_header("Location", redirections[self.path])
            self.end_headers()
            return
        if self.path == "/missing":
            self.send_error(404)
            return
        self.send_response(200)
        self.end_headers()
        if self.path == "/large":
            try:
                for _ in range(10_000):
                    self.wfile.write(b" " * 100_000)
            except OSError:
                return
        if self.path == "/slow":
            threading.Event().wait(1.5)
            return
        self.wfile.write(json.dumps(HEAD).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        pass


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def test_a_published_head_is_fetched_and_redirections_on_the_web_are_followed(site: str) -> None:
    assert fetch_head(f"{site}/head.json") == Earlier(COMMIT, DIGEST)
    assert fetch_head(f"{site}/moved") == Earlier(COMMIT, DIGEST)


@pytest.mark.parametrize("path", ["/file", "/ftp", "/missing", "/large"])
def test_nothing_else_is_fetched(site: str, path: str) -> None:
    with pytest.raises(NoHead):
        fetch_head(f"{site}{path}")


def test_a_site_that_does_not_answer_is_given_up(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "SECONDS_TO_WAIT", 0.2)
    with pytest.raises(NoHead, match="can't be read"):
        fetch_head(f"{site}/slow")
    with pytest.raises(NoHead):
        fetch_head("http://127.0.0.1:1/head.json")
    with pytest.raises(NoHead):
        fetch_head("http://[::bad/head.json")
