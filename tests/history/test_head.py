"""The head of a register: what the commit holds, whatever else lies in the folder; and another with any difference."""

import hashlib
from pathlib import Path

import pytest
from phoihop.changes.head import Head, head_as_json, head_of, records_digest

from tests.history.recorded import MOVED_DEADLINE, REQUEST, Recorded
from tests.story import Story

TASK = "tasks/2021/0001"
FOLDER = f"{TASK}/files"


def head(recorded: Recorded) -> Head:
    return head_of(recorded.story.register())


def test_it_counts_names_the_commit_and_has_a_digest(recorded: Recorded) -> None:
    told = head_as_json(head(recorded))
    assert told == {
        "format": 1,
        "commit": recorded.git("rev-parse", "HEAD"),
        "records": {"tasks": 1, "documents": 14, "agencies": 7, "papers": 7},
        "records_digest": head(recorded).digest,
        "digests": told["digests"],
        "withheld": [],
        "unrecorded": 0,
        "erasures": [],
    }
    assert records_digest(told["digests"]) == told["records_digest"]


def test_without_git_or_a_first_commit_it_is_what_lies_there(tmp_path: Path) -> None:
    alone, begun = Story(tmp_path / "a"), Recorded(tmp_path / "b").story
    heads = [head_of(story.register()) for story in (alone, begun)]
    assert [(each.commit, len(each.digests), each.unrecorded) for each in heads] == [(None, 30, ())] * 2
    recorded = Recorded(tmp_path)
    recorded.git("reset", "--quiet")
    (tmp_path / "x").write_text("x", encoding="ascii")
    recorded.git("add", "x")
    recorded.git("-c", "user.name=a", "-c", "user.email=a@b", "commit", "--quiet", "-m", "other")
    assert head_of(alone.register()) == heads[0], "the folder only lies in somebody's repository"


def test_the_digest_is_what_the_docstring_says(tmp_path: Path) -> None:
    (tmp_path / "register.yml").write_bytes(b"title: x\r\nauthority: a\r\n")
    (tmp_path / "notes.txt").write_bytes(b"no record")
    story = Story.__new__(Story)
    story.root = tmp_path
    inner = hashlib.sha256(b"title: x\nauthority: a\n").hexdigest()
    whole = hashlib.sha256(b"register.yml\0" + inner.encode() + b"\n").hexdigest()
    assert head_of(story.register()).digest == whole


@pytest.mark.parametrize("hash_", ["sha1", "sha256"])
@pytest.mark.parametrize("in_git", ["pointer", "crlf", "both"])
def test_line_ends_and_git_lfs_make_no_difference(tmp_path: Path, hash_: str, in_git: str) -> None:
    recorded = Recorded(tmp_path / "register")
    recorded.git("init", "--quiet", f"--object-format={hash_}") if hash_ == "sha1" else None
    if hash_ == "sha256":
        (recorded.root / ".git").rename(tmp_path / "other")
        recorded.git("init", "--quiet", "--object-format=sha256")
    paper, written = recorded.root / FOLDER / "ban-do.pdf", recorded.root / f"{TASK}/{REQUEST}.yml"
    real, lf = paper.read_bytes(), written.read_bytes()
    before = head(recorded).digest
    pointer = (
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{hashlib.sha256(real).hexdigest()}\nsize {len(real)}\n"
    )
    if in_git != "crlf":
        paper.write_text(pointer, encoding="ascii")
    if in_git != "pointer":
        written.write_bytes(lf.replace(b"\n", b"\r\n"))
    recorded.commit()
    for paper_here in (real, pointer.encode()):
        for line_ends in (b"\n", b"\r\n"):
            paper.write_bytes(paper_here)
            for file in recorded.root.rglob("*.yml"):
                file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", line_ends))
            now = head(recorded)
            assert (now.digest, now.unrecorded) == (before, ())


DIFFERENCES = {
    "edit": [f"{TASK}/{REQUEST}.yml"],
    "delete": [f"{TASK}/{REQUEST}.yml"],
    "rename": [f"{TASK}/{REQUEST}.yml", f"{TASK}/2021-03-09.request.tnmt.yml"],
    "paper": [f"{FOLDER}/ban-do.pdf"],
    "new paper": [f"{FOLDER}/a/b: c.pdf"],
    "ignored paper": [f"{FOLDER}/x.tmp"],
    "agency": ["agencies/tckh.yml"],
}


@pytest.mark.parametrize("what", DIFFERENCES)
def test_what_is_not_in_git_is_named_and_counts_once_it_is(recorded: Recorded, what: str) -> None:
    recorded.story.write(".gitignore", "*.tmp\n")
    recorded.commit()
    before = head(recorded)
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
        case "ignored paper":
            story.write_bytes(f"{FOLDER}/x.tmp", b"x")
        case "agency":
            story.edit("agencies/tckh.yml", {"short: TCKH": "short: KH"})
    now = head(recorded)
    assert (now.commit, now.digest, now.digests) == (before.commit, before.digest, before.digests)
    assert now.unrecorded == tuple(sorted(DIFFERENCES[what]))
    assert head_as_json(now)["unrecorded"] == len(now.unrecorded)
    recorded.git("add", "--all", "--force")
    recorded.commit()
    assert (head(recorded).digest != before.digest, head(recorded).unrecorded) == (True, ())


def test_a_task_that_is_not_told_has_no_path_even_where_only_git_still_has_it(recorded: Recorded) -> None:
    for file in sorted((recorded.root / TASK).rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    told = head_as_json(head(recorded), told=())
    assert not [path for path in told["digests"] if path.startswith("tasks/")]
    assert len(told["withheld"]) == 22


def test_a_long_file_that_begins_like_a_pointer_is_no_pointer(recorded: Recorded) -> None:
    paper = f"{FOLDER}/ban-do.pdf"
    oid = hashlib.sha256((recorded.root / paper).read_bytes()).hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 9\n"
    before = head(recorded)
    recorded.story.write_bytes(paper, pointer.encode() + b"x" * 2000)
    assert head(recorded).unrecorded == (paper,)
    recorded.commit()
    assert head(recorded).digest != before.digest
    assert recorded.told("edited")[0].startswith("edited files/ban-do.pdf")


def test_links_are_not_followed_and_what_is_no_record_does_not_count(recorded: Recorded) -> None:
    before = head(recorded)
    (recorded.root / FOLDER / "link.pdf").symlink_to("/etc/hostname")
    (recorded.root / "tasks/2021/0001/notes.txt").write_text("x", encoding="ascii")
    assert head(recorded) == before
    recorded.commit()
    assert head(recorded).digest == before.digest
