"""Every figure leads to the list of what it counts, and the two agree: all figures of the sample, one after another."""

import re
from collections import defaultdict
from urllib.parse import urldefrag, urljoin

import pytest
from playwright.sync_api import Page

FIGURES = "a.ph-figure-link, .ph-lede a"

ASK_ONE_AFTER_ANOTHER = """async (hashes) => {
  const pause = () => new Promise((done) => setTimeout(done, 2));
  // What is told is asked, not how a page and its rows are drawn: half of all the work.
  while (!document.documentElement) await pause();
  document.documentElement.style.display = "none";
  while (document.querySelector("#ph-list[data-ready]") === null) await pause();
  const list = document.getElementById("ph-list");
  const count = document.getElementById("ph-count");
  const { broken } = JSON.parse(list.dataset.words);
  const told = {};
  for (const hash of hashes) {
    delete list.dataset.ready;
    location.hash = hash;
    while (list.dataset.ready === undefined) {
      if (count.textContent === broken) throw new Error(`${hash}: ${broken}`);
      await pause();
    }
    told[hash] = count.textContent;
  }
  return told;
}"""


def figures(page: Page, address: str) -> list[tuple[str, int]]:
    """The figures of a page: where each leads, and its number."""
    page.goto(address)
    told = page.eval_on_selector_all(FIGURES, "all => all.map(each => [each.href, each.textContent])")
    return [(href, int(re.findall(r"\d+", text.replace(".", ""))[0])) for href, text in told]


def listed(page: Page, lists: dict[str, list[str]]) -> dict[str, int]:
    """How many a filtered view says that it has, for each list's fragments."""
    found = {}
    for address, hashes in lists.items():
        page.goto(address, wait_until="commit")
        told = page.evaluate(ASK_ONE_AFTER_ANOTHER, hashes)
        for hash_, words in told.items():
            found[f"{address}#{hash_}"] = int((re.findall(r"\d+", words.replace(".", "")) or ["0"])[0])
    return found


@pytest.fixture(scope="module")
def counted() -> dict[str, int]:
    """How many each list has that was asked so far: figures of several pages lead to the same."""
    return {}


@pytest.mark.parametrize("address", ["", "statistics/", "agencies/", "agencies/tckh/", "agencies/tnmt/", "rules/"])
def test_every_figure_agrees_with_its_list(page: Page, host: str, address: str, counted: dict[str, int]) -> None:
    told = figures(page, host + address)
    assert told
    lists: dict[str, set[str]] = defaultdict(set)
    for href, _ in told:
        target, fragment = urldefrag(href)
        if "=" in fragment and href not in counted:
            lists[target].add(fragment)
    counted |= listed(page, {target: sorted(hashes) for target, hashes in lists.items()})
    for href, _ in told:
        if href not in counted:
            page.goto(urljoin(host, href))
            counted[href] = page.evaluate(COUNT_BEHIND, urldefrag(href)[1])
    assert told == [(href, counted[href]) for href, _ in told]


COUNT_BEHIND = """(id) => {
  // A list on the page itself begins at the heading of that id: its rows or items up to the end of its section.
  const heading = document.getElementById(id);
  const all = heading.tagName === "H2" ? heading.parentElement : heading.nextElementSibling;
  return all.querySelectorAll(":is(tbody tr, li.ph-finding)").length;
}"""


def test_a_filtered_list_shows_what_it_counts(page: Page, host: str) -> None:
    page.goto(f"{host}statistics/opinions/#agency=tckh&status=settled")
    page.locator("#ph-list[data-ready*=settled]").wait_for()
    count = int(re.findall(r"\d+", page.inner_text("#ph-count"))[0])
    assert page.locator("#ph-list tbody tr").count() == count
    assert set(page.locator("#ph-list tbody td:first-child").all_inner_texts()) == {"TCKH"}
