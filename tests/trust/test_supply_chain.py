"""What we depend on is locked, listed and licensed fit; what we hand out is the package, the same bytes each time."""

import json
import re
import shutil
import subprocess
import sys
from functools import cache
from gettext import GNUTranslations
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from zipfile import ZipFile

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
LOCK, RUN = ROOT / "requirements.lock", ROOT / "requirements-run.lock"

GO_WITH_OURS = re.compile(
    r"MIT(?:-0| License)?|BSD(?: License|-2-Clause|-3-Clause)|0BSD|Apache-2\.0|Apache Software License"
    r"|ISC License \(ISCL\)|PSF-2\.0|Python Software Foundation License|MPL-2\.0"
    r"|Mozilla Public License 2\.0 \(MPL 2\.0\)|Zope Public License"
)
USED_AS_A_LIBRARY = {"docxtpl": "LGPL-2.1-only"}
"""Under the LGPL: used as it is, through its own interface, and replaceable by whoever installs us."""

ONLY_RUN = {"yamllint": "GPL-3.0-or-later"}
"""Tools of development that are run as commands, and neither linked to nor handed out."""

SAID_ELSEWHERE = {"atheris": "Apache-2.0", "axe-playwright-python": "MIT"}
"""Packages whose own metadata leave the licence out; it is in their repositories."""


@cache
def licences() -> dict[str, str]:
    form = ["--from=mixed", "--no-version", "--format=json", "--ignore-packages", "phoihop"]
    ran = subprocess.run([BIN / "pip-licenses", *form], capture_output=True, text=True, check=True)
    return {canonicalize_name(each["Name"]): each["License"] for each in json.loads(ran.stdout)}


def needed_at_run_time() -> set[str]:
    """Everything that the package needs in the end, without what is only for development."""
    waiting: list[str] = ["phoihop"]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        try:
            wanted = [Requirement(text) for text in requires(name) or ()]
        except PackageNotFoundError:
            continue
        for each in wanted:
            key = canonicalize_name(each.name)
            if key not in needed and (each.marker is None or each.marker.evaluate({"extra": ""})):
                needed.add(key)
                waiting.append(key)
    return needed


def test_everything_is_locked_with_hashes() -> None:
    pinned = re.findall(r"^[a-z0-9][\w.-]*(?:\[[\w,]+\])?==.*?(?=^\S|\Z)", LOCK.read_text(), re.MULTILINE | re.DOTALL)
    assert len(pinned) > 50
    assert [each for each in pinned if "--hash=sha256:" not in each] == []
    assert not re.search(r"^(?:-e|git\+|https?:|--(?:extra-)?index-url)", LOCK.read_text(), re.MULTILINE)


def test_for_running_the_same_versions_are_locked_and_nothing_that_is_only_for_development() -> None:
    pins = [
        dict(re.findall(r"^([a-z0-9][\w.-]*)(?:\[[\w,]+\])?==(\S+)", lock.read_text(), re.M)) for lock in (LOCK, RUN)
    ]
    everything, running = pins
    assert running.items() <= everything.items()
    assert needed_at_run_time() - running.keys() <= {"phoihop"}
    assert not running.keys() & (ONLY_RUN.keys() | {"pytest", "hypothesis", "atheris", "mypy"})
    assert RUN.read_text().count("--hash=sha256:") >= len(running)


def test_all_licences_go_with_ours() -> None:
    for name, licence in licences().items():
        allowed = {**USED_AS_A_LIBRARY, **ONLY_RUN}.get(name)
        licence = SAID_ELSEWHERE.get(name, licence)
        parts = re.split(r"; | AND | OR ", licence)
        assert licence == allowed or all(GO_WITH_OURS.fullmatch(part) for part in parts), f"{name}: {licence}"


def test_nothing_that_is_only_for_development_is_needed_at_run_time() -> None:
    assert not needed_at_run_time() & (ONLY_RUN.keys() | {"pytest", "hypothesis", "atheris", "mypy"})
    assert "msgspec" in needed_at_run_time()


def test_the_licences_are_listed() -> None:
    listed = (ROOT / "docs/development/licences.md").read_text(encoding="utf-8")
    names = {canonicalize_name(name) for name in re.findall(r"^\| ([\w.-]+) +\|", listed, re.MULTILINE)}
    assert set(licences()) - names == set()


def test_the_bill_of_materials_names_all_that_is_locked_and_is_the_same_each_time(tmp_path: Path) -> None:
    target = re.search(r"^sbom:.*?\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert target
    made = []
    # What is the same bytes need not be held against the schema again: that is nine tenths of the work.
    for name in ("first.json", "second.json --no-validate"):
        command = target[1].replace("$(BIN)", str(BIN)).replace("sbom.json", str(tmp_path / name)).replace("\\\n", " ")
        subprocess.run(["bash", "-c", command], cwd=ROOT, check=True, capture_output=True)
        made.append((tmp_path / name.split()[0]).read_bytes())
    assert made[0] == made[1]
    bill = json.loads(made[0])
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "phoihop"
    named = {canonicalize_name(each["name"]) for each in bill["components"]}
    locked = {
        canonicalize_name(name) for name in re.findall(r"^([a-z0-9][\w.-]*)(?:\[|==)", LOCK.read_text(), re.MULTILINE)
    }
    assert named == locked


def build_wheel(folder: Path) -> Path:
    """The wheel of a fresh copy of the sources, as of their files and not of the folder or the clock."""
    folder.mkdir()
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE"):
        shutil.copyfile(ROOT / name, folder / name)
    leave_out = shutil.ignore_patterns("__pycache__", "*.mo")
    shutil.copytree(ROOT / "tools", folder / "tools", ignore=leave_out, copy_function=shutil.copyfile)
    command = [sys.executable, "-P", "-m", "hatchling", "build", "-t", "wheel", "-d", "out"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    (wheel,) = (folder / "out").glob("*.whl")
    return wheel


def test_a_wheel_holds_the_package_and_nothing_else_the_same_bytes_each_time(tmp_path: Path) -> None:
    first, second = build_wheel(tmp_path / "a"), build_wheel(tmp_path / "another")
    assert first.read_bytes() == second.read_bytes()
    with ZipFile(first) as wheel:
        names = wheel.namelist()
        catalogues = [GNUTranslations(wheel.open(name)) for name in names if name.endswith(".mo")]
    # No clock is asked, or wheels of two minutes would differ.
    assert {catalogue.info()["pot-creation-date"] for catalogue in catalogues} == {"2020-02-02 00:00+0000"}
    assert [name for name in names if not re.match(r"phoihop/|phoihop-[\d.]+\.dist-info/", name)] == []
    sources = [file for file in (ROOT / "tools").rglob("*") if file.is_file() and file.suffix not in (".pyc", ".mo")]
    of_the_package = {file.relative_to(ROOT / "tools").as_posix() for file in sources}
    as_compiled = {name.removesuffix(".po") + ".mo" if name.endswith(".po") else name for name in of_the_package}
    assert "phoihop/locale/vi/LC_MESSAGES/cli.mo" in as_compiled
    assert {name for name in names if name.startswith("phoihop/")} == as_compiled
    assert not [name for name in names if "test" in Path(name).name or "__pycache__" in name]
