"""Each change rule: a change that keeps it, and changes that break it, in real repositories."""

import hashlib
from pathlib import Path

import pytest
from phoihop.changes.rules.registry import change_rules
from phoihop.language import LANGUAGES, Text, word
from phoihop.rules.examples import REGISTER, path_of
from phoihop.rules.registry import CHANGE_RULES, rules

from tests.review.branches import (
    AUTHORITY,
    CORRECTION,
    KTHT,
    OPINION,
    REGISTRAR,
    STRANGER,
    TCKH,
    TNMT,
    BranchStory,
    at,
    branch_story,
)

ROOT = Path(__file__).parents[2]
REQUEST = "2021-03-08.request.tnmt"
NEW_TASK = REGISTER[path_of("task")].replace("100/UBND", "101/UBND")
OTHER_TASK = NEW_TASK.replace("101/UBND", "102/UBND")


def test_every_rule_is_declared_with_texts_in_both_languages() -> None:
    assert tuple(change_rules()) == CHANGE_RULES
    assert not set(CHANGE_RULES) & set(rules())
    for rule in change_rules().values():
        texts: list[Text] = [rule.title, rule.explanation, rule.good, rule.bad]
        assert all(text.in_language(language) for text in texts for language in LANGUAGES)
        assert all(text.vi != text.en for text in texts)


# --- issued-is-final --------------------------------------------------------------------------------------------------


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return branch_story(tmp_path)


def test_a_new_document_changes_nothing_that_was_issued(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    assert story.broken() == []


def test_an_edit_without_a_correction_is_refused(story: BranchStory) -> None:
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"}).commit(TNMT)
    assert story.broken() == [f"issued-is-final {REQUEST}"]


def test_an_edit_and_its_correction_are_allowed_in_one_commit_alone(story: BranchStory) -> None:
    """In two commits they would stand in the history of a branch that is fast-forwarded: first a silent edit."""
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"})
    story.switch("together", new=True)
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST)).commit(TNMT)
    assert story.broken(head="together") == []
    story.switch("main").switch("apart", new=True).edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"}).commit(TNMT)
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST)).commit(TNMT)
    assert story.broken(head="apart") == [f"issued-is-final {REQUEST}"]
    story.switch("main").switch("before", new=True)
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST)).commit(TNMT)
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"}).commit(TNMT)
    assert story.broken(head="before") == [f"issued-is-final {REQUEST}"]


def test_a_correction_of_another_record_allows_nothing(story: BranchStory) -> None:
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"})
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record="2021-03-04.plan.tnmt"))
    story.commit(TNMT)
    assert story.broken() == [f"issued-is-final {REQUEST}"]


def test_a_correction_by_an_agency_outside_the_task_allows_nothing(story: BranchStory) -> None:
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"})
    story.write("2021-03-24.correction.dien-luc", CORRECTION.format(agency="dien-luc", record=REQUEST)).commit(
        AUTHORITY
    )
    assert f"issued-is-final {REQUEST}" in story.broken()


def test_the_assignment_is_corrected_like_any_record(story: BranchStory) -> None:
    story.edit("task", {"due: 2021-05-28": "due: 2021-06-30"})
    story.write("2021-03-24.correction.ubnd", CORRECTION.format(agency="ubnd", record="task")).commit(AUTHORITY)
    assert story.broken() == []


def test_writing_the_same_otherwise_is_no_edit(story: BranchStory) -> None:
    text = "# Đã in\n" + REGISTER[path_of(REQUEST)].replace("to:\n  - tckh\n  - ktht\n", "to: [tckh, ktht]\n")
    story.write(REQUEST, text).commit(STRANGER)
    assert story.broken() == []
    assert story.told() == []


@pytest.mark.parametrize("mode", ["755", "644"])
def test_a_file_mode_is_no_content(story: BranchStory, mode: str) -> None:
    (story.root / path_of(REQUEST)).chmod(int(mode, 8))
    story.commit(STRANGER)
    assert story.broken() == []


def test_a_record_is_not_deleted(story: BranchStory) -> None:
    story.delete("2021-03-18.progress.an-do").commit(AUTHORITY)
    assert story.broken() == ["issued-is-final 2021-03-18.progress.an-do"]


def test_a_record_is_not_renamed(story: BranchStory) -> None:
    story.story.rename("2021-03-18.progress.an-do", "2021-03-19.progress.an-do")
    story.edit("2021-03-19.progress.an-do", {"date: 2021-03-18": "date: 2021-03-19"}).commit(AUTHORITY)
    assert story.broken() == ["issued-is-final 2021-03-18.progress.an-do"]


def test_a_wrong_date_is_corrected_by_a_new_name_and_a_correction_of_it(story: BranchStory) -> None:
    story.story.rename("2021-03-18.progress.an-do", "2021-03-19.progress.an-do")
    story.edit("2021-03-19.progress.an-do", {"date: 2021-03-18": "date: 2021-03-19"})
    story.write("2021-03-24.correction.ubnd", CORRECTION.format(agency="ubnd", record="2021-03-19.progress.an-do"))
    story.commit(AUTHORITY)
    assert story.broken() == []
    assert story.told()[0].startswith("đổi tên báo cáo tiến độ 4/UBND-AĐ thành 2021-03-19.progress.an-do: ngày văn bản")


def test_no_correction_lets_a_record_leave_its_task(story: BranchStory) -> None:
    other = "tasks/2021/0002"
    story.switch("main").write(f"{other}/task.yml", NEW_TASK).commit(AUTHORITY)
    story.switch("next", new=True).story.rename("2021-03-18.progress.an-do", f"{other}/2021-03-18.progress.an-do.yml")
    correction = CORRECTION.format(agency="ubnd", record="2021-03-18.progress.an-do")
    story.write(f"{other}/2021-03-24.correction.ubnd.yml", correction).commit(AUTHORITY)
    assert "issued-is-final 2021-03-18.progress.an-do" in story.broken(head="next")


def test_what_refers_to_a_record_under_its_new_name_says_the_same(story: BranchStory) -> None:
    story.story.rename(REQUEST, "2021-03-09.request.tnmt")
    story.edit("2021-03-09.request.tnmt", {"date: 2021-03-08": "date: 2021-03-09"})
    for path in (story.root / "tasks/2021/0001").glob("*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace(REQUEST, "2021-03-09.request.tnmt"), encoding="utf-8")
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record="2021-03-09.request.tnmt"))
    story.commit(TNMT)
    assert story.broken() == []


def test_a_paper_is_never_replaced_deleted_or_renamed(story: BranchStory) -> None:
    story.write_paper("ban-do.pdf", b"%PDF-1.4 other\n").commit(TNMT)
    assert story.broken() == ["issued-is-final files/ban-do.pdf"]
    (story.root / path_of("task")).parent.joinpath("files/bang-tinh.pdf").rename(
        story.root / "tasks/2021/0001/files/b.pdf"
    )
    story.commit(TNMT)
    final = [each for each in story.broken() if each.startswith("issued-is-final")]
    assert final == ["issued-is-final files/ban-do.pdf", "issued-is-final files/bang-tinh.pdf"]


def test_no_correction_lets_a_paper_change(story: BranchStory) -> None:
    story.write_paper("ban-do.pdf", b"%PDF-1.4 other\n")
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST)).commit(TNMT)
    assert story.broken() == ["issued-is-final files/ban-do.pdf"]


def test_a_paper_moved_into_git_lfs_is_the_same_paper(story: BranchStory) -> None:
    digest = hashlib.sha256(b"%PDF-1.4\n").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 9\n"
    story.switch("main").story.write_bytes(".gitattributes", b"*.pdf filter=lfs -text\n")
    story.commit(AUTHORITY)
    for setting in ("clean", "smudge"):
        story.git("config", f"filter.lfs.{setting}", "cat")
    story.switch("lfs", new=True).write_paper("ban-do.pdf", pointer.encode()).commit(TNMT)
    assert story.broken(head="lfs") == []
    story.write_paper("ban-do.pdf", pointer.replace(digest, "0" * 64).encode()).commit(TNMT)
    assert story.broken(head="lfs") == ["issued-is-final files/ban-do.pdf"]


@pytest.mark.parametrize(
    "text",
    [
        "version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 9\n",
        "version https://git-lfs.github.com/spec/v1\nMất rồi\noid sha256:{digest}\n",
        "version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize 8\n",
    ],
)
def test_a_paper_is_not_hidden_behind_a_pointer_that_the_base_does_not_keep(story: BranchStory, text: str) -> None:
    """Attributes of the branch itself count for nothing."""
    story.story.write_bytes(".gitattributes", b"*.pdf filter=lfs\n")
    story.commit(AUTHORITY)
    for setting in ("clean", "smudge"):
        story.git("config", f"filter.lfs.{setting}", "cat")
    digest = hashlib.sha256(b"%PDF-1.4\n").hexdigest()
    story.write_paper("ban-do.pdf", text.format(digest=digest).encode()).commit(TNMT)
    assert "issued-is-final files/ban-do.pdf" in story.broken()


# --- correction-by-issuer ---------------------------------------------------------------------------------------------

OPINION_OF_TCKH = "2021-03-17.opinion.tckh"


@pytest.mark.parametrize(
    ("agency", "author", "refused"),
    [("tckh", TCKH, False), ("ubnd", AUTHORITY, False), ("tnmt", TNMT, True), ("ktht", KTHT, True)],
)
def test_who_issued_a_document_or_the_authority_corrects_it(
    story: BranchStory, agency: str, author: str, refused: bool
) -> None:
    story.edit(OPINION_OF_TCKH, {"position: agree-with-comments": "position: agree"})
    story.write(f"2021-03-24.correction.{agency}", CORRECTION.format(agency=agency, record=OPINION_OF_TCKH))
    story.commit(author)
    assert (f"correction-by-issuer 2021-03-24.correction.{agency}" in story.broken()) == refused
    assert (f"issued-is-final {OPINION_OF_TCKH}" in story.broken()) == refused
    assert refused or not story.broken()


def test_a_correction_by_another_agency_is_refused_even_where_it_changes_nothing(story: BranchStory) -> None:
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=OPINION_OF_TCKH)).commit(TNMT)
    assert story.broken() == ["correction-by-issuer 2021-03-24.correction.tnmt"]


def test_the_lead_does_not_move_its_own_deadline_by_a_correction(story: BranchStory) -> None:
    story.edit("task", {"due: 2021-05-28": "due: 2021-06-30"})
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record="task")).commit(REGISTRAR)
    assert story.broken() == ["correction-by-issuer 2021-03-24.correction.tnmt", "issued-is-final task"]


def test_a_document_does_not_become_ones_own_by_its_new_name(story: BranchStory) -> None:
    new = "2021-03-18.progress.tnmt"
    story.story.rename("2021-03-18.progress.an-do", new)
    story.edit(new, {"from: an-do": "from: tnmt"})
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=new)).commit(REGISTRAR)
    assert "correction-by-issuer 2021-03-24.correction.tnmt" in story.broken()
    assert "issued-is-final 2021-03-18.progress.an-do" in story.broken()


def test_a_successor_corrects_what_its_predecessor_issued(story: BranchStory) -> None:
    story.switch("main").write(
        "agencies/tc.yml", "name: Phòng Tài chính\nshort: TC\nkind: department\nsince: 2021-03-22\n"
    )
    story.edit("agencies/tckh.yml", {"short: TCKH\n": "short: TCKH\nuntil: 2021-03-21\nsucceeded_by: tc\n"})
    story.commit(AUTHORITY)
    story.switch("next", new=True).edit(OPINION_OF_TCKH, {"position: agree-with-comments": "position: agree"})
    story.write("2021-03-24.correction.tc", CORRECTION.format(agency="tc", record=OPINION_OF_TCKH)).commit(REGISTRAR)
    assert story.broken(head="next") == []


@pytest.mark.parametrize(("agency", "refused"), [("tnmt", False), ("ubnd", False), ("ktht", True)])
def test_the_lead_corrects_what_it_recorded_of_a_superior_agency(tmp_path: Path, agency: str, refused: bool) -> None:
    story = BranchStory(tmp_path, until="2021-04-03")
    superior = "2021-04-02.opinion.so-tnmt"
    story.edit(superior, {"date: ": "note: Ghi thiếu\ndate: "})
    text = CORRECTION.format(agency=agency, record=superior).replace("2021-03-24", "2021-04-03")
    story.write(f"2021-04-03.correction.{agency}", text).commit(REGISTRAR)
    broken = story.broken()
    assert (f"correction-by-issuer 2021-04-03.correction.{agency}" in broken) == refused
    assert (f"issued-is-final {superior}" in broken) == refused


# --- id-not-reused ----------------------------------------------------------------------------------------------------


def test_a_new_task_takes_a_new_number(story: BranchStory) -> None:
    story.write("tasks/2021/0002/task.yml", NEW_TASK).commit(AUTHORITY)
    assert story.broken() == []
    assert story.told()[0].startswith("UBND giao TNMT chủ trì nhiệm vụ “Điều chỉnh quy hoạch")


def test_the_number_of_a_task_that_is_gone_is_not_used_again(story: BranchStory) -> None:
    story.switch("main").write("tasks/2021/0002/task.yml", NEW_TASK).commit(AUTHORITY)
    story.delete("tasks/2021/0002/task.yml").commit(AUTHORITY)
    story.switch("again", new=True).write("tasks/2021/0002/task.yml", OTHER_TASK).commit(AUTHORITY)
    assert story.broken(head="again") == ["id-not-reused tasks/2021/0002/task"]


def test_a_number_used_on_a_merged_branch_alone_counts_too(story: BranchStory) -> None:
    story.switch("side", new=True).write("tasks/2021/0002/task.yml", NEW_TASK).commit(AUTHORITY)
    story.delete("tasks/2021/0002/task.yml").commit(AUTHORITY)
    story.switch("main").merge("side", AUTHORITY)
    story.switch("again", new=True).write("tasks/2021/0002/task.yml", OTHER_TASK).commit(AUTHORITY)
    assert story.broken(head="again") == ["id-not-reused tasks/2021/0002/task"]


def test_a_task_is_put_back_as_it_was_under_its_own_number(story: BranchStory) -> None:
    story.switch("main").write("tasks/2021/0002/task.yml", NEW_TASK).commit(AUTHORITY)
    story.delete("tasks/2021/0002/task.yml").commit(AUTHORITY)
    story.switch("again", new=True).write("tasks/2021/0002/task.yml", NEW_TASK).commit(AUTHORITY)
    assert story.broken(head="again") == []


# --- author-may-write -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("author", [KTHT, KTHT.upper(), AUTHORITY, REGISTRAR])
def test_the_agency_the_authority_and_registrars_may_write(story: BranchStory, author: str) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(author)
    assert story.broken() == []


@pytest.mark.parametrize("author", [TCKH, TNMT, STRANGER])
def test_nobody_else_may(story: BranchStory, author: str) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(author)
    assert story.broken() == ["author-may-write 2021-03-24.opinion.ktht"]


def test_an_alias_counts_like_the_address(tmp_path: Path) -> None:
    story = branch_story(tmp_path)
    story.switch("main").edit(
        "agencies/ktht.yml", {f"email: {KTHT}\n": f"email: {KTHT}\n    aliases: [k@forge.example]\n"}
    )
    story.commit(AUTHORITY)
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION).commit("k@forge.example")
    assert story.broken(head="next") == []


def superior_request() -> str:
    return REGISTER[path_of("2021-04-02.opinion.so-tnmt")].replace("2021-04-02", "2021-03-25")


@pytest.mark.parametrize(("author", "broken"), [(TNMT, False), (AUTHORITY, False), (REGISTRAR, False), (TCKH, True)])
def test_a_superior_agencys_document_is_recorded_by_the_lead_or_the_authority(
    story: BranchStory, author: str, broken: bool
) -> None:
    story.write("2021-03-25.opinion.so-tnmt", superior_request()).commit(author)
    assert story.broken() == (["author-may-write 2021-03-25.opinion.so-tnmt"] if broken else [])


def test_the_assignment_is_the_authoritys(story: BranchStory) -> None:
    story.write("tasks/2021/0002/task.yml", NEW_TASK).commit(TNMT)
    assert story.broken() == ["author-may-write tasks/2021/0002/task"]


def test_a_paper_is_added_by_somebody_who_may_write_at_all(story: BranchStory) -> None:
    story.write_paper("moi.pdf", b"%PDF-1.4\n").commit(TCKH)
    assert story.broken() == ["paper-named files/moi.pdf"]
    story.write_paper("la.pdf", b"%PDF-1.4\n").commit(STRANGER)
    assert "author-may-write files/la.pdf" in story.broken()
    assert "author-may-write files/moi.pdf" not in story.broken()


def test_who_edits_a_record_is_of_its_agency_or_of_the_one_that_corrects(story: BranchStory) -> None:
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST)).commit(TNMT)
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"}).commit(STRANGER)
    assert story.broken() == [f"author-may-write {REQUEST}", f"issued-is-final {REQUEST}"]


def test_a_document_of_the_branch_is_not_rewritten_by_others(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.edit("2021-03-24.opinion.ktht", {"disagree": "agree-with-comments"}).commit(TNMT)
    assert story.broken() == ["author-may-write 2021-03-24.opinion.ktht"]


# --- policy-by-authority ----------------------------------------------------------------------------------------------

POLICY = (
    "register.yml",
    "agencies/new.yml",
    "mkdocs.yml",
    "schema/task.json",
    ".github/workflows/check.yml",
    ".github/CODEOWNERS",
    ".gitlab-ci.yml",
    ".forgejo/workflows/check.yml",
    ".gitea/workflows/check.yml",
    ".pre-commit-config.yaml",
    ".gitattributes",
    "tasks/.gitattributes",
    "tasks/2021/0002/.gitignore",
    "tasks/2021/0002/files/.GitIgnore",
    "CODEOWNERS",
    "docs/CODEOWNERS",
    "codeowners",
)


@pytest.mark.parametrize("path", POLICY)
def test_the_settings_of_the_checks_are_the_authoritys(path: str, tmp_path: Path) -> None:
    for author, broken in ((TCKH, True), (AUTHORITY, False), (REGISTRAR, False)):
        story = branch_story(tmp_path / author)
        text = "name: Đội mới\nshort: ĐM\nkind: department\n" if path.startswith("agencies") else "# đổi\n"
        if path == "register.yml":
            text += (story.root / path).read_text(encoding="utf-8")
        (story.root / path).parent.mkdir(parents=True, exist_ok=True)
        (story.root / path).write_text(text, encoding="utf-8")
        story.commit(author)
        assert ("policy-by-authority " + path.removesuffix(".yml") in story.broken()) == broken


@pytest.mark.parametrize(
    "path",
    [
        "docs/index.md",
        "overrides/main.html",
        "templates/report.docx",
        "hooks.py",
        "Tasks/2021/0001/task.yml",
        "tasks/a",
    ],
)
@pytest.mark.parametrize("author", [STRANGER, TCKH, AUTHORITY])
def test_whatever_else_lies_in_the_register_is_the_authoritys(tmp_path: Path, path: str, author: str) -> None:
    story = branch_story(tmp_path)
    (story.root / path).parent.mkdir(parents=True, exist_ok=True)
    (story.root / path).write_text("Xin chào\n", encoding="utf-8")
    story.commit(author)
    refused = [each for each in story.broken() if each.startswith("policy-by-authority")]
    assert refused == ([] if author == AUTHORITY else [f"policy-by-authority {path.removesuffix('.yml')}"])


def test_a_link_among_the_pages_is_the_authoritys_too(story: BranchStory) -> None:
    (story.root / "docs").mkdir()
    (story.root / "docs/passwd.md").symlink_to("/etc/passwd")
    story.commit(TCKH)
    assert story.broken() == ["policy-by-authority docs/passwd.md"]


@pytest.mark.parametrize("settings", ["open:\n  - docs/**\n  - README.md\n", None])
def test_what_the_base_leaves_open_or_has_in_an_earlier_format_is_named_and_let_be(
    story: BranchStory, settings: str | None
) -> None:
    story.switch("main").edit("register.yml", {"format: 2\n": f"format: 2\n{settings}" if settings else ""})
    story.commit(AUTHORITY)
    story.switch("next", new=True)
    (story.root / "docs").mkdir()
    (story.root / "docs/index.md").write_text("Xin chào\n", encoding="utf-8")
    (story.root / "README.md").write_text("Xin chào\n", encoding="utf-8")
    story.commit(STRANGER)
    assert story.broken(head="next") == []
    told = [word(each.summary, "vi") for each in story.review(head="next").files]
    assert "thêm tệp ngoài hồ sơ: docs/index.md" in told
    (story.root / "docs2").mkdir()
    (story.root / "docs2/index.md").write_text("Xin chào\n", encoding="utf-8")
    (story.root / ".GitAttributes").write_text("* -text\n", encoding="utf-8")
    story.commit(STRANGER)
    refused = ["policy-by-authority .GitAttributes", *(["policy-by-authority docs2/index.md"] if settings else [])]
    assert sorted(story.broken(head="next")) == refused


def test_what_a_branch_leaves_open_counts_for_nothing(story: BranchStory) -> None:
    story.edit("register.yml", {"format: 2\n": "format: 2\nopen:\n  - hooks.py\n"}).commit(AUTHORITY)
    (story.root / "hooks.py").write_text("import os\n", encoding="utf-8")
    story.commit(TCKH)
    assert story.broken() == ["policy-by-authority hooks.py"]


# --- recorded-promptly ------------------------------------------------------------------------------------------------


def breaches(story: BranchStory) -> list[str]:
    return [each.rule for each in story.review().findings if each.severity == "breach"]


def test_a_document_is_recorded_within_ten_working_days_of_its_date(tmp_path: Path) -> None:
    # 24 March 2021 is a Wednesday; ten working days later comes Wednesday 7 April.
    for when, late in ((at(2021, 4, 7, 17), False), (at(2021, 4, 8, 8), True)):
        story = branch_story(tmp_path / str(when.day))
        story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT, when=when)
        assert ("recorded-promptly" in breaches(story)) == late
        assert story.broken() == []


def test_a_backdated_commit_hides_no_slow_recording(story: BranchStory) -> None:
    story.write_paper("moi.pdf", b"%PDF-1.4\n").commit(KTHT, when=at(2021, 4, 20))
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT, when=at(2021, 3, 25))
    assert "recorded-promptly" in breaches(story)


def test_a_document_is_told_late_once_however_often_it_is_touched(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT, when=at(2021, 4, 20))
    story.edit("2021-03-24.opinion.ktht", {"chưa đúng": "không đúng"}).commit(KTHT, when=at(2021, 4, 21))
    assert breaches(story).count("recorded-promptly") == 1


def test_what_is_on_record_is_not_recorded_late_by_being_corrected(story: BranchStory) -> None:
    story.edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"})
    story.write("2021-03-24.correction.tnmt", CORRECTION.format(agency="tnmt", record=REQUEST))
    # Twelve working days after the request.
    story.commit(TNMT, when=at(2021, 3, 24))
    assert story.broken() == []
    assert "recorded-promptly" not in breaches(story)


def test_an_opinion_counts_from_the_day_it_was_received(story: BranchStory) -> None:
    received = OPINION.replace("date: 2021-03-24\n", "date: 2021-03-24\nreceived: 2021-03-26\n")
    story.write("2021-03-24.opinion.ktht", received).commit(KTHT, when=at(2021, 4, 8, 8))
    assert "recorded-promptly" not in breaches(story)


# --- settings of rules ------------------------------------------------------------------------------------------------


def test_the_base_may_turn_a_change_rule_off_or_make_it_an_error(story: BranchStory) -> None:
    story.switch("main").edit(
        "register.yml", {"authority:": "rules:\n  issued-is-final: off\n  recorded-promptly: error\nauthority:"}
    )
    story.commit(AUTHORITY)
    story.switch("next", new=True).edit(REQUEST, {"due: 2021-03-22": "due: 2021-03-29"}).commit(TNMT)
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT, when=at(2021, 4, 20))
    assert story.broken(head="next") == ["recorded-promptly 2021-03-24.opinion.ktht"]


# --- publication-by-authority ----------------------------------------------------------------------------------------

WITHHELD = {"path: files/y-kien-tckh.pdf\n": "path: files/y-kien-tckh.pdf\n    restricted: true\n"}
PUBLIC = {"    restricted: true\n": ""}


def published(story: BranchStory) -> list[str]:
    return [each for each in story.broken() if each.startswith("publication-by-authority")]


@pytest.mark.parametrize(("who", "found"), [(TCKH, 1), (AUTHORITY, 0), (REGISTRAR, 0)])
def test_what_is_withheld_becomes_public_by_the_authority_alone(story: BranchStory, who: str, found: int) -> None:
    story.switch("main").edit("2021-03-17.opinion.tckh", WITHHELD).commit(TCKH)
    story.git("branch", "-f", "proposal", "main")
    story.switch("proposal").edit("2021-03-17.opinion.tckh", PUBLIC)
    story.write("2021-03-24.correction.tckh", CORRECTION.format(agency="tckh", record="2021-03-17.opinion.tckh"))
    story.commit(who)
    assert len(published(story)) == found
    assert any("công bố tài liệu files/y-kien-tckh.pdf" in each for each in story.told())


def test_what_is_recorded_first_is_withheld_or_not_by_whoever_records_it(story: BranchStory) -> None:
    text = OPINION.replace(
        "  - path: files/y-kien-ktht.pdf\n", "  - path: files/y-kien-ktht.pdf\n    restricted: true\n"
    )
    story.write("2021-03-24.opinion.ktht", text).commit(KTHT)
    assert published(story) == []


def test_a_task_is_withheld_by_the_authority_alone(story: BranchStory) -> None:
    story.edit("task", {"lead: tnmt": "publish: never\nlead: tnmt"}).commit(TNMT)
    assert published(story) == ["publication-by-authority task"]
    assert any("không công bố nhiệm vụ nữa" in each for each in story.told())
