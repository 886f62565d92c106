"""A site made in shares on several machines: put together, the same bytes as made on one."""

from pathlib import Path

import pytest
from phoihop.checking.shards import Shard
from phoihop.site.build import build_part, build_site

from tests.cli.run import output_of, run
from tests.site.test_rebuild import SECOND, build, contents, first
from tests.story import LATER, Story


@pytest.fixture
def story(tmp_path: Path) -> Story:
    story = first(tmp_path / "register")
    for number in range(3, 7):
        story.write(f"tasks/2021/{number:04}/task.yml", SECOND.replace("2021-0001", f"2021-{number - 1:04}"))
    return story


def parts(story: Story, folder: Path, of: int = 3) -> list[Path]:
    made = [folder / f"part-{n}" for n in range(1, of + 1)]
    for n, part in enumerate(made, 1):
        assert build_part(story.root, part, LATER, Shard(n, of).tasks) == 0
    return made


def pages_of(part: Path) -> set[str]:
    return {path.parent.relative_to(part / "files").as_posix() for path in part.rglob("index.html")}


def test_merged_shares_are_the_whole_site(story: Story, tmp_path: Path) -> None:
    shares = parts(story, tmp_path)
    assert sorted(page for share in shares for page in pages_of(share)) == [
        *(f"tasks/2021/{number:04}" for number in range(1, 7)),
    ]
    assert build_site(story.root, tmp_path / "site", LATER, parts=shares) == 0
    assert contents(tmp_path / "site") == contents(build(story, tmp_path / "whole"))


def test_what_is_of_another_state_in_a_share_is_made_anew(story: Story, tmp_path: Path) -> None:
    shares = parts(story, tmp_path)
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    (shares[1] / "files/tasks/2021/0002/index.html").write_text("x")
    assert build_site(story.root, tmp_path / "site", LATER, parts=shares[:2]) == 0
    assert contents(tmp_path / "site") == contents(build(story, tmp_path / "whole"))


def test_a_folder_that_is_no_share_is_refused(story: Story, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters/a.txt").write_text("x")
    assert build_site(story.root, tmp_path / "site", LATER, parts=[tmp_path / "letters"]) == 2
    assert build_part(story.root, tmp_path / "letters", LATER, Shard(1, 2).tasks) == 2
    assert "không phải phần của trang" in capsys.readouterr().err
    assert (tmp_path / "letters/a.txt").read_text() == "x"
    assert not (tmp_path / "site").exists()


def test_the_commands(story: Story, tmp_path: Path) -> None:
    shares = [str(tmp_path / f"part-{n}") for n in (1, 2)]
    for n, share in enumerate(shares, 1):
        output_of(story.root, "site", "build", "--shard", f"{n}/2", "--out", share, "--today", "2021-05-31")
    output_of(story.root, "site", "merge", *shares, "--out", str(tmp_path / "site"), "--today", "2021-05-31")
    assert contents(tmp_path / "site") == contents(build(story, tmp_path / "whole"))
    assert run(story.root, "site", "build", "--shard", "1/2").exit_code == 2
