"""The ready files of the forges: they fit the schemas, lint clean, are safe, and their scripts do what they say."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from phoihop import forges
from phoihop import origin as origin_module
from phoihop.changes.formats import MARK
from phoihop.changes.places import place_of
from phoihop.forges import FOLDER, READY_FILES

from tests.review.branches import AUTHORITY, KTHT, OPINION, STRANGER, BranchStory, branch_story

TOOLS = Path(sys.executable).parent
READY = [name for files in READY_FILES.values() for name in files]
WORKFLOWS = [name for name in READY if not name.startswith("gitlab")]
GITLAB = "gitlab/.gitlab-ci.yml"


def tool(name: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / name, *arguments], capture_output=True, text=True, check=False, **options)


def read(name: str) -> dict[str, Any]:
    # BaseLoader: `on` is a word here, not a truth value.
    found: dict[str, Any] = yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def scripts(name: str) -> Iterator[tuple[str, str]]:
    """Each script of a file, with the place where it stands."""
    if name == GITLAB:
        for job, settings in read(name).items():
            if isinstance(settings, dict) and "script" in settings:
                yield job, "\n".join(settings["script"])
        return
    for job, settings in read(name)["jobs"].items():
        for step in settings["steps"]:
            yield f"{job}/{step['name']}", step["run"]


def test_every_file_in_the_folders_is_listed() -> None:
    assert sorted(READY) == sorted(
        path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix in (".yml", ".yaml")
    )


def test_every_place_they_go_to_is_the_authoritys_to_change() -> None:
    for files in READY_FILES.values():
        assert all(place_of(target).role == "policy" for target in files.values())


@pytest.mark.parametrize("name", READY)
def test_a_file_fits_the_forges_schema(name: str) -> None:
    schema = ("vendor.gitlab-ci", "--data-transform", "gitlab-ci") if name == GITLAB else ("vendor.github-workflows",)
    result = CliRunner().invoke(check_jsonschema, ["--builtin-schema", *schema, str(FOLDER / name)])
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("name", READY)
def test_its_scripts_lint_clean(name: str) -> None:
    shell, start = ("sh", "set -e\n") if name == GITLAB else ("bash", "set -eo pipefail\n")
    for place, script in scripts(name):
        result = tool("shellcheck", "--shell", shell, "-", input=start + script)
        assert result.returncode == 0, f"{place}: {result.stdout}"


def test_workflows_pass_an_audit_of_their_safety(tmp_path: Path) -> None:
    for name in WORKFLOWS:
        place = tmp_path / name.split("/")[0] / ".github" / "workflows"
        place.mkdir(parents=True, exist_ok=True)
        (place / Path(name).name).write_bytes((FOLDER / name).read_bytes())
    result = tool("zizmor", "--offline", "--no-progress", str(tmp_path / "github"), str(tmp_path / "forgejo"))
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.parametrize("name", READY)
def test_the_tool_is_taken_by_its_commit_and_libraries_by_their_hashes(name: str) -> None:
    settings = read(name)["variables" if name == GITLAB else "env"]
    assert (settings["PHOIHOP_SOURCE"], settings["PHOIHOP_COMMIT"]) == ("", "")
    text = (FOLDER / name).read_text(encoding="utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}( #.*)?", each) for each in used)
    installed = re.findall(r"pip\"? install (.*)", text)
    assert all(
        re.match(r"--quiet --(require-hashes --requirement|no-deps --no-build-isolation) ", each) for each in installed
    )
    assert len(installed) % 2 == 0
    assert not re.search(r"curl|wget|pip3", text)


def test_a_tool_that_came_from_git_fills_its_source_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def installed_from(url: str) -> None:
        told = json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": "ab" * 20}})
        monkeypatch.setattr(origin_module, "distribution", lambda _: SimpleNamespace(read_text=lambda _: told))
        origin_module.origin.cache_clear()

    installed_from("https://ma.example/phoihop.git")
    for files in map(forges.ready_files, READY_FILES):
        for text in files.values():
            assert 'PHOIHOP_SOURCE: "https://ma.example/phoihop.git"' in text
            assert f'PHOIHOP_COMMIT: "{"ab" * 20}"' in text
    for odd in ('https://x/"\n  EVIL: 1', "https://clerk:token@ma.example/phoihop.git"):
        installed_from(odd)
        assert odd not in str(forges.ready_files("github"))
        assert 'PHOIHOP_SOURCE: ""' in str(forges.ready_files("github"))
    monkeypatch.undo()
    origin_module.origin.cache_clear()


@pytest.mark.parametrize("name", ["github/review.yml", "forgejo/review.yml"])
def test_a_change_that_gets_another_base_is_reviewed_anew(name: str) -> None:
    types = read(name)["on"]["pull_request_target"]["types"]
    assert sorted(types) == ["edited", "opened", "reopened", "synchronize"]


@pytest.mark.parametrize("name", READY)
def test_whatever_is_fetched_is_looked_at_by_git(name: str) -> None:
    for script in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if " fetch " in script:
            assert "-c fetch.fsckObjects=true fetch" in script


@pytest.mark.parametrize("name", WORKFLOWS)
def test_a_workflow_has_the_least_permissions_and_no_text_of_a_change_in_a_script(name: str) -> None:
    file = read(name)
    assert file["permissions"] == {}
    assert all(settings["permissions"] for settings in file["jobs"].values())
    assert not [place for place, script in scripts(name) if "${{" in script]


@pytest.mark.parametrize("name", ["github/review.yml", "forgejo/review.yml"])
def test_what_reads_a_change_can_write_nothing(name: str) -> None:
    file = read(name)
    assert list(file["on"]) == ["pull_request_target"]
    assert file["jobs"]["review"]["permissions"] == {"contents": "read"}
    for step in file["jobs"]["review"]["steps"]:
        if "TOKEN" in step.get("env", {}):
            assert "phoihop/bin" not in step["run"]
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"\$\{\{\s*secrets", text)
    # What is opened into a folder is the tool's own source.
    assert set(re.findall(r"checkout .*", text)) == {'checkout --quiet --detach "$PHOIHOP_COMMIT"'}
    # The job that writes gets the finished text, and fetches no change.
    fetched = [script for place, script in scripts(name) if place.startswith("comment/") and "fetch" in script]
    assert all("register" not in script and "PHOIHOP_SOURCE" in script for script in fetched)


def test_gitlabs_token_is_for_the_jobs_that_post() -> None:
    for job, script in scripts(GITLAB):
        settings = read(GITLAB)[job]
        assert ("PHOIHOP_TOKEN" in script) == (settings.get("environment", {}).get("name") == "phoihop-posting")
        if "fetch" in script:
            assert "environment" not in settings


# --- the scripts themselves, against a repository on this machine -----------------------------------------------------


@pytest.fixture
def story(tmp_path: Path) -> BranchStory:
    story = branch_story(tmp_path / "forge" / "binhluc" / "so")
    for name in ("uploadpack.allowAnySHA1InWant", "uploadpack.allowReachableSHA1InWant"):
        story.git("config", name, "true")
    return story


def run(script: str, folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT", "CI"))}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def workflow_review(name: str, story: BranchStory, tmp_path: Path) -> dict[str, str]:
    """Runs the job `review` of a workflow on change 7; what it hands to the next job."""
    work = tmp_path / "work"
    work.mkdir()
    (tmp_path / "phoihop").mkdir()
    (tmp_path / "phoihop" / "bin").symlink_to(TOOLS)
    story.git("update-ref", "refs/pull/7/head", "proposal")
    output = tmp_path / "output"
    variables = {
        "GITHUB_SERVER_URL": f"file://{tmp_path}/forge",
        "GITHUB_REPOSITORY": "binhluc/so",
        "GITHUB_OUTPUT": str(output),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
        "RUNNER_TEMP": str(tmp_path),
        "REGISTER": ".",
        "BASE": "main",
        "NUMBER": "7",
        "TOKEN": "s3cret",
        "CHANGE": story.git("rev-parse", "proposal"),
    }
    fetch, _install, review, _verdict = (
        script.replace("/tmp/phoihop", str(tmp_path / "phoihop"))
        for place, script in scripts(name)
        if place.startswith("review/")
    )
    for script in (fetch, review):
        result = run(script, work, variables)
        assert result.returncode == 0, result.stderr
    assert sorted(path.name for path in (work / "register").iterdir()) == [".git"]
    assert "s3cret" not in (work / "register" / ".git" / "config").read_text()
    text = output.read_text(encoding="utf-8")
    end = re.match(r"comment<<(\w+)\n", text)
    assert end
    comment, rest = text[end.end() :].split(f"{end[1]}\n")
    return {"comment": comment, "code": rest.removeprefix("code=").strip()}


@pytest.mark.parametrize("name", ["github/review.yml", "forgejo/review.yml"])
@pytest.mark.parametrize(("author", "code"), [(KTHT, "0"), (STRANGER, "1")])
def test_a_workflow_reviews_a_change_without_opening_it(
    name: str, author: str, code: str, story: BranchStory, tmp_path: Path
) -> None:
    story.switch("main").edit("register.yml", {"format: 2\n": "format: 2\nopen:\n  - conftest.py\n"}).commit(AUTHORITY)
    story.switch("proposal").git("reset", "-q", "--hard", "main")
    story.write("2021-03-24.opinion.ktht", OPINION)
    (story.root / "conftest.py").write_text("raise SystemExit('ran')\n", encoding="utf-8")
    story.commit(author)
    handed = workflow_review(name, story, tmp_path)
    assert handed["code"] == code
    assert handed["comment"].startswith(MARK)
    assert "KTHT trả lời văn bản 2/TNMT" in handed["comment"]
    assert ("author-may-write" in handed["comment"]) == (code == "1")


@pytest.mark.parametrize("name", ["github/review.yml", "forgejo/review.yml"])
def test_a_fork_that_edits_the_workflow_is_named(name: str, story: BranchStory, tmp_path: Path) -> None:
    target = READY_FILES[name.split("/")[0]][name]
    (story.root / target).parent.mkdir(parents=True)
    (story.root / target).write_text("on: push\n", encoding="utf-8")
    story.commit(STRANGER)
    handed = workflow_review(name, story, tmp_path)
    assert handed["code"] == "1"
    assert "policy-by-authority" in handed["comment"]
    assert target in handed["comment"]


@pytest.mark.parametrize(("author", "code"), [(KTHT, 0), (STRANGER, 1)])
def test_gitlabs_job_reviews_a_change_without_opening_it(
    author: str, code: int, story: BranchStory, tmp_path: Path
) -> None:
    story.write("2021-03-24.opinion.ktht", OPINION).commit(author)
    story.git("update-ref", "refs/heads/moved-on", "main")
    work = tmp_path / "work"
    work.mkdir()
    script = dict(scripts(GITLAB))["review"].replace("/tmp/phoihop/bin", str(TOOLS))
    place = f"file://{story.top}"
    variables = {
        "REGISTER": ".",
        "CI_REPOSITORY_URL": place,
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_PROJECT_URL": place,
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_COMMIT_SHA": story.git("rev-parse", "proposal"),
    }
    result = run(script, work, variables)
    assert result.returncode == code, result.stderr
    assert (work / "comment.md").read_text(encoding="utf-8").startswith(MARK)
    assert sorted(path.name for path in (work / "register").iterdir()) == [".git"]
