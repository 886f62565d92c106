"""The sample register's site in a real browser, served on this machine alone."""

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from phoihop.site.build import build_site
from phoihop.site.policy import FILE
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, Request

from tests.benchmarks.generate import TODAY, generate
from tests.made import made_once

ROOT = Path(__file__).parents[2]
TASKS = 1000
"""Of the large register: more than any list shows at once, in several years."""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


SETTLED = """() => !document.querySelector(":is(#ph-list, #pt-tasks):not([data-ready])")
  && (!new URL(location).searchParams.has("q") || document.querySelector(".ph-results li"))"""


@dataclass
class Visit:
    """A page in the browser, with what went wrong on it: messages on the console, requests to other hosts."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Page:
        self.page.goto(self.base + address)
        return self.page


class UnderPolicy(http.server.SimpleHTTPRequestHandler):
    """Serves the site as the manual asks: with the Content-Security-Policy that it names. All tests run under it."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", (Path(self.directory) / FILE).read_text(encoding="utf-8").strip())
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class's name
        pass


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(folder: Path) -> None:
        assert build_site(ROOT, folder / "site", date(2021, 11, 24)) == 0

    return made_once(tmp_path_factory, "sample", make) / "site"


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a large register, generated."""

    def make(folder: Path) -> None:
        generate(folder / "register", tasks=TASKS)
        assert build_site(folder / "register", folder / "site", TODAY) == 0

    return made_once(tmp_path_factory, "large", make) / "site"


@pytest.fixture(scope="session")
def host(sample_site: Path) -> Iterator[str]:
    with served(sample_site) as address:
        yield address


@pytest.fixture(scope="session")
def large(large_site: Path) -> Iterator[str]:
    with served(large_site) as address:
        yield address


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address at which a site is served for the time being."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(UnderPolicy, directory=site))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


def launched(playwright: Playwright) -> Browser:
    """Chromium: its shell without windows, which takes half the time, the system's whole one, or Playwright's own.

    `make browser` sees to one of them.
    """
    own = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    return playwright.chromium.launch(executable_path=own, args=FLAGS)


Opened = Callable[..., AbstractContextManager[Page]]


@pytest.fixture(scope="session")
def opened(browser: Browser) -> Opened:
    """Opens a page in a window of some options (as of `new_context`), with nothing of what earlier pages stored there.

    Windows of the same options are one: what it has read and compiled of the site's scripts need not be read again.
    """
    contexts: dict[str, BrowserContext] = {}

    @contextmanager
    def open_page(**options: Any) -> Iterator[Page]:  # Playwright names and checks them
        context = contexts.setdefault(repr(options), contexts.get(repr(options)) or browser.new_context(**options))
        page = context.new_page()
        yield page
        with suppress(Error):  # a blank page has no storage
            page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.close()

    return open_page


@pytest.fixture(params=["phone", "desktop"])
def visit(request: pytest.FixtureRequest, opened: Opened, host: str) -> Iterator[Visit]:
    width, height = {"phone": (390, 844), "desktop": (1280, 900)}[request.param]
    with opened(viewport={"width": width, "height": height}) as page:
        visit = Visit(page, host)
        listen(visit)
        yield visit
        assert visit.complaints == []


def settle(page: Page) -> None:
    """Waits until a page has what it fetches: a list its rows, a search its answer, the rest all that it names."""
    page.wait_for_load_state("load")
    page.wait_for_function(SETTLED)


def listen(visit: Visit) -> None:
    """Notes down what should not happen on any page."""
    complain = visit.complaints.append

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complain(message.text)

    def sent(request: Request) -> None:
        if not request.url.startswith((visit.base, "data:", "blob:")):
            complain(f"asks another host: {request.url}")

    visit.page.on("console", console)
    visit.page.on("pageerror", lambda error: complain(str(error)))
    visit.page.on("request", sent)
