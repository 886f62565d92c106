"""Git as it is met: hostile texts and settings, and repositories of every shape."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from phoihop.changes.commits import Commit, TreeEntry
from phoihop.changes.events import cut_short, task_histories
from phoihop.changes.git import NoHistory
from phoihop.changes.past import read_past
from phoihop.changes.repository import Repository
from phoihop.language import Message

from tests.history.recorded import REQUEST, Recorded, git, identity

HOSTILE = "x\x01commit \x1b[2J\x1b]0;x\x07 :100644 100644"


@pytest.fixture
def recorded(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path / "register")


def commits(repository: Repository) -> list[Commit]:
    return list(repository.log())


# --- texts that somebody chose ----------------------------------------------------------------------------------------


def test_no_message_author_or_file_name_passes_for_structure(recorded: Recorded) -> None:
    head = "a" * 40
    name = f"tasks/2021/0001/files/{HOSTILE}\n{head}\n:000000 100644.pdf"
    recorded.story.write_bytes(name, b"x")
    recorded.commit(f"{HOSTILE}\n\n{head}\n:000000 100644 {head} {head} A\n", author=f"{HOSTILE} {head}")
    recorded.story.delete(REQUEST)
    recorded.commit("\n", author=":000000")
    second, first = commits(recorded.repository)
    assert [change.path for change in second.changes] == [f"tasks/2021/0001/{REQUEST}.yml"]
    assert first.author == f"{HOSTILE} {head}"
    assert first.subject == HOSTILE
    assert name in {change.path for change in first.changes}
    assert len(first.changes) == len(recorded.repository.tree(first.id))


def test_names_that_are_no_text_stay_apart(recorded: Recorded) -> None:
    folder = os.fsencode(recorded.root / "tasks/2021/0001/files")
    for name in (b"a\xff.pdf", b"a\xfe.pdf", rb"a\xff.pdf"):
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123  # Path takes no bytes
            file.write(name)
    recorded.commit()
    paths = [path for path in recorded.repository.tree("HEAD") if "/files/a" in path]
    assert len(paths) == 3
    assert {os.fsencode(path).rsplit(b"/", 1)[1] for path in paths} == {b"a\xff.pdf", b"a\xfe.pdf", rb"a\xff.pdf"}


def written_by_hand(recorded: Recorded, header: str, message: bytes = b"x\n") -> str:
    """A commit object as no git command would write it."""
    tree = recorded.git("write-tree")
    content = f"tree {tree}\n{header}\n\n".encode() + message
    id_ = recorded.git("hash-object", "-t", "commit", "-w", "--literally", "--stdin", stdin=content)
    recorded.git("update-ref", "HEAD", id_)
    return id_


@pytest.mark.parametrize("date", ["99999999999999999999 +0700", "-5 +0700", "x", "1616000000 +9999999", ""])
def test_a_date_that_no_calendar_has_does_not_stop_the_reading(recorded: Recorded, date: str) -> None:
    recorded.git("add", "--all")
    written_by_hand(recorded, f"author A <a@b> {date}\ncommitter A <a@b> 1616000000 +0700")
    (commit,) = commits(recorded.repository)
    assert commit.committed == datetime.fromtimestamp(1616000000, UTC)
    assert commit.authored.tzinfo is not None


def test_an_encoding_can_bring_in_no_nul(recorded: Recorded) -> None:
    recorded.git("add", "--all")
    header = "author A+AAA-B <a@b> 1616000000 +0700\ncommitter A <a@b> 1616000000 +0700\nencoding UTF-7"
    written_by_hand(recorded, header, b"x+AAA-y\n")
    (commit,) = commits(recorded.repository)
    assert (commit.author, commit.subject) == ("A+AAA-B", "x+AAA-y")
    assert len(commit.changes) == len(recorded.repository.tree("HEAD"))


@pytest.mark.parametrize("folder", [".", "register"])
def test_settings_change_nothing(tmp_path: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = Recorded(tmp_path / folder, top=tmp_path)
    recorded.commit()
    recorded.change(REQUEST, {"2021-03-22": "2021-03-29"}).commit()
    plain = commits(recorded.repository)
    trap = tmp_path / "ran"
    for setting in (
        "diff.relative=true", "diff.noprefix=true", "log.showRoot=false", "log.showSignature=true", "log.follow=true",
        "log.mailmap=true", "log.date=relative", "color.ui=always", "color.diff=always", "core.quotePath=true",
        "diff.renames=copies", "diff.ignoreSubmodules=all", "log.diffMerges=off", "format.pretty=oneline",
        "i18n.logOutputEncoding=UTF-16", f"core.pager=touch {trap}", f"diff.external=touch {trap}",
        f"core.fsmonitor=touch {trap}", f"gpg.program=touch {trap}", "core.abbrev=7", "diff.mnemonicPrefix=true",
    ):  # fmt: skip
        recorded.git("config", *setting.split("=", 1))
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    monkeypatch.setenv("GIT_WORK_TREE", "/nowhere")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", f"touch {trap}")
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert commits(recorded.repository) == plain
    assert not trap.exists()


def test_replacements_and_grafts_rewrite_nothing(recorded: Recorded) -> None:
    first = recorded.commit("một")
    recorded.change(REQUEST, {"2021-03-22": "2021-03-29"})
    second = recorded.commit("hai")
    recorded.git("replace", first, second)
    (recorded.root / ".git/info").mkdir(exist_ok=True)
    (recorded.root / ".git/info/grafts").write_text(f"{second}\n", encoding="ascii")
    assert [commit.id for commit in commits(recorded.repository)] == [second, first]


# --- merges ----------------------------------------------------------------------------------------------------------


def test_a_merge_lists_what_it_changed_itself_and_along_first_parents_all_that_it_brought(recorded: Recorded) -> None:
    recorded.commit()
    recorded.branch("side")
    recorded.correct(REQUEST).commit(day="2021-06-01")
    recorded.switch("main")
    recorded.commit(day="2021-06-02")
    recorded.merge("side", finish=False)
    recorded.change("task", {"lead: tnmt": "lead: ktht"})
    merge = recorded.commit(day="2021-06-03")
    own = next(commit for commit in recorded.repository.log() if commit.id == merge)
    assert len(own.parents) == 2
    assert [change.path for change in own.changes] == ["tasks/2021/0001/task.yml"]
    assert list(own.brought) == [
        "tasks/2021/0001/2021-03-24.correction.tnmt.yml",
        "tasks/2021/0001/task.yml",
    ]


def test_no_parent_comes_before_its_children_whatever_their_clocks_said(recorded: Recorded) -> None:
    ids = [recorded.commit(day=day) for day in ("2021-05-03", "2021-05-01", "2021-05-02")]
    assert [commit.id for commit in recorded.repository.log()] == ids[::-1]


# --- where a register may lie ----------------------------------------------------------------------------------------


def test_a_folder_without_git_has_no_history(tmp_path: Path) -> None:
    (tmp_path / "register.yml").touch()
    with pytest.raises(NoHistory, match="lies in no Git repository"):
        Repository(tmp_path)


def test_a_machine_without_git_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NoHistory, match="install Git"):
        Repository(tmp_path)


def test_a_repository_of_somebody_else_is_told_in_gits_own_words(
    recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "core.repositoryformatversion")
    (recorded.root / ".git/config").write_text("[core]\n\trepositoryformatversion = 99\n", encoding="ascii")
    monkeypatch.delenv("GIT_CONFIG_COUNT")
    with pytest.raises(NoHistory) as raised:
        Repository(recorded.root)
    assert "99" in str(raised.value.message.facts["why"])


def test_a_repository_without_commits_has_an_empty_history(recorded: Recorded) -> None:
    assert commits(recorded.repository) == []
    assert not recorded.repository.has_commits
    with pytest.raises(NoHistory, match="knows no commit"):
        recorded.repository.resolve("HEAD")


def test_a_detached_head_and_a_linked_work_tree_have_the_history_of_their_commit(recorded: Recorded) -> None:
    first = recorded.commit("một")
    recorded.change("task", {"due: 2021-05-28": "due: 2021-06-28"})
    second = recorded.commit("hai")
    recorded.git("worktree", "add", "--quiet", "--detach", "../linked", first)
    assert [commit.id for commit in Repository(recorded.root.parent / "linked").log()] == [first]
    recorded.git("checkout", "--quiet", "--detach")
    assert [commit.id for commit in recorded.repository.log()] == [second, first]


def test_a_register_in_a_folder_of_a_repository_is_read_alone(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path / "sổ :(top)*", top=tmp_path)
    (tmp_path / "other.txt").write_text("x", encoding="ascii")
    first = recorded.commit()
    (tmp_path / "other.txt").write_text("y", encoding="ascii")
    second = recorded.commit()
    repository = recorded.repository
    assert repository.place == "sổ :(top)*/"
    later, earlier = read_past(repository).commits
    assert [(later.id, *later.brought), earlier.id] == [(second, "/other.txt"), first]
    assert {change.path for change in earlier.changes} == set(repository.tree("HEAD"))
    assert "register.yml" in repository.tree("HEAD")
    assert "other.txt" not in repository.tree("HEAD")


def test_a_branch_that_a_merge_dropped_is_still_read_in_a_folder(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path / "register", top=tmp_path)
    recorded.commit()
    recorded.branch("side")
    lost = recorded.correct(REQUEST).commit(day="2021-06-01")
    recorded.switch("main")
    recorded.commit(day="2021-06-02")
    recorded.merge("side", strategy="ours")
    assert lost in {commit.id for commit in recorded.repository.log() if commit.changes}


def test_a_register_in_a_submodule_has_the_history_of_the_submodule(tmp_path: Path) -> None:
    inner = Recorded(tmp_path / "inner")
    first = inner.commit()
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "register")
    git(outer, "commit", "--quiet", "-m", "x", env=identity("A", "2021-06-01"))
    assert [commit.id for commit in Repository(outer / "register").log()] == [first]
    assert Repository(outer).tree("HEAD")["register"] == TreeEntry("160000", first)


def test_a_bare_repository_can_be_read(recorded: Recorded, tmp_path: Path) -> None:
    first = recorded.commit()
    git(tmp_path, "clone", "--quiet", "--bare", str(recorded.root), "bare")
    assert [commit.id for commit in Repository(tmp_path / "bare").log()] == [first]


def test_gits_own_folder_is_no_register(recorded: Recorded) -> None:
    recorded.commit()
    with pytest.raises(NoHistory, match="lies in no Git repository"):
        Repository(recorded.root / ".git")


def test_where_a_shallow_clone_breaks_off_nothing_is_made_up(recorded: Recorded, tmp_path: Path) -> None:
    recorded.commit("một")
    second = recorded.change("task", {"due: 2021-05-28": "due: 2021-06-28"}).commit("hai", day="2021-06-01")
    third = recorded.correct(REQUEST).commit("ba", day="2021-06-02")
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{recorded.root}", "shallow")
    repository = Repository(tmp_path / "shallow")
    later, cut = repository.log()
    assert (later.id, later.is_cut, len(later.changes)) == (third, False, 1)
    assert (cut.id, cut.is_cut, cut.changes) == (second, True, ())
    assert task_histories(tmp_path / "shallow") == cut_short()


def test_a_partial_clone_fetches_nothing_and_says_what_it_lacks(recorded: Recorded, tmp_path: Path) -> None:
    recorded.commit("một")
    recorded.change("task", {"due: 2021-05-28": "due: 2021-06-28"}).commit("hai")
    recorded.git("config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{recorded.root}", "partial")
    told = task_histories(tmp_path / "partial")
    assert isinstance(told, Message)
    assert "--refetch" in told.text.en


def test_blobs_come_in_bulk_and_no_larger_than_asked_for(recorded: Recorded) -> None:
    for number in range(1200):
        recorded.story.write_bytes(f"tasks/2021/0001/files/{number}.txt", b"%d\n" % number)
    recorded.story.write_bytes("tasks/2021/0001/files/large.bin", b"x" * 1_000_000)
    recorded.commit()
    tree = recorded.repository.tree("HEAD")
    names = {entry.blob: path for path, entry in tree.items()}
    contents = {names[name]: content for name, content in recorded.repository.blobs(names, largest=100)}
    assert contents["tasks/2021/0001/files/777.txt"] == b"777\n"
    assert contents["tasks/2021/0001/files/large.bin"] == b"x" * 101
    assert contents.keys() == set(names.values())
    assert list(recorded.repository.blobs(["--help", "HEAD:register.yml"])) == []
    with pytest.raises(NoHistory, match="lacks the contents"):
        list(recorded.repository.blobs(["0" * 40]))


def test_a_broken_repository_is_an_error_and_not_an_empty_history(recorded: Recorded) -> None:
    recorded.commit()
    tree = recorded.git("rev-parse", "HEAD:tasks")
    (recorded.root / ".git/objects" / tree[:2] / tree[2:]).unlink()
    with pytest.raises(NoHistory):
        commits(recorded.repository)


def test_an_option_is_no_revision(recorded: Recorded) -> None:
    recorded.commit()
    for revision in ("--all", "-x", "", "HEAD\0", "main..main", "HEAD:register.yml", "\x1b[2J"):
        with pytest.raises(NoHistory):
            recorded.repository.resolve(revision)


def test_descent(recorded: Recorded) -> None:
    first = recorded.commit()
    recorded.branch("side")
    side = recorded.correct(REQUEST).commit()
    recorded.switch("main")
    main = recorded.change("task", {"due: 2021-05-28": "due: 2021-06-28"}).commit()
    repository = recorded.repository
    assert repository.is_ancestor(first, "side")
    assert not repository.is_ancestor(side, main)
    shutil.rmtree(recorded.root / ".git")
    with pytest.raises(NoHistory):
        repository.is_ancestor(side, main)
