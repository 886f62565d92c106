"""The search finds what people type, and shows first what they meant."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import SCREENS, Opened, Visit, visited


@pytest.fixture(scope="module", params=SCREENS)
def typed(request: pytest.FixtureRequest, opened: Opened, host: str) -> Iterator[Callable[[str], Page]]:
    """Types a query, as a reader types one after another into a search page that stays open, until it is answered."""
    with opened(SCREENS[request.param]) as page, visited(page, host) as visit:
        visit.open("search/")

        def answered(query: str) -> Page:
            page.fill("#ph-q", query)
            expect(page.locator("#ph-results")).to_have_attribute("data-query", query)
            return page

        yield answered


def found(page: Page) -> list[tuple[str, str]]:
    """The results that are shown: title and address, in their order."""
    page.locator("#ph-results li").first.wait_for()
    links = page.locator("#ph-results h2 a").all()
    return [(link.inner_text(), link.get_attribute("href") or "") for link in links]


def kinds(results: list[tuple[str, str]]) -> list[str]:
    return [address.removeprefix("/").partition("/")[0] for _, address in results]


@pytest.mark.parametrize("query", ["Vũ Bản", '"Vũ Bản"', "vũ bản", "vu ban"])
def test_a_name_is_found_first_and_then_what_speaks_of_it(typed: Callable[[str], Page], query: str) -> None:
    results = found(typed(query))
    assert results[0] == ("Ủy ban nhân dân xã Vũ Bản", "/agencies/vu-ban/")
    assert results[1][0] == "Kiên cố hóa kênh BH8 đoạn qua xã Vũ Bản, An Ninh"


def test_what_was_typed_with_its_marks_is_found_with_them_alone(typed: Callable[[str], Page]) -> None:
    page = typed("Vũ Bản")
    for text in [found(page), *page.locator("#ph-results li").all_inner_texts()][1:]:
        assert "Vũ Bản" in text


@pytest.mark.parametrize(
    ("query", "title", "place"),
    [
        ("cầu bản", "Nâng cấp đường ĐH.03 đoạn Trung Lương - Ngọc Lũ", "/tasks/2021/0008/#2021-05-26.opinion.so-gtvt"),
        ("184/KTHT", "Phương án phòng cháy, chữa cháy chợ", "/tasks/2021/0024/#2021-10-04.request.ktht"),
        ("46/TNMT", "Phương án thu gom, trung chuyển rác thải", "/tasks/2021/0009/#2021-04-12.request.tnmt"),
        ("đường ĐH.03", "Nâng cấp đường ĐH.03", "/tasks/2021/0008/"),
    ],
)
def test_a_result_leads_to_the_document_that_says_it(visit: Visit, query: str, title: str, place: str) -> None:
    page = visit.open(f"search/?q={query}")
    first, address = found(page)[0]
    assert first.startswith(title)
    assert address == place
    page.click("#ph-results h2 a")
    assert place.partition("#")[2] in page.url
    if "#" in place:
        expect(page.locator(":target")).to_have_count(1)


@pytest.mark.parametrize("query", ["ý kiến", "đúng hạn", "ho so"])
def test_what_was_recorded_stands_before_what_explains(typed: Callable[[str], Page], query: str) -> None:
    found_kinds = kinds(found(typed(query)))
    recorded = [kind in ("tasks", "agencies") for kind in found_kinds]
    assert recorded[0]
    assert recorded == sorted(recorded, reverse=True)


@pytest.mark.parametrize("query", ["Ý kiến đúng hạn", "y kien dung han"])
def test_a_rule_is_first_where_its_title_is_what_was_typed(typed: Callable[[str], Page], query: str) -> None:
    assert found(typed(query))[0] == ("Ý kiến đúng hạn", "/rules/opinion-on-time/")


@pytest.mark.parametrize("query", ["dat dai", "Vũ Bản", "dien luc"])
def test_nothing_is_shown_that_stands_in_no_record(visit: Visit, query: str) -> None:
    page = visit.open(f"search/?q={query}&Loại=nhiệm vụ")
    for (title, _), text in zip(
        found(page), page.locator("#ph-results li > p:last-child").all_inner_texts(), strict=True
    ):
        assert not re.search(r"\b(dia|dat|dai|dien|dong|duong)\b", text), title


def test_a_narrowed_search_is_shared_by_its_address(visit: Visit) -> None:
    page = visit.open("search/?q=chợ")
    found(page)
    page.select_option("[name='Loại']", "nhiệm vụ")
    expect(page.locator("#ph-search-count")).to_have_text("3 kết quả")
    shared = page.url
    assert "Lo%E1%BA%A1i=nhi" in shared
    page.goto("about:blank")
    page.goto(shared)
    expect(page.locator("#ph-search-count")).to_have_text("3 kết quả")
    assert set(kinds(found(page))) == {"tasks"}
    expect(page.locator("[name='Loại']")).to_have_value("nhiệm vụ")


@pytest.mark.parametrize("address", ["tasks/2021/0005/", "search/", "manual/"])
def test_a_slash_leads_to_the_search(page: Page, host: str, address: str) -> None:
    page.goto(host + address)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("/")
    page.keyboard.type("chợ")
    page.keyboard.press("Enter")
    expect(page.locator("#ph-q")).to_have_value("chợ")
    expect(page.locator("#ph-results li").first).to_be_visible()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("dat dai", "Điều chỉnh quy hoạch sử dụng đất đến năm 2030 khu vực xã An Đổ"),
        ("đất", "Điều chỉnh quy hoạch sử dụng đất đến năm 2030 khu vực xã An Đổ"),
        ("ĐẤT", "Điều chỉnh quy hoạch sử dụng đất đến năm 2030 khu vực xã An Đổ"),
        ("quy hoach su dung dat", "Điều chỉnh quy hoạch sử dụng đất đến năm 2030 khu vực xã An Đổ"),
        ("quy hoac", "Điều chỉnh quy hoạch sử dụng đất đến năm 2030 khu vực xã An Đổ"),
        ("184/KTHT", "Phương án phòng cháy, chữa cháy chợ và khu dân cư liền kề"),
        ("2021-0024", "Phương án phòng cháy, chữa cháy chợ và khu dân cư liền kề"),
        ("tckh", "Phòng Tài chính - Kế hoạch huyện"),
        ("TC-KH", "Phòng Tài chính - Kế hoạch huyện"),
        ("dien luc", "Điện lực Bình Lục"),
        ("y kien dung han", "Ý kiến đúng hạn"),
    ],
)
def test_search_finds_what_people_type(typed: Callable[[str], Page], query: str, found: str) -> None:
    expect(typed(query).locator("#ph-results h2", has_text=found).first).to_be_visible()


def test_a_result_shows_the_words_of_the_record_however_they_were_typed(typed: Callable[[str], Page]) -> None:
    page = typed("dat dai")
    expect(page.locator(".ph-results mark").first).to_be_visible()
    marked = {text.strip(".,").lower() for text in page.locator(".ph-results mark").all_inner_texts()}
    assert {"đất", "đai"} <= marked
    assert "dat" not in marked


def test_a_search_is_narrowed_and_keeps_its_address(visit: Visit) -> None:
    page = visit.open("")
    page.fill("#ph-q", "chợ")
    page.press("#ph-q", "Enter")
    expect(page.locator("#ph-results li").first).to_be_visible()
    assert "search/?q=ch%E1%BB%A3" in page.url
    before = page.locator("#ph-results li").count()
    page.select_option("[name='Giai đoạn']", "đang lấy ý kiến")
    expect(page.locator("#ph-results li")).not_to_have_count(before)
    expect(page.locator("#ph-results h2").first).to_contain_text("phòng cháy")


def test_what_is_typed_before_the_index_is_there_is_searched_for(page: Page, host: str) -> None:
    held: list[Route] = []
    page.route("**/pagefind/pagefind.js", lambda route: held.append(route))
    page.goto(f"{host}search/")
    with page.expect_request("**/pagefind/pagefind.js"):
        page.fill("#ph-q", "quy")
    page.fill("#ph-q", "quy hoạch")
    for route in held:
        route.continue_()
    expect(page.locator("#ph-results li").first).to_be_visible()
    expect(page.locator("#ph-q")).to_have_value("quy hoạch")


def test_a_query_asks_for_the_whole_index_while_its_reader_is_on_its_way(page: Page, host: str) -> None:
    held: list[Route] = []
    page.route("**/pagefind/pagefind.js", lambda route: held.append(route))
    with (
        page.expect_request("**/pagefind/pagefind.*.pf_meta"),
        page.expect_request("**/pagefind/2021/pagefind.*.pf_meta"),
        page.expect_request("**/pagefind/wasm.*"),
    ):
        page.goto(f"{host}search/?q=quy hoạch", wait_until="commit")
    expect(page.locator("#ph-search-count")).to_have_text("Đang tìm …")
    for route in held:
        route.continue_()
    expect(page.locator("#ph-results li").first).to_be_visible()


@pytest.mark.parametrize("facet", ["Loại", "Cơ quan chủ trì", "Giai đoạn", "Lĩnh vực", "Năm"])
def test_every_facet_leaves_what_it_counts(page: Page, host: str, facet: str) -> None:
    page.goto(f"{host}search/?q=xã")
    said = page.locator("#ph-search-count")
    expect(said).to_have_text(re.compile(r"^\d+ kết quả$"))
    all_found = int(said.inner_text().split()[0])
    offered = page.locator(f"[name='{facet}'] option:not([value=''])").first.inner_text()
    value, count = re.findall(r"^(.*) \((\d+)\)$", offered)[0]
    assert 0 < int(count) < all_found
    page.select_option(f"[name='{facet}']", value)
    expect(said).to_have_text(f"{count} kết quả")


@pytest.mark.parametrize("query", ["chợ", "đất", "mương"])
def test_the_marks_that_were_typed_rank_first(typed: Callable[[str], Page], query: str) -> None:
    first = typed(query).locator("#ph-results li").first
    expect(first.locator("mark").first).to_have_text(re.compile(rf"^{query}[.,;]?$", re.IGNORECASE))


def test_words_that_stand_nowhere_find_nothing(typed: Callable[[str], Page]) -> None:
    page = typed("zxqwv kkjjww")
    expect(page.locator("#ph-search-count")).to_contain_text("Không tìm thấy")
    expect(page.locator("#ph-results li")).to_have_count(0)
    expect(page.locator("#ph-facets")).to_be_hidden()
