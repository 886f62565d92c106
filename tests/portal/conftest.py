"""Published registers for tests of the portal: sites built once, copied where a test changes their data."""

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from phoihop.portal.build import Built, build_portal
from phoihop.portal.sources import plan_of
from phoihop.site.build import build_site

from tests.made import made_once
from tests.story import LATER, Story

SITES = ("an-do", "boi-cau")
TODAY = date(2021, 6, 1)
HOSTILE = '<script>alert(1)</script> & "q" Đất phoihop-mark-content </span>'


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two registers' sites, `an-do` and `boi-cau`; a task of the second has a title that tries to be markup."""

    def make(folder: Path) -> None:
        first = Story(folder / "one")
        second = Story(folder / "two").edit("register.yml", {"title: ": "title: Bối Cầu · "})
        second.write("tasks/2021/0002/task.yml", f"title: '{HOSTILE}'\nlead: tnmt\ndate: 2021-05-20\nfrom: ubnd\n")
        second.write("tasks/2021/0003/task.yml", "title: '=Nuôi ong'\nlead: tnmt\ndate: 2021-05-20\nfrom: ubnd\n")
        for name, story in zip(SITES, (first, second), strict=True):
            assert build_site(story.root, folder / "sites" / name, LATER, jobs=1) == 0

    return made_once(tmp_path_factory, "published", make) / "sites"


@pytest.fixture
def sites(published: Path, tmp_path: Path) -> Path:
    """The data of both sites, for one test alone."""
    for name in SITES:
        shutil.copytree(published / name / "data", tmp_path / "web" / name / "data")
    return tmp_path / "web"


@pytest.fixture
def build(sites: Path) -> Callable[..., Built]:
    """Builds the portal of the sites into `web/portal`."""

    def build(*places: str, today: date = TODAY) -> Built:
        plan = plan_of(places or SITES, sites)
        return build_portal(plan, sites / "portal", sites.parent / "state", today)

    return build


class Web(http.server.SimpleHTTPRequestHandler):
    """A web server with ETags, which notes the paths that were asked for."""

    asked: list[tuple[str, int]]
    redirections: dict[str, str]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if target := self.redirections.get(self.path):
            self.send_response(302)
            self.send_header("Location", target)
            self.end_headers()
            return None
        if not file.is_file():
            return super().do_GET()
        content = file.read_bytes()
        etag = f'"{hash(content)}"'
        code = 304 if self.headers.get("If-None-Match") == etag else 200
        self.asked.append((self.path, code))
        self.send_response(code)
        self.send_header("ETag", etag)
        if code == 200:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if code == 200:
            self.wfile.write(content)
        return None


@pytest.fixture
def web(sites: Path) -> Iterator[tuple[str, type[Web]]]:
    """The address of the sites on this machine, and what was asked for there."""
    handler = type("OneWeb", (Web,), {"asked": [], "redirections": {}})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(handler, directory=sites))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", handler
    server.shutdown()
    server.server_close()


def page(folder: Path, address: str = "") -> str:
    return (folder / address / "index.html").read_text(encoding="utf-8")


def edit_json(file: Path, change: Callable[[Any], None]) -> None:
    value = json.loads(file.read_text(encoding="utf-8"))
    change(value)
    file.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
