"""Publishing from the push to the published branch: papers kept in Git LFS are fetched, or named as missing."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from phoihop.forges import FOLDER

from tests.forges import jobs
from tests.forges.test_jobs_whole import git, source  # noqa: F401  # a fixture
from tests.sending.servers import Server, over_http
from tests.story import Story

TOKEN = "s3cret"
FILES = {"github": ("github/publish.yml", "gh-pages"), "forgejo": ("forgejo/publish.yml", "pages")}

needs_lfs = pytest.mark.skipif(not shutil.which("git-lfs"), reason="Git LFS is not installed: make lfs")


class Place:
    """A repository over HTTP, one paper of whose register is a Git LFS pointer, and the job that publishes it."""

    def __init__(self, folder: Path, forge: str, source: tuple[str, str]) -> None:  # noqa: F811
        self.folder, self.source = folder, source
        self.file, self.branch = FILES[forge]
        story = Story(folder / "seed")
        self.path = next(iter(sorted((story.root / "tasks/2021/0001/files").glob("*.pdf"))))
        self.paper = self.path.read_bytes()
        self.digest = hashlib.sha256(self.paper).hexdigest()
        self.path.write_text(
            f"version https://git-lfs.github.com/spec/v1\noid sha256:{self.digest}\nsize {len(self.paper)}\n"
        )
        # Whoever may change it must not lead the token elsewhere.
        (story.root / ".lfsconfig").write_text("[lfs]\n\turl = http://127.0.0.1:9/stolen\n")
        (story.root / ".gitattributes").write_text("*.pdf filter=lfs diff=lfs merge=lfs -text\n")
        self.server = Server.of(folder / "forge", story.root)
        (self.server.bare / "hooks/pre-receive").unlink()

    def publish(self) -> int:
        work = self.folder / "work"
        with over_http(self.server, "x-access-token", TOKEN) as address:
            server, _, name = address.rpartition("/")
            variables = {
                "PHOIHOP_SOURCE": self.source[0],
                "PHOIHOP_COMMIT": self.source[1],
                "REGISTER": ".",
                "GITHUB_SERVER_URL": server,
                "GITHUB_REPOSITORY": name.removesuffix(".git"),
                "GITHUB_SHA": git(self.server.bare, "rev-parse", "main"),
                "github.token": TOKEN,
            }
            told = {"file": self.file, "work": str(work), "tools": str(Path(sys.executable).parent)}
            work.mkdir()
            settings = self.folder / "settings.json"
            settings.write_text(json.dumps(told | {"variables": variables}), encoding="utf-8")
            jobs.main(settings)
        self.log = (work / "publish/log").read_text(encoding="utf-8")
        ended: dict[str, int] = json.loads((work / "ended.json").read_text())
        return ended["publish"]

    def published(self) -> str:
        """The files of the published branch."""
        return git(self.server.bare, "ls-tree", "-r", "--name-only", self.branch)


@pytest.fixture(params=FILES)
def place(request: pytest.FixtureRequest, tmp_path: Path, source: tuple[str, str]) -> Place:  # noqa: F811
    return Place(tmp_path, request.param, source)


@needs_lfs
def test_papers_in_git_lfs_are_fetched_and_published(place: Place) -> None:
    (place.server.bare / "lfs").mkdir()
    (place.server.bare / "lfs" / place.digest).write_bytes(place.paper)
    assert place.publish() == 0, place.log
    assert f"tasks/2021/0001/files/{place.path.name}" in place.published(), place.log
    assert "còn ở Git LFS" not in place.log
    assert TOKEN not in place.log


@needs_lfs
def test_papers_that_the_server_has_not_got_are_named(place: Place) -> None:
    assert place.publish() == 0, place.log
    assert f"tasks/2021/0001/files/{place.path.name}" not in place.published()
    missing = f"tasks/2021/0001/files/{place.path.name}"
    assert f"chạy git lfs pull rồi dựng lại: {missing}" in place.log


def test_gitlabs_runner_is_left_to_fetch_them() -> None:
    told = yaml.safe_load((FOLDER / "gitlab/.gitlab-ci.yml").read_text(encoding="utf-8"))
    assert "GIT_LFS_SKIP_SMUDGE" not in told["variables"] | told["pages"]["variables"]
    assert told["pages"]["variables"]["GIT_STRATEGY"] == "clone"
