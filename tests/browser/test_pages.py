"""Pages as people meet them: whole, accessible, asking nothing of another host, with filters and search at work."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.accessible import COLOURS, assert_accessible
from tests.browser.conftest import DESKTOP, SCREENS, Opened, Visit, settle, visited

PAGES = [
    "",
    "tasks/",
    "tasks/2021/",
    "tasks/2021/0005/",
    "tasks/2021/0024/",
    "agencies/",
    "agencies/tnmt/",
    "agencies/y-te/",
    "rules/",
    "rules/opinion-on-time/",
    "calendar/",
    "statistics/",
    "waiting/",
    "summary/",
    "statistics/opinions/#agency=tckh",
    "agencies/tnmt/obligations/",
    "agencies/tnmt/findings/",
    "agencies/tnmt/tasks/",
    "rules/recorded-promptly/",
    "search/?q=quy hoach",
    "data/",
    "about/",
    "404.html",
    "manual/recording/",
    "manual/en/recording/",
]


@pytest.fixture(scope="module", params=PAGES)
def address(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def shown(request: pytest.FixtureRequest, opened: Opened, host: str, address: str) -> Iterator[Page]:
    """A kind of page on one of the screens, loaded once for all that look at it: none changes what the next sees."""
    with opened(SCREENS[request.param]) as page, visited(page, host) as visit:
        visit.open(address)
        settle(page)
        yield page


@pytest.mark.parametrize("shown", SCREENS, indirect=True)
def test_every_kind_of_page_is_whole(shown: Page) -> None:
    expect(shown.locator("h1")).to_have_count(1)
    assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    unknown = "[...document.querySelectorAll('*')].filter((each) => each instanceof HTMLUnknownElement).length"
    assert shown.evaluate(unknown) == 0, "an element that HTML does not know"
    levels = shown.eval_on_selector_all("article :is(h1, h2, h3)", "all => all.map(each => +each.tagName[1])")
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("shown", ["desktop"], indirect=True)
def test_nothing_is_cut_on_narrow_screens_or_at_double_size(shown: Page) -> None:
    wide = []
    for width in (640, 320):
        shown.set_viewport_size({"width": width, "height": 500})
        if shown.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(width)
    shown.set_viewport_size(DESKTOP)
    assert wide == []


COLOURS_CHANGE_AT_ONCE = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""
"""Else they are on their way while they are looked at, and stay so in what is laid out only when it is come to."""


@pytest.mark.parametrize("shown", ["phone"], indirect=True)
def test_axe_finds_nothing(shown: Page) -> None:
    """In the dark what is shown is the same but for its colours. Whole pages are looked at in the dark elsewhere."""
    assert_accessible(shown)
    shown.evaluate(COLOURS_CHANGE_AT_ONCE)
    shown.emulate_media(color_scheme="dark")
    expect(shown.locator("body[data-md-color-scheme=slate]")).to_have_count(1)
    assert_accessible(shown, COLOURS)


def test_the_task_list_is_filtered_and_shared_by_its_address(visit: Visit) -> None:
    page = visit.open("tasks/")
    page.locator("#ph-list[data-ready]").wait_for()
    rows = page.locator("#ph-list tbody tr")
    expect(rows).to_have_count(36)
    page.select_option("[name=stage]", "consulting")
    expect(rows).to_have_count(4)
    page.fill("#ph-filters [name=q]", "phuong an chua chay")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Phương án phòng cháy, chữa cháy chợ")
    shared = page.url
    page.click("#ph-filters [type=reset]")
    expect(rows).to_have_count(36)
    page.goto("about:blank")
    page.goto(shared)
    expect(rows).to_have_count(1)


def test_a_filtered_list_reads_as_the_whole_one(visit: Visit) -> None:
    page = visit.open("tasks/")
    cells = page.locator("#ph-list tbody tr", has_text="2021-0024").locator("td")
    as_made = "all => all.map(each => [each.innerText, each.className, getComputedStyle(each, '::before').content])"
    told = cells.evaluate_all(as_made)
    page.select_option("[name=stage]", "consulting")
    expect(page.locator("#ph-list tbody tr")).to_have_count(4)
    assert cells.evaluate_all(as_made) == told


def test_a_paper_opens(visit: Visit) -> None:
    page = visit.open("tasks/2021/0005/")
    href = page.locator(".ph-papers a").first.get_attribute("href")
    answer = page.request.get(f"{visit.base}tasks/2021/0005/{href}")
    assert answer.ok
    assert answer.body().startswith(b"%PDF-")


def test_the_keyboard_reaches_the_content(visit: Visit) -> None:
    page = visit.open("tasks/2021/0024/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.md-skip')")


def test_links_work_from_a_disk(page: Page, sample_site: Path) -> None:
    page.goto((sample_site / "index.html").as_uri())
    page.locator("#ph-content a[href*='agencies/']").first.click()
    expect(page.locator("h1")).to_have_count(1)
    page.locator("a.md-logo").first.click()
    expect(page.locator("h1")).to_contain_text("Sổ theo dõi")


def test_a_printed_task_keeps_the_responses(visit: Visit) -> None:
    page = visit.open("tasks/2021/0005/")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})
    assert page.evaluate("document.querySelector('.ph-matrix').getBoundingClientRect().right <= innerWidth")


def test_documents_are_spoken_of_by_their_numbers(visit: Visit) -> None:
    page = visit.open("tasks/2021/0005/")
    expect(page.locator("a[href='#2021-03-15.request.tnmt']:not(.ph-here)").first).to_have_text("32/TNMT")


def test_the_header_searches_the_whole_site(page: Page, host: str) -> None:
    page.goto(f"{host}tasks/2021/0005/")
    page.fill("#ph-header-q", "TC-KH")
    page.press("#ph-header-q", "Enter")
    page.wait_for_url("**/search/?q=TC-KH")
    expect(page.locator("#ph-results h2", has_text="Phòng Tài chính - Kế hoạch huyện").first).to_be_visible()


def test_opinions_are_narrowed_by_their_response_from_the_keyboard(visit: Visit) -> None:
    page = visit.open("tasks/2021/0005/")
    rows = page.locator(".ph-matrix tbody tr:visible")
    before = rows.count()
    page.locator("#ph-points button[value=partly]").focus()
    page.keyboard.press("Enter")
    expect(rows).to_have_count(1)
    expect(rows.first).to_contain_text("UBND-AL")
    expect(rows.first).to_contain_text("Tiếp thu một phần")
    assert "points=partly" in page.url
    page.reload()
    expect(rows).to_have_count(1)
    page.click("#ph-points button[value='']")
    expect(rows).to_have_count(before)


def test_the_list_of_tasks_is_filtered_from_a_disk(page: Page, sample_site: Path) -> None:
    page.goto(f"{(sample_site / 'tasks/index.html').as_uri()}#stage=consulting")
    rows = page.locator("#ph-list tbody tr")
    expect(rows).to_have_count(4)
    rows.first.locator("a").first.click()
    expect(page.locator("h1")).to_have_count(1)


def test_tables_far_below_are_laid_out_when_they_are_come_to_and_on_paper(visit: Visit) -> None:
    """What is skipped is found by a link all the same; paper has it all, and none of the buttons."""
    page = visit.open("statistics/")
    settle(page)
    seen = "each => each.querySelector('tbody th').checkVisibility({ contentVisibilityAuto: true })"
    last = page.locator("section:has(> #opinions) > .ph-tally").last
    assert not last.evaluate(seen)
    last.locator("a").first.focus()
    page.wait_for_function(f"each => ({seen})(each)", arg=last.element_handle())
    page.emulate_media(media="print")
    page.wait_for_function(f"() => [...document.querySelectorAll('section > .ph-tally')].every({seen})")
    assert not page.locator(".ph-saves:visible").count()
