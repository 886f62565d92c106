"""What was recorded goes out for review: to a real repository of each kind; what became of it is told from branches."""

import os
import time
from pathlib import Path

import pytest
from phoihop.changes.git import GitFailed, OwnGit

from tests.cli.run import run as run_in
from tests.killing import ended, forked
from tests.sending.servers import (
    AUTHORITY,
    KTHT,
    TCKH,
    TNMT,
    Server,
    git,
    over_http,
    without_settings_of_the_user,
)
from tests.story import Story

OPINION = "tasks/2021/0001/2021-03-17.opinion.tckh.yml"
PAPER = "tasks/2021/0001/files/y-kien-moi-tckh.pdf"


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_settings_of_the_user(monkeypatch, tmp_path)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "server")


def test_an_opinion_goes_out_as_a_branch_with_one_commit_by_who_recorded_it(server: Server) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    said = clerk.send()
    (branch,) = server.refs()
    assert branch.startswith("refs/heads/phoihop/2021-0001-")
    assert server.commits(branch) == [f"{TCKH} 2021-0001: Ghi ý kiến tham gia 21/TCKH của TCKH"]
    assert server.files(branch) == [OPINION, PAPER]
    assert said == f"2021-0001: Ghi ý kiến tham gia 21/TCKH của TCKH\n  {OPINION}\nSent for review: 1 record.\n"
    assert clerk.send() == "There is nothing to send: everything that is recorded here was sent, or is on record.\n"
    assert server.refs() == [branch]


@pytest.mark.parametrize(
    "complaint",
    [
        "fatal: the receiving end does not support push options",
        "fatal: the remote end hung up unexpectedly\rush options",
        "fatal: the receiving end does not support push optionsfatal: the remote end",
    ],
)
def test_a_server_without_options_is_understood_whoever_s_complaint_comes_last(
    server: Server, monkeypatch: pytest.MonkeyPatch, complaint: str
) -> None:
    """Git and the process on the other side may write over each other."""
    said = OwnGit.said

    def without_options(git: OwnGit, *words: str) -> str:
        if any(word.startswith("--push-option") for word in words):
            raise GitFailed(complaint)
        return said(git, *words)

    monkeypatch.setattr(OwnGit, "said", without_options)
    clerk = server.clerk(TCKH)
    clerk.opinion()
    assert "Sent for review: 1 record." in clerk.send()
    assert len(server.refs()) == 1


def test_the_work_tree_and_its_branch_stay_as_they_were(server: Server) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    before = clerk.status(), git(clerk.root, "rev-parse", "HEAD"), git(clerk.root, "branch")
    clerk.send()
    assert (clerk.status(), git(clerk.root, "rev-parse", "HEAD"), git(clerk.root, "branch")) == before
    assert before[0] == [f"?? {OPINION}", f"?? {PAPER}"]


def test_several_records_are_a_commit_each_and_keep_who_committed_them(server: Server) -> None:
    clerk = server.clerk(TNMT)
    plan = ("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5")
    clerk.record(*plan, "--commit")
    git(clerk.root, "config", "user.name", "Người khác")
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đã rà soát")
    (clerk.root / "ghi-chu.txt").write_text("không phải bản ghi")
    clerk.send("--title", "Hai việc")
    (branch,) = server.refs()
    assert server.commits(branch) == [
        f"{TNMT} 2021-0001: Ghi kế hoạch 5/KH-TNMT của TNMT",
        f"{TNMT} 2021-0001: Ghi báo cáo tiến độ của TNMT ngày 17/3/2021",
    ]
    names = git(server.bare, "log", "--reverse", "--format=%an", f"main..{branch}").splitlines()
    assert names == ["Văn thư", "Người khác"]
    assert "ghi-chu.txt" not in server.files(branch)


def test_what_would_be_an_error_is_not_sent_and_told_why(server: Server) -> None:
    clerk = server.clerk(KTHT)
    clerk.record(
        *("opinion", "2021-0001", "--from", "tckh", "--position", "agree", "--number", "9"),
        *("--file", clerk.paper("y-kien-moi-tckh.pdf")),
    )
    result = clerk.run("send")
    assert result.exit_code == 1
    assert "author-may-write" in result.stderr
    assert "Nothing was sent." in result.stderr
    assert server.refs() == []


def test_a_dry_run_shows_the_review_and_sends_nothing(server: Server) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    said = clerk.send("--dry-run")
    assert "TCKH" in said
    assert server.refs() == []
    assert clerk.listed() == "Nothing was sent from here yet.\n"


def test_it_goes_out_from_the_newest_reviewed_state(server: Server) -> None:
    first, second = server.clerk(TCKH), server.clerk(KTHT)
    first.opinion()
    first.send()
    server.merge(server.refs()[0])
    second.opinion()
    second.send()
    (branch,) = server.refs()
    assert git(server.bare, "merge-base", "main", branch) == git(server.bare, "rev-parse", "main")
    assert server.files(branch)[0] == "tasks/2021/0001/2021-03-17.opinion.ktht.yml"


@pytest.mark.parametrize("squash", [False, True])
def test_what_was_taken_in_is_on_record_however_it_was_merged(server: Server, *, squash: bool) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    clerk.send()
    title = "2021-0001: Ghi ý kiến tham gia 21/TCKH của TCKH"
    assert clerk.listed() == f"Waiting for review: {title}\n"
    server.merge(server.refs()[0], squash=squash)
    assert clerk.listed() == f"On record: {title}\n"
    assert "nothing to send" in clerk.send()


@pytest.mark.parametrize("commits", [(), ("--commit",)])
def test_what_came_back_from_review_is_the_work_tree_s_newest_state(server: Server, commits: tuple[str, ...]) -> None:
    clerk, other = server.clerk(TCKH), server.clerk(KTHT)
    other.opinion()
    other.send()
    clerk.opinion(*commits)
    clerk.send()
    for branch in server.refs():
        server.merge(branch, squash=True)
    (clerk.root / "nhap.txt").write_text("của riêng mình")
    clerk.send("--list")
    assert git(clerk.root, "rev-parse", "main") == git(server.bare, "rev-parse", "main")
    assert clerk.status() == ["?? nhap.txt"]


def test_what_was_returned_can_be_changed_and_sent_again(server: Server) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    clerk.send()
    server.delete(server.refs()[0])
    assert clerk.listed().startswith("Returned, not taken in: ")
    clerk.run("undo")
    clerk.opinion(number="22")
    clerk.send()
    (branch,) = server.refs()
    assert "number: 22/TCKH" in git(server.bare, "show", f"{branch}:{OPINION}")


def test_what_is_new_in_a_task_renews_the_request_that_waits(server: Server) -> None:
    clerk = server.clerk(TNMT)
    clerk.record("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5")
    clerk.send()
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đã xong bước 1", "--step", "b1", "--done")
    clerk.send()
    (branch,) = server.refs()
    assert [each.partition("Ghi ")[2] for each in server.commits(branch)] == [
        "kế hoạch 5/KH-TNMT của TNMT",
        "báo cáo tiến độ của TNMT ngày 17/3/2021",
    ]


def test_a_correction_goes_out_with_the_edit_and_the_new_name_of_what_it_corrects(server: Server) -> None:
    clerk = server.clerk(TNMT)
    correction = ("correction", "2021-0001", "--corrects", "2021-03-08.request.tnmt", "--reason", "Ghi nhầm ngày")
    clerk.record(*correction, "--set", "date=2021-03-09")
    clerk.send()
    (branch,) = server.refs()
    assert len(server.commits(branch)) == 1
    assert {each.rpartition("/")[2] for each in server.files(branch)} >= {
        "2021-03-09.request.tnmt.yml",
        "2021-03-17.correction.tnmt.yml",
    }


def test_an_agency_and_settings_that_were_changed_go_out_too(server: Server) -> None:
    clerk = server.clerk(AUTHORITY)
    for path, title in (("agencies/tckh.yml", "name: "), ("register.yml", "title: ")):
        file = clerk.root / path
        file.write_text(file.read_text(encoding="utf-8").replace(title, f"{title}Đổi tên "), encoding="utf-8")
    clerk.send()
    (branch,) = server.refs()
    assert server.files(branch) == ["agencies/tckh.yml", "register.yml"]
    assert len(server.commits(branch)) == 2
    assert clerk.run("undo", "register.yml").exit_code == 2


def test_a_register_in_a_folder_of_its_repository_is_sent_from_there(tmp_path: Path) -> None:
    server = Server(tmp_path / "server", place="sổ/2021")
    clerk = server.clerk(TCKH)
    clerk.opinion()
    clerk.send()
    assert server.files(server.refs()[0]) == [f"sổ/2021/{OPINION}", f"sổ/2021/{PAPER}"]
    assert "nothing to send" in clerk.send()


# --- each kind of forge -----------------------------------------------------------------------------------------------


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Git's settings of the user, with a credential helper that knows name and password."""
    settings = tmp_path / "gitconfig"
    helper = "!f() { echo username=vanthu; echo 'password=bí mật'; }; f"
    git(tmp_path, "config", "--file", str(settings), "credential.helper", helper)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    return settings


def test_gitlab_is_asked_for_a_merge_request_and_its_link_is_told(server: Server, credentials: Path) -> None:
    server.as_gitlab()
    with over_http(server) as url:
        clerk = server.clerk(TCKH, url=url)
        clerk.opinion()
        said = clerk.send()
        (request,) = server.requests
        branch, *options = request.split(" | ")
        assert [branch] == server.refs()
        assert options[:3] == [
            "merge_request.create",
            "merge_request.target=main",
            "merge_request.title=2021-0001: Ghi ý kiến tham gia 21/TCKH của TCKH",
        ]
        assert options[3].startswith("merge_request.description=")
        assert "TCKH" in options[3]
        assert options[4:] == ["merge_request.remove_source_branch"]
        assert said.endswith(f"Sent for review: 1 record. {url.removesuffix('/so.git')}/so/-/merge_requests/1\n")


def test_gitea_is_known_by_its_answer_and_asked_for_a_pull_request_from_then_on(
    server: Server, credentials: Path
) -> None:
    server.as_gitea()
    with over_http(server) as url:
        clerk = server.clerk(TNMT, url=url)
        clerk.record("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5")
        said = clerk.send()
        assert server.refs("refs/pull") == ["refs/pull/1/head"]
        assert server.refs() == []
        assert said.endswith(f"{url.removesuffix('/so.git')}/so/pulls/1\n")
        clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đã xong", "--step", "b1", "--done")
        clerk.send()
        assert server.refs("refs/pull") == ["refs/pull/1/head"]
        assert len(server.commits("refs/pull/1/head")) == 2
        assert clerk.listed().startswith("Waiting for review: ")
        server.merge("refs/pull/1/head", squash=True)
        assert clerk.listed().startswith("On record: ")
        for request in server.requests:
            assert request.startswith("refs/for/main | topic=2021-0001-")
            assert "force-push=true" in request


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_remote_without_push_options_gets_the_branch_alone(server: Server, credentials: Path, language: str) -> None:
    """Git's own words are read, whatever language the clerk speaks."""
    with over_http(server) as url:
        clerk = server.clerk(TCKH, url=url)
        clerk.opinion()
        sent = clerk.run("send", language=language)
        (branch,) = server.refs()
        page = f"{url.removesuffix('.git')}/compare/main...{branch.removeprefix('refs/heads/')}?expand=1"
        assert sent.stdout.endswith(f": 1 record. {page}\n" if language == "en" else f": 1 bản ghi. {page}\n")


def test_a_title_of_several_lines_is_one_for_the_protocol(server: Server, credentials: Path) -> None:
    server.as_gitlab()
    with over_http(server) as url:
        clerk = server.clerk(TCKH, url=url)
        clerk.opinion()
        clerk.send("--title", "Một\nhai\n" + "rất dài " * 20000)
        (request,) = server.requests
        assert "merge_request.title=Một hai rất dài rất dài" in request


# --- what goes wrong --------------------------------------------------------------------------------------------------


def refused(result_of: object) -> str:
    """What a run that could not send says, on one line."""
    result = result_of
    assert result.exit_code == 2, result.output  # type: ignore[attr-defined]
    lines = result.stderr.strip().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 1, lines
    return str(lines[0])


def test_without_a_network_nothing_is_lost_and_it_is_sent_later(server: Server, credentials: Path) -> None:
    with over_http(server) as url:
        clerk = server.clerk(TCKH, url=url)
        clerk.opinion()
    said = refused(clerk.run("send"))
    assert "can't be reached" in said
    assert "send again once there is a network" in said
    assert clerk.status() == [f"?? {OPINION}", f"?? {PAPER}"]
    with over_http(server) as url:
        git(clerk.root, "remote", "set-url", "origin", url)
        clerk.send()
    assert len(server.refs()) == 1


def test_wrong_credentials_are_told_and_nobody_is_asked(server: Server, credentials: Path) -> None:
    with over_http(server) as url:
        clerk = server.clerk(TCKH, url=url)
        clerk.opinion()
        for helper in ("!f() { echo username=vanthu; echo password=sai; }; f", ""):
            git(clerk.root, "config", "--file", str(credentials), "credential.helper", helper)
            assert "takes none of the names, passwords or keys" in refused(clerk.run("send"))
    assert server.refs() == []


def test_a_branch_that_the_other_side_refuses_is_told_in_its_own_words(server: Server) -> None:
    server.hook("pre-receive", "echo 'Kho đang được bảo trì đến 12 giờ'; exit 1")
    clerk = server.clerk(TCKH)
    clerk.opinion()
    said = refused(clerk.run("send"))
    assert "Kho đang được bảo trì đến 12 giờ" in said
    assert "ask whoever runs the repository" in said
    assert "nothing to send" not in clerk.send("--dry-run")


def test_a_name_that_somebody_else_took_is_told_with_a_way_on(server: Server) -> None:
    first, second = server.clerk(TCKH), server.clerk(TCKH)
    first.opinion(number="30")
    second.opinion(number="31")
    first.send()
    server.merge(server.refs()[0])
    said = refused(second.run("send"))
    assert f"Somebody else recorded another {OPINION} meanwhile" in said
    assert second.run("undo", OPINION).exit_code == 0
    second.listed()
    assert second.opinion(number="31").endswith("2021-03-17.opinion-2.tckh.yml")
    second.send()


def test_a_repository_that_keeps_papers_in_lfs_gets_none_from_a_machine_without_it(tmp_path: Path) -> None:
    server = Server(tmp_path / "server", attributes="*.pdf filter=lfs diff=lfs merge=lfs -text\n")
    clerk = server.clerk(TCKH)
    clerk.opinion()
    said = refused(clerk.run("send"))
    assert "Git LFS" in said
    assert "git lfs install" in said
    assert server.refs() == []


def test_papers_go_through_the_filter_that_is_set_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program named git-lfs stands for the real one: Git runs it for each paper, and keeps what it says."""
    server = Server(tmp_path / "server", attributes="*moi*.pdf filter=lfs\n")
    clerk = server.clerk(TCKH)
    program = tmp_path / "bin/git-lfs"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\nif [ $1 = clean ]; then cat > $HOME/paper\n"
        "printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize %s\\n' "
        "$(sha256sum < $HOME/paper | cut -c1-64) $(wc -c < $HOME/paper); fi\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    git(clerk.root, "config", "filter.lfs.clean", "git-lfs clean -- %f")
    clerk.opinion()
    clerk.send()
    (branch,) = server.refs()
    assert git(server.bare, "show", f"{branch}:{PAPER}").startswith("version https://git-lfs.github.com/spec/v1\noid ")


def test_who_records_has_to_be_known(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    git(clerk.root, "config", "--unset", "user.email")
    git(clerk.root, "config", "user.useConfigOnly", "true")
    assert "git config user.email" in refused(clerk.run("send"))


def test_a_register_that_knows_no_place_to_send_to_says_how_to_name_one(server: Server) -> None:
    clerk = server.clerk(TCKH)
    git(clerk.root, "remote", "remove", "origin")
    clerk.opinion()
    assert "git remote add origin ADDRESS" in refused(clerk.run("send"))
    assert "no branch “nhanh-khac”" in refused(server.clerk(KTHT).run("send", "--to", "nhanh-khac"))


@pytest.mark.parametrize("agit", [False, True])
@pytest.mark.parametrize("when", ["before it leaves", "once it arrived"])
def test_a_run_that_is_killed_sends_once_and_whole(server: Server, tmp_path: Path, when: str, *, agit: bool) -> None:
    """Killed by a hook: of the clerk's, before anything leaves; of the server's, before the clerk hears of it."""
    if agit:
        server.as_gitea()
    clerk = server.clerk(TCKH)
    if agit:
        git(clerk.root, "config", "remote.origin.phoihop", "agit")
    clerk.opinion()
    hooks = clerk.root / ".git/hooks" if when == "before it leaves" else server.bare / "hooks"
    hook = hooks / ("pre-push" if when == "before it leaves" else "post-receive")
    hook.write_text(f"#!/bin/sh\nkill -9 $(cat {tmp_path}/process)\nsleep 1\n")
    hook.chmod(0o755)

    def run() -> None:
        (tmp_path / "process").write_text(str(os.getpid()))
        clerk.run("send")

    assert ended(forked(run)) is None
    time.sleep(2)
    hook.unlink()
    clerk.run("send")
    assert len(server.refs("refs/pull" if agit else "refs/heads/phoihop")) == 1
    assert clerk.listed().count("Waiting for review: ") == 1
    assert "nothing to send" in clerk.send()


def test_two_clerks_send_at_once_and_both_arrive(server: Server) -> None:
    clerks = [server.clerk(TCKH), server.clerk(KTHT)]
    for clerk in clerks:
        clerk.opinion()
    processes = [forked(lambda clerk=clerk: clerk.send()) for clerk in clerks]  # type: ignore[misc]  # bound now
    assert [ended(process) for process in processes] == [0, 0]
    branches = server.refs()
    assert len(branches) == 2
    for branch in branches:
        server.merge(branch)
    assert [clerk.listed().startswith("On record: ") for clerk in clerks] == [True, True]


# --- taking back ------------------------------------------------------------------------------------------------------


def test_undo_takes_back_what_was_recorded_last_and_keeps_it_aside(server: Server) -> None:
    clerk = server.clerk(TCKH)
    clerk.opinion()
    result = clerk.run("undo")
    assert result.exit_code == 0, result.output
    assert clerk.status() == []
    kept = clerk.root / result.stdout.splitlines()[-1].removeprefix("Kept in: ")
    assert {file.name for file in kept.rglob("*") if file.is_file()} == {Path(OPINION).name, Path(PAPER).name}
    assert "No record is waiting to be sent" in refused(clerk.run("undo"))


def test_undo_takes_back_a_commit_and_leaves_others(server: Server) -> None:
    clerk = server.clerk(TNMT)
    before = git(clerk.root, "rev-parse", "HEAD")
    clerk.record("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5", "--commit")
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đang làm", "--commit")
    assert clerk.run("undo", "2021-03-17.plan.tnmt").exit_code == 0
    clerk.send()
    assert server.files(server.refs()[0]) == ["tasks/2021/0001/2021-03-17.progress.tnmt.yml"]
    other = server.clerk(TNMT)
    other.record("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5", "--commit")
    assert other.run("undo").exit_code == 0
    assert git(other.root, "rev-parse", "HEAD") == before
    assert other.status() == []


def test_undo_of_a_correction_puts_back_what_it_changed(server: Server) -> None:
    clerk = server.clerk(TNMT)
    correction = ("correction", "2021-0001", "--corrects", "2021-03-08.request.tnmt", "--reason", "Ghi nhầm")
    clerk.record(*correction, "--set", "date=2021-03-09")
    assert len(clerk.status()) == 3
    assert clerk.run("undo").exit_code == 0
    assert clerk.status() == []


def test_undo_refuses_what_was_sent_and_what_others_rest_on(server: Server) -> None:
    clerk = server.clerk(TNMT)
    plan = clerk.record("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5")
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Xong", "--step", "b1", "--done")
    assert "Other records rest on this one" in refused(clerk.run("undo", plan))
    assert "no telling which record “la-gi” is" in refused(clerk.run("undo", "la-gi"))
    clerk.send()
    assert "was sent for review" in refused(clerk.run("undo", plan))


def test_without_a_remote_undo_takes_back_own_commits_one_by_one_and_nobody_elses(server: Server) -> None:
    clerk = server.clerk(TNMT)
    git(clerk.root, "remote", "remove", "origin")
    before = git(clerk.root, "rev-parse", "HEAD")
    plan = ("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5", "--commit")
    progress = ("progress", "2021-0001", "--from", "tnmt", "--text", "Đang làm", "--commit")
    clerk.record(*plan)
    clerk.record(*progress)
    assert "not alone in the newest commit" in refused(clerk.run("undo", "2021-03-17.plan.tnmt"))
    assert "2021-03-17.progress.tnmt.yml" in clerk.run("undo").stdout
    assert "2021-03-17.plan.tnmt.yml" in clerk.run("undo").stdout
    assert (git(clerk.root, "rev-parse", "HEAD"), clerk.status()) == (before, [])
    for named in ((), ("2021-03-08.request.tnmt",)):
        assert "new correction" in refused(clerk.run("undo", *named))
    clerk.record(*plan)
    git(clerk.root, "-c", "user.email=khac@ktht.example", "commit", "--allow-empty", "--quiet", "-m", "Của người khác")
    assert "there is none to take back" in refused(clerk.run("undo"))
    clerk.record(*progress)
    assert clerk.run("undo").exit_code == 0
    assert git(clerk.root, "log", "-1", "--format=%s") == "Của người khác"


def test_without_a_remote_undo_leaves_what_main_has_and_what_was_committed_together(server: Server) -> None:
    clerk = server.clerk(TNMT)
    git(clerk.root, "remote", "remove", "origin")
    clerk.record("plan", "2021-0001", "--step", "Rà soát; agency=an-do; due=2/4/2021", "--number", "5", "--commit")
    git(clerk.root, "switch", "--quiet", "-c", "viec-khac")
    assert "there is none to take back" in refused(clerk.run("undo"))
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đang làm", "--commit")
    assert clerk.run("undo").exit_code == 0
    git(clerk.root, "switch", "--quiet", "main")
    for text in ("Một", "Hai"):
        clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", text)
    git(clerk.root, "add", ".")
    git(clerk.root, "commit", "--quiet", "-m", "Hai bản ghi")
    head = git(clerk.root, "rev-parse", "HEAD")
    assert "not alone in the newest commit" in refused(clerk.run("undo"))
    assert (git(clerk.root, "rev-parse", "HEAD"), clerk.status()) == (head, [])


def test_undo_lists_a_few_records_where_it_can_t_tell_which_is_meant(server: Server) -> None:
    clerk = server.clerk(TNMT)
    for text in ("Một", "Hai", "Ba", "Bốn"):
        clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", text)
    said = refused(clerk.run("undo", "la-gi"))
    assert (said.count("progress-"), "progress-4.tnmt.yml, " in said, said.endswith(" …")) == (3, True, True)


def test_undo_of_the_newest_commit_leaves_a_paper_that_an_earlier_record_names(server: Server) -> None:
    clerk = server.clerk(TNMT)
    git(clerk.root, "remote", "remove", "origin")
    before = git(clerk.root, "rev-parse", "HEAD")
    (clerk.papers / "so-lieu.pdf").write_bytes(b"%PDF-1.4\n")
    paper = ("--file", str(clerk.papers / "so-lieu.pdf"), "--commit")
    for text in ("Một", "Hai"):
        clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", text, *paper)
    for left in (True, False):
        assert clerk.run("undo").exit_code == 0
        assert (clerk.root / "tasks/2021/0001/files/so-lieu.pdf").exists() == left
    assert (git(clerk.root, "rev-parse", "HEAD"), clerk.status()) == (before, [])


def test_undo_puts_back_a_record_whose_file_was_deleted_by_hand(server: Server) -> None:
    clerk = server.clerk(TNMT)
    request = clerk.root / "tasks/2021/0001/2021-03-08.request.tnmt.yml"
    before = request.read_bytes()
    request.unlink()
    clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đang làm")
    assert "progress" in clerk.run("undo").stdout
    result = clerk.run("undo")
    assert result.exit_code == 0, result.output
    assert request.read_bytes() == before
    assert (clerk.root / result.stdout.splitlines()[-1].removeprefix("Kept in: ")).is_dir()
    assert clerk.status() == []


def test_undo_is_not_kept_from_a_record_by_another_whose_id_begins_like_it(server: Server) -> None:
    clerk = server.clerk(TNMT)
    progress = clerk.record("progress", "2021-0001", "--from", "tnmt", "--text", "Đang làm")
    note = "Xem 2021-03-17.progress.tnmt-cu"
    clerk.record("progress", "2021-0001", "--from", "an-do", "--text", "Đang làm", "--note", note)
    assert clerk.run("undo", progress).exit_code == 0


def test_a_renamed_record_goes_out_from_a_repository_of_longer_hashes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DEFAULT_HASH", "sha256")
    server = Server(tmp_path)
    clerk = server.clerk(TNMT)
    correction = ("correction", "2021-0001", "--corrects", "2021-03-08.request.tnmt", "--reason", "Ghi nhầm")
    clerk.record(*correction, "--set", "date=2021-03-09")
    clerk.send()
    assert "tasks/2021/0001/2021-03-08.request.tnmt.yml" not in git(
        server.bare, "ls-tree", "-r", "--name-only", server.refs()[0]
    )


def test_outside_of_git_nothing_can_be_sent(tmp_path: Path) -> None:
    result = run_in(Story(tmp_path).root, "--lang", "en", "send")
    assert (result.exit_code, "lies in no Git repository" in result.stderr) == (2, True)
