"""The proof in the face of merges: what is changed, dropped or turned round in one is named, too."""

from pathlib import Path

from tests.history.recorded import MOVED_DEADLINE, OPINION, REQUEST, Recorded, identity

TASK = "tasks/2021/0001"
OPINION_FILE = f"{TASK}/{OPINION}.yml"
SILENT = f"error issued-is-final {TASK}/{REQUEST}.yml: an issued record was changed without a correction"


def test_an_edit_in_the_merge_itself_is_named(recorded: Recorded) -> None:
    since = recorded.git("rev-parse", "HEAD")
    recorded.branch("side")
    recorded.correct("2021-03-04.plan.tnmt").commit()
    recorded.switch("main")
    recorded.commit()
    recorded.merge("side", finish=False)
    recorded.change(REQUEST, MOVED_DEADLINE)
    merge = recorded.commit()
    assert recorded.flaws(since) == [SILENT]
    (flaw,) = [flaw for flaw in recorded.audit().findings if flaw.severity == "error"]
    assert flaw.commit is not None
    assert flaw.commit.id == merge


def test_an_opinion_altered_while_it_is_merged_is_named(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path, until="2021-03-08")
    recorded.commit()
    recorded.branch("tckh")
    full = Recorded(tmp_path.parent / "other").story
    recorded.story.write_bytes(OPINION_FILE, (full.root / OPINION_FILE).read_bytes())
    recorded.commit(author="Văn thư TCKH")
    recorded.switch("main")
    recorded.merge("tckh", finish=False)
    recorded.change(OPINION, {"agree-with-comments": "disagree"}).commit()
    assert recorded.flaws() == [
        f"error issued-is-final {OPINION_FILE}: the merge itself changed the record: no branch that it merged has it so"
    ]


def test_an_edit_hidden_in_one_commit_of_a_branch_and_undone_in_another_never_was_issued(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    recorded.git("revert", "--no-edit", "HEAD", env=identity("Văn thư", "2021-06-01"))
    recorded.switch("main")
    recorded.merge("side")
    assert recorded.audit().is_proven
    assert recorded.flaws() == [SILENT.replace("error", "breach")]


def test_a_record_that_a_merge_left_out_is_told(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.correct(REQUEST).commit(day="2021-06-01")
    recorded.switch("main")
    recorded.commit(day="2021-06-02")
    recorded.merge("side", strategy="ours", day="2021-06-03")
    assert recorded.flaws() == [
        f"error issued-is-final {TASK}/2021-03-24.correction.tnmt.yml: the merge left out a record that a branch "
        "which it merged had"
    ]


def test_a_merge_turned_round_cannot_hide_what_was_published(recorded: Recorded) -> None:
    """The attacker's branch becomes the first parent; what the published branch had since is dropped by the merge."""
    recorded.branch("attack")
    recorded.commit(day="2021-06-01")
    recorded.switch("main")
    recorded.correct(REQUEST).commit(day="2021-06-02")
    since = recorded.git("rev-parse", "HEAD")
    recorded.switch("attack")
    recorded.merge("main", strategy="ours", day="2021-06-03")
    lost = f"{TASK}/2021-03-24.correction.tnmt.yml"
    assert f"error issued-is-final {lost}: an issued record was deleted" in recorded.flaws(since)
    assert not recorded.audit(since).is_proven
    assert [flaw.split(":")[0] for flaw in recorded.flaws()] == [f"error issued-is-final {lost}"]


def test_a_correction_that_corrects_nothing_excuses_nothing(recorded: Recorded) -> None:
    recorded.branch("attack")
    recorded.correct("2021-05-20.progress.tckh").commit(day="2021-06-01")
    recorded.switch("main")
    recorded.story.write("2021-05-20.progress.tckh", "kind: progress\nfrom: tckh\ndate: 2021-05-20\ntext: xong\n")
    recorded.commit(day="2021-06-02")
    since = recorded.git("rev-parse", "HEAD")
    recorded.switch("attack")
    recorded.merge("main", strategy="ours", day="2021-06-03")
    lost = f"{TASK}/2021-05-20.progress.tckh.yml"
    assert f"error issued-is-final {lost}: an issued record was deleted" in recorded.flaws(since)
