"""Whoever is not the one browser that was shown in is refused, and so is what is too much or points elsewhere."""

from pathlib import Path

import pytest
from phoihop.desk.guards import POLICY

from tests.desk.browserless import PORT, Form, Sitter, wrong
from tests.sending.servers import Clerk, Server

OPINION = "/record/2021-0001/opinion"
PDF = b"%PDF-1.4\ny-kien"


def opinion(*more: tuple[str, str], name: str = "y-kien.pdf", content: bytes = PDF) -> Form:
    """A form of TCKH's opinion, with its paper."""
    fields = [("from", "tckh"), ("position", "agree"), ("number", "21"), ("date", "17/3/2021")]
    return Form([*fields, *more], [("files", name, content)])


def test_the_token_is_good_once(sitter: Sitter) -> None:
    ticket = sitter.guard.tickets.issue()
    stranger = sitter.client.application.test_client()
    base = f"http://127.0.0.1:{PORT}"
    assert stranger.get("/", base_url=base).status_code == 401
    assert stranger.get(f"/?token={ticket}", base_url=base).status_code == 303
    assert stranger.get("/", base_url=base).status_code == 200
    other = sitter.client.application.test_client()
    assert other.get(f"/?token={ticket}", base_url=base).status_code == 401
    assert other.get("/?token=", base_url=base).status_code == 401
    assert other.get("/?token=../../x", base_url=base).status_code == 401


def test_who_is_not_let_in_is_told_so_by_a_page_that_can_be_read(sitter: Sitter) -> None:
    stranger = sitter.client.application.test_client()
    base = f"http://127.0.0.1:{PORT}"
    page = stranger.get("/", base_url=base)
    assert "Mở lại trang ghi sổ" in page.text
    assert stranger.get("/assets/desk.css", base_url=base).status_code == 200
    for address in (OPINION, "/sent", "/assetsx"):
        assert stranger.get(address, base_url=base).status_code == 401
    assert stranger.get("/assets/../sent", base_url=base).status_code == 404


def test_the_cookie_is_kept_from_scripts_and_from_other_pages(sitter: Sitter) -> None:
    answer = sitter.get(f"/?token={sitter.guard.tickets.issue()}")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert "token" not in answer.headers["Location"]


def test_a_forged_cookie_opens_nothing(sitter: Sitter) -> None:
    stranger = sitter.client.application.test_client()
    stranger.set_cookie(sitter.guard.cookie, "x" * 43, domain="127.0.0.1")
    assert stranger.get("/", base_url=f"http://127.0.0.1:{PORT}").status_code == 401


@pytest.mark.parametrize("host", ["desk.example", f"desk.example:{PORT}", "127.0.0.1", f"127.0.0.1.example:{PORT}"])
def test_another_name_of_this_machine_is_refused(sitter: Sitter, host: str) -> None:
    """DNS rebinding: a page of another name, which by now points to this machine."""
    assert sitter.get("/", Host=host).status_code == 403
    assert sitter.post(OPINION, opinion(), Host=host).status_code == 403


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", f"http://127.0.0.1:{PORT + 1}", f"https://127.0.0.1:{PORT}", "http://["]
)
def test_what_another_page_sends_is_refused(sitter: Sitter, origin: str) -> None:
    assert sitter.post(OPINION, opinion(), Origin=origin).status_code == 403
    assert sitter.desk.drafts.all() == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_what_another_page_asks_for_is_refused(sitter: Sitter, site: str) -> None:
    assert sitter.get("/", Sec_Fetch_Site=site).status_code == 403
    assert sitter.post(OPINION, opinion(), Sec_Fetch_Site=site).status_code == 403


@pytest.mark.parametrize("address", ["/", OPINION, "/assets/desk.js", "/nothing"])
def test_every_answer_has_the_policy(sitter: Sitter, address: str) -> None:
    headers = sitter.get(address).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_body_that_is_too_large_is_refused(sitter: Sitter) -> None:
    sitter.client.application.config["MAX_CONTENT_LENGTH"] = 10_000
    assert sitter.post(OPINION, opinion(content=PDF * 10_000)).status_code == 413
    assert sitter.desk.drafts.all() == []


def test_too_many_parts_and_too_many_words_are_refused(sitter: Sitter) -> None:
    assert sitter.post(OPINION, opinion(*[("note", "x")] * 3000)).status_code == 413
    assert sitter.post(OPINION, opinion(("note", "x" * 3_000_000))).status_code == 413
    assert sitter.desk.drafts.all() == []


@pytest.mark.parametrize(
    "name",
    ["../../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "/etc/passwd.pdf", ".git/hooks/x.pdf", "a\0b.pdf", "…/…​.pdf"],
)
def test_a_paper_s_name_leads_nowhere(sitter: Sitter, clerk: Clerk, name: str) -> None:
    before = {file for file in clerk.root.parent.rglob("*") if ".phoihop" not in file.parts}
    draft = sitter.fill(OPINION, opinion(name=name))
    kept = sitter.desk.drafts.folder / draft.rpartition("/")[2] / "papers"
    (paper,) = (file for file in kept.rglob("*") if file.is_file())
    assert paper.parent.parent == kept
    assert {file for file in clerk.root.parent.rglob("*") if ".phoihop" not in file.parts} == before


@pytest.mark.parametrize("key", ["files.1.path", "points.1.evidence"])
@pytest.mark.parametrize(
    "path", ["/etc/hostname", "/etc/passwd", "../../register.yml", "file:///etc/hostname", "~/x.pdf"]
)
def test_no_file_of_this_machine_is_taken_by_its_path(sitter: Sitter, key: str, path: str) -> None:
    fields = [("from", "tckh"), ("position", "disagree"), ("number", "21"), ("points.1.text", "Chưa rõ"), (key, path)]
    answer = sitter.post(OPINION, Form(fields, [("files", "y-kien.pdf", PDF)]))
    if answer.status_code == 303:
        # Words that are no path to the reader stay words; nothing is copied.
        page = sitter.get(answer.headers["Location"]).text
        assert "root:" not in page
        papers = list((sitter.desk.drafts.folder).rglob("papers/*/*"))
        assert [each.name for each in papers] == ["y-kien.pdf"]
    else:
        assert answer.status_code == 422
        assert wrong(answer.text)


def test_a_paper_of_another_draft_is_not_at_hand(sitter: Sitter) -> None:
    first = sitter.fill(OPINION, opinion())
    kept = sitter.desk.drafts.get(first.rpartition("/")[2])
    assert kept
    (paper,) = kept.papers
    form = Form([("from", "tckh"), ("position", "agree"), ("number", "22"), ("files.1.path", paper)])
    assert sitter.post(OPINION, form).status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "/record/../../etc/opinion",
        "/record/2021-9999/opinion",
        "/record/2021-0001/nothing",
        "/record/2021-0001/task",
        "/record/opinion",
        "/record/main/opinion",
        "/drafts/0123456789abcdef",
        "/drafts/..%2F..%2Fregister",
        "/sent/main",
        "/sent/..",
        "/assets/../pages.py",
        "/assets/..%2Fpages.py",
        "/assets/desk.py",
    ],
)
def test_nothing_is_found_by_a_path_or_a_revision(sitter: Sitter, address: str) -> None:
    assert sitter.get(address).status_code in (404, 308)


def test_a_paper_of_a_wrong_type_is_refused_at_its_field(sitter: Sitter) -> None:
    for name, content in (("y-kien.exe", b"MZ"), ("y-kien.pdf", b"PK\x03\x04"), ("y-kien.svg", b"<svg/>")):
        answer = sitter.post(OPINION, opinion(name=name, content=content))
        assert answer.status_code == 422
        assert wrong(answer.text)


def test_what_somebody_typed_is_text_on_every_page(sitter: Sitter, server: Server) -> None:
    script = "<script>alert(1)</script>"
    answer = sitter.post(OPINION, opinion(("subject", script), ("note", script)))
    pages = [sitter.get(answer.headers["Location"]).text, sitter.get(answer.headers["Location"] + "/edit").text]
    pages.append(sitter.get("/").text)
    assert not any(script in page for page in pages)
    assert "&lt;script&gt;" in pages[0]


def test_a_session_is_gone_with_its_desk(sitter: Sitter, clerk: Clerk, tmp_path: Path) -> None:
    other = Sitter(clerk, sitter.desk.today)
    cookie = sitter.client.get_cookie(sitter.guard.cookie, domain="127.0.0.1")
    assert cookie
    assert not other.guard.knows(cookie.value)
