"""`phoihop log` and `phoihop verify` as people and programs use them."""

import json
from pathlib import Path

import pytest
from phoihop.changes.head import head_as_json, head_of

from tests.cli.run import no_register_above, output_of, run
from tests.history.recorded import MOVED_DEADLINE, OPINION, REQUEST, Recorded, git, identity
from tests.story import Story

ELSEWHERE = identity("Văn thư B", "2021-06-01") | {"GIT_AUTHOR_DATE": "2021-06-01T17:30:00-05:00"}

HOSTILE = "\x1b[2J\x9b\u202e\x07"


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    recorded = Recorded(tmp_path / "register")
    recorded.commit(author="Văn thư A", day="2021-05-31")
    return recorded


def printable(text: str) -> bool:
    return all(char.isprintable() or char == "\n" for char in text)


# --- log -------------------------------------------------------------------------------------------------------------


def test_log_of_a_task_tells_the_change_in_words(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST).commit(author="Văn thư B", day="2021-06-01")
    vi = output_of(recorded.root, "log", "2021-0001", "--limit", "1")
    assert vi.splitlines()[0].startswith("thứ Ba 1/6/2021 · Văn thư B · ")
    assert vi.splitlines()[1] == (
        "  2021-0001  sửa thông tin của văn bản xin ý kiến 2/TNMT: hạn 22/3/2021 → 29/3/2021, "
        "theo sửa thông tin trong sổ 3/TNMT"
    )
    en = output_of(recorded.root, "log", "2021-0001", env={"LANGUAGE": "en", "LANG": "en_US.UTF-8"})
    assert "corrects request for opinion 2/TNMT: deadline 22/3/2021 → 29/3/2021, by correction 3/TNMT" in en
    assert "records opinion 3/TCKH" in en


def test_log_as_json_is_the_contract(recorded: Recorded) -> None:
    commit = recorded.change(REQUEST, MOVED_DEADLINE).commit(author="Văn thư B", day="2021-06-01")
    first, *others = json.loads(output_of(recorded.root, "log", "2021-0001", "--format", "json"))
    assert first == {
        "commit": commit,
        "date": "2021-06-01T08:00:00+07:00",
        "author": "Văn thư B",
        "task": "2021-0001",
        "path": f"tasks/2021/0001/{REQUEST}.yml",
        "document": REQUEST,
        "action": "edited",
        "corrections": [],
        "changes": [{"key": "due", "before": "2021-03-22", "after": "2021-03-29"}],
    }
    assert {other["action"] for other in others} == {"added"}
    assert len(others) == 15


def test_log_says_when_by_the_registers_clock_however_the_past_was_read(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE)
    recorded.git("commit", "--quiet", "--all", "-m", "từ xa", env=ELSEWHERE)
    for again in ("--no-cache", "--limit=1", "--limit=1"):
        newest, *_ = json.loads(output_of(recorded.root, "log", "2021-0001", "--format", "json", again))
        assert newest["date"] == "2021-06-02T05:30:00+07:00"


def test_log_of_an_agency_has_its_documents_and_its_own_file(recorded: Recorded) -> None:
    documents = [each["document"] for each in json.loads(output_of(recorded.root, "log", "tckh", "--format", "json"))]
    assert documents == ["agencies/tckh.yml", OPINION]
    ubnd = [each["document"] for each in json.loads(output_of(recorded.root, "log", "ubnd", "--format", "json"))]
    assert ubnd == ["agencies/ubnd.yml", "2021-03-19.request.ubnd", "2021-05-06.decision.ubnd", "task"]


def test_log_of_the_whole_register_has_its_settings_too(recorded: Recorded) -> None:
    events = json.loads(output_of(recorded.root, "log", "--format", "json"))
    settings = next(each for each in events if each["document"] == "register.yml")
    assert (settings["task"], settings["path"], settings["action"]) == (None, "register.yml", "added")
    assert len(json.loads(output_of(recorded.root, "log", "--format", "json", "--limit", "3"))) == 3


def test_log_of_a_task_that_is_there_no_longer_still_tells(recorded: Recorded) -> None:
    recorded.git("rm", "-r", "--quiet", "tasks")
    recorded.commit()
    assert "xóa ý kiến tham gia của TCKH ngày 17/3/2021" in output_of(recorded.root, "log", "2021-0001")


def test_log_of_what_never_was_is_an_error_with_a_guess(recorded: Recorded) -> None:
    result = run(recorded.root, "log", "tckhh")
    assert result.exit_code == 2
    assert "tckh?" in result.stderr
    assert run(recorded.root, "log", "2021-0099").exit_code == 2


def test_log_takes_a_tasks_folder(recorded: Recorded) -> None:
    assert output_of(recorded.root, "log", "tasks/2021/0001") == output_of(recorded.root, "log", "2021-0001")


def test_log_tells_what_is_not_yet_recorded(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST)
    (recorded.root / f"tasks/2021/0001/{OPINION}.yml").unlink()
    (recorded.root / "tasks/2021/0001/task.yml").write_bytes(
        b"# x\n" + (recorded.root / "tasks/2021/0001/task.yml").read_bytes()
    )
    last = output_of(recorded.root, "log", "2021-0001").splitlines()[-1]
    assert last == (
        "3 tệp chưa được ghi vào Git đúng như hiện có: tasks/2021/0001/2021-03-08.request.tnmt.yml, "
        "tasks/2021/0001/2021-03-17.opinion.tckh.yml, tasks/2021/0001/2021-03-24.correction.tnmt.yml"
    )
    assert "chưa được ghi" not in output_of(recorded.root, "log", "an-do")
    result = run(recorded.root, "log", "2021-0001", "--format", "json")
    assert json.loads(result.stdout)
    assert "chưa được ghi" in result.stderr


def test_log_says_plainly_what_it_cannot_know(recorded: Recorded, tmp_path: Path) -> None:
    result = run(Story(no_register_above(tmp_path / "x")).root, "log")
    assert result.exit_code == 2
    assert "git init" in result.stderr
    empty = Recorded(tmp_path / "empty")
    assert output_of(empty.root, "log").startswith("Chưa ghi gì vào Git.")
    assert json.loads(run(empty.root, "log", "--format", "json").stdout) == []
    recorded.correct(REQUEST).commit()
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{recorded.root}", "shallow")
    assert "shallow" in output_of(tmp_path / "shallow", "log")


def test_nothing_that_acts_on_a_terminal_comes_through(recorded: Recorded) -> None:
    recorded.story.write_bytes(f"tasks/2021/0001/files/{HOSTILE}.pdf", b"x")
    recorded.change("task", {"title: ": "title: '" + HOSTILE + "'\nsummary: ", "field: dat-dai": f'"a{HOSTILE}": x'})
    recorded.commit(HOSTILE, author=f"A{HOSTILE}B")
    (recorded.root / f"tasks/2021/0001/files/{HOSTILE}.pdf").unlink()
    recorded.story.delete(OPINION)
    recorded.commit(HOSTILE, author=f"A{HOSTILE}B")
    (recorded.root / f"tasks/2021/0001/files/{HOSTILE}2.pdf").touch()
    for command in ("log", "verify"):
        for form in ("text", "json"):
            result = run(recorded.root, command, "--format", form)
            assert printable(result.stdout + result.stderr), (command, form)
    events = json.loads(run(recorded.root, "log", "--format", "json").stdout)
    assert events[0]["author"] == f"A{HOSTILE}B"


# --- verify ----------------------------------------------------------------------------------------------------------


def test_verify_proves_a_register_that_only_grew(recorded: Recorded, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    kept.write_text(json.dumps(head_as_json(head_of(recorded.story.register()))), encoding="utf-8")
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST, day="2021-05-24").commit(day="2021-06-01")
    told = output_of(recorded.root, "verify", "--since", str(kept)).splitlines()
    assert told[0] == "Sửa thông tin trong sổ"
    assert (
        told[1]
        == "  2021-0001  văn bản xin ý kiến 2/TNMT: hạn 22/3/2021 → 29/3/2021, theo sửa thông tin trong sổ 3/TNMT"
    )
    assert told[-1].startswith("Đã chứng minh: sổ ở ")
    assert output_of(recorded.root, "verify", "--since", "HEAD~1").splitlines()[:3] == told[:3]


def test_verify_names_what_was_rewritten_and_ends_with_1(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).commit(author="Văn thư B", day="2021-06-01")
    result = run(recorded.root, "verify")
    assert result.exit_code == 1
    first, second, *_rest, last = result.stdout.splitlines()
    assert (
        first.split(maxsplit=1)[1]
        == "văn bản đã ghi bị sửa mà không có bản ghi sửa thông tin: hạn 22/3/2021 → 29/3/2021"
    )
    assert "Văn thư B" in second
    assert second.endswith("issued-is-final")
    assert last.startswith("Không chứng minh được: 1 lỗi (đã xét 2 lần ghi")


def test_verify_as_json(recorded: Recorded) -> None:
    first = recorded.git("rev-parse", "HEAD")
    second = recorded.change(REQUEST, MOVED_DEADLINE).commit(author="Văn thư B", day="2021-06-01")
    result = run(recorded.root, "--lang", "en", "verify", "--since", first, "--format", "json")
    assert result.exit_code == 1
    assert json.loads(result.stdout) == {
        "head": second,
        "since": first,
        "proven": False,
        "commits": 1,
        "records": {"tasks": 1, "documents": 14, "agencies": 7, "papers": 7},
        "findings": [
            {
                "rule": "issued-is-final",
                "severity": "error",
                "section": "change",
                "task": "2021-0001",
                "agency": "tnmt",
                "file": f"tasks/2021/0001/{REQUEST}.yml",
                "line": None,
                "message": "an issued record was changed without a correction",
                "commit": second,
                "date": "2021-06-01T08:00:00+07:00",
                "author": "Văn thư B",
                "changes": [{"key": "due", "before": "2021-03-22", "after": "2021-03-29"}],
            }
        ],
        "corrections": [],
        "erased": [],
    }


def test_many_late_records_do_not_bury_the_rest(recorded: Recorded) -> None:
    recorded.commit(amend=True, day="2026-05-31")
    assert "… và 5 mục recorded-promptly khác" in output_of(recorded.root, "verify")


def test_verify_says_that_what_is_not_committed_was_not_looked_at(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE)
    assert output_of(recorded.root, "verify").endswith(
        "1 tệp chưa được ghi vào Git đúng như hiện có nên không được xét.\n"
    )


def test_without_an_earlier_state_nothing_is_called_proven(recorded: Recorded) -> None:
    assert (
        output_of(recorded.root, "verify")
        .splitlines()[-1]
        .startswith("Lịch sử tự nó nhất quán; chưa đối chiếu với trạng thái nào trước đây (1 lần ghi")
    )


def test_a_commit_wins_over_a_file_of_its_name(recorded: Recorded) -> None:
    """A file that an attacker leaves beside the register is not taken for the commit that the auditor names."""
    since = recorded.git("rev-parse", "HEAD")
    recorded.story.delete(OPINION)
    recorded.commit(day="2021-06-01")
    forged = json.dumps(head_as_json(head_of(recorded.story.register())))
    (recorded.root / since).write_text(forged, encoding="utf-8")
    result = run(recorded.root, "verify", f"--since={since}")
    assert result.exit_code == 1
    assert "văn bản đã ghi bị xóa" in result.stdout
    assert f"./{since}" in result.stderr
    assert run(recorded.root, "verify", f"--since=./{since}").exit_code == 0


@pytest.mark.parametrize("since", ["no-such-branch", "--all", "http://127.0.0.1:1/head.json", "register.yml"])
def test_what_cannot_be_compared_with_ends_with_2(recorded: Recorded, since: str) -> None:
    result = run(recorded.root, "verify", f"--since={since}")
    assert result.exit_code == 2
    assert result.stderr
    assert not result.stdout


def test_of_a_kept_state_that_is_not_there_it_is_said_where_it_was_looked_for(recorded: Recorded) -> None:
    """It is a file that is named, and no commit."""
    said = run(recorded.root, "--lang", "vi", "verify", "--since", "kept/head.json").stderr
    assert f"{recorded.root / 'kept/head.json'} (không có tệp hay thư mục này)" in said
    assert "lần ghi" not in said


def test_a_backup_is_verified_as_it_stands_and_tells_a_rewriting_by_an_earlier_head(
    recorded: Recorded, tmp_path: Path
) -> None:
    head, backup = tmp_path / "head.json", tmp_path / "backup.git"
    head.write_text(json.dumps(head_as_json(head_of(recorded.story.register()))), encoding="utf-8")
    rewritten = Recorded(tmp_path / "rewritten")
    rewritten.story.delete(OPINION)
    rewritten.commit(author="Văn thư A", day="2021-05-31")
    git(tmp_path, "clone", "--quiet", "--mirror", str(rewritten.root), "backup.git")
    assert "Lịch sử tự nó nhất quán" in output_of(backup, "verify")
    assert "Consistent in itself" in output_of(backup, "--lang", "en", "verify")
    assert run(backup, "verify", "--since", str(head)).exit_code == 1


def test_a_bare_repository_without_a_register_is_told(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--bare", "backup.git")
    assert run(tmp_path / "backup.git", "verify").exit_code == 2
