"""Branches made to get something past the review: each is refused, by the rule that says what is wrong with it."""

import hashlib
import json
import os
from pathlib import Path

import pytest
from phoihop.changes.formats import renderer
from phoihop.changes.git import NoHistory
from phoihop.rules.examples import REGISTER, path_of

from tests.cli.run import run
from tests.review.branches import AUTHORITY, CORRECTION, KTHT, OPINION, STRANGER, TCKH, TNMT, BranchStory, branch_story

REQUEST = "2021-03-08.request.tnmt"
TCKH_OPINION = "2021-03-17.opinion.tckh"
UNNAMED = "paper-named files/moi.pdf"
MOVED = {"due: 2021-03-22": "due: 2021-03-29"}
BACK = {"due: 2021-03-29": "due: 2021-03-22"}


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return branch_story(tmp_path)


@pytest.mark.parametrize(
    "spelled",
    [
        '"n\\u0075mber": 15/KTHT',
        "number: 15/KT\n  HT",
        'number: "\\u0031\\u0035/KTHT"',
        "number:\n  015/ktht",
        "? number\n: 15/KTHT",
    ],
)
def test_a_number_spelled_otherwise_is_the_same_number(story: BranchStory, spelled: str) -> None:
    story.switch("main").write("tasks/2021/0002/task.yml", REGISTER[path_of("task")].replace("100/UBND", "101/UBND"))
    progress = f"kind: progress\nfrom: ktht\ndate: 2021-03-19\n{spelled}\ntext: x\n"
    story.write("tasks/2021/0002/2021-03-19.progress.ktht.yml", progress).commit(AUTHORITY)
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    assert [each for each in story.broken(head="next") if "record-unique" in each]


def test_who_adds_an_own_address_to_an_agency_writes_as_nobody(story: BranchStory) -> None:
    story.edit("agencies/ktht.yml", {f"email: {KTHT}": f"email: {KTHT}\n  - role: Lạ\n    email: {STRANGER}"}).commit(
        STRANGER
    )
    story.write("2021-03-24.opinion.ktht", OPINION).commit(STRANGER)
    assert story.broken() == ["policy-by-authority agencies/ktht", "author-may-write 2021-03-24.opinion.ktht"]


def test_who_becomes_a_registrar_by_the_change_is_none(story: BranchStory) -> None:
    story.edit("register.yml", {"registrars:\n": f"registrars:\n  - {STRANGER}\n"})
    story.write("2021-03-24.opinion.ktht", OPINION).commit(STRANGER)
    assert story.broken() == ["policy-by-authority register", "author-may-write 2021-03-24.opinion.ktht"]


def test_a_rule_turned_off_by_the_change_speaks_all_the_same(story: BranchStory) -> None:
    story.edit("register.yml", {"authority:": "rules:\n  opinion-evidence: off\nauthority:"}).commit(TCKH)
    story.write("2021-03-24.opinion.ktht", OPINION.replace("    evidence:\n      - Luật Quy hoạch 2017, Điều 6\n", ""))
    story.commit(KTHT)
    assert story.broken() == ["policy-by-authority register", "opinion-evidence 2021-03-24.opinion.ktht"]
    assert any("quy tắc opinion-evidence: mặc định → off" in told for told in story.told())


def test_a_rule_turned_off_from_an_earlier_day_on_speaks_all_the_same(story: BranchStory) -> None:
    changes = "changes:\n  - {from: 2021-01-01, rules: {opinion-evidence: off}, deadlines: {plan: 6}}\nauthority:"
    story.edit("register.yml", {"authority:": changes}).commit(TCKH)
    story.write("2021-03-24.opinion.ktht", OPINION.replace("    evidence:\n      - Luật Quy hoạch 2017, Điều 6\n", ""))
    story.commit(KTHT)
    assert story.broken() == ["policy-by-authority register", "opinion-evidence 2021-03-24.opinion.ktht"]


def test_no_document_waives_a_change_rule(story: BranchStory) -> None:
    waived = ("issued-is-final", "author-may-write")
    waiver = "waive:\n" + "".join(f"  - rule: {rule}\n    reason: Vội\n    by: task\n" for rule in waived)
    story.write("2021-03-24.opinion.ktht", OPINION + waiver).edit(REQUEST, MOVED).commit(STRANGER)
    assert story.broken() == [
        f"author-may-write {REQUEST}",
        f"issued-is-final {REQUEST}",
        "author-may-write 2021-03-24.opinion.ktht",
        *["record-schema 2021-03-24.opinion.ktht"] * len(waived),
    ]


def test_without_its_settings_the_change_is_judged_by_those_of_the_base(story: BranchStory) -> None:
    (story.root / "register.yml").unlink()
    story.edit(REQUEST, MOVED).commit(STRANGER)
    assert story.broken() == [
        "policy-by-authority register",
        "record-name register",
        f"author-may-write {REQUEST}",
        f"issued-is-final {REQUEST}",
    ]


def test_a_register_does_not_lose_its_settings_even_by_the_authority(story: BranchStory) -> None:
    (story.root / "register.yml").unlink()
    story.commit(AUTHORITY)
    assert story.broken() == ["record-name register"]


# --- what one commit does and another hides ---------------------------------------------------------------------------


def test_an_edit_that_a_later_commit_puts_back_is_found(story: BranchStory) -> None:
    story.edit(REQUEST, MOVED).commit(TNMT)
    story.edit(REQUEST, BACK).commit(TNMT)
    assert story.broken() == [f"issued-is-final {REQUEST}"]


def test_an_edit_that_a_merge_hides_is_found(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.switch("dirty", new=True).edit(REQUEST, MOVED).commit(TNMT)
    story.switch("proposal").merge("dirty", KTHT, "-s", "ours")
    assert story.told() == ["KTHT trả lời văn bản 2/TNMT, chậm 2 ngày làm việc; không nhất trí nội dung p1"]
    assert story.broken() == [f"issued-is-final {REQUEST}"]


def test_an_edit_made_by_the_merge_itself_is_found(story: BranchStory) -> None:
    story.switch("side", new=True).write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.switch("proposal").write_paper("moi.pdf", b"%PDF-1.4\n").commit(TNMT)
    story.git("merge", "-q", "--no-commit", "--no-ff", "side")
    story.edit(REQUEST, MOVED).commit(TNMT)
    assert story.broken() == [f"issued-is-final {REQUEST}", UNNAMED]


def test_a_merge_of_the_main_branch_that_drops_what_is_new_there_is_found(story: BranchStory) -> None:
    story.write_paper("moi.pdf", b"%PDF-1.4\n").commit(TNMT)
    story.switch("main").write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.edit("register.yml", {"authority:": "rules:\n  record-promptly: off\nauthority:"}).commit(AUTHORITY)
    story.switch("proposal").merge("main", TNMT, "-s", "ours")
    assert set(story.broken()) == {
        "issued-is-final 2021-03-24.opinion.ktht",
        "policy-by-authority register",
        UNNAMED,
        # The opinion that named it is dropped.
        "paper-named files/y-kien-ktht.pdf",
    }


def test_dropping_and_bringing_back_what_the_main_branch_had_is_found(story: BranchStory) -> None:
    story.write_paper("moi.pdf", b"%PDF-1.4\n").commit(TNMT)
    story.switch("main").write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.switch("proposal").merge("main", TNMT, "-s", "ours")
    story.write("2021-03-24.opinion.ktht", OPINION).commit(TNMT)
    assert story.told() == ["thêm tài liệu: tasks/2021/0001/files/moi.pdf"]
    assert story.broken() == ["issued-is-final 2021-03-24.opinion.ktht", UNNAMED]


def test_merging_the_main_branch_as_it_is_brings_nothing_of_its_own(story: BranchStory) -> None:
    story.write_paper("moi.pdf", b"%PDF-1.4\n").commit(TNMT)
    story.switch("main").write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.edit("register.yml", {"title: ": "title: Mới, "}).commit(AUTHORITY)
    story.switch("proposal").merge("main", TNMT)
    assert story.broken() == [UNNAMED]
    assert story.told() == ["thêm tài liệu: tasks/2021/0001/files/moi.pdf"]


def test_a_branch_behind_the_main_one_is_judged_as_merged(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.switch("main").write("2021-03-23.opinion.ktht", OPINION.replace("2021-03-24", "2021-03-23")).commit(KTHT)
    # Both branches use number 15/KTHT, which neither shows alone.
    assert story.broken() == ["record-unique 2021-03-24.opinion.ktht"]


def test_a_branch_that_starts_from_several_commits_is_asked_to_merge_the_main_one(story: BranchStory) -> None:
    story.write_paper("mot.pdf", b"%PDF-1.4\n").commit(TNMT)
    story.switch("main").write_paper("hai.pdf", b"%PDF-1.4\n").commit(TNMT)
    story.switch("cross", new=True).merge("proposal", TNMT, "-s", "ours")
    story.switch("main").merge("proposal", TNMT)
    with pytest.raises(NoHistory, match="several commits"):
        story.review(head="cross")
    story.switch("cross").merge("main", TNMT, "-s", "ours")
    assert story.broken(head="cross") == ["issued-is-final files/mot.pdf"]


# --- forged files -----------------------------------------------------------------------------------------------------


def test_a_replaced_paper_is_found(story: BranchStory) -> None:
    story.write_paper("y-kien-tckh.pdf", b"%PDF-1.4 doctored\n").commit(TCKH)
    assert story.broken() == ["issued-is-final files/y-kien-tckh.pdf"]


def test_a_paper_replaced_and_put_back_is_found(story: BranchStory) -> None:
    story.write_paper("y-kien-tckh.pdf", b"%PDF-1.4 doctored\n").commit(TCKH)
    story.write_paper("y-kien-tckh.pdf", b"%PDF-1.4\n").commit(TCKH)
    assert story.broken() == ["issued-is-final files/y-kien-tckh.pdf"]


def test_a_paper_that_only_starts_like_a_pointer_to_the_old_one_is_found(story: BranchStory) -> None:
    digest = hashlib.sha256(b"%PDF-1.4\n").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 9\n"
    story.write_paper("y-kien-tckh.pdf", pointer.encode() + b"%PDF-1.4 doctored\n" * 100).commit(TCKH)
    assert story.broken() == ["paper-type 2021-03-17.opinion.tckh", "issued-is-final files/y-kien-tckh.pdf"]


@pytest.mark.parametrize("name", ["2021-03-24.opinion.ktht.yml", "files/la.pdf", "la"])
def test_a_link_is_refused_wherever_it_lies(story: BranchStory, name: str) -> None:
    (story.root / "tasks/2021/0001" / name).symlink_to("/etc/passwd")
    story.commit(AUTHORITY)
    assert "record-name tasks/2021/0001/" + name in [
        f"{each.rule} {each.file}" for each in story.review().findings if each.effect == "new"
    ]


def test_a_link_in_place_of_a_record_is_refused(story: BranchStory) -> None:
    file = story.root / path_of(TCKH_OPINION)
    file.unlink()
    file.symlink_to("2021-03-08.request.tnmt.yml")
    story.commit(TCKH)
    assert {f"issued-is-final {TCKH_OPINION}", f"record-name {TCKH_OPINION}"} <= set(story.broken())


def test_a_submodule_in_the_register_is_refused(story: BranchStory) -> None:
    commit = story.git("rev-parse", "HEAD")
    story.git("update-index", "--add", "--cacheinfo", f"160000,{commit},tasks/2021/0001/files/kho")
    story.git("-c", "user.email=" + AUTHORITY, "commit", "-q", "-m", "Kho lồng")
    assert "record-name files/kho" in story.broken()


def test_a_path_that_leads_out_of_the_register_is_refused_and_not_followed(story: BranchStory, tmp_path: Path) -> None:
    """Git itself would not check such a tree out; its objects can be made all the same."""
    blob = story.git("hash-object", "-w", path_of(TCKH_OPINION))
    inner = story.git("mktree", input_=f"100644 blob {blob}\tescaped.yml\n")
    tasks = story.git("mktree", input_=f"040000 tree {inner}\t..\n")
    listing = story.git("ls-tree", "HEAD").splitlines()
    others = [line for line in listing if not line.endswith("\ttasks")]
    top = story.git("mktree", input_="\n".join([*others, f"040000 tree {tasks}\ttasks"]) + "\n")
    commit = story.git(
        "commit-tree", top, "-p", "HEAD", "-m", "x", GIT_AUTHOR_EMAIL=AUTHORITY, GIT_COMMITTER_EMAIL="x@x"
    )
    story.git("reset", "-q", "--soft", commit)
    assert "record-name tasks/../escaped" in story.broken()
    assert not list(tmp_path.parent.rglob("escaped.yml"))


def test_settings_and_filters_of_the_change_do_not_run(story: BranchStory, tmp_path: Path) -> None:
    trace = tmp_path.parent / f"{tmp_path.name}-ran"
    run = f"touch {trace}; cat"
    story.git("config", "filter.run.smudge", run)
    story.git("config", "filter.run.clean", "cat")
    story.git("config", "diff.run.textconv", run)
    story.git("config", "diff.run.command", run)
    story.git("config", "core.fsmonitor", "false")
    (story.root / ".gitattributes").write_text("*.yml filter=run diff=run\n", encoding="utf-8")
    story.write("2021-03-24.opinion.ktht", OPINION).commit(AUTHORITY)
    trace.unlink(missing_ok=True)
    before = {
        path: path.stat().st_mtime_ns for path in story.root.rglob("*") if path.is_file() and ".git/" not in str(path)
    }
    story.review()
    assert not trace.exists()
    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_two_entries_of_one_name_in_a_tree_are_refused(story: BranchStory) -> None:
    """Git shows one of the two, and checks the other out."""
    blob = story.git("hash-object", "-w", path_of(TCKH_OPINION))
    other = story.git("hash-object", "-w", path_of("task"))
    name = b"2021-03-17.opinion.tckh.yml"
    raw = b"".join(b"100644 " + name + b"\0" + bytes.fromhex(each) for each in (blob, other))
    path = story.root / "tree"
    path.write_bytes(raw)
    folder = story.git("hash-object", "-t", "tree", "-w", "--literally", str(path))
    path.unlink()
    year = story.git("mktree", input_=f"040000 tree {folder}\t0001\n")
    tasks = story.git("mktree", input_=f"040000 tree {year}\t2021\n")
    others = [line for line in story.git("ls-tree", "HEAD").splitlines() if not line.endswith("\ttasks")]
    top = story.git("mktree", input_="\n".join([*others, f"040000 tree {tasks}\ttasks"]) + "\n")
    commit = story.git("commit-tree", top, "-p", "HEAD", "-m", "x")
    story.git("update-ref", "refs/heads/proposal", commit)
    with pytest.raises(NoHistory, match="two entries"):
        story.review()


def test_the_work_tree_and_its_settings_are_not_looked_at(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(STRANGER)
    story.edit("register.yml", {"authority:": "rules:\n  author-may-write: off\nauthority:"})
    assert story.broken() == ["author-may-write 2021-03-24.opinion.ktht"]


def test_an_address_that_only_looks_like_a_members_is_nobodys(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT.replace("t", "т"))  # Cyrillic
    assert story.broken() == ["author-may-write 2021-03-24.opinion.ktht"]


def test_a_mail_map_in_the_change_makes_nobody_a_member(story: BranchStory) -> None:
    (story.root / ".mailmap").write_text(f"<{KTHT}> <{STRANGER}>\n", encoding="utf-8")
    story.write("2021-03-24.opinion.ktht", OPINION).commit(STRANGER)
    assert story.broken() == ["policy-by-authority .mailmap", "author-may-write 2021-03-24.opinion.ktht"]


def test_impossible_dates_do_not_stop_the_review(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION)
    story.git("add", "-A")
    tree = story.git("write-tree")
    head = story.git("rev-parse", "HEAD")
    raw = (
        f"tree {tree}\nparent {head}\nauthor A <{STRANGER}> 99999999999999 +0000\n"
        f"committer A <{STRANGER}> -5 +9999\n\nx\n"
    )
    commit = story.git("hash-object", "-t", "commit", "-w", "--stdin", "--literally", input_=raw)
    story.git("update-ref", "refs/heads/proposal", commit)
    assert story.broken() == ["author-may-write 2021-03-24.opinion.ktht"]


def test_a_correction_of_the_same_change_does_not_name_its_own_members(story: BranchStory) -> None:
    """A request that asks Điện lực for an opinion, by a stranger, does not let Điện lực correct what others issued."""
    asking = REGISTER[path_of(REQUEST)].replace("2021-03-08", "2021-03-23").replace("- ktht", "- dien-luc")
    story.write("2021-03-23.request.tnmt", asking.replace("2/TNMT", "22/TNMT").replace("2021-03-22", "2021-03-31"))
    story.write("2021-03-24.correction.dien-luc", CORRECTION.format(agency="dien-luc", record=REQUEST))
    story.edit(REQUEST, MOVED).commit(STRANGER)
    assert f"issued-is-final {REQUEST}" in story.broken()


@pytest.mark.parametrize("name", [b"x\xff.yml", b"x\n@close.yml", b"x\x1b[31m.yml", "x\u202e.yml".encode()])
def test_names_of_odd_bytes_are_refused_and_shown_spelled_out(name: bytes, story: BranchStory) -> None:
    Path(os.fsdecode(os.fsencode(story.root) + b"/tasks/2021/0001/" + name)).write_text("x", encoding="utf-8")
    story.commit(AUTHORITY)
    assert [each.split(" ")[0] for each in story.broken()] == ["record-name"]
    for form in ("text", "markdown"):
        shown = renderer(form)(story.review())
        assert all(each.isprintable() or each in "\n\x1b" for each in shown)
        assert "\x1b[31m.yml" not in shown
        assert "\n@close" not in shown
    assert json.loads(renderer("json")(story.review()).encode("utf-8", "backslashreplace"))["summary"]["error"] == 1


def test_a_record_too_large_to_read_is_told_and_not_held_in_memory(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION + "note: " + "x" * 20_000_000 + "\n").commit(KTHT)
    assert story.broken() == ["record-syntax 2021-03-24.opinion.ktht"]


def test_hundreds_of_renamed_records_are_each_told(story: BranchStory) -> None:
    progress = REGISTER[path_of("2021-03-18.progress.an-do")].partition("step:")[0]
    for number in range(300):
        text = f"{progress}note: {number}\n".replace("4/UBND-AĐ", f"x{number}/UBND-AĐ")
        story.write(f"tasks/2021/0002/2021-03-18.progress-{number + 2}.an-do.yml", text)
    story.write("tasks/2021/0002/task.yml", REGISTER[path_of("task")].replace("100/UBND", "101/UBND"))
    story.switch("main").commit(AUTHORITY)
    story.switch("next", new=True)
    (story.root / "tasks/2021/0002").rename(story.root / "tasks/2021/0003")
    story.commit(STRANGER)
    assert len(story.broken(head="next")) > 300


def test_nothing_is_left_behind(story: BranchStory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path.parent / f"{tmp_path.name}-temporary"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.review()
    assert os.listdir(place) == []  # noqa: PTH208  # names are enough


def test_a_history_in_which_the_settings_were_a_link_for_a_while_is_judged_all_the_same(story: BranchStory) -> None:
    settings = story.switch("main").root / "register.yml"
    text = settings.read_bytes()
    settings.unlink()
    settings.symlink_to("mkdocs.yml")
    story.edit(REQUEST, MOVED).commit(AUTHORITY)
    with pytest.raises(NoHistory, match=r"register\.yml, or the authority's file, can't be read in the base commit"):
        story.review()
    settings.unlink()
    settings.write_bytes(text)
    story.commit(AUTHORITY)
    result = run(story.root, "verify")
    assert result.exit_code == 1
    assert "issued-is-final" in result.output
