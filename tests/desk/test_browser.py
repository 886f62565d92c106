"""The desk in a real browser: a task from its assignment to the decision, by keyboard, on a phone, without scripts."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, FilePayload, Page

from tests.accessible import assert_accessible
from tests.desk.test_desk import start
from tests.desk.test_letters import PACKAGE
from tests.sending.servers import AUTHORITY, TCKH, Clerk, Server

OPINION = "/record/2021-0001/opinion"


def pdf(name: str) -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n"}


@contextmanager
def at_the_desk(browser: Browser, clerk: Clerk, day: str = "2021-03-17", **context: object) -> Iterator[Page]:
    """A page of a clerk's desk, which runs as the command starts it. Nothing may go wrong on it."""
    process = start(clerk, day)
    try:
        assert process.stdout
        address = process.stdout.readline().strip()
        window = browser.new_context(base_url=address.partition("/?")[0], **context)  # type: ignore[arg-type]
        page = window.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        yield page
        assert [each for each in complaints if "422" not in each] == []
        window.close()
    finally:
        process.terminate()
        process.wait(30)


def fill(page: Page, said: Mapping[str, str], files: Mapping[str, str] | None = None) -> None:
    """Fills in fields by their names, as somebody would: types, ticks, chooses."""
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    for name, value in said.items():
        field = page.locator(f'[name="{name}"]:not([type=hidden], [type=file])')
        if field.first.get_attribute("type") in ("radio", "checkbox"):
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.first.evaluate("each => each.tagName") == "SELECT":
            field.first.select_option(value)
        else:
            field.first.fill(value)
    for name, file in (files or {}).items():
        page.locator(f'input[type=file][name="{name}"]').set_input_files([pdf(file)])


def send(page: Page, server: Server, name: str = "") -> None:
    """Sees what it means, records, sends, and has it taken in."""
    page.get_by_role("button", name="Xem kết quả").click()
    page.get_by_role("button", name="Ghi và gửi").click()
    page.wait_for_url(re.compile("/sent/"))
    (branch,) = server.refs()
    server.merge(branch)


def test_a_task_from_its_assignment_to_the_decision_by_the_desk_alone(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    with at_the_desk(browser, server.clerk(AUTHORITY), "2021-06-30") as page:
        page.goto("/record/task")
        said = {"title": "Sửa đường liên xã", "lead": "tnmt", "coordinating": "tckh", "due": "28/5/2021"}
        fill(page, {**said, "date": "1/3/2021", "number": "200"})
        send(page, server)

        page.goto("/record/2021-0002/request")
        fill(page, {"from": "tnmt", "to": "tckh", "date": "8/3/2021", "due": "22/3/2021", "questions": "Nguồn vốn"})
        fill(page, {"number": "31"}, {"dossier": "Bản đồ hiện trạng.pdf"})
        send(page, server)

        page.goto("/?agency=tckh")
        page.get_by_role("listitem").filter(has_text="2021-0002").get_by_role("link", name="Ý kiến tham gia").click()
        fill(page, {"date": "17/3/2021", "position": "agree-with-comments", "number": "32"}, {"files": "Ý kiến.pdf"})
        fill(page, {"points.1.text": "Nêu rõ nguồn vốn", "points.1.evidence": "Luật Ngân sách nhà nước 2015, Điều 8"})
        send(page, server)

        page.goto("/record/2021-0002/report")
        assert "TCKH p1: Nêu rõ nguồn vốn" in page.locator("fieldset").first.inner_text()
        fill(page, {"date": "20/4/2021", "number": "33", "views.1.response": "accepted"})
        fill(page, {"views.1.explanation": "Đã ghi rõ"}, {"files": "Báo cáo.pdf"})
        send(page, server)

        page.goto("/record/2021-0002/submission")
        fill(page, {"date": "22/4/2021", "number": "34"}, {"draft": "Dự thảo.pdf", "dossier": "Tờ trình.pdf"})
        send(page, server)

        page.goto("/record/2021-0002/decision")
        fill(page, {"date": "29/4/2021", "number": "201", "outcome": "approved"}, {"files": "Quyết định.pdf"})
        send(page, server)

        page.goto("/record?task=2021-0002")
        assert page.get_by_role("link", name="Sửa thông tin trong sổ").count() == 1
        assert page.get_by_role("link", name="Ý kiến tham gia").count() == 0
        page.goto("/sent")
        page.reload()
        assert page.locator(".state").count() == 6


SCREENS = ("/", "/record", "/record?task=2021-0001", OPINION, "/record/task", "/record/2021-0001/correction", "/sent")


@pytest.mark.parametrize(("scheme", "language"), [("light", "vi"), ("dark", "en")])
def test_every_screen_is_accessible_and_as_wide_as_the_window(
    browser: Browser, tmp_path: Path, scheme: str, language: str
) -> None:
    clerk = Server(tmp_path / "server").clerk(TCKH)
    with at_the_desk(browser, clerk, color_scheme=scheme) as page:
        page.goto(f"/?language={language}")
        chosen = "/record/2021-0001/correction?corrects=2021-03-08.request.tnmt"
        addresses = [*SCREENS, chosen]
        page.goto(OPINION)
        fill(page, {"position": "agree", "number": "21"}, {"files": "Ý kiến.pdf"})
        page.locator(".actions button").first.click()
        addresses.append(page.url)
        page.goto("/")
        (tmp_path / "3.edxml").write_bytes(PACKAGE)
        page.set_input_files("#letter", tmp_path / "3.edxml")
        page.locator("form.letters button").click()
        addresses.append(page.url)
        for address in addresses:
            page.goto(address)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert page.locator("html").get_attribute("lang") == language
            for width in (1180, 390):
                page.set_viewport_size({"width": width, "height": 844})
                assert_accessible(page)
                assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_an_opinion_by_the_keyboard_alone(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    with at_the_desk(browser, server.clerk(TCKH)) as page:
        page.get_by_role("link", name="Ý kiến tham gia").focus()
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/record/"))
        page.locator('[name="position"][value="agree"]').focus()
        page.keyboard.press("Space")
        page.locator('[name="number"]').focus()
        page.keyboard.type("21")
        page.locator("input[type=file][name=files]").set_input_files([pdf("y-kien.pdf")])
        page.locator('[name="number"]').press("Enter")
        page.wait_for_url(re.compile("/drafts/"))
        # What comes next has the focus already.
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/sent/"))
    assert len(server.refs()) == 1


def test_without_scripts_rows_are_added_papers_kept_and_it_is_sent(browser: Browser, tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    with at_the_desk(browser, server.clerk(TCKH), java_script_enabled=False) as page:
        page.goto(OPINION)
        page.locator('[name="position"][value="disagree"]').check()
        page.locator('[name="points.1.text"]').fill("Một")
        page.locator("input[type=file][name=files]").set_input_files([pdf("y-kien.pdf")])
        page.get_by_role("button", name="Thêm một mục").first.click()
        page.locator('[name="points.2.text"]').fill("Hai")
        for place in (1, 2):
            page.locator(f'[name="points.{place}.evidence"]').first.fill(f"Luật số {place}")
        page.locator('[name="number"]').fill("21")
        page.get_by_role("button", name="Xem kết quả").click()
        page.get_by_role("button", name="Ghi và gửi").click()
        page.wait_for_url(re.compile("/sent/"))
    (branch,) = server.refs()
    assert [each.rpartition("/")[2] for each in server.files(branch)] == ["2021-03-17.opinion.tckh.yml", "y-kien.pdf"]


def test_a_row_is_added_by_a_script_and_nobody_leaves_unasked(browser: Browser, tmp_path: Path) -> None:
    with at_the_desk(browser, Server(tmp_path / "server").clerk(TCKH)) as page:
        page.goto(OPINION)
        page.locator('[name="points.1.text"]').fill("Một")
        page.get_by_role("button", name="Thêm một mục").first.click()
        assert page.locator('[name="points.2.text"]').input_value() == ""
        assert page.locator('[name="points.2.text"]').evaluate("each => each === document.activeElement")
        assert page.url.endswith(OPINION)
        asked: list[str] = []

        def stay(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        page.close(run_before_unload=True)
        page.wait_for_timeout(500)
        assert asked == ["beforeunload"]
