"""The site of a large register: figures and lists agree, and a list fetches only what its filter concerns."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import PHONE, TASKS, Opened, heard, settle
from tests.browser.test_figures import figures, listed

MOST_BYTES = 150_000
"""What the filtered list of tasks may fetch beside the page itself, when it looks through all years."""

MOST_BYTES_OF_A_QUERY = 245_000
"""What a first query of five words, each in most tasks, may fetch: reader, list of pages, facets, words, results.

With ten times as many tasks the same query fetches twice as much (measured: 235 KB, with 2,000 tasks 249 KB, with
10,000 476 KB), since the reader stays as it is, and so do the results that are shown; 500 KB is the most for 10,000.
"""


@pytest.fixture
def page(opened: Opened) -> Iterator[Page]:
    with opened(PHONE) as page:
        yield page


def fetched(page: Page, address: str, shown: str) -> list[Response]:
    """What a page fetches at a first visit, until it shows what it is opened for."""
    answers: list[Response] = []
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")
    with heard(page, "response", answers.append):
        page.goto(address)
        page.locator(shown).first.wait_for()
        settle(page)
    return answers


def fetched_parts(page: Page, address: str) -> dict[str, int]:
    """The parts of lists that a page fetched, with their bytes."""
    parts = [answer for answer in fetched(page, address, "#ph-list[data-ready]") if "/data/lists/" in answer.url]
    return {answer.url.partition("/data/lists/")[2]: len(answer.body()) for answer in parts}


@pytest.mark.parametrize("address", ["", "statistics/", "agencies/ktht/"])
def test_figures_agree_with_their_lists(page: Page, large: str, address: str) -> None:
    told = [(href, number) for href, number in figures(page, large + address) if "=" in href]
    assert told
    lists: dict[str, list[str]] = {}
    for href, _ in told:
        address, _, fragment = href.partition("#")
        lists.setdefault(address, []).append(fragment)
    found = listed(page, lists)
    assert told == [(href, found[href]) for href, _ in told]


def test_the_list_opens_without_fetching_any_part(page: Page, large: str) -> None:
    assert fetched_parts(page, f"{large}tasks/") == {}
    expect(page.locator("#ph-count")).to_contain_text(f"{TASKS:,}".replace(",", "."))
    page.click(".ph-more")
    expect(page.locator("#ph-list tbody tr")).to_have_count(200)


def test_a_year_fetches_that_year_only(page: Page, large: str) -> None:
    assert set(fetched_parts(page, f"{large}tasks/#year=2023")) == {"tasks/2023.js", "titles/2023.js"}
    assert all(text.startswith("2023-") for text in page.locator("#ph-list td:first-child").all_inner_texts())


def test_a_filter_over_all_years_fetches_little(page: Page, large: str) -> None:
    parts = fetched_parts(page, f"{large}tasks/#stage=open&sort=due")
    assert sum(parts.values()) < MOST_BYTES
    days = page.eval_on_selector_all(
        "#ph-list tbody tr", "all => all.map(each => each.cells[4].innerText.split(' ')[0])"
    )
    told = [tuple(map(int, reversed(day.split("/")))) for day in days if day]
    assert told == sorted(told)


def test_a_query_fetches_its_own_words_and_few_others(page: Page, large: str) -> None:
    answers = fetched(page, f"{large}search/?q=quy hoach su dung dat", "#ph-results li")
    bodies = {answer.url: len(answer.body()) for answer in answers if "/pagefind/" in answer.url}
    assert sum(bodies.values()) < MOST_BYTES_OF_A_QUERY


@pytest.mark.parametrize("plain", ["2023/", "../agencies/ktht/tasks/"])
def test_plain_lists_need_no_script(opened: Opened, large: str, plain: str) -> None:
    with opened(java_script_enabled=False) as page:
        page.goto(f"{large}tasks/")
        page.click(f".ph-plain a[href='{plain}']")
        told = int(re.findall(r"\d+", page.inner_text("#ph-content > p.ph-muted"))[0])
        rows = page.locator("table.ph-tasks tbody tr").count()
        while (following := page.locator(".ph-pages [aria-current] + a")).count():
            following.click()
            rows += page.locator("table.ph-tasks tbody tr").count()
        assert rows == told


@pytest.mark.parametrize(
    "address", ["", "tasks/", "agencies/ktht/", "calendar/", "statistics/", "rules/opinion-on-time/"]
)
def test_pages_stay_whole_and_accessible(page: Page, large: str, address: str) -> None:
    page.goto(large + address)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    assert_accessible(page)
