"""What lies where a site is built into, and is not the site's: it stays; and what was withdrawn lies nowhere."""

import errno
import os
from pathlib import Path

import pytest
from phoihop.site import replacing
from phoihop.site.build import build_site

from tests.site.test_rebuild import OPINION, build, contents, first, standing
from tests.story import LATER, Story

OTHERS = {
    ".git/config": b"[core]\n",
    ".nojekyll": b"",
    ".well-known/security.txt": b"Contact: x\n",
    "CNAME": b"so.example\n",
    "data/own.csv": b"a,b\n",
    "tasks/2021/0001/own.html": b"<p>own",
}
PAPER = "tasks/2021/0001/files/y-kien-ktht.pdf"


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return first(tmp_path / "register")


@pytest.fixture
def site(first_site: Path, tmp_path: Path) -> Path:
    return standing(first_site, tmp_path)


def put(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def is_busy(one: Path, other: Path) -> bool:
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(one))


def assert_beside_what_others_keep(story: Story, site: Path, others: dict[str, bytes]) -> None:
    anew = contents(build(story, site.with_name("anew")))
    assert contents(site) == anew | others


def test_what_no_build_wrote_stays(story: Story, site: Path) -> None:
    put(site, OTHERS)
    story.delete("tasks/2022/0001/task.yml").edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"})
    assert_beside_what_others_keep(story, build(story, site), OTHERS)
    story.edit("agencies/tckh.yml", {"name: Ban": "name: Phòng"})
    assert_beside_what_others_keep(story, build(story, site), OTHERS)


def test_it_stays_where_nothing_is_remembered_of_the_last_build(story: Story, tmp_path: Path) -> None:
    # A forge's runner has the branch that is published, and nothing that lay beside it.
    site = build(story, tmp_path / "site").rename(tmp_path / "branch")
    put(site, OTHERS)
    story.delete("tasks/2022/0001/task.yml")
    assert_beside_what_others_keep(story, build(story, site), OTHERS)


def test_the_first_build_may_meet_git_and_a_forge(story: Story, tmp_path: Path) -> None:
    others = {path: OTHERS[path] for path in (".git/config", ".nojekyll", "CNAME")}
    put(tmp_path / "site", others)
    assert_beside_what_others_keep(story, build(story, tmp_path / "site"), others)


def test_a_link_is_followed(story: Story, tmp_path: Path) -> None:
    (tmp_path / "www").mkdir()
    (tmp_path / "site").symlink_to("www", target_is_directory=True)
    for day in ("2021-03-16", "2021-03-17"):
        story.edit(OPINION, {"date: 2021-03-17": f"date: {day}"})
        build(story, tmp_path / "site")
        assert (tmp_path / "site").is_symlink()
        assert (tmp_path / "www/index.html").is_file()
        assert not (tmp_path / ".site-build").exists()
        story.edit(OPINION, {f"date: {day}": "date: 2021-03-17"})


def test_a_volume_is_written_in_place(story: Story, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number = site.stat().st_ino
    story.edit(OPINION, {"date: 2021-03-17": "date: 2021-03-16"}).delete("tasks/2022/0001/task.yml")
    with monkeypatch.context() as patch:
        patch.setattr(replacing, "_exchanged", is_busy)
        build(story, site)
    assert site.stat().st_ino == number
    assert_beside_what_others_keep(story, site, {})


def test_beside_a_volume_nothing_can_be_written(story: Story, tmp_path: Path) -> None:
    (tmp_path / ".site-build").write_text("in the way")
    assert_beside_what_others_keep(story, build(story, tmp_path / "site"), {})
    story.delete("tasks/2022/0001/task.yml")
    assert_beside_what_others_keep(story, build(story, tmp_path / "site"), {})
    assert (tmp_path / ".site-build").read_text() == "in the way"


def test_a_run_broken_off_on_a_volume_is_completed(story: Story, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(site, OTHERS)
    story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"}).delete("tasks/2022/0001/task.yml")
    left = iter(range(5))

    def stopping(source: Path, target: Path) -> None:
        next(left)
        source.replace(target)

    with monkeypatch.context() as patch:
        patch.setattr(replacing, "_move", stopping)
        with pytest.raises(StopIteration):
            build_site(story.root, site, LATER, jobs=1)
    assert_beside_what_others_keep(story, build(story, site), OTHERS)


def test_a_withdrawn_paper_lies_nowhere(story: Story, tmp_path: Path) -> None:
    story.write_bytes(PAPER, b"%PDF-1.4 secret")
    site = build(story, tmp_path / "out/site")
    assert b"%PDF-1.4 secret" in contents(site).values()
    story.write_bytes(PAPER, b"%PDF-1.4 other")
    build(story, site)
    assert b"%PDF-1.4 secret" not in contents(tmp_path / "out").values()
    assert not (tmp_path / "out/.site-build").stat().st_mode & 0o077
