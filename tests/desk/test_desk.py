"""Days at a desk: from what waits to what was sent; offline, refused, broken off, and beside others."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

import pytest
from phoihop.desk import desk
from phoihop.desk.desk import Desk

from tests.cli.run import run
from tests.desk.browserless import Form, Sitter, record_in, wrong
from tests.desk.conftest import DAY
from tests.desk.test_guards import OPINION, opinion
from tests.killing import ended, forked
from tests.sending.servers import AUTHORITY, KTHT, TCKH, Clerk, Server, git, over_http

RECORD = "tasks/2021/0001/2021-03-17.opinion.tckh.yml"


def test_what_waits_is_shown_with_the_document_that_meets_it(sitter: Sitter) -> None:
    page = sitter.get("/").text
    assert "Việc đang chờ TCKH" in page
    assert "Ý kiến về văn bản 2/TNMT" in page
    assert "/record/2021-0001/opinion?from=tckh&amp;answers=2021-03-08.request.tnmt" in page


def test_what_it_means_is_shown_before_it_is_recorded_and_sent(sitter: Sitter, server: Server) -> None:
    draft = sitter.fill(OPINION, opinion())
    page = sitter.get(draft).text
    assert "Đã xong việc phải làm: ý kiến về văn bản 2/TNMT, hạn 22/3/2021." in page
    assert server.refs() == []
    sitter.send(draft)
    (branch,) = server.refs()
    assert server.commits(branch) == [f"{TCKH} 2021-0001: Ghi ý kiến tham gia 21/TCKH của TCKH"]
    page = sitter.get("/").text
    assert "Hôm nay TCKH không có việc nào phải làm." in page
    assert "Đang chờ duyệt" in page
    server.merge(branch)
    sitter.desk.clone.renew()
    assert "Đã vào sổ" in sitter.get("/sent").text


def test_what_would_be_an_error_is_shown_and_can_t_be_sent(sitter: Sitter, server: Server) -> None:
    form = opinion(("position", "disagree"), ("points.1.text", "Chưa rõ nguồn vốn"))
    draft = sitter.fill(OPINION, form)
    page = sitter.get(draft).text
    assert any("căn cứ" in each for each in wrong(page))
    assert "/send" not in page
    sitter.post(f"{draft}/send")
    assert server.refs() == []
    assert len(sitter.desk.drafts.all()) == 1


def test_a_form_with_an_error_keeps_words_and_papers(sitter: Sitter) -> None:
    answer = sitter.post(OPINION, opinion(("subject", "Về nguồn vốn"), ("received", "ngày mai")))
    assert answer.status_code == 422
    (error,) = wrong(answer.text)
    assert "“ngày mai” không phải ngày" in error
    assert "Về nguồn vốn" in answer.text
    assert "y-kien.pdf" in answer.text


def test_rows_are_added_moved_and_taken_away_without_a_script(sitter: Sitter) -> None:
    fields = [("position", "disagree"), ("points.1.text", "Một"), ("points.2.text", "Hai"), ("number", "21")]
    for action, texts in (
        ("up:points:2", ["Hai", "Một"]),
        ("down:points:1", ["Hai", "Một"]),
        ("remove:points:1", ["Hai"]),
    ):
        answer = sitter.post(OPINION, Form([("from", "tckh"), *fields, ("action", action)]))
        kept = sitter.desk.drafts.get(answer.headers["Location"].split("/")[2])
        assert kept
        assert kept.answers["points"] == [{"text": text} for text in texts]
    answer = sitter.post(OPINION, Form([("from", "tckh"), *fields, ("action", "add:points")]))
    assert 'name="points.3.text"' in sitter.get(answer.headers["Location"].partition("#")[0]).text


def test_a_draft_outlives_its_desk(sitter: Sitter, clerk: Clerk) -> None:
    draft = sitter.fill(OPINION, opinion())
    text = record_in(sitter.get(draft).text)
    later = Sitter(clerk, DAY)
    assert draft in later.get("/").text
    assert record_in(later.get(draft).text) == text


def test_a_correction_changes_what_the_record_says(tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    sitter = Sitter(server.clerk("vanthu@tnmt.example"), DAY)
    address = "/record/2021-0001/correction"
    request = ("corrects", "2021-03-08.request.tnmt")
    shown = sitter.post(address, Form([request, ("action", "show")])).headers["Location"].partition("#")[0]
    page = sitter.get(shown).text
    assert 'name="set.due" value="22/3/2021"' in page
    assert "Hạn trả lời" in page
    fields = [request, ("reason", "Ghi nhầm"), ("was.due", "22/3/2021"), ("set.due", "29/3/2021")]
    draft = sitter.fill(address, Form([*fields, ("was.number", "2/TNMT"), ("set.number", "2/TNMT")]))
    sitter.send(draft)
    (branch,) = server.refs()
    changed = git(server.bare, "show", f"{branch}:tasks/2021/0001/2021-03-08.request.tnmt.yml")
    assert "due: 2021-03-29" in changed
    assert "number: 2/TNMT" in changed


@pytest.mark.parametrize(
    ("language", "headings", "agency", "urgency"),
    [
        ("vi", ("Bản ghi cần sửa", "Lần sửa này"), "Cơ quan được xin ý kiến", "Hỏa tốc"),
        ("en", ("Record to correct", "About this correction"), "Agencies asked", "Immediate"),
    ],
)
def test_a_correction_is_filled_in_by_the_words_of_the_office(
    tmp_path: Path, language: str, headings: tuple[str, str], agency: str, urgency: str
) -> None:
    server = Server(tmp_path / "server")
    sitter = Sitter(server.clerk("vanthu@tnmt.example"), DAY)
    sitter.get(f"/?language={language}")
    page = sitter.get("/record/2021-0001/correction?corrects=2021-03-08.request.tnmt").text
    of_the_record, mark, own = page.partition(f"<h2>{headings[1]}</h2>")
    assert mark
    assert f"<h2>{headings[0]}</h2>" in of_the_record
    assert 'name="reason"' in own
    assert 'name="set.' not in own
    assert agency in of_the_record
    assert 'name="set.to" value="tckh" checked> <span>TCKH · ' in of_the_record
    assert f'name="set.urgency" value="immediate"> <span>{urgency}</span>' in of_the_record
    assert "view=" not in page


def test_a_correction_at_the_desk_swaps_a_file_and_ticks_agencies(tmp_path: Path) -> None:
    server = Server(tmp_path / "server")
    sitter = Sitter(server.clerk("vanthu@tnmt.example"), DAY)
    address = "/record/2021-0001/correction?corrects=2021-03-08.request.tnmt"
    # As a browser sends the form: what nobody touched comes as it stood.
    sent = re.findall(
        r'<(?:input type="hidden"|input) [^>]*name="((?:was|file|draft)[^"]*)" value="([^"]*)"',
        sitter.get(address).text,
    )
    kept = [(re.sub("^(was|file)", "set", name), value) for name, value in sent if name not in ("draft", "was.to")]
    form = Form(
        [("corrects", "2021-03-08.request.tnmt"), ("reason", "Nhầm bản đồ"), *sent, *kept, ("set.to", "tckh")],
        [("set.dossier.1.path", "ban-do-dung.pdf", b"%PDF-1.4 dung"), ("set.file", "cong-van.pdf", b"%PDF-1.4 cv")],
    )
    sitter.send(sitter.fill("/record/2021-0001/correction", form))
    (branch,) = server.refs()
    request = "tasks/2021/0001/2021-03-08.request.tnmt.yml"
    after = git(server.bare, "show", f"{branch}:{request}")
    assert "[tckh]" in after
    assert "path: files/ban-do-dung.pdf" in after
    assert "files:\n  - path: files/cong-van.pdf" in after
    assert "due: 2021-03-22" in after
    assert "urgency" not in after


def test_a_report_has_each_point_with_room_for_its_response(tmp_path: Path) -> None:
    server = Server(tmp_path / "server", until="2021-04-20")
    sitter = Sitter(server.clerk("vanthu@tnmt.example"), DAY.replace(month=4, day=21))
    page = sitter.get("/record/2021-0001/report").text
    assert page.count('.given" value="opinion"') >= 3
    assert 'name="views.1.response"' in page
    assert 'name="views.1.explanation"' in page


@pytest.mark.parametrize(("language", "label"), [("vi", "“giải trình”"), ("en", "“explanation”")])
def test_what_is_wrong_is_told_by_the_names_on_the_form(tmp_path: Path, language: str, label: str) -> None:
    server = Server(tmp_path / "server", until="2021-04-20")
    sitter = Sitter(server.clerk("vanthu@tnmt.example"), DAY.replace(month=4, day=21))
    sitter.get(f"/?language={language}")
    page = sitter.get("/record/2021-0001/report").text
    given = re.findall(r'type="hidden" name="(views[^"]*)" value="([^"]*)"', page)
    rows = sorted({name.rpartition(".")[0] for name, _ in given})
    said = sitter.get(
        sitter.fill("/record/2021-0001/report", Form([*given, *((f"{row}.response", "declined") for row in rows)]))
    )
    assert label in said.text
    assert ("explanation" in said.text.partition("<pre")[0]) == (language == "en")


def test_without_a_network_the_draft_stays_and_is_sent_later(
    server: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = tmp_path / "gitconfig"
    helper = "!f() { echo username=vanthu; echo 'password=bí mật'; }; f"
    git(tmp_path, "config", "--file", str(settings), "credential.helper", helper)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    with over_http(server) as url:
        sitter = Sitter(server.clerk(TCKH, url=url), DAY)
        draft = sitter.fill(OPINION, opinion())
    assert sitter.post(f"{draft}/send").headers["Location"] == draft
    page = sitter.get(draft).text
    assert "Chưa gửi được." in page
    assert "gửi lại khi có mạng" in page
    assert "Gửi lại" in page
    first = sitter.get("/").text
    assert "chưa gửi được" in first
    assert "Ý kiến về văn bản 2/TNMT" in first
    with over_http(server) as url:
        git(sitter.desk.clone.top, "remote", "set-url", "origin", url)
        git(settings.parent, "config", "--file", str(settings), "credential.helper", "!f() { echo password=sai; }; f")
        sitter.post(f"{draft}/send")
        assert "không nhận tên đăng nhập" in sitter.get(draft).text
        git(settings.parent, "config", "--file", str(settings), "credential.helper", helper)
        sitter.send(draft)
    assert len(server.refs()) == 1


def test_two_clerks_at_once_both_arrive_each_under_a_name_of_its_own(server: Server) -> None:
    """Two desks of one agency record on the same day: whoever comes second, on the newest state, gets the next name."""
    first, second = (Sitter(server.clerk(TCKH), DAY) for _ in range(2))
    drafts = [first.fill(OPINION, opinion()), second.fill(OPINION, opinion(("number", "22"), name="khac.pdf"))]
    first.send(drafts[0])
    server.merge(server.refs()[0])
    second.send(drafts[1])
    (branch,) = server.refs()
    assert server.files(branch)[0] == "tasks/2021/0001/2021-03-17.opinion-2.tckh.yml"


def test_two_desks_send_at_the_same_moment(server: Server) -> None:
    sitters = [Sitter(server.clerk(email), DAY) for email in (TCKH, KTHT)]
    drafts = []
    for sitter, agency in zip(sitters, ("tckh", "ktht"), strict=True):
        form = Form([("from", agency), ("position", "agree"), ("number", "21")], [("files", "y.pdf", b"%PDF-1.4\n")])
        drafts.append(sitter.fill(OPINION, form))
    runs = [
        forked(lambda sitter=sitter, draft=draft: sitter.send(draft))  # type: ignore[misc]  # bound now
        for sitter, draft in zip(sitters, drafts, strict=True)
    ]
    assert [ended(run) for run in runs] == [0, 0]
    assert len(server.refs()) == 2


@pytest.mark.parametrize("when", ["before it leaves", "once it arrived"])
def test_a_desk_that_is_killed_sends_once_and_whole(server: Server, clerk: Clerk, tmp_path: Path, when: str) -> None:
    sitter = Sitter(clerk, DAY)
    draft = sitter.fill(OPINION, opinion())
    hooks = sitter.desk.clone.top / ".git/hooks" if when == "before it leaves" else server.bare / "hooks"
    hook = hooks / ("pre-push" if when == "before it leaves" else "post-receive")
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nkill -9 $(cat {tmp_path}/process)\nsleep 1\n")
    hook.chmod(0o755)

    def run() -> None:
        (tmp_path / "process").write_text(str(os.getpid()))
        sitter.send(draft)

    assert ended(forked(run)) is None
    time.sleep(2)
    hook.unlink()
    later = Sitter(clerk, DAY)
    later.desk.clone.renew()
    later.send(draft)
    (branch,) = server.refs()
    assert server.files(branch) == [RECORD, "tasks/2021/0001/files/y-kien.pdf"]
    assert later.desk.drafts.all() == []


def test_a_desk_that_is_killed_once_the_record_is_written_sends_it_whole(server: Server, clerk: Clerk) -> None:
    """The record lies in the desk's clone, and no commit has it yet."""
    sitter = Sitter(clerk, DAY)
    draft = sitter.fill(OPINION, opinion())

    def run() -> None:
        def killed(*_given: object, **_further: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        vars(desk)["outgoing"] = killed
        sitter.send(draft)

    assert ended(forked(run)) is None
    assert (sitter.desk.clone.root / RECORD).is_file()
    assert server.refs() == []
    later = Sitter(clerk, DAY)
    assert not (later.desk.clone.root / RECORD).exists()
    later.send(draft)
    (branch,) = server.refs()
    assert server.files(branch) == [RECORD, "tasks/2021/0001/files/y-kien.pdf"]
    assert server.commits(branch) == [f"{TCKH} 2021-0001: Ghi ý kiến tham gia 21/TCKH của TCKH"]
    assert later.desk.drafts.all() == []


def test_who_records_is_asked_once_where_git_does_not_know(server: Server, tmp_path: Path) -> None:
    sitter = Sitter(server.clerk("ai-do@may.example"), DAY)
    page = sitter.get("/").text
    assert "Ai ghi sổ?" in page
    assert sitter.post("/who", Form([("email", "ke.la@example.org")])).status_code == 400
    sitter.post("/who", Form([("email", TCKH)]))
    assert "Việc đang chờ TCKH" in sitter.get("/").text
    sitter.send(sitter.fill(OPINION, opinion()))
    assert server.commits(server.refs()[0])[0].startswith(TCKH)


def test_a_register_that_is_sent_nowhere_gets_a_branch_of_its_own(clerk: Clerk) -> None:
    git(clerk.root, "remote", "remove", "origin")
    sitter = Sitter(clerk, DAY)
    topic = sitter.send(sitter.fill(OPINION, opinion()))
    assert f"phoihop/{topic}" in git(clerk.root, "branch", "--list", "phoihop/*")
    assert clerk.status() == []


def test_another_language_shows_the_same_page(sitter: Sitter) -> None:
    link = re.search(r'class="language" href="([^"]+)"', sitter.get("/record?task=2021-0001").text)
    assert link
    answer = sitter.get(unescape(link[1]))
    assert answer.headers["Location"] == "/record?task=2021-0001"


def test_both_languages(sitter: Sitter) -> None:
    assert 'lang="vi"' in sitter.get("/").text
    assert sitter.get("/?language=en").status_code == 303
    page = sitter.get("/").text
    assert 'lang="en"' in page
    assert "Waiting for TCKH" in page


# --- the command ------------------------------------------------------------------------------------------------------


def start(clerk: Clerk, day: str = "2021-03-17") -> "subprocess.Popen[str]":
    command = [sys.executable, "-c", "from phoihop.cli import main; main()", "-C", str(clerk.root)]
    return subprocess.Popen(
        [*command, "desk", "--no-browser", "--port", "0", "--today", day], stdout=subprocess.PIPE, text=True
    )


def test_the_command_prints_one_line_a_second_start_finds_the_first_and_sigterm_ends_it(clerk: Clerk) -> None:
    first = start(clerk)
    try:
        assert first.stdout
        address = first.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        second = start(clerk)
        said, _ = second.communicate(timeout=60)
        assert second.returncode == 0
        assert said.partition("?token=")[0] == address.partition("?token=")[0]
        assert said.strip() != address
        first.send_signal(signal.SIGTERM)
        rest, _ = first.communicate(timeout=60)
        assert (first.returncode, rest) == (0, "")
    finally:
        first.kill()
    note = clerk.root / ".phoihop/desk/running.json"
    assert not note.exists() or json.loads(note.read_text())


def test_a_desk_works_in_a_clone_of_its_own(sitter: Sitter, clerk: Clerk) -> None:
    assert isinstance(sitter.desk, Desk)
    assert sitter.desk.clone.root != clerk.root
    (clerk.root / "nhap.yml").write_text("của riêng mình")
    sitter.send(sitter.fill(OPINION, opinion()))
    assert clerk.status() == ["?? nhap.yml"]


@pytest.fixture
def alone(clerk: Clerk) -> Sitter:
    """At a desk of a register that is on this machine alone."""
    git(clerk.root, "remote", "remove", "origin")
    return Sitter(clerk, DAY)


def test_what_waits_on_this_machine_alone_can_be_withdrawn_and_is_a_draft_again(alone: Sitter, clerk: Clerk) -> None:
    before = git(clerk.root, "rev-parse", "HEAD")
    draft = alone.fill(OPINION, opinion(("subject", "Về nguồn vốn")))
    topic = alone.send(draft)
    assert (alone.get(draft).status_code, alone.desk.drafts.all()) == (404, [])
    assert f'formaction="/sent/{topic}/withdraw"' in alone.get("/sent").text
    for named in ("2021-03-17.opinion.tckh", RECORD):
        refused = clerk.run("undo", named)
        assert (refused.exit_code, "waits to be taken in; withdraw it there" in refused.stderr) == (2, True)
    answer = alone.post(f"/sent/{topic}/withdraw")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{draft}/edit")
    assert "Về nguồn vốn" in alone.get(f"{draft}/edit").text
    assert git(clerk.root, "for-each-ref", "--format=%(refname)", "refs/heads") == "refs/heads/main"
    assert topic not in alone.get("/sent").text
    assert alone.post(f"/sent/{topic}/withdraw").status_code == 404
    again = alone.send(alone.fill(f"{OPINION}?draft={draft.rpartition('/')[2]}", opinion(("subject", "Về kinh phí"))))
    alone.post(f"/sent/{again}/take-in")
    assert (git(clerk.root, "rev-parse", "HEAD^"), alone.desk.drafts.sent()) == (before, [])
    assert "Về kinh phí" in (clerk.root / RECORD).read_text(encoding="utf-8")


def test_a_waiting_branch_that_somebody_changed_is_not_withdrawn(alone: Sitter, clerk: Clerk) -> None:
    topic = alone.send(alone.fill(OPINION, opinion()))
    git(clerk.root, "switch", "--quiet", f"phoihop/{topic}")
    git(clerk.root, "commit", "--allow-empty", "--quiet", "-m", "Thêm")
    git(clerk.root, "switch", "--quiet", "main")
    refused = alone.post(f"/sent/{topic}/withdraw")
    assert (refused.status_code, "đã khác lúc gửi" in refused.text) == (422, True)
    assert (len(alone.desk.drafts.sent()), git(clerk.root, "branch", "--list", "phoihop/*")) == (1, f"phoihop/{topic}")


def test_nothing_is_withdrawn_by_a_desk_where_another_machine_reviews(sitter: Sitter, server: Server) -> None:
    topic = sitter.send(sitter.fill(OPINION, opinion()))
    assert "/withdraw" not in sitter.get("/sent").text
    assert sitter.post(f"/sent/{topic}/withdraw").status_code == 404
    assert len(server.refs()) == 1


@pytest.mark.parametrize("branch", ["kept", "deleted"])
def test_undo_never_takes_back_what_a_desk_sent_and_was_taken_in(alone: Sitter, clerk: Clerk, branch: str) -> None:
    topic = alone.send(alone.fill(OPINION, opinion()))
    alone.post(f"/sent/{topic}/take-in")
    if branch == "deleted":
        git(clerk.root, "branch", "--quiet", "-d", f"phoihop/{topic}")
    head = git(clerk.root, "rev-parse", "HEAD")
    for named in ((), ("2021-03-17.opinion.tckh",)):
        refused = clerk.run("undo", *named)
        assert (refused.exit_code, "new correction" in refused.stderr) == (2, True)
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đang làm", "--commit")
    assert "2021-03-17.progress.tnmt.yml" in clerk.run("undo").stdout
    assert (git(clerk.root, "rev-parse", "HEAD"), clerk.status()) == (head, [])
    assert "there is none to take back" in clerk.run("undo").stderr


def test_in_a_fresh_register_of_one_machine_each_page_says_what_comes_next(tmp_path: Path) -> None:
    made = tmp_path / "so"
    asked = ("--authority-name", "UBND xã Bình An", "--registrar", AUTHORITY, "--no-git", "--no-input")
    assert run(None, "init", str(made), *asked).exit_code == 0
    git(made, "init", "--quiet", "--initial-branch", "main")
    git(made, "add", ".")
    git(made, "-c", "user.name=Văn thư", "-c", f"user.email={AUTHORITY}", "commit", "--quiet", "-m", "Lập sổ")
    clerk = Clerk(tmp_path / "ban-lam-viec", str(made), AUTHORITY)
    git(clerk.root, "remote", "remove", "origin")
    sitter = Sitter(clerk, DAY)
    assert "trước hết thêm từng cơ quan tham gia" in sitter.get("/").text
    agency = sitter.fill("/record/agency", Form([("name", "Phòng Kinh tế"), ("short", "KT"), ("kind", "department")]))
    sitter.send(agency)
    (topic,) = [topic for topic, _ in sitter.desk.sent()]
    taken_in = f"/sent/{topic.name}/take-in"
    waiting = sitter.get(f"/sent/{topic.name}").text
    assert f'action="{taken_in}"' in waiting
    assert "agencies/kt.yml" in waiting
    assert "name: Phòng Kinh tế" in waiting
    form = Form([("title", "Sửa đường"), ("lead", "kt"), ("date", "17/3/2021"), ("due", "31/12/2021")])
    task = sitter.fill("/record/task", form)
    sitter.post(f"{task}/send")
    assert "Còn chờ duyệt: Thêm cơ quan KT." in sitter.get(task).text
    git(clerk.root, "switch", "--quiet", "-c", "viec-khac")
    refused = sitter.post(taken_in)
    assert (refused.status_code, "đang ở nhánh viec-khac" in refused.text) == (422, True)
    git(clerk.root, "switch", "--quiet", "main")
    (clerk.root / "agencies/kt.yml").write_text("của riêng mình", encoding="utf-8")
    refused = sitter.post(taken_in)
    assert (refused.status_code, "sổ còn nguyên" in refused.text) == (422, True)
    assert (clerk.root / "agencies/kt.yml").read_text(encoding="utf-8") == "của riêng mình"
    (clerk.root / "agencies/kt.yml").unlink()
    assert "Đã vào sổ" in sitter.get(sitter.post(taken_in).headers["Location"]).text
    assert "Phòng Kinh tế" in (clerk.root / "agencies/kt.yml").read_text(encoding="utf-8")
    assert sitter.post(taken_in).status_code == 404
    sitter.send(task)
    assert "Còn chờ duyệt" not in sitter.get(f"/sent/{topic.name}").text
    # The clerk records for all: the work of others is theirs to see, and the lead is the likeliest to ask.
    _own, others = sitter.get("/").text.split("Việc của các cơ quan khác")
    assert "/record/2021-0001/plan?from=kt&amp;" in others
    assert '<option value="kt" selected>' in sitter.get("/record/2021-0001/request").text


def test_at_a_task_what_waits_comes_first_whoever_owes_it(sitter: Sitter) -> None:
    page = sitter.get("/record?task=2021-0001").text
    waiting, rest = page[page.index("Đang chờ") :].split("Văn bản khác")
    assert "Phòng Tài chính - Kế hoạch" in waiting
    assert "/record/2021-0001/opinion?from=tckh&amp;answers=2021-03-08.request.tnmt" in waiting
    assert '/record/2021-0001/correction"' in rest


@pytest.mark.parametrize("address", ["/record/task", "/record/agency", OPINION, "/record/2021-0001/correction"])
def test_a_draft_of_which_nothing_is_said_yet_is_kept_and_listed(address: str, sitter: Sitter) -> None:
    kept = sitter.post(address, Form([("action", "keep")]))
    assert kept.headers["Location"] == "/"
    page = sitter.get("/")
    assert page.status_code == 200
    assert "/drafts/" in page.text


@pytest.mark.parametrize("words", ["2021-0001", "2021-1", "1", "quy hoach an do", "Điều chỉnh", "ĐẤT"])
def test_a_task_is_found_by_its_number_or_by_words_of_its_title(sitter: Sitter, words: str) -> None:
    page = sitter.get(f"/record?{urlencode({'task': words})}").text
    assert "<h1>Điều chỉnh quy hoạch sử dụng đất xã An Đổ</h1>" in page


def test_of_a_task_that_is_not_there_it_is_said(sitter: Sitter) -> None:
    answer = sitter.get(f"/record?{urlencode({'task': 'Nâng cấp chợ'})}")
    assert answer.status_code == 422
    assert "“Nâng cấp chợ”" in wrong(answer.text)[0]
    assert 'value="Nâng cấp chợ"' in answer.text
    # Marks that are typed are meant, and a word by its beginning.
    assert sitter.get(f"/record?{urlencode({'task': 'xà'})}").status_code == 200
    assert sitter.get(f"/record?{urlencode({'task': 'oach'})}").status_code == 422


def test_what_is_sent_is_what_was_shown(sitter: Sitter, server: Server) -> None:
    """Another window changes the draft meanwhile: its record was seen by nobody."""
    draft = sitter.fill(OPINION, opinion())
    shown = re.findall(r'name="shown" value="([^"]+)"', sitter.get(draft).text)
    sitter.fill(OPINION, opinion(("draft", draft.rpartition("/")[2]), ("subject", "Ý kiến khác")))
    answer = sitter.post(f"{draft}/send", Form([("shown", shown[0])]))
    assert answer.headers["Location"] == draft
    page = sitter.get(draft).text
    assert "xem lại rồi gửi" in wrong(page)[0]
    assert server.refs() == []
    again = re.findall(r'name="shown" value="([^"]+)"', page)
    assert sitter.post(f"{draft}/send", Form([("shown", again[0])])).headers["Location"].startswith("/sent/")


def test_a_paper_that_is_dropped_twice_is_one_paper(sitter: Sitter) -> None:
    fields = opinion().fields
    paper = ("files", "Ý kiến.pdf", b"%PDF-1.4 1")
    draft = sitter.fill(OPINION, Form(fields, [paper, paper]))
    rows = [("draft", draft.rpartition("/")[2]), ("files.1.path", "upload:1/y-kien.pdf")]
    draft = sitter.fill(OPINION, Form([*fields, *rows], [paper, ("files", "Ý kiến.pdf", b"%PDF-1.4 2")]))
    assert re.findall(r"path: (.*)", record_in(sitter.get(draft).text)) == ["files/y-kien.pdf", "files/y-kien-2.pdf"]


def test_the_language_is_changed_where_one_is(sitter: Sitter) -> None:
    for address, place in (
        ("/record?task=2021-0001", "/record?task=2021-0001"),
        (f"{OPINION}?from=tckh", f"{OPINION}?from=tckh"),
    ):
        link = re.findall(r'class="language" href="([^"]+)"', sitter.get(address).text)[0]
        assert sitter.get(unescape(link)).headers["Location"] == place
    page = sitter.post(OPINION, opinion(("received", "mai"))).text
    (link,) = re.findall(r'class="language" href="([^"]+)"', page)
    assert re.fullmatch(r"/drafts/\w+/edit\?language=en", link)
    assert 'value="mai"' in sitter.get(sitter.get(link).headers["Location"]).text


def test_what_is_missing_or_wrong_is_told_all_at_once_where_it_belongs(tmp_path: Path) -> None:
    sitter = Sitter(Server(tmp_path / "server", until="2021-03-01").clerk("vanthu@tnmt.example"), DAY)
    page = sitter.post("/record/2021-0001/request", Form([("from", "tnmt")])).text
    for name, said in (("to", "cơ quan được xin ý kiến"), ("due", "hạn trả lời"), ("questions", "nội dung xin ý kiến")):
        assert f'<a href="#{name}">Chưa ghi {said}</a>' in page
        assert f'id="wrong-{name}">Chưa ghi {said}</p>' in page
    steps = [("steps.1.what", "Khảo sát"), ("steps.1.agency", "tnmt"), ("steps.2.what", "Lập dự toán")]
    page = sitter.post("/record/2021-0001/plan", Form([("from", "tnmt"), *steps])).text
    assert '<a href="#steps.2.agency">' in page
    assert 'id="wrong-steps.2.agency">Chưa ghi cơ quan thực hiện</p>' in page
    steps = [*steps, ("steps.2.agency", "tnmt"), ("steps.2.due", "mai")]
    page = sitter.post("/record/2021-0001/plan", Form([("from", "tnmt"), *steps])).text
    assert '<a href="#steps.2">“mai” không phải ngày' in page
    assert "“mai” không phải ngày" in page.partition('id="steps.2"')[2].partition("</fieldset>")[0]
    assert "“mai” không phải ngày" not in page.partition('id="steps.1"')[2].partition("</fieldset>")[0]


def test_a_response_that_can_t_stand_is_told_at_its_point(tmp_path: Path) -> None:
    """Rows that the case asks for keep their places, whichever of them are answered."""
    sitter = Sitter(
        Server(tmp_path / "server", until="2021-04-20").clerk("vanthu@tnmt.example"), DAY.replace(month=4, day=21)
    )
    page = sitter.get("/record/2021-0001/report").text
    given = re.findall(r'type="hidden" name="(views.3.[^"]*)" value="([^"]*)"', page)
    page = sitter.post("/record/2021-0001/report", Form([*given, ("views.3.response", "có lẽ")])).text
    assert '<a href="#views.3">' in page
    assert "“có lẽ”" in page.partition('id="views.3"')[2].partition("</fieldset>")[0]
