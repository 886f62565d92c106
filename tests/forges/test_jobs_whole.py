"""A review from the push to the comment: a bare repository whose hook runs the ready file's jobs, and a small forge."""

import json
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from phoihop.forges.posting import BROKEN_OFF

from tests.forges.small_forge import SmallForge, served
from tests.review.branches import KTHT, OPINION, STRANGER, branch_story

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.executable).parent
FILES = {"github": "github/review.yml", "forgejo": "forgejo/review.yml", "gitlab": "gitlab/.gitlab-ci.yml"}
HOOK = """#!/bin/sh
read -r _old new _ref
git update-ref refs/pull/12/head "$new"
unset GIT_DIR GIT_QUARANTINE_PATH
sed -i "s/@change@/$new/g" {settings}
cd {root} && PYTHONPATH={root}:{root}/tools exec {python} -m tests.forges.jobs {settings}
"""


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=x", "-c", "user.email=x@x.example", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """The tool's own source in a repository: its address, and the commit to be taken."""
    folder = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "requirements-run.lock", folder)
    git(folder, "init", "-q")
    # It is fetched by each job: to search for deltas and to compress costs more than all that a job does.
    for name, value in (("uploadpack.allowAnySHA1InWant", "true"), ("core.compression", "0"), ("pack.window", "0")):
        git(folder, "config", name, value)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Release")
    return f"file://{folder}", git(folder, "rev-parse", "HEAD")


class Server:
    """The forge: a bare repository that runs the jobs of its review file on what is pushed."""

    def __init__(self, folder: Path, forge: SmallForge, source: tuple[str, str]) -> None:
        self.forge = forge
        self.work = folder / "work"
        self.story = branch_story(folder / "clerk")
        self.bare = folder / "forge/binhluc/so.git"
        git(folder, "clone", "-q", "--bare", str(self.story.top), str(self.bare))
        for name in ("allowAnySHA1InWant", "allowReachableSHA1InWant"):
            git(self.bare, "config", f"uploadpack.{name}", "true")
        self.settings = folder / "settings.json"
        self.source = source

    def push(self, register: str = ".", **more: str) -> dict[str, int]:
        """Pushes the proposal; with what each job ended."""
        shutil.rmtree(self.work, ignore_errors=True)
        self.work.mkdir()
        repository = "7" if self.forge.kind == "gitlab" else "binhluc/so"
        place = f"file://{self.bare}"
        variables = {
            "PHOIHOP_SOURCE": self.source[0],
            "PHOIHOP_COMMIT": self.source[1],
            "REGISTER": register,
            "API_URL": self.forge.address,
            "REPOSITORY": repository,
            "TOKEN": "s3cret",
            "github.event.pull_request.base.ref": "main",
            "github.event.pull_request.number": "12",
            "github.event.pull_request.head.sha": "@change@",
            "GITHUB_SERVER_URL": f"file://{self.bare.parents[1]}",
            "GITHUB_REPOSITORY": "binhluc/so.git",
            "CI_REPOSITORY_URL": place,
            "CI_MERGE_REQUEST_PROJECT_URL": place.removesuffix(".git"),
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
            "CI_MERGE_REQUEST_IID": "12",
            "CI_COMMIT_SHA": "@change@",
            "CI_API_V4_URL": self.forge.address,
            "CI_PROJECT_ID": "7",
            "PHOIHOP_TOKEN": "s3cret",
        } | more
        told = {"file": FILES[self.forge.kind], "work": str(self.work), "tools": str(TOOLS), "variables": variables}
        self.settings.write_text(json.dumps(told), encoding="utf-8")
        hook = self.bare / "hooks/post-receive"
        hook.parent.mkdir(exist_ok=True)
        places = {"root": ROOT, "settings": self.settings, "python": sys.executable}
        hook.write_text(HOOK.format(**{name: shlex.quote(str(place)) for name, place in places.items()}))
        hook.chmod(0o755)
        git(self.story.top, "push", "-q", "--force", str(self.bare), "proposal:refs/heads/proposal")
        ended: dict[str, int] = json.loads((self.work / "ended.json").read_text())
        return ended

    @property
    def comments(self) -> list[str]:
        return [str(each["body"]) for known in self.forge.comments.values() for each in known]

    def log(self) -> str:
        return "".join(file.read_text(encoding="utf-8") for file in self.work.rglob("log"))


@pytest.fixture(scope="module", params=FILES)
def reviewed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, source: tuple[str, str]
) -> Iterator[Server]:
    """A forge to which a proposal was pushed that has no errors: what each of the tests begins with."""
    with served(request.param) as forge:
        server = Server(tmp_path_factory.mktemp(request.param), forge, source)
        server.story.write("2021-03-24.opinion.ktht", OPINION).commit(KTHT)
        assert server.push() == {"review": 0, "comment": 0}, server.log()
        (said,) = server.comments
        assert "✅" in said
        yield server


@pytest.fixture
def server(reviewed: Server) -> Iterator[Server]:
    """The same, after which all is again as it was."""
    comments, commit = deepcopy(reviewed.forge.comments), git(reviewed.story.top, "rev-parse", "HEAD")
    yield reviewed
    reviewed.forge.comments = comments
    git(reviewed.story.top, "reset", "-q", "--hard", commit)


def test_the_next_push_is_reviewed_and_replaces_the_comment(server: Server) -> None:
    server.story.write("2021-03-24.opinion-2.ktht", OPINION).commit(STRANGER)
    assert server.push() == {"review": 1, "comment": 0}, server.log()
    (said,) = server.comments
    assert "❌" in said
    assert "author-may-write" in said
    assert "s3cret" not in server.log() + said


def broken_tree(server: Server) -> None:
    """A commit whose tree has one name twice, which Git itself takes from whoever does not ask for a look at it."""
    top = server.story.top
    blob = git(top, "rev-parse", "proposal:register.yml")
    entry = b"100644 register.yml\0" + bytes.fromhex(blob)
    made = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--literally", "--stdin"],
        cwd=top,
        input=entry * 2,
        capture_output=True,
    )
    commit = git(top, "commit-tree", "-p", "proposal", "-m", "x", made.stdout.decode().strip())
    git(top, "update-ref", "refs/heads/proposal", commit)


BREAKS: dict[str, dict[str, Any]] = {
    "a review that can't run": {"register": "nowhere"},
    "a base that is not there": {
        "github.event.pull_request.base.ref": "gone",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "gone",
    },
    "objects that are not sound": {},
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_review_that_breaks_off_leaves_no_earlier_one_standing(name: str, server: Server) -> None:
    assert "✅" in server.comments[0]
    # Of the same message, two tests in the same second would push the same commit, of which a forge takes no notice.
    git(server.story.top, "commit", "-q", "--allow-empty", "-m", name)
    if not BREAKS[name]:
        broken_tree(server)
    ended = server.push(**BREAKS[name])
    assert all(ended.values()), server.log()
    assert server.comments == [BROKEN_OFF]
