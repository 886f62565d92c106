"""The portal in a real browser: whole on phone and desktop, filtered and searched across registers, accessible."""

import functools
import http.server
import shutil
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from phoihop.portal import search
from phoihop.portal.build import build_portal
from phoihop.portal.sources import plan_of
from phoihop.site.build import build_site
from phoihop.site.policy import FILE
from playwright.sync_api import Page, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import DESKTOP, PHONE, Opened, UnderPolicy, Visit, settle, visited
from tests.story import LATER, Story

PAGES = [
    "",
    "tasks/",
    "tasks/#timeliness=overdue",
    "questions/",
    "questions/punctuality/",
    "questions/waiting/",
    "search/?q=quy hoach",
    "data/",
    "registers/boi-cau/",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In `web/`, the sites `an-do` and `boi-cau`, and their portal beside them."""
    folder = tmp_path_factory.mktemp("portal")
    for name, title in (("an-do", "Đắp kênh Cổ Đan"), ("boi-cau", "Nuôi ong lấy mật")):
        story = Story(folder / f"{name}-register").edit("register.yml", {"title: ": f"title: {name} "})
        story.write("tasks/2021/0002/task.yml", f"title: {title}\nlead: tnmt\ndate: 2021-05-20\nfrom: ubnd\n")
        assert build_site(story.root, folder / "web" / name, LATER) == 0
    (folder / "web/broken/data").mkdir(parents=True)
    plan = plan_of(["an-do", "boi-cau", "broken"], folder / "web")
    # As with many thousands of tasks: an index in parts, which the browser merges.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "TASKS_A_PART", 1)
        build_portal(plan, folder / "web/portal", folder / "state", date(2021, 6, 1))
    # The whole server is under the policy that the portal names.
    (folder / "web/data").mkdir()
    shutil.copyfile(folder / "web/portal" / FILE, folder / "web" / FILE)
    yield folder
    shutil.rmtree(folder / "web")


@pytest.fixture(scope="module")
def host(folder: Path) -> Iterator[str]:
    """A web server with the sites and their portal."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(UnderPolicy, directory=folder / "web"))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/portal/"
    server.shutdown()
    server.server_close()


@pytest.fixture(params=[(PHONE, "dark"), (DESKTOP, "light")], ids=["phone", "desktop"])
def visit(request: pytest.FixtureRequest, opened: Opened, host: str) -> Iterator[Visit]:
    with opened(*request.param) as page, visited(page, host) as visit:
        yield visit


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_whole_and_accessible(visit: Visit, address: str) -> None:
    page = visit.open(address)
    settle(page)
    expect(page.locator("h1")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "wider than the screen"
    assert_accessible(page)


def test_a_search_finds_across_registers_and_leads_to_the_registers_own_site(visit: Visit, host: str) -> None:
    page = visit.open("search/?q=nuoi ong")
    first = page.locator("#pt-results li a").first
    expect(first).to_have_text("Nuôi ong lấy mật")
    assert first.evaluate("link => link.href") == host.replace("portal/", "boi-cau/tasks/2021/0002/")
    shown = page.locator("#pt-results li p.ph-muted").first.text_content() or ""
    assert shown.strip() == "Phòng Tài nguyên và Môi trường."
    assert not any(leaked in shown for leaked in ("đã giao", "boi-cau", "tasks/", "nuoi")), shown
    page.fill("#ph-q", "dap kenh")
    expect(page.locator("#pt-results li a").first).to_have_text("Đắp kênh Cổ Đan")
    visit.base = host.replace("portal/", "")
    page.locator("#pt-results li a").first.click()
    expect(page.locator("h1")).to_contain_text("Đắp kênh Cổ Đan")


def test_tasks_are_filtered_by_register_and_shared_by_the_address(visit: Visit) -> None:
    page = visit.open("tasks/")
    page.locator("#pt-tasks[data-ready]").wait_for()
    rows = page.locator("#pt-tasks tbody tr")
    expect(rows).to_have_count(4)
    page.select_option("[name=register]", "boi-cau")
    expect(rows).to_have_count(2)
    page.fill("#ph-filters [name=q]", "nuoi ong")
    expect(rows).to_have_count(1)
    shared = page.url
    page.click("#ph-filters [type=reset]")
    expect(rows).to_have_count(4)
    page.goto("about:blank")
    page.goto(shared)
    expect(rows).to_have_count(1)


def test_a_register_that_was_left_out_is_named(visit: Visit) -> None:
    expect(visit.open("").locator(".ph-alert")).to_contain_text("broken")


def test_opened_from_a_disk_the_tasks_are_listed_and_lead_on(page: Page, folder: Path) -> None:
    page.goto((folder / "web/portal/tasks/index.html").as_uri())
    page.locator("#pt-tasks[data-ready]").wait_for()
    expect(page.locator("#pt-tasks tbody tr")).to_have_count(4)
    page.locator("#pt-tasks tbody tr td:nth-child(2) a").first.click()
    expect(page.locator("h1")).to_be_visible()
