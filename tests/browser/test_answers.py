"""What readers look for, and where they find it: by how much, since when, what became of it, who waits for whom."""

import csv
import html
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from phoihop.rules.registry import rules
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, TASKS, Opened, Visit, settle

SHIFTS = """new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) if (!shift.hadRecentInput) sum += shift.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


def test_a_task_is_late_by_the_same_days_wherever_it_is_told(visit: Visit) -> None:
    page = visit.open("tasks/2021/0023/")
    expect(page.locator(".ph-deadline")).to_contain_text("trình quá hạn, chậm 11 ngày làm việc")
    expect(page.locator("#findings ~ ul")).to_contain_text("chậm 11 ngày làm việc")
    expect(page.locator("#obligations ~ .ph-scroll")).to_contain_text("chậm 11 ngày làm việc")
    row = visit.open("tasks/#q=ke hoach dau tu cong").locator("#ph-list[data-ready] tbody tr")
    expect(row).to_contain_text("trình quá hạn 11 ngày làm việc")
    column = visit.open("tasks/2021/").locator("tr", has_text="2021-0023")
    expect(column).to_contain_text("trình quá hạn 11 ngày làm việc")


def test_a_link_leads_to_one_point_and_back_to_its_letter(visit: Visit) -> None:
    page = visit.open("tasks/2021/0023/#2021-09-20.opinion.ktht.p1")
    point = page.locator(":target")
    expect(point).to_contain_text("Đường ĐH.03")
    expect(point).to_contain_text("báo cáo giải trình 77/BC-TCKH")
    expect(point).not_to_contain_text("p1")
    point.get_by_role("link", name="77/BC-TCKH").click()
    expect(page.locator(":target")).to_contain_text("77/BC-TCKH")
    page.locator("[id='2021-09-20.opinion.ktht']").get_by_text("kết quả tiếp thu").click()
    assert page.url.endswith("#2021-09-20.opinion.ktht.p1")


def test_every_place_of_a_task_can_be_linked_to(visit: Visit) -> None:
    page = visit.open("tasks/2021/0023/")
    links = page.eval_on_selector_all(
        "a.ph-here", "all => all.map(each => [each.hash, !!document.getElementById(each.hash.slice(1))])"
    )
    assert len(links) > 30
    assert [address for address, found in links if not found] == []
    ids = page.eval_on_selector_all("[id]", "all => all.map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_the_assignment_is_the_first_document_and_the_first_arrow(visit: Visit) -> None:
    page = visit.open("tasks/2021/0023/")
    expect(page.locator(".ph-documents > li").first).to_contain_text("Văn bản giao nhiệm vụ 629/UBND-VP")
    expect(page.locator(".ph-exchange .ph-arrow-word").first).to_have_text("văn bản giao nhiệm vụ")


def test_an_agency_that_was_only_asked_tells_what_and_what_became_of_it(visit: Visit) -> None:
    page = visit.open("agencies/so-gtvt/")
    asked = page.locator("section:has(> #asked)")
    expect(asked.locator("tbody tr").first).to_be_visible()
    expect(page.get_by_text("Không có nhiệm vụ.")).to_have_count(0)
    expect(asked).to_contain_text("tiếp thu")
    asked.locator("tbody a").first.click()
    expect(page.locator(":target")).to_be_visible()
    # What the authority decides is its work, though it leads nothing and is asked nothing.
    expect(visit.open("agencies/ubnd/").get_by_text("Không có nhiệm vụ.")).to_have_count(0)


def test_findings_are_told_in_words_and_lead_to_the_document(visit: Visit) -> None:
    page = visit.open("rules/task-on-time/")
    finding = page.locator(".ph-finding", has_text="TCKH")
    expect(finding.get_by_text("task-on-time", exact=True)).to_be_hidden()
    finding.locator("summary").click()
    expect(finding.get_by_text("task-on-time", exact=True)).to_be_visible()
    finding.get_by_role("link", name="tờ trình 63/TTr-TCKH").click()
    expect(page.locator(":target")).to_contain_text("63/TTr-TCKH")


def test_tables_are_sorted_by_their_headings(visit: Visit) -> None:
    page = visit.open("agencies/")
    table = page.locator("table").filter(has_text="Phòng Tài nguyên và Môi trường").first
    heading = table.get_by_role("button", name="Số lần quá hạn")
    if not heading.is_visible():
        return
    heading.focus()
    page.keyboard.press("Enter")
    times = [int(text) if text.isdigit() else 0 for text in table.locator("tbody td:nth-child(7)").all_inner_texts()]
    assert times == sorted(times, reverse=True)
    expect(heading.locator("..")).to_have_attribute("aria-sort", "descending")


def test_who_waits_for_whom_leads_to_the_list(visit: Visit) -> None:
    page = visit.open("waiting/")
    row = page.locator("tbody tr", has_text="xã Vũ Bản")
    cell = row.locator("td a").last
    count = int(cell.inner_text())
    cell.click()
    page.locator("#ph-list[data-ready]").wait_for()
    expect(page.locator("#ph-list tbody tr")).to_have_count(count)


def test_the_quarter_stands_beside_the_one_before(visit: Visit) -> None:
    page = visit.open("summary/")
    expect(page.locator(".ph-lede")).to_have_text("1/10/2021 – 24/11/2021 (chưa hết kỳ); trong ngoặc: quý III/2021")
    whole = page.locator("table").first.locator("tbody td").all_inner_texts()
    *counts, total = [int(text.partition("(")[0]) for text in (each.split(":")[-1] for each in whole[:5])]
    assert sum(counts) == total > 0


def test_each_count_of_a_report_leads_to_its_list(visit: Visit) -> None:
    """Of the running quarter, of a year that has ended since, of one lead: the browser counts as the report does."""
    for address, row in (("summary/", 0), ("summary/2021-Q2/", 0), ("summary/", 1), ("overseers/chu-tich/", 0)):
        figures = visit.open(address).locator(".ph-tallies tbody tr").nth(row).locator("a.ph-figure-link")
        led_to = figures.evaluate_all("all => all.map(each => [each.href, each.innerText])")
        assert led_to
        for href, count in led_to:
            # A list that is open already is filtered anew.
            visit.page.evaluate("delete document.getElementById('ph-list')?.dataset.ready")
            visit.page.goto(href)
            settle(visit.page)
            expect(visit.page.locator("#ph-list tbody tr")).to_have_count(int(count))


def test_what_came_since_the_last_visit_is_marked_until_the_visit_ends(visit: Visit) -> None:
    page = visit.open("news/")
    marks = page.locator(".ph-fresh")
    entries = page.locator("[data-entry]")
    expect(page.locator("#ph-new-count")).to_be_hidden()
    last = "([key]) => key.startsWith('phoihop-seen')"
    # As a reader who comes back: what was kept of the last visit lacks the two newest entries, and the visit is over.
    page.evaluate(
        f"""() => {{
          const [key, kept] = Object.entries(localStorage).find({last});
          localStorage.setItem(key, JSON.stringify(JSON.parse(kept).slice(2)));
          sessionStorage.clear();
        }}"""
    )
    for _ in range(2):
        page.reload()
        expect(marks).to_have_count(2)
        expect(marks.nth(1)).to_have_text(re.compile("^mới "))
        expect(page.locator("#ph-new-count")).to_have_text("2 mục mới kể từ lần xem trước của bạn.")
    page.evaluate("sessionStorage.clear()")
    page.reload()
    expect(page.locator("#ph-new-count")).to_be_visible()
    expect(marks).to_have_count(0)
    assert entries.count() > 2


def test_a_filtered_list_is_saved_with_names_and_addresses(visit: Visit) -> None:
    page = visit.open("tasks/#stage=consulting&lead=ktht")
    page.locator("#ph-list[data-ready]").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu danh sách này").click()
    rows = list(csv.reader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:7] == [
        "Mã",
        "Tên nhiệm vụ",
        "Lĩnh vực",
        "Lĩnh vực (mã)",
        "Cơ quan chủ trì",
        "Cơ quan chủ trì (mã)",
        "Giai đoạn",
    ]
    assert [row[0] for row in rows[1:]] == page.locator("#ph-list tbody td:first-child").all_inner_texts()
    dicts = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    first = dicts[0]
    assert first["Cơ quan chủ trì"] == "Phòng Kinh tế và Hạ tầng huyện"
    assert (first["Cơ quan chủ trì (mã)"], first["Giai đoạn"], first["Giai đoạn (mã)"]) == (
        "ktht",
        "đang lấy ý kiến",
        "consulting",
    )
    told = re.findall(r"quá hạn (\d+) ngày", " ".join(page.locator("#ph-list tbody td:nth-child(5)").all_inner_texts()))
    assert [row["Số ngày làm việc quá hạn"] for row in dicts if row["Số ngày làm việc quá hạn"]] == told
    assert first["Địa chỉ"] == f"{visit.base}tasks/{rows[1][0].replace('-', '/')}/"


@pytest.mark.parametrize(
    ("address", "columns"),
    [
        ("statistics/opinions/#agency=ktht&status=behind", ["Cơ quan được xin ý kiến", "Số ngày làm việc quá hạn"]),
        ("agencies/tckh/obligations/#status=settled", ["Việc phải làm", "Nơi nhận", "Số ngày làm việc quá hạn"]),
    ],
)
def test_lists_of_opinions_and_obligations_are_saved_alike(visit: Visit, address: str, columns: list[str]) -> None:
    page = visit.open(address)
    page.locator("#ph-list[data-ready]").wait_for()
    shown = page.locator("#ph-list tbody tr").count()
    with page.expect_download() as download:
        page.get_by_role("button", name="Lưu danh sách này").click()
    rows = list(csv.DictReader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == shown > 0
    assert set(columns) < rows[0].keys()
    assert rows[0]["Tên nhiệm vụ"] in page.locator("#ph-list tbody tr").first.inner_text()


def test_a_figure_is_saved_with_its_values_and_as_a_picture(visit: Visit) -> None:
    page = visit.open("statistics/")
    figure = page.locator("figure")
    shown = figure.locator(".ph-chart-value").all_text_contents()
    expect(figure.locator(".ph-how")).to_contain_text("Cách tính")
    with page.expect_download() as download:
        figure.get_by_role("button", name="Lưu CSV").click()
    _, *rows = csv.reader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines())
    assert [f"{met}/{due}" for _, met, due in rows if due != "0"] == shown
    with page.expect_download() as download:
        figure.get_by_role("button", name="SVG").click()
    drawn = ET.fromstring(Path(download.value.path()).read_text(encoding="utf-8"))
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert all(each.get("fill", "").startswith("rgb") for each in drawn.iter("{http://www.w3.org/2000/svg}rect"))


def test_a_share_is_two_columns_of_a_saved_table(visit: Visit) -> None:
    page = visit.open("statistics/")
    table = page.locator("[data-figure=on-time-by-agency]")
    with page.expect_download() as download:
        table.locator("xpath=following-sibling::p[1]").get_by_role("button", name="Lưu CSV").click()
    head, first, *_ = csv.reader(Path(download.value.path()).read_text(encoding="utf-8-sig").splitlines())
    assert head[:3] == ["Cơ quan", "Đúng hạn / đã đến hạn: đúng hạn", "Đúng hạn / đã đến hạn: trên tổng số"]
    assert f"{first[1]}/{first[2]}" in table.locator("tbody tr").first.inner_text()


def test_what_others_owe_stands_in_a_table_of_its_own(visit: Visit) -> None:
    page = visit.open("statistics/")
    others = page.locator("[data-figure=on-time-other-bodies] tbody th").all_text_contents()
    bound = page.locator("[data-figure=on-time-by-agency] tbody th").all_text_contents()
    assert others
    assert "Sở Tài nguyên và Môi trường tỉnh Hà Nam" in others
    assert "Phòng Tài nguyên và Môi trường huyện" in bound
    assert not set(bound) & set(others)
    assert not [name for name in bound if name.startswith("Sở")]


def test_what_lies_still_is_a_figure_and_a_list(page: Page, large: str) -> None:
    page.goto(large)
    link = page.get_by_role("link", name="chưa có văn bản từ 60 ngày")
    count = int(link.inner_text().split()[0].replace(".", ""))
    link.click()
    page.locator("#ph-list[data-ready]").wait_for()
    expect(page.locator("#ph-count")).to_contain_text(f"{count:,} trong {TASKS:,} nhiệm vụ".replace(",", "."))


def test_statistics_fold_all_years_but_the_newest(page: Page, large: str) -> None:
    page.goto(f"{large}statistics/")
    years = page.locator("details.ph-year:not([id])")
    assert years.count() > 3
    assert [year.get_attribute("open") is not None for year in years.all()] == [True] + [False] * (years.count() - 1)


def test_every_page_tells_as_of_which_day_and_paper_of_which_register(visit: Visit) -> None:
    page = visit.open("tasks/2021/0023/")
    line = page.locator("[data-as-of='2021-11-24']")
    expect(line).to_contain_text("Số liệu tính đến 24/11/2021")
    title = line.locator(".ph-of")
    expect(title).to_be_hidden()
    page.emulate_media(media="print")
    expect(title).to_be_visible()
    expect(title).to_contain_text("huyện Bình Lục")


@pytest.mark.parametrize(
    "address", ["tasks/", "statistics/opinions/", "agencies/tnmt/obligations/", "summary/", "agencies/"]
)
def test_printed_titles_are_not_squeezed_and_nothing_is_off_the_paper(visit: Visit, address: str) -> None:
    page = visit.open(address)
    settle(page)
    page.set_viewport_size({"width": 680, "height": 1000})
    page.emulate_media(media="print")
    widths = page.eval_on_selector_all("#ph-list td:nth-child(2)", "all => all.map(each => each.offsetWidth)")
    assert min(widths, default=150) >= 150
    figures = page.eval_on_selector_all(".ph-agencies td:nth-child(3)", "all => all.map(each => each.offsetWidth)")
    assert max(figures, default=0) <= 100
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_tables_of_a_phone_are_cards_whose_cells_are_named(opened: Opened, host: str) -> None:
    with opened(PHONE) as page:
        page.goto(f"{host}agencies/tnmt/")
        row = page.locator("[data-figure=on-time-by-kind-tnmt] tbody tr").first
        assert row.evaluate("each => [...each.cells].filter(cell => !cell.dataset.label).length") == 1
        assert row.evaluate("each => getComputedStyle(each).display") == "flex"
        page.goto(f"{host}waiting/")
        lines = page.eval_on_selector_all(".ph-waiting thead a", "all => all.map(each => each.getClientRects().length)")
        assert set(lines) == {1}


def test_a_small_screens_menu_is_out_of_the_way_and_opens_from_the_keyboard(opened: Opened, host: str) -> None:
    with opened(viewport={"width": 1000, "height": 800}) as page:
        page.goto(f"{host}tasks/2021/0023/")
        for _ in range(8):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('.ph-menu')"):
                break
        menu = page.locator(".ph-menu")
        expect(menu).to_be_focused()
        expect(page.locator(".md-sidebar--primary")).to_be_hidden()
        page.keyboard.press("Enter")
        expect(page.locator(".md-sidebar--primary")).to_be_visible()
        expect(menu).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Escape")
        expect(page.locator(".md-sidebar--primary")).to_be_hidden()
        expect(menu).to_be_focused()
        page.set_viewport_size({"width": 1280, "height": 800})
        expect(menu).to_be_hidden()


def test_a_phones_first_screen_shows_tasks_below_the_filters(opened: Opened, host: str) -> None:
    with opened(PHONE) as page:
        page.goto(f"{host}tasks/")
        expect(page.locator("#ph-list tbody tr").first).to_be_in_viewport()
        lead = page.locator("#ph-filters [name=lead]")
        expect(lead).to_be_hidden()
        page.get_by_role("button", name="Thêm bộ lọc").click()
        expect(lead).to_be_visible()


def test_without_scripts_a_filtered_address_says_that_it_is_not_filtered(opened: Opened, host: str) -> None:
    with opened(java_script_enabled=False) as page:
        page.goto(f"{host}tasks/#stage=consulting")
        # Chromium, told to run no script, shows no noscript either: its parser takes itself for one that runs them.
        assert "Không có JavaScript" in page.locator("#ph-content noscript").first.inner_html()


def test_lists_move_nothing_while_they_are_filled(opened: Opened, host: str) -> None:
    for screen in (PHONE, DESKTOP):
        lists = ("tasks/", "tasks/#stage=open&sort=due", "statistics/opinions/", "search/?q=quy hoach")
        for address in (*lists, "tasks/2021/0005/"):
            with opened(screen) as page:
                page.goto(host + address)
                settle(page)
                assert page.evaluate(SHIFTS) < 0.05, (address, screen)


def test_the_stepper_is_seen_in_forced_colours(opened: Opened, host: str) -> None:
    with opened(forced_colors="active") as page:
        page.goto(f"{host}tasks/2021/0023/")
        drawn = """() => [...document.querySelectorAll(".ph-steps li")].map((each) => {
          const dot = getComputedStyle(each, "::after");
          return [dot.backgroundColor, dot.borderTopColor];
        })"""
        dots = page.evaluate(drawn)
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert all(border != paper for _, border in dots)
        assert dots[0][0] != dots[-1][0]


def test_what_is_chosen_and_where_the_page_begins_are_seen_in_forced_colours(opened: Opened, host: str) -> None:
    with opened(forced_colors="active") as page:
        page.goto(f"{host}tasks/2021/0005/")
        behind = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"
        chosen, other, logo, paper = (
            page.evaluate(behind, each)
            for each in ("#ph-points [aria-pressed=true]", "#ph-points [aria-pressed=false]", ".md-logo", "body")
        )
        assert chosen != other
        assert logo != paper
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).borderBottomWidth") == "1px"


def test_the_slash_leads_to_the_search(page: Page, host: str) -> None:
    page.goto(f"{host}tasks/2021/0023/")
    page.keyboard.press("/")
    expect(page.locator("#ph-header-q")).to_be_focused()


CRUTCHES = {
    "a record's id": r"\d{4}-\d\d-\d\d\.[a-z]",
    "a file": r"\bfiles/|\.(?:yml|yaml|pdf|docx|xlsx|odt|png|jpg)\b",
    "a point's or step's id": r"#[a-z]\w*",
    "a line": r"(?:dòng|line) \d",
    "a rule's id": "|".join(rf"\b{rule}\b" for rule in rules() if "-" in rule),
    "a key": r"\b(?:explain|discuss|answers|overseen_by|signed_by|drafted_by|reply_by|supplements|own-motion)\b",
}


def test_pages_speak_to_readers_and_not_to_recorders(sample_site: Path) -> None:
    """What only who records needs stands behind “for the recorder”; rule pages show records as examples."""
    found = []
    for file in sample_site.rglob("index.html"):
        markup = file.read_text(encoding="utf-8")
        address = file.parent.relative_to(sample_site).as_posix()
        _, here, content = markup.partition('id="ph-content"')
        if not here or address.startswith(("rules", "data")):
            continue
        content = re.sub(r'(?s)<details class="ph-recorder">.*?</details>|<(script|style)\b.*?</\1>', " ", content)
        told = html.unescape(re.sub(r"<[^>]+>", " ", content))
        found += [
            f"{address}: {what}: {told[max(0, match.start() - 30) : match.end() + 20]}"
            for what, pattern in CRUTCHES.items()
            for match in re.finditer(pattern, told)
        ]
    assert found == []


def test_symbols_are_explained_in_rows_made_anew_too(visit: Visit) -> None:
    page = visit.open("tasks/#lead=ktht")
    page.locator("#ph-list[data-ready*=ktht]").wait_for()
    symbols = page.locator(".ph-abbreviations")
    symbols.locator("summary").click()
    shown = page.locator("#ph-list a[title]").all_text_contents()
    assert set(shown) <= set(symbols.locator("dt").all_text_contents())
    expect(symbols.locator("dl")).to_contain_text("Phòng Kinh tế và Hạ tầng huyện")


def test_a_report_leads_to_the_points_that_it_answers(visit: Visit) -> None:
    page = visit.open("tasks/2021/0023/")
    report = page.locator(".ph-doc", has_text="77/BC-TCKH").filter(
        has=page.locator("h3", has_text="Báo cáo giải trình")
    )
    report.first.locator('a[href="#opinions"]').click()
    expect(page.locator(":target")).to_have_text("Ý kiến")
