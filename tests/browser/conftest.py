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
from typing import Any, Literal

import pytest
from phoihop.site.build import build_site
from phoihop.site.policy import FILE
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, Request, ViewportSize

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
    "--js-flags=--no-turbofan",  # no script runs long enough to be worth the best code
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

PHONE = ViewportSize(width=390, height=844)
DESKTOP = ViewportSize(width=1280, height=900)
SCREENS = {"phone": PHONE, "desktop": DESKTOP}


@pytest.fixture(scope="session")
def opened(browser: Browser) -> Opened:
    """Opens a page in a window of some options (as of `new_context`), with nothing of what earlier tests did there.

    Windows of the same options are one, which goes from page to page as a reader's does: a window of its own costs as
    much as two pages, and what one has read and compiled of the site's scripts need not be read again.
    """
    windows: dict[str, Page] = {}

    @contextmanager
    def open_page(
        viewport: ViewportSize = DESKTOP, color_scheme: Literal["light", "dark"] = "light", **options: Any
    ) -> Iterator[Page]:  # Playwright names and checks the rest
        options |= {"viewport": viewport, "color_scheme": color_scheme}
        page = windows.pop(repr(options), None) or browser.new_context(**options).new_page()
        yield page  # of a test that fails, the window is not used again
        with suppress(Error):  # a blank page has no storage
            page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.unroute_all()
        page.goto("about:blank")
        page.mouse.move(-1, -1)
        page.emulate_media(media="null", color_scheme=color_scheme)
        page.set_viewport_size(viewport)
        windows[repr(options)] = page

    return open_page


@pytest.fixture
def page(opened: Opened) -> Iterator[Page]:
    with opened() as page:
        yield page


@pytest.fixture(params=SCREENS)
def visit(request: pytest.FixtureRequest, opened: Opened, host: str) -> Iterator[Visit]:
    with opened(SCREENS[request.param]) as page, visited(page, host) as visit:
        yield visit


@contextmanager
def visited(page: Page, base: str) -> Iterator[Visit]:
    """A visit on which nothing may happen that should on no page."""
    visit = Visit(page, base)
    complain = visit.complaints.append

    def console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            complain(message.text)

    def sent(request: Request) -> None:
        if not request.url.startswith((visit.base, "data:", "blob:")):
            complain(f"asks another host: {request.url}")

    def failed(error: Error) -> None:
        complain(str(error))

    with heard(page, "console", console), heard(page, "pageerror", failed), heard(page, "request", sent):
        yield visit
    assert visit.complaints == []


@contextmanager
def heard(page: Page, event: str, hear: Callable[..., None]) -> Iterator[None]:
    """Lets a page's events be heard for the time being."""

    def hearing(what: Any) -> None:  # a message, an error, a request, an answer
        hear(what)

    page.on(event, hearing)  # type: ignore[call-overload]  # declared event by event
    try:
        yield
    finally:
        page.remove_listener(event, hearing)


def settle(page: Page) -> None:
    """Waits until a page has what it fetches: a list its rows, a search its answer, the rest all that it names."""
    page.wait_for_load_state("load")
    page.wait_for_function(SETTLED)
