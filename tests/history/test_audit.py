"""The proof that nothing issued was rewritten: each way of rewriting is done for real, and must be named."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from phoihop.changes.audit import audit
from phoihop.changes.earlier import Earlier
from phoihop.changes.git import NoHistory
from phoihop.changes.head import head_as_json, head_of
from phoihop.changes.repository import Repository
from phoihop.records.register import load_register

from tests.history.recorded import MOVED_DEADLINE, OPINION, REQUEST, Recorded, git, identity

TASK = "tasks/2021/0001"
OPINION_FILE, REQUEST_FILE = f"{TASK}/{OPINION}.yml", f"{TASK}/{REQUEST}.yml"
DELETED = f"error issued-is-final {OPINION_FILE}: an issued record was deleted"
SILENT = f"error issued-is-final {REQUEST_FILE}: an issued record was changed without a correction"


def head(recorded: Recorded) -> Earlier:
    published = json.loads(json.dumps(head_as_json(head_of(recorded.story.register()))))
    return Earlier(published["commit"], published["records_digest"])


# --- what is proven --------------------------------------------------------------------------------------------------


def test_a_register_that_only_grew_is_proven(recorded: Recorded) -> None:
    since = head(recorded)
    recorded.correct(REQUEST).commit()
    recorded.story.edit("agencies/tckh.yml", {"short: TCKH": "short: KH"})
    recorded.story.write_bytes(f"{TASK}/files/moi.pdf", b"x")
    recorded.commit()
    proof = recorded.audit(since)
    assert (proof.is_proven, proof.commits, proof.records["papers"]) == (True, 2, 8)
    assert recorded.flaws() == []


def test_an_edit_with_its_correction_is_listed_with_what_changed(recorded: Recorded) -> None:
    since = head(recorded)
    commit = recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST).commit()
    proof = recorded.audit(since)
    assert proof.is_proven
    (corrected,) = proof.corrected
    assert (corrected.record, corrected.corrections) == (REQUEST, ("2021-03-24.correction.tnmt",))
    assert (corrected.commit.id, [change.key for change in corrected.changes]) == (commit, ["due"])


def test_a_correction_that_corrects_nothing_is_listed_as_such(recorded: Recorded) -> None:
    recorded.correct(REQUEST).commit()
    (corrected,) = recorded.audit().corrected
    assert (corrected.record, corrected.changes) == (REQUEST, ())


def test_edit_and_correction_may_come_in_two_commits_of_one_merge_but_not_in_two_changes(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    recorded.correct(REQUEST).commit()
    recorded.switch("main")
    recorded.merge("side")
    assert recorded.audit().is_proven
    assert recorded.flaws() == [
        f"breach issued-is-final {REQUEST_FILE}: an issued record was changed in one commit, and its correction stands "
        "in another"
    ]
    recorded.git("reset", "--quiet", "--hard", "side")
    assert recorded.flaws() == [SILENT]


def test_what_was_still_a_draft_in_its_branch_may_change_there(recorded: Recorded) -> None:
    recorded.branch("side")
    recorded.correct(REQUEST).commit()
    recorded.change("2021-03-24.correction.tnmt", {"Ghi nhầm": "Sai số liệu"}).commit()
    recorded.story.delete("2021-03-24.correction.tnmt")
    recorded.commit()
    recorded.switch("main")
    recorded.merge("side")
    assert recorded.flaws() == []


def test_a_commit_may_be_named_instead_of_a_head(recorded: Recorded) -> None:
    first = recorded.git("rev-parse", "HEAD")
    recorded.correct(REQUEST).commit()
    assert recorded.audit(first).commits == 1


def test_writing_a_record_otherwise_or_moving_the_register_changes_nothing(recorded: Recorded) -> None:
    since = head(recorded)
    path = recorded.root / REQUEST_FILE
    path.write_bytes(b"# chu thich\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    recorded.commit()
    (recorded.root / "so").mkdir()
    recorded.git("mv", "register.yml", "agencies", "tasks", "so")
    recorded.root = recorded.story.root = recorded.root / "so"
    recorded.commit()
    assert recorded.flaws(since) == []
    assert recorded.flaws() == []


# --- who corrects, and what lies in Git LFS ---------------------------------------------------------------------------

NEW = "2026-12-01"
"""A day on which corrections are judged by whom they come from."""


@pytest.mark.parametrize(("record", "agency"), [(OPINION, "tnmt"), ("task", "tnmt"), (REQUEST, "ktht")])
def test_a_correction_by_another_agency_of_the_task_explains_nothing(
    recorded: Recorded, record: str, agency: str
) -> None:
    recorded.change(
        record, {"date: ": "note: Khác\ndate: "} if record != "task" else {"lead: ": "summary: Khác\nlead: "}
    )
    recorded.correct(record, agency=agency).commit(day=NEW)
    found = [flaw.split(":")[0] for flaw in recorded.flaws()]
    assert found == [
        f"error correction-by-issuer {TASK}/2021-03-24.correction.{agency}.yml",
        f"error issued-is-final {TASK}/{record}.yml",
    ]


def test_before_it_was_judged_such_a_correction_is_told_by_whom_and_of_what(recorded: Recorded) -> None:
    recorded.story.edit("register.yml", {"format: 2\n": ""})
    recorded.change(OPINION, {"position: agree-with-comments": "position: agree"}).correct(OPINION).commit()
    assert recorded.flaws() == [
        f"breach correction-by-issuer {TASK}/2021-03-24.correction.tnmt.yml: the correction of the opinion by tckh of "
        "17/3/2021 is by tnmt; only who issued that, its successor or the authority may correct it"
    ]
    proof = recorded.audit()
    assert proof.is_proven
    assert [each.record for each in proof.corrected] == [OPINION]


@pytest.mark.parametrize(
    ("settings", "judged"),
    [
        ("", False),
        ("format: 2\n", True),
        ("format: 2\nupgrades:\n  - format: 2\n    from: 2021-05-01\n", True),
        ("format: 2\nupgrades:\n  - format: 2\n    from: 2021-07-01\n", False),
    ],
)
def test_from_when_it_is_judged_is_the_registers_to_say(recorded: Recorded, settings: str, judged: bool) -> None:
    recorded.story.edit("register.yml", {"format: 2\n": settings})
    recorded.change(OPINION, {"position: agree-with-comments": "position: agree"}).correct(OPINION).commit()
    assert recorded.audit().is_proven != judged


def test_a_backdated_commit_is_judged_by_the_day_of_what_it_builds_on(recorded: Recorded) -> None:
    recorded.commit(day=NEW)
    recorded.change(OPINION, {"position: agree-with-comments": "position: agree"}).correct(OPINION)
    recorded.commit(day="2021-06-01")
    assert (
        f"error issued-is-final {OPINION_FILE}: an issued record was changed without a correction" in recorded.flaws()
    )


@pytest.mark.parametrize(("agency", "allowed"), [("tnmt", True), ("ubnd", True), ("tckh", False)])
def test_what_a_superior_agency_issued_is_corrected_by_the_lead(recorded: Recorded, agency: str, allowed: bool) -> None:
    superior = "2021-04-02.opinion.so-tnmt"
    recorded.change(superior, {"date: ": "note: Khác\ndate: "})
    recorded.correct(superior, day="2021-04-20", agency=agency).commit(day=NEW)
    assert recorded.audit().is_proven == allowed


@pytest.mark.parametrize(
    "text",
    [
        "kind: correction\nfrom: tckh\ndate: 2021-03-24\ncorrects: {of}\nreason: x\n",
        "kind: correction\nfrom: tnmt\ndate: 2021-03-25\ncorrects: {of}\nreason: x\n",
        "kind: correction\nfrom: tnmt\ncorrects: {of}\nreason: x\n",
        "kind: correction\ndate: 2021-03-24\ncorrects: {of}\nreason: x\n",
    ],
)
@pytest.mark.parametrize("record", [REQUEST, OPINION])
def test_a_correction_whose_name_tells_another_issuer_or_day_explains_nothing(
    recorded: Recorded, text: str, record: str
) -> None:
    recorded.change(record, {"date: ": "note: Khác\ndate: "})
    recorded.story.write("2021-03-24.correction.tnmt", text.format(of=record))
    recorded.commit()
    assert f"error issued-is-final {TASK}/{record}.yml: an issued record was changed without a correction" in (
        recorded.flaws()
    )


def test_an_agency_that_does_not_exist_corrects_nothing(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).correct(REQUEST, agency="nobody").commit()
    assert SILENT in recorded.flaws()


def test_no_correction_explains_a_deletion(recorded: Recorded) -> None:
    recorded.story.delete(OPINION)
    recorded.correct(OPINION, agency="tckh").commit()
    assert recorded.flaws() == [DELETED]


POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n"
PAPER = f"{TASK}/files/y-kien-tckh.pdf"
PAPER_DIGEST = hashlib.sha256(b"%PDF-1.4\n").hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        POINTER.replace("\noid", "\nXóa rồi\noid").format(digest=PAPER_DIGEST, size=9),
        f"version https://git-lfs.github.com/spec/v1\nXóa\noid sha256:{PAPER_DIGEST}\n",
        POINTER.format(digest=PAPER_DIGEST, size=10),
        POINTER.format(digest=PAPER_DIGEST, size=9) + "\n",
    ],
)
def test_a_text_that_only_looks_like_a_pointer_is_a_replaced_paper(recorded: Recorded, text: str) -> None:
    recorded.story.write_bytes(".gitattributes", b"*.pdf filter=lfs -text\n")
    recorded.commit()
    recorded.story.write_bytes(PAPER, text.encode())
    recorded.commit()
    assert recorded.flaws() == [f"error issued-is-final {PAPER}: a paper on record was replaced"]


@pytest.mark.parametrize("place", ["", "so/"])
@pytest.mark.parametrize(
    ("attributes", "allowed"), [("*.pdf filter=lfs -text\n", True), ("*.docx filter=lfs\n", False)]
)
def test_a_paper_becomes_a_pointer_where_git_lfs_keeps_its_name(
    tmp_path: Path, place: str, attributes: str, allowed: bool
) -> None:
    recorded = Recorded(tmp_path / place, top=tmp_path)
    recorded.commit()
    (tmp_path / ".gitattributes").write_text(attributes, encoding="utf-8")
    recorded.commit()
    recorded.git("config", "filter.lfs.clean", "cat")
    recorded.git("config", "filter.lfs.smudge", "cat")
    recorded.story.write_bytes(PAPER, POINTER.format(digest=PAPER_DIGEST, size=9).encode())
    recorded.commit(day=NEW)
    assert recorded.audit().is_proven == allowed


@pytest.mark.parametrize("at_once", [True, False])
def test_a_register_altered_while_it_moves_is_named_even_where_the_old_one_goes_later(
    recorded: Recorded, at_once: bool
) -> None:
    since = recorded.git("rev-parse", "HEAD")
    shutil.copytree(recorded.root, recorded.root / "so", ignore=shutil.ignore_patterns(".git", "so"))
    old = [recorded.root / name for name in ("register.yml", "agencies", "tasks")]
    recorded.root = recorded.story.root = recorded.root / "so"
    recorded.change(REQUEST, MOVED_DEADLINE)
    if not at_once:
        recorded.commit()
    for each in old:
        shutil.rmtree(each) if each.is_dir() else each.unlink()
    recorded.commit()
    assert recorded.flaws() == [SILENT]
    assert recorded.flaws(since) == [SILENT]


def test_an_earlier_state_in_which_the_register_was_not_there_proves_nothing(tmp_path: Path) -> None:
    recorded = Recorded(tmp_path / "so", top=tmp_path)
    (tmp_path / "README").write_text("x", encoding="utf-8")
    recorded.git("add", "README")
    recorded.git("commit", "--quiet", "-m", "x", env=identity("A", "2021-05-30"))
    since = recorded.git("rev-parse", "HEAD")
    recorded.commit()
    (flaw,) = recorded.flaws(since)
    assert "has no register in this folder" in flaw


# --- what review refuses, too --------------------------------------------------------------------------------------


def test_who_recorded_for_others_and_set_the_policy_is_named_and_denies_no_proof(recorded: Recorded) -> None:
    members = "kind: department\nmembers:\n  - role: Văn thư\n    email: van-thu@example.vn\n"
    recorded.story.edit("agencies/tnmt.yml", {"kind: department\n": members})
    recorded.commit()
    recorded.correct(REQUEST).commit()
    recorded.story.write("2021-05-20.progress.tckh", "kind: progress\nfrom: tckh\ndate: 2021-05-20\ntext: xong\n")
    recorded.story.edit("agencies/tckh.yml", {"short: TCKH": "short: KH"})
    recorded.commit()
    assert [flaw.split(":")[0] for flaw in recorded.flaws()] == [
        f"breach author-may-write {TASK}/2021-05-20.progress.tckh.yml",
        "breach policy-by-authority agencies/tckh.yml",
    ]
    assert recorded.audit().is_proven


def test_a_rename_with_its_correction_is_proven(recorded: Recorded) -> None:
    since = head(recorded)
    new = "2021-03-09.request.tnmt"
    recorded.story.rename(REQUEST, new)
    recorded.change(new, {"date: 2021-03-08": "date: 2021-03-09"}).change(OPINION, {REQUEST: new}).correct(new).commit()
    assert [flaw for flaw in recorded.flaws() if "issued-is-final" in flaw] == []
    assert recorded.audit().is_proven
    assert recorded.audit(since).is_proven


# --- what is rewritten in the open -----------------------------------------------------------------------------------


def test_a_silently_moved_deadline_is_named(recorded: Recorded) -> None:
    since = head(recorded)
    recorded.change(REQUEST, MOVED_DEADLINE).commit(author="Kẻ gian")
    (flaw,) = [flaw for flaw in recorded.audit(since).findings if flaw.severity == "error"]
    assert [(change.key, change.before, change.after) for change in flaw.changes] == [
        ("due", "2021-03-22", "2021-03-29")
    ]
    assert flaw.commit is not None
    assert flaw.commit.author == "Kẻ gian"
    assert recorded.flaws() == [SILENT]


def test_a_deleted_opinion_is_named(recorded: Recorded) -> None:
    recorded.story.delete(OPINION)
    recorded.commit()
    assert recorded.flaws() == [DELETED]


def test_a_renamed_record_is_named(recorded: Recorded) -> None:
    recorded.story.rename(OPINION, "2021-03-16.opinion.tckh")
    recorded.commit()
    assert recorded.flaws() == [
        f"error issued-is-final {TASK}/2021-03-16.opinion.tckh.yml: an issued record was renamed"
    ]


@pytest.mark.parametrize("content", [b"%PDF-1.4\nother", None])
def test_a_paper_never_changes_not_even_with_a_correction(recorded: Recorded, content: bytes | None) -> None:
    paper = f"{TASK}/files/y-kien-tckh.pdf"
    recorded.correct("files/y-kien-tckh.pdf", agency="ubnd").correct(OPINION, day="2021-03-25", agency="tckh")
    if content is None:
        (recorded.root / paper).unlink()
    else:
        recorded.story.write_bytes(paper, content)
    recorded.commit()
    what = "deleted" if content is None else "replaced"
    assert recorded.flaws() == [f"error issued-is-final {paper}: a paper on record was {what}"]


def test_a_correction_of_another_record_or_task_excuses_nothing(recorded: Recorded) -> None:
    recorded.correct(OPINION, agency="tckh").change(REQUEST, MOVED_DEADLINE)
    recorded.story.write("tasks/2021/0002/task.yml", "title: Khác\ndate: 2021-03-01\nfrom: ubnd\nlead: ktht\n")
    recorded.story.write(
        "tasks/2021/0002/2021-03-24.correction.tnmt.yml",
        f"kind: correction\nfrom: tnmt\ndate: 2021-03-24\ncorrects: {REQUEST}\nreason: x\n",
    )
    recorded.commit()
    assert recorded.flaws() == [SILENT]


def test_an_unreadable_record_is_a_change(recorded: Recorded) -> None:
    recorded.story.write(REQUEST, "due: [")
    recorded.commit()
    assert recorded.flaws() == [SILENT]


def test_a_record_replaced_by_a_link_is_a_change(recorded: Recorded) -> None:
    (recorded.root / REQUEST_FILE).unlink()
    (recorded.root / REQUEST_FILE).symlink_to("task.yml")
    recorded.commit()
    assert recorded.flaws() == [SILENT]


def test_what_was_put_back_as_it_was_is_told_but_breaks_no_proof(recorded: Recorded) -> None:
    since = head(recorded)
    recorded.change(REQUEST, MOVED_DEADLINE)
    recorded.story.delete(OPINION)
    bad = recorded.commit()
    recorded.git("revert", "--no-edit", bad, env=identity("Văn thư", "2021-06-01"))
    back = recorded.git("rev-parse", "HEAD")[:12]
    for flaws in (recorded.flaws(), recorded.flaws(since)):
        assert flaws == [
            f"breach issued-is-final {REQUEST_FILE}: an issued record was changed without a correction; "
            f"put back as it was ({back})",
            f"breach issued-is-final {OPINION_FILE}: an issued record was deleted; put back as it was ({back})",
        ]
    assert recorded.audit().is_proven


def test_a_rename_and_its_undoing_is_one_breach(recorded: Recorded) -> None:
    recorded.story.rename(OPINION, "2021-03-16.opinion.tckh")
    recorded.commit()
    recorded.story.rename("2021-03-16.opinion.tckh", OPINION)
    recorded.commit()
    (flaw,) = recorded.flaws()
    assert flaw.startswith("breach issued-is-final")


def test_what_was_put_back_otherwise_is_still_an_error(recorded: Recorded) -> None:
    recorded.story.delete(OPINION)
    recorded.commit()
    recorded.story.write(OPINION, "kind: opinion\nfrom: tckh\ndate: 2021-03-17\nposition: agree\n")
    recorded.commit()
    assert recorded.flaws() == [
        DELETED,
        f"error issued-is-final {OPINION_FILE}: a record that was deleted came back with another content",
    ]


def test_a_task_number_used_again_is_named_even_if_its_deletion_was_corrected(recorded: Recorded) -> None:
    (recorded.root / f"{TASK}/task.yml").unlink()
    recorded.correct("task", agency="ubnd").commit()
    recorded.story.write("task", "title: Việc khác\ndate: 2021-04-01\nfrom: ubnd\nlead: ktht\n")
    recorded.commit()
    assert recorded.flaws() == [
        f"error issued-is-final {TASK}/task.yml: an issued record was deleted",
        f"error id-not-reused {TASK}/task.yml: the number of task 2021-0001 was used for another task before",
    ]


def test_a_rule_that_the_register_turns_off_is_proven_all_the_same(recorded: Recorded) -> None:
    recorded.story.edit("register.yml", {"authority: ubnd": "authority: ubnd\nrules: {issued-is-final: 'off'}"})
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    assert recorded.flaws() == [SILENT]


# --- what is rewritten in history ------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", ["commit", "head"])
def test_an_amended_history_does_not_follow_and_what_it_lost_is_named(recorded: Recorded, given: str) -> None:
    recorded.correct(REQUEST).commit()
    since = head(recorded) if given == "head" else Earlier(recorded.git("rev-parse", "HEAD"))
    recorded.story.delete("2021-03-24.correction.tnmt")
    recorded.change(REQUEST, MOVED_DEADLINE).commit(amend=True)
    flaws = recorded.flaws(since)
    assert flaws[0] == (
        f"error issued-is-final -: today's history does not follow from the commit {since.commit[:12]}: "
        "it was rewritten (amend, rebase, force-push)"
    )
    assert f"error issued-is-final {TASK}/2021-03-24.correction.tnmt.yml: an issued record was deleted" in flaws
    assert SILENT in flaws


def test_a_history_begun_anew_loses_an_opinion_that_never_was(recorded: Recorded) -> None:
    since = head(recorded)
    recorded.git("checkout", "--quiet", "--orphan", "new")
    recorded.story.delete(OPINION)
    recorded.commit()
    assert recorded.flaws() == []
    first, *rest = recorded.flaws(since)
    assert "does not follow from" in first
    assert rest == [DELETED]


def test_a_rebased_history_is_named_even_where_the_records_are_the_same(recorded: Recorded) -> None:
    recorded.correct(REQUEST).commit("một")
    since = head(recorded)
    recorded.commit("một", amend=True, day="2021-06-05")
    (flaw,) = recorded.flaws(since)
    assert "does not follow from" in flaw


def test_a_commit_that_is_gone_altogether_is_named(recorded: Recorded) -> None:
    (flaw,) = recorded.flaws(Earlier("0123456789" * 4, "0" * 64))
    assert flaw == (
        "error issued-is-final -: the commit 012345678901 is not in this history: it was rewritten, or this is "
        "another repository; try git fetch, then run again"
    )


def test_a_head_that_does_not_fit_its_commit_is_named(recorded: Recorded) -> None:
    commit = head(recorded).commit
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    other = head(recorded).digest
    recorded.git("reset", "--quiet", "--hard", commit)
    (flaw,) = recorded.flaws(Earlier(commit, other))
    assert "what was published then was not what was recorded" in flaw


# --- days that can't be true -----------------------------------------------------------------------------------------


def test_a_document_recorded_before_its_own_date_is_told(recorded: Recorded) -> None:
    recorded.correct(REQUEST, day="2021-06-10").commit(day="2021-06-01")
    assert recorded.flaws() == [
        f"breach recorded-promptly {TASK}/2021-06-10.correction.tnmt.yml: dated 10/6/2021, but recorded on 1/6/2021: "
        "before it was there"
    ]
    assert recorded.audit().is_proven


def test_a_commit_dated_before_its_parent_by_more_than_a_day_is_told(recorded: Recorded) -> None:
    recorded.commit(day="2021-05-30")
    assert recorded.flaws() == []
    recorded.commit(day="2021-05-31", committed="2021-05-01")
    assert recorded.flaws() == [
        "breach recorded-promptly -: the commit claims 1/5/2021, before the commit that it builds on (of 30/5/2021)"
    ]


def test_a_document_recorded_late_is_told_unless_the_register_turns_that_off(recorded: Recorded) -> None:
    late = f"breach recorded-promptly {TASK}/2021-05-06.decision.ubnd.yml: dated 6/5/2021, recorded on 31/5/2021: "
    late += "17 working days later (to be recorded within 10 working days)"
    assert late in recorded.flaws(late=True)
    recorded.story.edit("register.yml", {"authority: ubnd": "authority: ubnd\nrules: {recorded-promptly: 'off'}"})
    assert recorded.flaws(late=True) == []


def test_how_soon_a_document_is_recorded_is_judged_by_what_was_in_force_on_its_day(recorded: Recorded) -> None:
    def told(day: str) -> bool:
        return any(f"{TASK}/{day}" in flaw for flaw in recorded.flaws(late=True) if "recorded-promptly" in flaw)

    assert told("2021-03-17.opinion.tckh")
    assert told("2021-05-06.decision.ubnd")
    changes = "changes:\n  - {from: 2021-05-01, deadlines: {recording: 30}}\n"
    recorded.story.edit("register.yml", {"authority: ubnd\n": f"authority: ubnd\n{changes}"})
    assert told("2021-03-17.opinion.tckh")
    assert not told("2021-05-06.decision.ubnd")


def test_a_step_is_judged_by_who_might_record_then(recorded: Recorded) -> None:
    clerk = "kind: department\nmembers:\n  - {role: Văn thư, email: van-thu@example.vn}\n"
    recorded.story.edit("agencies/tckh.yml", {"kind: department\n": clerk})
    other = clerk.replace("van-thu", "khac")
    recorded.story.edit("agencies/ktht.yml", {"kind: department\n": other})
    recorded.commit()
    progress = "kind: progress\nfrom: tckh\ndate: 2021-05-{0}\ntext: xong\n"
    recorded.story.write("2021-05-20.progress.tckh", progress.format(20))
    recorded.commit()
    recorded.story.edit("agencies/tckh.yml", {clerk: "kind: department\n"})
    recorded.commit()
    recorded.story.write("2021-05-21.progress.tckh", progress.format(21))
    recorded.commit()
    named = [flaw.split(":")[0] for flaw in recorded.flaws() if "author-may-write" in flaw]
    assert named == [f"breach author-may-write {TASK}/2021-05-21.progress.tckh.yml"]


@pytest.mark.parametrize(("day", "committed"), [("2021-05-06", "2021-05-31"), ("2021-05-31", "2021-05-06")])
def test_one_backdated_date_of_a_commit_hides_no_slow_recording(tmp_path: Path, day: str, committed: str) -> None:
    recorded = Recorded(tmp_path)
    recorded.commit(day=day, committed=committed)
    assert any("dated 17/3/2021, recorded on 31/5/2021" in flaw for flaw in recorded.flaws(late=True))


def test_only_what_came_since_is_told(recorded: Recorded) -> None:
    since = head(recorded)
    recorded.correct(REQUEST).commit()
    assert all("correction" in flaw for flaw in recorded.flaws(since, late=True))


# --- what can't be known ---------------------------------------------------------------------------------------------


def test_a_shallow_clone_proves_what_it_has_and_says_where_it_has_not(recorded: Recorded, tmp_path: Path) -> None:
    first = recorded.git("rev-parse", "HEAD")
    second = recorded.change(REQUEST, MOVED_DEADLINE).commit()
    recorded.correct(REQUEST).commit()
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{recorded.root}", "shallow")
    repository, register = Repository(tmp_path / "shallow"), load_register(tmp_path / "shallow")
    assert audit(repository, register, Earlier(second)).is_proven
    for since in (None, Earlier(first)):
        with pytest.raises(NoHistory, match="shallow"):
            audit(repository, register, since)


def test_without_a_commit_there_is_nothing_to_prove(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="nothing to prove"):
        Recorded(tmp_path).audit()


def test_an_object_with_other_bytes_than_its_name_says_is_refused(recorded: Recorded) -> None:
    """Git reads a loose object without looking whether it is the one that was asked for."""
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    blob = recorded.git("rev-parse", f"HEAD:{REQUEST_FILE}")
    other = recorded.git("rev-parse", f"HEAD~1:{REQUEST_FILE}")
    objects = recorded.root / ".git/objects"
    forged = objects / blob[:2] / blob[2:]
    forged.chmod(0o644)
    forged.write_bytes((objects / other[:2] / other[2:]).read_bytes())
    with pytest.raises(NoHistory, match="does not fit its name"):
        recorded.audit()


def test_a_forged_commit_graph_is_not_read(recorded: Recorded) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    recorded.commit()
    recorded.git("commit-graph", "write", "--reachable")
    graph = recorded.root / ".git/objects/info/commit-graph"
    graph.chmod(0o644)
    content = bytearray(graph.read_bytes())
    content[-200:-100] = bytes(100)
    graph.write_bytes(bytes(content))
    assert recorded.flaws() == [SILENT]


def test_contents_that_are_not_here_are_never_taken_for_the_same(recorded: Recorded, tmp_path: Path) -> None:
    recorded.change(REQUEST, MOVED_DEADLINE).commit()
    recorded.git("config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", f"file://{recorded.root}", "partial")
    with pytest.raises(NoHistory, match="--refetch"):
        audit(Repository(tmp_path / "partial"), load_register(tmp_path / "partial"))


def test_what_was_not_put_back_stays_an_error_beside_what_was(recorded: Recorded) -> None:
    before = (recorded.root / REQUEST_FILE).read_bytes()
    recorded.change(REQUEST, MOVED_DEADLINE)
    recorded.change(OPINION, {"position: agree-with-comments": "position: agree"}).commit(day=NEW)
    (recorded.root / REQUEST_FILE).write_bytes(before)
    recorded.commit(day=NEW)
    found = sorted(flaw.split(":")[0] for flaw in recorded.flaws())
    assert found == [f"breach issued-is-final {REQUEST_FILE}", f"error issued-is-final {TASK}/{OPINION}.yml"]
