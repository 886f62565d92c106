"""axe-core finds nothing to object to, on any kind of page, light or dark."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Opened, settle
from tests.browser.test_pages import PAGES


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, opened: Opened) -> Iterator[Page]:
    with opened(viewport={"width": 390, "height": 844}, color_scheme=request.param) as page:
        yield page


@pytest.mark.parametrize("address", PAGES)
def test_axe_finds_nothing(page: Page, host: str, address: str) -> None:
    page.goto(host + address)
    settle(page)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


def test_axe_finds_nothing_on_a_printed_task(page: Page, host: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{host}tasks/2021/0005/")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
