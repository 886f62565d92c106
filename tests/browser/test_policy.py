"""The documented Content-Security-Policy is in force, and stops a script that got into a page all the same."""

import re

from playwright.sync_api import Page

from tests.browser.conftest import heard
from tests.browser.test_pages import PAGES


def test_every_kind_of_page_is_served_under_the_policy_and_brings_no_script_of_its_own(page: Page, host: str) -> None:
    for address in PAGES:
        answer = page.request.get(host + address)
        assert "script-src 'self' 'wasm-unsafe-eval';" in answer.headers["content-security-policy"]
        inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", answer.text())
        assert all('type="application/json"' in each for each in inline), address


def test_a_script_in_a_page_does_not_run(page: Page, host: str) -> None:
    complaints: list[str] = []
    page.route(
        "**/tasks/2021/0005/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace(
                "</h1>", '</h1><script>document.title = "run"</script><img src=x onerror="document.title=1">'
            ),
        ),
    )
    with heard(page, "console", lambda message: complaints.append(message.text)):
        page.goto(f"{host}tasks/2021/0005/")
    assert page.title().startswith("2021-0005")
    assert sum("Content Security Policy" in each for each in complaints) >= 2
