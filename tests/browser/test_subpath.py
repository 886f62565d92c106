"""The site below a path of a host, as pages of a forge are: everything works there, pages that are missing, too."""

import functools
import http.server
import threading
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest
from phoihop.site.build import build_site
from playwright.sync_api import Page, Response, expect

from tests.accessible import assert_accessible
from tests.browser.conftest import Opened, UnderPolicy, heard, visited
from tests.story import LATER, Story

PATH = "/nhom/phoi-hop"
SETTINGS = f"site_name: phoihop\nsite_url: https://so.example{PATH}/\ntheme: {{name: material}}\nplugins: [phoihop]\n"


class BelowAPath(UnderPolicy):
    """Serves the site below a path, and nothing else; what is missing is answered by the site's page for that."""

    def translate_path(self, path: str) -> str:
        inside = path.startswith(f"{PATH}/")
        return super().translate_path(path.removeprefix(PATH)) if inside else str(Path(self.directory) / "no/such")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        content = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.fixture(scope="module")
def below(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("below")
    story = Story(folder / "register").write_bytes("mkdocs.yml", SETTINGS.encode())
    story.write_bytes("docs/about.md", "# Về sổ này\n".encode())
    assert build_site(story.root, folder / "out", LATER) == 0
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(BelowAPath, directory=str(folder / "out"))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}{PATH}/"
    server.shutdown()


def test_pages_lists_and_search_work_below_a_path(page: Page, below: str) -> None:
    with visited(page, below) as visit:
        visit.open("")
        page.click(".ph-columns a[href='tasks/']")
        page.select_option("[name=stage]", "decided")
        expect(page.locator("#ph-list tbody tr")).to_have_count(1)
        page.click("#ph-list tbody a >> nth=0")
        expect(page.locator("h1")).to_have_text("Điều chỉnh quy hoạch sử dụng đất xã An Đổ")
        page.goto(f"{below}search/?q=quy hoach")
        page.click("#ph-results a >> nth=0")
        page.wait_for_url(f"{below}**")
        expect(page.locator("h1")).to_have_count(1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("missing", ["x", "tasks/2021/9999/", "agencies/no/such/deep/"])
def test_a_missing_page_is_whole_wherever_it_is(opened: Opened, below: str, missing: str, scheme: str) -> None:
    with opened(color_scheme=scheme) as page:
        answers: list[Response] = []
        with heard(page, "response", answers.append):
            page.goto(below + missing)
        assert [each.url for each in answers if each.status >= HTTPStatus.BAD_REQUEST] == [below + missing]
        expect(page.locator("h1")).to_have_text("Không có trang này")
        assert_accessible(page)
        page.fill("#ph-q", "quy hoạch")
        page.press("#ph-q", "Enter")
        page.wait_for_url(f"{below}search/?q=**")
        expect(page.locator("#ph-results li").first).to_be_visible()
