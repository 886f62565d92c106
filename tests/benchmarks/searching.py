"""What a reader's search and lists cost: a site served on this machine, opened in a real browser."""

import time
from pathlib import Path

from playwright.sync_api import Response, sync_playwright

from tests.browser.conftest import launched, served

QUERY = "quy hoach su dung dat"
PATIENCE = 60_000
"""Milliseconds until the first result."""


def fetched_by_a_search(site: Path, query: str = QUERY) -> int:
    """The bytes of all answers from the moment that a query is sent off until its first results are there.

    The browser holds nothing of the site but the search page itself, as for somebody's first search. Bytes are those of
    the files, before any compression by a server.
    """
    answers: list[Response] = []
    with served(site) as address, sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page()
        page.goto(f"{address}search/", wait_until="networkidle")
        page.on("response", lambda answer: answers.append(answer))
        page.fill("#ph-q", query)
        page.press("#ph-q", "Enter")
        page.locator("#ph-results li").first.wait_for(timeout=PATIENCE)
        page.wait_for_load_state("networkidle")
        fetched = {answer.url: len(answer.body()) for answer in answers if answer.ok}
        browser.close()
    return sum(fetched.values())


def seconds_until(site: Path, address: str, selector: str) -> float:
    """How long a new browser waits for something on a page: from the address to where it can be seen."""
    with served(site) as base, sync_playwright() as playwright:
        browser = launched(playwright)
        page = browser.new_page()
        started = time.perf_counter()
        page.goto(base + address)
        page.locator(selector).first.wait_for(timeout=PATIENCE)
        took = time.perf_counter() - started
        browser.close()
    return took
