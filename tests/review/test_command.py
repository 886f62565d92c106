"""`phoihop review` as it is run: exit codes, what is read from where, and where it says that it can't run."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.run import no_register_above, output_of, run
from tests.review.branches import AUTHORITY, KTHT, OPINION, STRANGER, TNMT, BranchStory, branch_story

TODAY = ("--today", "2021-03-26")
REQUEST = "2021-03-08.request.tnmt"


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    return branch_story(tmp_path)


def test_a_breach_does_not_block_a_change(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    result = run(story.root, "review", "main", *TODAY)
    assert result.exit_code == 0
    assert "Không có lỗi mới" in result.stdout


def test_an_error_does(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(STRANGER)
    for form in ("text", "markdown", "json"):
        assert run(story.root, "review", "main", "proposal", "--format", form, *TODAY).exit_code == 1


def test_an_error_that_was_there_before_does_not(story: BranchStory) -> None:
    story.switch("main").write("tasks/2021/0001/la.txt", "lạ").commit(AUTHORITY)
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    assert run(story.root, "review", "main", *TODAY).exit_code == 0


def test_the_same_change_gives_the_same_bytes(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(STRANGER)
    printed = [run(story.root, "review", "main", "--format", "json", *TODAY).stdout for _ in range(2)]
    assert printed[0] == printed[1]


@pytest.mark.parametrize(
    "arguments",
    [("no-such-branch",), ("main", "no-such-branch"), ("--output=x",), ("main", "--output=x"), ("main", "-x")],
)
def test_a_commit_that_is_not_there_can_not_be_reviewed(arguments: tuple[str, ...], story: BranchStory) -> None:
    result = run(story.root, "review", *arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert not (story.root / "x").exists()


def test_without_git_there_is_nothing_to_review(tmp_path: Path) -> None:
    result = run(no_register_above(tmp_path), "--lang", "en", "review", "main")
    assert result.exit_code == 2
    assert "no Git repository" in result.stderr


def test_a_base_without_a_register_is_told(story: BranchStory) -> None:
    story.git("switch", "-q", "--orphan", "empty")
    story.commit(AUTHORITY)
    story.switch("proposal")
    result = run(story.root, "--lang", "en", "review", "empty", "proposal")
    assert result.exit_code == 2
    assert "register.yml" in result.stderr


def test_a_base_whose_settings_can_not_be_read_judges_nothing(story: BranchStory) -> None:
    story.switch("main").write("register.yml", "title: [").commit(AUTHORITY)
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    assert run(story.root, "review", "main").exit_code == 2


def test_a_shallow_clone_says_what_it_needs(story: BranchStory, tmp_path: Path) -> None:
    story.switch("main").write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.switch("proposal").write_paper("moi.pdf", b"%PDF-1.4\n").commit(TNMT)
    clone = tmp_path / ".git" / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth=1", "--no-single-branch", f"file://{story.root}", str(clone)], check=True
    )
    result = run(clone, "--lang", "en", "review", "origin/main", "origin/proposal")
    assert result.exit_code == 2
    assert "--unshallow" in result.stderr


def test_today_is_the_bases_never_the_changes(story: BranchStory) -> None:
    story.switch("main").edit("register.yml", {"authority:": "as_of: 2021-03-26\nauthority:"}).commit(AUTHORITY)
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.edit("register.yml", {"as_of: 2021-03-26": "as_of: 2021-03-23"}).commit(AUTHORITY)
    form = json.loads(run(story.root, "review", "main", "--format", "json").stdout)
    assert form["today"] == "2021-03-26"


def test_the_language_is_the_bases_unless_somebody_asks_for_one(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    story.edit("register.yml", {"authority:": "language: en\nauthority:"}).commit(AUTHORITY)
    assert "Không có lỗi mới" in output_of(story.root, "review", "main", *TODAY)
    assert "No new errors" in output_of(story.root, "--lang", "en", "review", "main", *TODAY)


def test_a_register_in_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    story = BranchStory(tmp_path, place="so/theo-doi")
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    (tmp_path / ".github").mkdir()
    (tmp_path / ".github" / "x.yml").write_text("x", encoding="utf-8")
    (tmp_path / "register.yml").write_text("x", encoding="utf-8")
    story.commit(KTHT)
    form = json.loads(run(story.root, "review", "main", "--format", "json", *TODAY).stdout)
    errors = [
        (each["rule"], each["file"])
        for each in form["findings"]
        if (each["severity"], each["effect"]) == ("error", "new")
    ]
    assert errors == [("policy-by-authority", ".github/x.yml")]
    assert [(each["task"], each["document"]) for each in form["changes"]] == [
        ("2021-0001", "2021-03-24.opinion.ktht"),
        (None, ".github/x.yml"),
        (None, "register.yml"),
    ]


def test_what_is_checked_out_does_not_matter(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    printed = output_of(story.root, "review", "main", "proposal", *TODAY)
    story.switch("main")
    assert output_of(story.root, "review", "main", "proposal", *TODAY) == printed


def test_a_large_register_is_not_judged_as_a_whole(story: BranchStory, monkeypatch: pytest.MonkeyPatch) -> None:
    from phoihop.changes import review
    from phoihop.rules.judge import Judgement, judge

    for number in range(2, 60):
        text = (
            (story.root / "tasks/2021/0001/task.yml").read_text(encoding="utf-8").replace("100/UBND", f"x{number}/UBND")
        )
        story.write(f"tasks/2021/{number:04}/task.yml", text)
    story.switch("main")
    story.commit(AUTHORITY)
    story.switch("next", new=True).write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    judged: list[int] = []

    def counting(*args: object, **options: object) -> Judgement:
        found: Judgement = judge(*args, **options)  # type: ignore[arg-type]  # passed on as they come
        judged.append(found.tasks)
        return found

    monkeypatch.setattr(review, "judge", counting)
    assert run(story.root, "review", "main", *TODAY).exit_code == 0
    assert judged == [1, 1]


def test_signatures_are_asked_for_by_an_option(story: BranchStory) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
    result = run(story.root, "review", "main", "--require-signatures", "--format", "json", *TODAY)
    assert result.exit_code == 1
    errors = [each for each in json.loads(result.stdout)["findings"] if each["severity"] == "error"]
    assert [each["rule"] for each in errors if each["effect"] == "new"] == ["signed"]
