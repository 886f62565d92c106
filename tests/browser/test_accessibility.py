"""axe-core finds nothing to object to on paper, light or dark, and would find what there is."""

from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Page

from tests.accessible import COLOURS, VIOLATIONS, assert_accessible
from tests.browser.conftest import PHONE, Opened


@pytest.fixture(params=["light", "dark"])
def page(request: pytest.FixtureRequest, opened: Opened) -> Iterator[Page]:
    with opened(PHONE, request.param) as page:
        yield page


def test_axe_finds_nothing_on_a_printed_task(page: Page, host: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{host}tasks/2021/0005/")
    assert_accessible(page)


@pytest.mark.parametrize("options", [VIOLATIONS, COLOURS], ids=["all", "colours"])
def test_axe_would_find_what_is_too_pale(page: Page, options: Mapping[str, object]) -> None:
    page.set_content("<html lang=vi><title>Nhạt</title><main><h1>Đậm</h1><p style='color: #aaa; background: #fff'>Nhạt")
    with pytest.raises(AssertionError, match="color-contrast"):
        assert_accessible(page, options)
