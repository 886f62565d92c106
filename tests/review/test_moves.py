"""A register that a branch puts into another folder is the same register: told as moved, not as deleted."""

from pathlib import Path

import pytest
from phoihop.changes.audit import audit
from phoihop.changes.repository import Repository
from phoihop.language import word
from phoihop.records.register import load_register

from tests.cli.run import run
from tests.review.branches import AUTHORITY, TNMT, BranchStory, branch_story

NOTED = "Sổ được chuyển từ thư mục “./” sang “so/”; mỗi tệp được so với chính nó ở thư mục cũ."
REQUEST = "tasks/2021/0001/2021-03-08.request.tnmt.yml"


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return branch_story(tmp_path)


def move(story: BranchStory, to: str, email: str = AUTHORITY) -> None:
    here = [name for name in story.git("ls-tree", "--name-only", "HEAD").split() if name != "so"]
    (story.top / "so").mkdir(exist_ok=True)
    if to:
        story.git("mv", *here, to)
    else:
        story.git("mv", *(f"so/{name}" for name in story.git("ls-tree", "--name-only", "HEAD:so").split()), ".")
    story.git("commit", "-q", "--author", f"A <{email}>", "-m", "Chuyển")


def noted(story: BranchStory) -> list[str]:
    return [word(each, "vi") for each in story.review().limits if "chuyển" in each.text.vi]


def test_a_move_away_and_back_deletes_nothing(story: BranchStory) -> None:
    move(story, "so")
    move(story, "")
    assert (story.broken(), story.told()) == ([], [])
    assert len(noted(story)) == 2


def test_a_move_is_told_as_one_and_what_changes_on_the_way_is_seen(story: BranchStory) -> None:
    move(story, "so")
    assert (story.broken(), story.told(), noted(story)) == ([], [], [NOTED])
    file = story.top / "so" / REQUEST
    file.write_text(file.read_text(encoding="utf-8").replace("2021-03-22", "2021-03-29"), encoding="utf-8")
    story.git("commit", "-qam", "x", "--author", f"A <{TNMT}>")
    assert story.broken() == ["issued-is-final 2021-03-08.request.tnmt"]
    story.git("checkout", "-q", "main")
    assert story.broken() == ["issued-is-final 2021-03-08.request.tnmt"]


def test_a_branch_from_before_the_move_is_compared_with_what_was_moved(story: BranchStory) -> None:
    story.edit("2021-03-08.request.tnmt", {"due: 2021-03-22": "due: 2021-03-29"}).commit(TNMT)
    story.switch("main")
    move(story, "so")
    moved = BranchStory.__new__(BranchStory)
    moved.__dict__ |= story.__dict__ | {"root": story.top / "so"}
    assert moved.broken() == ["issued-is-final 2021-03-08.request.tnmt"]
    moved.git("checkout", "-q", "proposal")
    moved.git("merge", "-q", "main", "-m", "Gộp")
    assert moved.broken() == ["issued-is-final 2021-03-08.request.tnmt"]


def test_only_the_authority_moves_the_register(story: BranchStory) -> None:
    move(story, "so", TNMT)
    assert story.broken() == ["policy-by-authority register"]
    story.git("branch", "-f", "main", "proposal")
    found = audit(Repository(story.top / "so"), load_register(story.top / "so")).findings
    assert ("policy-by-authority", "breach", "register.yml") in {
        (each.rule, each.severity, each.file) for each in found
    }


def test_log_tells_one_move_and_no_deletions(story: BranchStory) -> None:
    move(story, "so")
    move(story, "")
    told = [line.strip() for line in run(story.root, "log", "--no-cache").stdout.splitlines() if "đổi tên" in line]
    assert told == [
        "đổi tên thiết lập của sổ: đường dẫn so/register.yml → register.yml",
        "đổi tên thiết lập của sổ: đường dẫn register.yml → so/register.yml",
    ]
    assert "xóa" not in run(story.root, "log", "--no-cache").stdout


def test_a_number_that_was_used_before_the_register_moved_is_used_unless_its_task_is_put_back(
    story: BranchStory,
) -> None:
    story.switch("main")
    story.write("tasks/2021/0009/task.yml", (story.root / "tasks/2021/0001/task.yml").read_text(encoding="utf-8"))
    story.commit(AUTHORITY)
    story.git("rm", "-rq", "tasks/2021/0009")
    story.git("commit", "-qm", "x")
    move(story, "so")
    story.git("branch", "-f", "proposal", "main")
    story.switch("proposal")
    moved = BranchStory.__new__(BranchStory)
    moved.__dict__ |= story.__dict__ | {"root": story.top / "so"}
    target = story.top / "so/tasks/2021/0009/task.yml"
    target.parent.mkdir(parents=True)
    before = (story.top / "so/tasks/2021/0001/task.yml").read_bytes()
    target.write_bytes(before.replace(b"100/UBND", b"101/UBND"))
    story.commit(AUTHORITY)
    assert "id-not-reused tasks/2021/0009/task" in moved.broken()
    target.write_bytes(before)
    story.commit(AUTHORITY)
    assert not [each for each in moved.broken() if each.startswith("id-not-reused")]


def test_a_record_that_is_like_one_that_is_gone_has_not_taken_its_place(story: BranchStory) -> None:
    story.switch("main")
    for day in ("2021-03-21", "2021-03-22"):
        story.write(f"{day}.progress.tnmt", f"kind: progress\nfrom: tnmt\ndate: {day}\ntext: x\nnote: y\n")
    story.commit(TNMT)
    story.git("branch", "-f", "proposal", "main")
    story.switch("proposal")
    story.delete("2021-03-21.progress.tnmt").edit("2021-03-22.progress.tnmt", {"text: x": "text: z"}).commit(TNMT)
    assert story.broken() == ["issued-is-final 2021-03-21.progress.tnmt", "issued-is-final 2021-03-22.progress.tnmt"]
    assert [each.split(" ")[0] for each in story.told()] == ["xóa", "sửa"]
