"""The keyboard alone reaches and works everything: pages, the filters of a list, the search."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, settle

CONTROLS = "main :is(a[href], button, input, select, [tabindex='0'])"
NUMBER_THEM = f"""() => {{
  const shown = [...document.querySelectorAll("{CONTROLS}")].filter(
    (each) => !each.disabled && each.checkVisibility({{ visibilityProperty: true, opacityProperty: true }}));
  shown.forEach((each, place) => {{ each.dataset.place = place; }});
  return shown.length;
}}"""
FOLLOW = """() => {
  window.reached = [];
  addEventListener("focusin", ({ target: now }) => {
    const marked = [now, now.parentElement].some((each) => getComputedStyle(each).outlineStyle !== "none");
    window.reached.push([now.dataset.place ?? "", marked]);
  });
}"""
AT_ONCE = 25
"""Times that Tab is struck before it is asked what that reached: to ask takes longer than to strike."""


def tabbed(page: Page, most: int) -> list[tuple[int, bool]]:
    """What gets the focus while Tab is held, by its place in the content, until it comes round; and if that is seen."""
    page.evaluate(FOLLOW)
    placed: list[tuple[int, bool]] = []
    for _ in range(0, most, AT_ONCE):
        for _ in range(AT_ONCE):
            page.keyboard.down("Tab")
        placed = [(int(place), seen) for place, seen in page.evaluate("reached") if place]
        if len(dict(placed)) < len(placed):
            break
    page.keyboard.up("Tab")
    again = next((at for at, (place, _) in enumerate(placed) if place in dict(placed[:at])), len(placed))
    return placed[:again]


def tab_to(page: Page, selector: str) -> None:
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} is not reached")


@pytest.mark.parametrize("address", ["", "tasks/", "tasks/2021/0005/", "statistics/", "search/?q=cho", "manual/"])
def test_tab_reaches_every_control_in_its_order_and_shows_where_it_is(visit: Visit, address: str) -> None:
    page = visit.open(address)
    settle(page)
    count = page.evaluate(NUMBER_THEM)
    found = tabbed(page, count + 100)
    assert [place for place, _ in found] == list(range(count))
    assert [place for place, seen in found if not seen] == []


def test_the_first_tab_leads_past_the_navigation(visit: Visit) -> None:
    page = visit.open("tasks/2021/0005/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#ph-content")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#ph-content') !== null")


def test_a_list_is_filtered_and_cleared(visit: Visit) -> None:
    page = visit.open("tasks/")
    rows = page.locator("#ph-list tbody tr")
    tab_to(page, "[name=stage]")
    page.keyboard.press("ArrowDown")
    expect(rows).to_have_count(15)
    tab_to(page, "[type=reset]")
    page.keyboard.press("Enter")
    expect(rows).to_have_count(36)


def test_a_search_is_typed_narrowed_and_followed(visit: Visit) -> None:
    page = visit.open("search/")
    tab_to(page, "#ph-q")
    page.keyboard.type("phòng cháy")
    page.keyboard.press("Enter")
    expect(page.locator("#ph-results li").first).to_be_visible()
    tab_to(page, "[name='Loại']")
    before = page.locator("#ph-search-count").inner_text()
    page.keyboard.press("End")
    expect(page.locator("#ph-search-count")).not_to_have_text(before)
    assert page.evaluate("document.activeElement.name") == "Loại"
    page.keyboard.press("Home")
    expect(page.locator("#ph-search-count")).to_have_text(before)
    tab_to(page, "#ph-results a")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/search/" not in address)


COLOURS = "body[data-md-color-scheme={}]"


def test_colours_follow_the_system_until_a_reader_chooses(visit: Visit) -> None:
    page = visit.open("agencies/")
    page.emulate_media(color_scheme="dark")
    expect(page.locator(COLOURS.format("slate"))).to_have_count(1)
    page.emulate_media(color_scheme="light")
    expect(page.locator(COLOURS.format("default"))).to_have_count(1)
    tab_to(page, ".ph-colours button")
    page.keyboard.press("Enter")
    expect(page.locator(COLOURS.format("slate"))).to_have_count(1)
    # The focus stays with the choice, which now leads back; the next page, and the system's day, change nothing.
    expect(page.locator(".ph-colours button:visible")).to_be_focused()
    page = visit.open("statistics/")
    page.emulate_media(color_scheme="dark")
    page.emulate_media(color_scheme="light")
    expect(page.locator(COLOURS.format("slate"))).to_have_count(1)
    tab_to(page, ".ph-colours button")
    page.keyboard.press("Space")
    expect(page.locator(COLOURS.format("default"))).to_have_count(1)
    assert not visit.complaints
