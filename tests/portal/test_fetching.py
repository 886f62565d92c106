"""Sources on the web may lie, lead elsewhere or never end: nothing but the named host's own files is taken."""

import http.server
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from phoihop.language import word
from phoihop.portal.build import Built
from phoihop.portal.sources import plan_of, read_plan
from phoihop.web import NotFetched, fetch

from tests.portal.conftest import Web

Build = Callable[..., Built]
MOST = 1000


class Hostile(http.server.BaseHTTPRequestHandler):
    """Sends its headers, or its content, a byte at a time and without end."""

    ended: threading.Event

    def do_GET(self) -> None:
        start = {"/headers": b"HTTP/1.1 200 OK\r\nX: ", "/content": b"HTTP/1.1 200 OK\r\n\r\n"}.get(self.path, b"")
        try:
            self.wfile.write(start)
            while not self.ended.wait(0.05):
                self.wfile.write(b"x")
        except OSError:
            return

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class's name
        pass


@pytest.fixture
def hostile() -> Iterator[str]:
    class One(Hostile):
        ended = threading.Event()

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), One) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        One.ended.set()
        server.shutdown()


@pytest.mark.parametrize("path", ["/headers", "/content", "/nothing"])
def test_a_server_that_is_slow_without_end_is_left(path: str, hostile: str) -> None:
    with pytest.raises(NotFetched, match="timed out"):
        fetch(hostile + path, most=10**9, seconds=0.4)


@pytest.mark.parametrize(
    "target",
    [
        "http://localhost:{port}/an-do/data/head.json",
        "http://127.0.0.1:1/",
        "http://169.254.169.254/latest/meta-data/",
        "https://127.0.0.1:{port}/",
        "file:///etc/passwd",
        "//localhost:{port}/",
    ],
)
def test_another_host_s_files_are_never_taken_for_the_source_s_own(
    target: str, build: Build, web: tuple[str, type[Web]]
) -> None:
    address, server = web
    port = address.rstrip("/").rpartition(":")[2]
    server.redirections["/an-do/data/head.json"] = target.format(port=port)
    built = build(f"{address}an-do", "boi-cau")
    assert [register.id for register in built.registers] == ["boi-cau"]
    assert "/an-do/data/head.json" not in [path for path, _ in server.asked]


def test_a_redirection_on_its_own_host_is_followed(build: Build, web: tuple[str, type[Web]]) -> None:
    address, server = web
    server.redirections["/so/data/head.json"] = "/an-do/data/head.json"
    assert fetch(f"{address}so/data/head.json", most=MOST * MOST, seconds=20).content


def test_a_public_name_that_leads_into_an_inner_network_is_refused(
    build: Build, web: tuple[str, type[Web]], sites: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, server = web
    port = address.rstrip("/").rpartition(":")[2]
    looked_up = socket.getaddrinfo

    def lying(host: str, *rest: Any, **more: Any) -> Any:
        return looked_up("127.0.0.1" if host == "so.example.vn" else host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", lying)
    built = build(f"http://so.example.vn:{port}/an-do", "boi-cau")
    assert [register.id for register in built.registers] == ["boi-cau"]
    assert "inner network" in word(built.left_out[0].why, "en")
    assert server.asked == []
    (sites / "portal.yml").write_text(
        f"registers:\n  - source: http://so.example.vn:{port}/an-do\n    network: inner\n"
    )
    (source,) = read_plan(sites / "portal.yml").sources
    assert fetch(source.place + "data/head.json", most=MOST * MOST, seconds=20, public=source.is_public).content


@pytest.mark.parametrize(
    ("place", "is_public"),
    [
        ("https://so.example.vn/", True),
        ("https://8.8.8.8/", True),
        ("http://10.1.2.3/so", False),
        ("http://[fd00::1]/", False),
        ("http://localhost:8000/", False),
        ("http://so/", False),
        ("http://so.ubnd.local/", False),
    ],
)
def test_an_address_says_itself_whether_it_is_of_an_inner_network(place: str, is_public: bool, sites: Path) -> None:
    (source,) = plan_of([place], sites).sources
    assert source.is_public == is_public


def test_more_than_was_asked_for_is_not_read(web: tuple[str, type[Web]], sites: Path) -> None:
    (sites / "large").write_bytes(b"x" * (MOST + 1))
    with pytest.raises(NotFetched, match="MB"):
        fetch(f"{web[0]}large", most=MOST, seconds=20)
