"""Whoever installs gets what was tested: one version, libraries as locked, and a tool that knows which commit it is."""

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import phoihop
import pytest
from phoihop.origin import Origin

from tests.manual.pages import MANUAL, blocks_of
from tests.story import Story

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
OF_THE_SOURCE = (
    *("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", "CHANGELOG.md"),
    *("requirements-run.lock", "constraints.txt", ".pre-commit-hooks.yaml", ".gitignore"),
)
ADDRESS = "https://ma.example/phoihop.git"


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=Văn thư", "-c", "user.email=vanthu@ubnd.example", "-c", "commit.gpgsign=false")
    own = os.environ | {"GIT_CONFIG_GLOBAL": os.devnull}
    ended = subprocess.run(["git", *who, *words], cwd=folder, env=own, capture_output=True, text=True, check=True)
    return ended.stdout.strip()


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sources as a released commit, with its tag, in a repository of their own."""
    folder = tmp_path_factory.mktemp("source") / "phoihop"
    folder.mkdir()
    for name in OF_THE_SOURCE:
        shutil.copyfile(ROOT / name, folder / name)
    leave_out = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=leave_out, copy_function=shutil.copyfile)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "remote", "add", "origin", ADDRESS)
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "Release")
    git(folder, "tag", f"v{phoihop.__version__}")
    return folder


def build(source: Path, kind: str, out: Path) -> Path:
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", kind, "-d", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = out.iterdir()
    return built


def pins(file: str) -> dict[str, str]:
    found = re.findall(r"^([a-z0-9][\w.-]*)(?:\[[\w,]+\])?==([^\s;\\]+)", (ROOT / file).read_text("utf-8"), re.M)
    return dict(found)


def test_the_newest_release_in_the_changelog_is_this_version_with_its_day() -> None:
    told = re.search(r"^## (\d+\.\d+\.\d+) \((.+)\)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert told
    assert told[1] == phoihop.__version__
    assert date.fromisoformat(told[2])


def test_the_version_stands_in_one_place(source: Path, tmp_path: Path) -> None:
    assert "version" not in PROJECT["project"]
    assert build(source, "wheel", tmp_path).name == f"phoihop-{phoihop.__version__}-py3-none-any.whl"


def test_the_libraries_without_hashes_and_the_build_are_those_with_hashes() -> None:
    assert pins("constraints.txt") == pins("requirements-run.lock")
    assert {"flask", "waitress", "duckdb"} < pins("constraints.txt").keys()
    build_needs = dict(each.split("==") for each in PROJECT["build-system"]["requires"])
    assert build_needs.items() <= pins("requirements-run.lock").items()


def printed_commands() -> Iterator[str]:
    for page in (*ROOT.glob("README*.md"), *MANUAL.rglob("*.md")):
        for block in blocks_of(page.read_text(encoding="utf-8")):
            if block.kind in ("sh", "powershell"):
                yield from block.commands


def test_every_way_to_install_that_is_printed_holds_the_versions_that_were_tested() -> None:
    installing = [line for line in printed_commands() if re.search(r"\b(pipx?|uv tool) (install|inject)\b", line)]
    assert len(installing) > 10
    held = re.compile(
        r"constraint=(phoihop/)?constraints\.txt|--no-deps|req\w+ phoihop/requirements-run\.lock|--user pipx$"
    )
    assert [line for line in installing if not held.search(line)] == []


def test_the_release_that_is_printed_is_this_one() -> None:
    told = {
        found
        for page in (*ROOT.glob("README*.md"), *MANUAL.rglob("*.md"))
        for found in re.findall(r"\bv\d+\.\d+\.\d+\b", page.read_text(encoding="utf-8"))
    }
    assert told == {f"v{phoihop.__version__}"}


def test_pagefind_is_held_below_its_next_minor_version() -> None:
    (wanted,) = (each for each in PROJECT["project"]["dependencies"] if each.startswith("pagefind"))
    least, below = re.fullmatch(r"pagefind\[bin\]>=1\.(\d+),<1\.(\d+)", wanted).groups()  # type: ignore[union-attr]  # else it fails
    assert int(below) == int(least) + 1


def test_a_source_package_carries_what_it_is_installed_by(source: Path, tmp_path: Path) -> None:
    with tarfile.open(build(source, "sdist", tmp_path)) as package:
        names = {name.partition("/")[2] for name in package.getnames()}
    assert {"requirements-run.lock", "constraints.txt", "hatch_build.py", "tools/phoihop/__init__.py"} <= names


def built_from(wheel: Path) -> Iterator[dict[str, str]]:
    with ZipFile(wheel) as package:
        yield from (json.loads(package.read(name)) for name in package.namelist() if name.endswith("built-from.json"))


def test_a_tool_that_is_built_in_a_clone_knows_its_commit(source: Path, tmp_path: Path) -> None:
    commit = git(source, "rev-parse", "HEAD")
    told = {"repository": ADDRESS, "commit": commit}
    assert list(built_from(build(source, "wheel", tmp_path / "a"))) == [told]
    changed = tmp_path / "changed"
    shutil.copytree(source, changed)
    (changed / "tools" / "phoihop" / "__init__.py").write_text('__version__ = "9"\n', encoding="utf-8")
    assert list(built_from(build(changed, "wheel", tmp_path / "b"))) == []


@pytest.mark.parametrize(
    ("repository", "page"),
    [
        ("https://github.com/xa/phoihop.git", "https://github.com/xa/phoihop/blob/{commit}/docs/a.md"),
        ("https://gitlab.tinh.example/phoihop", "https://gitlab.tinh.example/phoihop/-/blob/{commit}/docs/a.md"),
        ("https://codeberg.org/xa/phoihop/", "https://codeberg.org/xa/phoihop/src/commit/{commit}/docs/a.md"),
        ("https://ma.example/phoihop.git", "https://ma.example/phoihop"),
        ("", ""),
    ],
)
def test_a_page_of_the_source_is_where_its_forge_has_it(repository: str, page: str) -> None:
    commit = "ab" * 20
    assert Origin(repository, commit).page("docs/a.md") == page.format(commit=commit)


def test_pre_commit_installs_the_hook_from_a_tag(source: Path, tmp_path: Path) -> None:
    """As the manual prints it. Libraries come from this run's own folder instead of a registry."""
    story = Story(tmp_path / "so").edit("register.yml", {"authority:": "as_of: 2021-05-31\nauthority:"})
    page = (MANUAL / "review.md").read_text(encoding="utf-8")
    (settings,) = (block.text for block in blocks_of(page) if "rev: " in block.text)
    printed = re.sub(r"repo: .*", f"repo: {source}", settings)
    (story.root / ".pre-commit-config.yaml").write_text(printed, encoding="utf-8")
    git(story.root, "init", "--quiet", "--initial-branch=main")
    git(story.root, "add", ".")
    git(story.root, "commit", "--quiet", "--message", "Sổ")
    story.edit("2021-03-19.opinion.ktht", {"number: 5/KTHT\n": ""})
    git(story.root, "add", ".")
    offline = {
        "PIP_NO_INDEX": "1",
        "PIP_NO_DEPS": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # pip reads the option's own name as what it turns off
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PRE_COMMIT_HOME": str(tmp_path / "kept"),
        "GIT_CONFIG_GLOBAL": os.devnull,
    }

    def run(hook: str) -> subprocess.CompletedProcess[str]:
        command = [str(BIN / "pre-commit"), "run", hook]
        return subprocess.run(
            command, cwd=story.root, env=os.environ | offline, capture_output=True, text=True, check=False
        )

    ran = run("phoihop-check")
    assert "opinion-in-writing" in ran.stdout, ran.stdout + ran.stderr
    assert ran.returncode == 1
    (installed,) = (tmp_path / "kept").glob("repo*/py_env-*/lib/python*/site-packages/phoihop/cli/hook.py")
    assert installed.is_file()
