"""The documented Content-Security-Policy is in force, and stops a script that got into a page all the same."""

import re

from playwright.sync_api import Browser

from tests.browser.test_pages import PAGES


def test_every_kind_of_page_is_served_under_the_policy_and_brings_no_script_of_its_own(
    browser: Browser, host: str
) -> None:
    page = browser.new_page()
    for address in PAGES:
        answer = page.request.get(host + address)
        assert "script-src 'self' 'wasm-unsafe-eval';" in answer.headers["content-security-policy"]
        inline = re.findall(r"<script(?![^>]*\ssrc=)([^>]*)>", answer.text())
        assert all('type="application/json"' in each for each in inline), address
    page.close()


def test_a_script_in_a_page_does_not_run(browser: Browser, host: str) -> None:
    page = browser.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.route(
        "**/tasks/2021/0005/",
        lambda route: route.fulfill(
            response=(answer := route.fetch()),
            body=answer.text().replace(
                "</h1>", '</h1><script>document.title = "run"</script><img src=x onerror="document.title=1">'
            ),
        ),
    )
    page.goto(f"{host}tasks/2021/0005/")
    assert page.title().startswith("2021-0005")
    assert sum("Content Security Policy" in each for each in complaints) >= 2
    page.close()
