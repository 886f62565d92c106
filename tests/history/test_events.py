"""Who recorded what, and what changed: as the events of real repositories tell it."""

import hashlib
from datetime import date
from pathlib import Path

import pytest
from phoihop.changes.events import Event, task_histories
from phoihop.language import Message, word

from tests.history.recorded import MOVED_DEADLINE, OPINION, REQUEST, Recorded, identity

CORRECTION = "2021-03-24.correction.tnmt"


def test_an_addition_tells_who_and_when_in_the_registers_time_zone(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path)
    commit = recorded.commit(author="Trần Thị B", day="2021-03-09")
    late = identity("Trần Thị B", "2021-03-09") | {"GIT_AUTHOR_DATE": "2021-03-09T23:30:00+00:00"}
    recorded.git("commit", "--quiet", "--amend", "--no-edit", "--reset-author", env=late)
    history = task_histories(tmp_path)
    assert not isinstance(history, Message)
    event = next(event for event in history["2021-0001"] if event.record == REQUEST)
    assert (event.action, event.author, event.day) == ("added", "Trần Thị B", date(2021, 3, 10))
    assert (event.task, event.agency, event.changes) == ("2021-0001", "tnmt", ())
    assert event.commit != commit


def test_an_edit_with_its_correction_is_a_correction(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST).commit()
    assert recorded.told() == [f"corrected {REQUEST}: deadline 22/3/2021 → 29/3/2021"]
    (event,) = [event for event in recorded.events() if event.action == "corrected"]
    assert event.corrections == (CORRECTION,)


def test_an_edit_without_one_is_an_edit(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).correct("task").commit()
    assert recorded.told() == [f"edited {REQUEST}: deadline 22/3/2021 → 29/3/2021"]


def test_an_earlier_correction_does_not_cover_a_later_edit(recorded: Recorded) -> None:
    recorded.correct(REQUEST).commit()
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    assert recorded.told() == [f"edited {REQUEST}: deadline 22/3/2021 → 29/3/2021"]


def test_edit_and_correction_in_two_commits_of_one_merge_belong_together(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.change(REQUEST, MOVED_DEADLINE).commit(author="Anh A")
    recorded.correct(REQUEST).commit(author="Anh B")
    recorded.switch("main")
    recorded.merge("side")
    assert recorded.told() == [f"corrected {REQUEST}: deadline 22/3/2021 → 29/3/2021"]
    (event,) = [event for event in recorded.events() if event.action == "corrected"]
    assert event.author == "Anh A"


def test_a_correction_that_cannot_be_read_covers_nothing(recorded: Recorded) -> None:
    recorded.story.write(CORRECTION, f"kind: correction\nkind: correction\ncorrects: {REQUEST}\n")
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    assert recorded.told() == [f"edited {REQUEST}: deadline 22/3/2021 → 29/3/2021"]


def test_what_only_looks_different_makes_no_event(recorded: Recorded) -> None:
    path = recorded.root / "tasks/2021/0001/task.yml"
    path.write_bytes(b"# x\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    recorded.commit()
    assert recorded.told() == []


def test_a_deletion_a_rename_and_a_settings_change_are_told(recorded: Recorded) -> None:
    recorded.story.delete(OPINION).rename(REQUEST, "2021-03-09.request.tnmt")
    recorded.story.write("register.yml", "title: Sổ mẫu\nformat: 2\nauthority: ubnd\n")
    recorded.story.edit("agencies/tckh.yml", {"short: TCKH": "short: KH"})
    recorded.commit()
    assert recorded.told() == [
        "edited agencies/tckh.yml: symbol TCKH → KH",
        "edited register.yml: title Sổ theo dõi mẫu → Sổ mẫu",
        "renamed 2021-03-09.request.tnmt: path tasks/2021/0001/2021-03-08.request.tnmt.yml → "
        "tasks/2021/0001/2021-03-09.request.tnmt.yml",
        f"deleted {OPINION}",
    ]


def test_a_record_moved_to_another_task_is_gone_here_and_added_there(recorded: Recorded) -> None:
    (recorded.root / "tasks/2021/0002").mkdir()
    recorded.story.rename(OPINION, f"tasks/2021/0002/{OPINION}.yml")
    recorded.commit()
    assert [(event.action, event.task) for event in recorded.events()[:2]] == [
        ("deleted", "2021-0001"),
        ("added", "2021-0002"),
    ]


def test_a_paper_replaced_or_deleted_is_told_and_one_put_into_lfs_is_not(recorded: Recorded) -> None:
    digest = "b8fc5bcba4fa9a1cb8d1f3bdc6fbf44d90cc6ce6a1a6e9b25f0e84a3c6e9a5d2"
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 9\n"
    folder = "tasks/2021/0001/files"
    recorded.story.write_bytes(f"{folder}/ban-do.pdf", pointer.encode())
    recorded.story.write_bytes(f"{folder}/bang-tinh.pdf", b"%PDF-1.4\nother\n")
    (recorded.root / f"{folder}/du-thao.pdf").unlink()
    recorded.commit()
    assert [line.split(":")[0] for line in recorded.told()] == [
        "edited files/ban-do.pdf",
        "edited files/bang-tinh.pdf",
        "deleted files/du-thao.pdf",
    ]
    real = hashlib.sha256(b"%PDF-1.4\n").hexdigest()
    recorded.story.write_bytes(f"{folder}/to-trinh.pdf", pointer.replace(digest, real).encode())
    recorded.commit()
    assert "files/to-trinh.pdf" not in " ".join(recorded.told())


def test_a_record_replaced_by_a_link_is_told(recorded: Recorded) -> None:
    path = recorded.root / f"tasks/2021/0001/{REQUEST}.yml"
    path.unlink()
    path.symlink_to("task.yml")
    recorded.commit()
    assert recorded.told() == [f"edited {REQUEST}: changes a content that can't be read"]


# --- merges ----------------------------------------------------------------------------------------------------------


def test_what_a_merge_changes_itself_is_told_under_the_merge(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.correct("task").commit()
    recorded.switch("main")
    recorded.commit()
    recorded.merge("side", finish=False)
    recorded.change(REQUEST, MOVED_DEADLINE)
    merge = recorded.commit(author="Kẻ gian")
    (event,) = [event for event in recorded.events() if event.action == "edited"]
    assert (event.commit, event.author, event.record) == (merge, "Kẻ gian", REQUEST)


def test_what_a_merge_drops_of_a_branch_is_told_under_the_merge(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.correct(REQUEST).change("task", {"lead: tnmt": "lead: ktht"}).commit()
    recorded.switch("main")
    recorded.commit(day="2021-06-02")
    merge = recorded.merge("side", strategy="ours", day="2021-06-03")
    assert [(event.commit == merge, event.action, event.record) for event in recorded.events()[:4]] == [
        (True, "deleted", CORRECTION),
        (True, "edited", "task"),
        (False, "added", CORRECTION),
        (False, "edited", "task"),
    ]
    assert recorded.told("edited")[0] == "edited task: lead agency KTHT → TNMT"


def test_a_plain_merge_tells_nothing_twice(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST).commit()
    recorded.switch("main")
    recorded.change("task", {"due: 2021-05-28": "due: 2021-06-28"}).correct("task", day="2021-03-25").commit()
    before = len(recorded.events())
    recorded.merge("side")
    assert len(recorded.events()) == before + 2


# --- a register that moved -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("old", "new"), [("old", "new"), ("a/b", "."), (".", "register"), ("x", "x/y")])
def test_a_register_that_moved_within_its_repository_keeps_its_history(tmp_path: Path, old: str, new: str) -> None:
    recorded = Recorded(tmp_path / old, top=tmp_path)
    recorded.commit(author="Người cũ")
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    (tmp_path / new).mkdir(parents=True, exist_ok=True)
    for name in ("register.yml", "agencies", "tasks"):
        recorded.git("mv", str(Path(old) / name), str(Path(new) / name))
    recorded.root = recorded.story.root = tmp_path / new
    recorded.story.edit("task", {"due: 2021-05-28": "due: 2021-06-28"})
    recorded.commit()
    left, came = ("" if place == "." else f"{place}/" for place in (old, new))
    assert recorded.told() == [
        f"renamed register.yml: path {left}register.yml → {came}register.yml",
        "edited task: deadline 28/5/2021 → 28/6/2021",
        f"edited {REQUEST}: deadline 22/3/2021 → 29/3/2021",
    ]
    first = recorded.events()[-1]
    assert (first.action, first.author) == ("added", "Người cũ")


def test_tasks_renamed_away_and_back_leave_two_traces(recorded: Recorded) -> None:
    recorded.git("mv", "tasks", "viec")
    recorded.commit()
    recorded.git("mv", "viec", "tasks")
    recorded.commit()
    traces = [(event.action, event.commit) for event in recorded.events() if event.record == REQUEST]
    assert [action for action, _commit in traces] == ["added", "deleted", "added"]


# --- what the site asks for ------------------------------------------------------------------------------------------


def test_histories_come_by_task_and_the_registers_own_files_are_left_out(recorded: Recorded) -> None:
    recorded.story.write("tasks/2021/0002/task.yml", "title: Khác\ndate: 2021-03-01\nfrom: ubnd\nlead: ktht\n")
    recorded.commit()
    history = task_histories(recorded.root)
    assert not isinstance(history, Message)
    assert set(history) == {"2021-0001", "2021-0002"}
    assert [event.record for event in history["2021-0002"]] == ["task"]


def test_without_git_there_is_a_reason_instead(tmp_path: Path) -> None:
    (tmp_path / "register.yml").write_text("title: Sổ\nauthority: ubnd\n", encoding="utf-8")
    reason = task_histories(tmp_path)
    assert isinstance(reason, Message)
    assert "git init" in word(reason, "vi")


def test_a_time_zone_that_nobody_knows_does_not_stop_the_history(recorded: Recorded) -> None:
    recorded.story.edit("register.yml", {"authority: ubnd": "authority: ubnd\ntimezone: Trái/Đất"})
    recorded.commit()
    events: list[Event] = recorded.events()
    assert events
