"""The head of a register: the same from disk and from Git, and different as soon as anything is."""

import hashlib
from pathlib import Path

import pytest
from phoihop.changes.contents import Contents
from phoihop.changes.head import digests_at, head_as_json, records_digest

from tests.history.recorded import MOVED_DEADLINE, REQUEST, Recorded
from tests.story import Story

FOLDER = "tasks/2021/0001/files"


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    recorded = Recorded(tmp_path / "register")
    recorded.commit()
    return recorded


def digest(recorded: Recorded) -> str:
    return str(head_as_json(recorded.story.register())["records_digest"])


def test_it_counts_names_the_commit_and_has_a_digest(recorded: Recorded) -> None:
    head = head_as_json(recorded.story.register())
    assert head == {
        "format": 1,
        "commit": recorded.git("rev-parse", "HEAD"),
        "records": {"tasks": 1, "documents": 14, "agencies": 7, "papers": 7},
        "records_digest": digest(recorded),
        "digests": head["digests"],
        "withheld": [],
    }
    assert records_digest(head["digests"]) == head["records_digest"]


def test_without_git_or_a_first_commit_there_is_no_commit(tmp_path: Path) -> None:
    assert head_as_json(Story(tmp_path / "a").register())["commit"] is None
    assert head_as_json(Recorded(tmp_path / "b").story.register())["commit"] is None


def test_the_digest_is_what_the_docstring_says(tmp_path: Path) -> None:
    (tmp_path / "register.yml").write_bytes(b"title: x\r\nauthority: a\r\n")
    (tmp_path / "notes.txt").write_bytes(b"no record")
    story = Story.__new__(Story)
    story.root = tmp_path
    inner = hashlib.sha256(b"title: x\nauthority: a\n").hexdigest()
    whole = hashlib.sha256(b"register.yml\0" + inner.encode() + b"\n").hexdigest()
    assert head_as_json(story.register())["records_digest"] == whole


def test_disk_and_commit_have_one_digest_line_ends_and_lfs_or_not(recorded: Recorded) -> None:
    paper = recorded.root / FOLDER / "ban-do.pdf"
    real = paper.read_bytes()
    oid = hashlib.sha256(real).hexdigest()
    paper.write_text(f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize {len(real)}\n")
    recorded.commit()
    paper.write_bytes(real)
    for file in recorded.root.rglob("*.yml"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    committed = records_digest(digests_at(Contents(recorded.repository), recorded.repository.tree("HEAD")))
    assert committed == digest(recorded)


@pytest.mark.parametrize("what", ["edit", "delete", "rename", "paper", "new paper", "agency"])
def test_any_difference_makes_another_digest(recorded: Recorded, what: str) -> None:
    before = digest(recorded)
    story = recorded.story
    match what:
        case "edit":
            story.edit(REQUEST, MOVED_DEADLINE)
        case "delete":
            story.delete(REQUEST)
        case "rename":
            story.rename(REQUEST, "2021-03-09.request.tnmt")
        case "paper":
            story.write_bytes(f"{FOLDER}/ban-do.pdf", b"%PDF-1.5\n")
        case "new paper":
            story.write_bytes(f"{FOLDER}/a/b: c.pdf", b"x")
        case "agency":
            story.edit("agencies/tckh.yml", {"short: TCKH": "short: KH"})
    assert digest(recorded) != before


def test_a_long_file_that_begins_like_a_pointer_is_no_pointer(recorded: Recorded) -> None:
    paper = f"{FOLDER}/ban-do.pdf"
    oid = hashlib.sha256((recorded.root / paper).read_bytes()).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 9\n"
    before = digest(recorded)
    recorded.story.write_bytes(paper, pointer.encode() + b"x" * 2000)
    assert digest(recorded) != before
    recorded.commit()
    assert recorded.told("edited")[0].startswith("edited files/ban-do.pdf")


def test_links_are_not_followed_and_what_is_no_record_does_not_count(recorded: Recorded) -> None:
    before = digest(recorded)
    (recorded.root / FOLDER / "link.pdf").symlink_to("/etc/hostname")
    (recorded.root / "tasks/2021/0001/notes.txt").write_text("x", encoding="ascii")
    assert digest(recorded) == before
