"""A build after a change: the same bytes as a full build, and nothing touched that the change does not change."""

import hashlib
import shutil
import subprocess
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from phoihop.keeping import KeptFile
from phoihop.site.build import build_site
from phoihop.site.output import Output
from phoihop.site.views import task_list
from phoihop.site.workspace import MARK, BuildRecord

from tests.story import LATER, Story

Change = Callable[[Story], object]

OPINION = "2021-03-17.opinion.tckh"
SECOND = "title: Tu bổ cầu An Đổ\nlead: ktht\ndate: 2021-05-20\nfrom: ubnd\nrelated: [2021-0001]\n"
REMINDER = (
    "kind: reminder\nfrom: tnmt\nto: [tckh]\ndate: 2021-05-28\nnumber: 99/TNMT\nabout: [2021-03-08.request.tnmt]\n"
)
CHANGES: dict[str, Change] = {
    "a document says something else": lambda story: story.edit(OPINION, {"date: 2021-03-17": "date: 2021-03-16"}),
    "a document comes": lambda story: story.write("2021-05-28.reminder.tnmt", REMINDER),
    "a document goes": lambda story: story.delete(OPINION),
    "an agency has nothing to do with it any more": lambda story: (
        story.edit("task", {"  - tckh\n": ""}).edit("2021-03-08.request.tnmt", {"  - tckh\n": ""}).delete(OPINION)
    ),
    "a task comes": lambda story: story.write("tasks/2020/0007/task.yml", SECOND.replace("2021-05", "2020-05")),
    "the only task of a year goes": lambda story: story.delete("tasks/2022/0001/task.yml"),
    "a related task is called otherwise": lambda story: story.edit("task", {"title: Điều chỉnh": "title: Sửa"}),
    "an agency is called otherwise": lambda story: story.edit("agencies/tckh.yml", {"name: Phòng": "name: Ban"}),
    "a paper says something else": lambda story: story.write_bytes("tasks/2021/0001/files/y-kien-ktht.pdf", b"%PDF-2"),
    "a number is used twice": lambda story: story.write("tasks/2021/0003/task.yml", SECOND + "number: 110/UBND\n"),
    "the site gets settings": lambda story: story.write_bytes("docs/about.md", b"# A\n").write_bytes(
        "mkdocs.yml", b"site_name: x\nsite_url: https://so.example/a/\ntheme: {name: material}\nplugins: [phoihop]\n"
    ),
    "a hand-written page comes": lambda story: story.write_bytes("docs/about.md", "# Về sổ này\n".encode()),
    "a commit is made": lambda story: recorded(story),
}


def first(root: Path) -> Story:
    story = Story(root)
    story.write("tasks/2021/0002/task.yml", SECOND)
    story.write(
        "tasks/2022/0001/task.yml", SECOND.replace("2021-05-20", "2022-01-04").replace("2021-0001", "2021-0002")
    )
    return story


def recorded(story: Story) -> None:
    git = ["git", "-c", "user.name=Văn thư", "-c", "user.email=vt@so.example", "-c", "commit.gpgsign=false"]
    subprocess.run([*git, "init", "--quiet"], cwd=story.root, check=True)
    subprocess.run([*git, "add", "."], cwd=story.root, check=True)
    commit = [*git, "commit", "--quiet", "--message", "Ghi sổ", "--date", "2022-01-04T09:00:00+0700"]
    subprocess.run(commit, cwd=story.root, check=True)


def build(story: Story, out: Path, day: date = LATER, jobs: int = 1, cache: Path | None = None) -> Path:
    """Builds in one process: for a register as small as this, others cost more than they do."""
    assert build_site(story.root, out, day, jobs=jobs, cache=cache) == 0
    return out


def standing(first_site: Path, folder: Path) -> Path:
    """The site of `first` as a build left it in the folder, and what that build keeps beside it."""
    return shutil.copytree(first_site, folder, dirs_exist_ok=True) / "site"


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def times(site: Path) -> dict[str, int]:
    return {path.relative_to(site).as_posix(): path.stat().st_mtime_ns for path in site.rglob("*") if path.is_file()}


def digests(folder: Path) -> dict[str, bytes]:
    return {path: hashlib.sha256(content).digest() for path, content in contents(folder).items()}


_BUILT_ANEW: dict[tuple[object, ...], dict[str, bytes]] = {}
"""What a whole build makes of all that lies in a register's folder: several tests come to the same register."""


def built_anew(story: Story, out: Path, day: date) -> dict[str, bytes]:
    made_of = (day, task_list.PAGE_LENGTH, *sorted(digests(story.root).items()))
    if made_of not in _BUILT_ANEW:
        _BUILT_ANEW[made_of] = digests(build(story, out, day))
    return _BUILT_ANEW[made_of]


def assert_as_if_built_anew(story: Story, site: Path, day: date = LATER) -> None:
    anew, found = built_anew(story, site.with_name("anew"), day), digests(site)
    assert found.keys() == anew.keys()
    assert [path for path in anew if found[path] != anew[path]] == []


@pytest.fixture
def story(tmp_path: Path) -> Story:
    return first(tmp_path / "register")


@pytest.fixture
def site(first_site: Path, tmp_path: Path) -> Path:
    return standing(first_site, tmp_path)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_build_after_a_change_is_the_same_as_a_full_one(story: Story, site: Path, change: Change) -> None:
    change(story)
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_hand_written_pages_are_followed(story: Story, tmp_path: Path) -> None:
    story.write_bytes("docs/about.md", "# Về sổ này\n".encode())
    site = build(story, tmp_path / "site")
    story.write_bytes("docs/about.md", "# Về sổ này\n\nDo văn thư ghi.\n".encode())
    build(story, site)
    assert_as_if_built_anew(story, site)
    (site / "about/index.html").write_text("x")
    (site / "assets/phoihop/phoihop.css").unlink()
    story.delete(OPINION)
    build(story, site)
    assert_as_if_built_anew(story, site)
    (story.root / "docs/about.md").unlink()
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_several_processes_make_the_site_of_one(story: Story, tmp_path: Path) -> None:
    assert contents(build(story, tmp_path / "site", jobs=3)) == contents(build(story, tmp_path / "other"))


def test_many_changes_one_after_another(story: Story, site: Path) -> None:
    for change in ("a document goes", "a task comes", "an agency is called otherwise", "a paper says something else"):
        CHANGES[change](story)
        build(story, site)
    assert_as_if_built_anew(story, site)


def test_a_list_that_grows_tells_it_on_each_of_its_pages(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_list, "PAGE_LENGTH", 1)
    site = build(story, tmp_path / "site")
    story.write("tasks/2021/0003/task.yml", SECOND)
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_another_day_is_another_site(story: Story, tmp_path: Path) -> None:
    site = build(story, tmp_path / "site", date(2021, 3, 9))
    build(story, site, date(2021, 3, 25))
    assert_as_if_built_anew(story, site, date(2021, 3, 25))


def test_what_did_not_change_keeps_its_time(story: Story, site: Path) -> None:
    before = times(site)
    build(story, site)
    assert times(site) == before
    story.edit("tasks/2022/0001/task.yml", {"title: Tu bổ": "title: Xây"})
    build(story, site, LATER + timedelta(days=365))
    between = times(site)
    story.edit("tasks/2022/0001/task.yml", {"title: Xây": "title: Dời"})
    build(story, site, LATER + timedelta(days=365))
    touched = {path for path, time in times(site).items() if between.get(path) != time}
    assert {"tasks/2022/0001/index.html", "data/tasks/2022-0001.json", "tasks/2022/index.html"} <= touched
    untouched = ("tasks/2021/", "tasks/2020/", "data/tasks/2021", "agencies/dien-luc", "assets/", "schema/")
    assert not [path for path in touched if path.startswith(untouched)]
    assert not [path for path in touched if path.startswith("pagefind/") and not path.startswith("pagefind/2022/")]


def test_a_task_recorded_since_the_first_build_makes_only_what_tells_of_it(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build knows the history from what the first one kept of it, and not from Git."""
    day, cache = date(2022, 1, 5), tmp_path / "cache"
    recorded(story)
    site = build(story, tmp_path / "site", day, cache=cache)
    story.edit("tasks/2022/0001/task.yml", {"title: Tu bổ": "title: Xây"})
    recorded(story)
    made, write = [], Output.write

    def noted(output: Output, path: str, content: bytes | str) -> None:
        """What is made again and says the same leaves no trace in the site."""
        made.append(path)
        write(output, path, content)

    with monkeypatch.context() as patch:
        patch.setattr(Output, "write", noted)
        build(story, site, day, cache=cache)
    assert {"tasks/2022/0001/index.html", "data/tasks/2022-0001.json", "tasks/2022/index.html"} <= set(made)
    assert not [path for path in made if path.startswith(("tasks/2021/", "data/tasks/2021", "pagefind/2021/"))]
    assert_as_if_built_anew(story, site, day)


def test_a_site_of_which_nothing_changed_is_only_looked_at(
    story: Story, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    day = date(2022, 1, 5)
    recorded(story)
    site = build(story, tmp_path / "site", day)
    with monkeypatch.context() as patch:
        patch.setattr("phoihop.site.making.published", lambda *_: 1 / 0)
        for _ in range(3):
            build(story, site, day)
        (site / "tasks/index.html").unlink()
        with pytest.raises(ZeroDivisionError):
            build_site(story.root, site, day)
    build(story, site, day)
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    for _ in range(2):
        build(story, site, day)
        assert_as_if_built_anew(story, site, day)
    recorded(story)
    build(story, site, day)
    assert_as_if_built_anew(story, site, day)


def test_what_there_is_to_tell_of_a_site_is_told_by_each_build(
    story: Story,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    day = date(2022, 1, 5)
    recorded(story)
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    story.write("tasks/2021/0003/task.yml", SECOND + "number: 110/UBND\n")

    def told() -> str:
        capsys.readouterr()
        caplog.clear()
        build(story, tmp_path / "site", day)
        return capsys.readouterr().err + "".join(record.getMessage() for record in caplog.records)

    first = told()
    assert "khác với lần ghi" in first
    assert "tasks/2021/0003/task.yml:" in first
    with monkeypatch.context() as patch:
        patch.setattr("phoihop.site.making.published", lambda *_: 1 / 0)
        assert [told() for _ in range(3)] == [first] * 3
    recorded(story)
    assert "khác với lần ghi" not in told()
    # Git may be gone, or its history cut short, without any file being another.
    (story.root / ".git").rename(tmp_path / "gone")
    assert "Git" in told()
    assert_as_if_built_anew(story, tmp_path / "site", day)


def test_a_record_of_the_build_that_is_gone_costs_only_time(story: Story, site: Path, tmp_path: Path) -> None:
    before = times(site)
    (tmp_path / ".site-build/site.record").unlink()
    build(story, site)
    assert times(site) == before


@pytest.mark.parametrize("damage", [b"", b"x", b"phoihop build record 2\n" + b"\0" * 64])
def test_a_damaged_record_is_not_believed(story: Story, site: Path, tmp_path: Path, damage: bytes) -> None:
    (tmp_path / ".site-build/site.record").write_bytes(damage)
    story.delete(OPINION)
    build(story, site)
    assert_as_if_built_anew(story, site)


@pytest.mark.parametrize("packed", ["units", "tasks", "histories"])
def test_a_record_kept_in_another_form_costs_only_time(story: Story, site: Path, tmp_path: Path, packed: str) -> None:
    kept = KeptFile(tmp_path / ".site-build/site.record", MARK, BuildRecord)
    record = kept.load()
    assert record
    kept.save(msgspec.structs.replace(record, **{packed: msgspec.Raw(msgspec.msgpack.encode({"a": [1]}))}), 1)
    story.delete(OPINION)
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_a_site_that_somebody_changed_is_made_good(story: Story, site: Path) -> None:
    (site / "tasks/2021/0001/index.html").unlink()
    (site / "tasks/2021/0002/index.html").write_text("x")
    build(story, site)
    assert_as_if_built_anew(story, site)
    story.edit("task", {"title: Điều chỉnh": "title: Sửa"})
    build(story, site)
    assert_as_if_built_anew(story, site)


def test_without_the_folder_beside_it_a_site_is_built_all_the_same(story: Story, site: Path, tmp_path: Path) -> None:
    before = times(site)
    (tmp_path / ".site-build").rename(tmp_path / "elsewhere")
    story.delete(OPINION)
    build(story, site)
    assert times(site)["tasks/2021/0002/index.html"] == before["tasks/2021/0002/index.html"]
    assert_as_if_built_anew(story, site)
