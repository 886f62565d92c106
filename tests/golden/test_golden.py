"""A register of any earlier format means today what it meant then: every difference is listed with its reason."""

import json
import shutil
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from phoihop.site.build import build_site

from tests.golden.said import Said, differences, said_by_commands, said_by_site

FOLDER = Path(__file__).parent
FROZEN = sorted(FOLDER.glob("*/said/*.json"))


@pytest.fixture(scope="module", params=FROZEN, ids=lambda path: f"{path.parent.parent.name}-{path.stem}")
def frozen(request: pytest.FixtureRequest) -> Path:
    path: Path = request.param
    return path


def mended(version: Path) -> list[tuple[str, str]]:
    """The differences that are meant: `<day> <difference> | <why>`, a line each; `*` stands for anything."""
    path = version / "mended.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    cases = [line.rpartition(" | ") for line in lines if line and not line.startswith("#")]
    assert all(what and why for what, _, why in cases), "each line says what differs, and why"
    return [(what, why) for what, _, why in cases]


def meant(line: str, pattern: str) -> bool:
    return fnmatchcase(line, pattern.replace("[", "[[]"))


def test_every_later_version_says_the_same(frozen: Path, tmp_path: Path) -> None:
    version, day = frozen.parents[1], frozen.stem
    register = shutil.copytree(version / "register", tmp_path / "register")
    assert build_site(register, tmp_path / "site", date.fromisoformat(day), jobs=1) == 0
    was: Said = json.loads(frozen.read_text(encoding="utf-8"))
    by_commands, by_site = said_by_commands(register, day), said_by_site(tmp_path / "site")
    assert list(differences(by_commands["cases"], by_site["cases"])) == []
    assert list(differences(by_commands["tables"], by_site["tables"])) == []
    now = [f"{day} {line}" for line in differences(was, by_commands | by_site)]
    listed = [pattern for pattern, _ in mended(version)]
    assert [line for line in now if not any(meant(line, pattern) for pattern in listed)] == []


@pytest.mark.parametrize("version", sorted({path.parents[1] for path in FROZEN}), ids=lambda path: path.name)
def test_four_days_are_frozen_and_the_list_names_nothing_twice(version: Path) -> None:
    assert len(list((version / "said").glob("*.json"))) >= 4
    listed = [pattern for pattern, _ in mended(version)]
    assert len(listed) == len(set(listed))


def test_a_difference_is_told_by_its_place() -> None:
    was: Said = {"check": [{"rule": "a", "line": 1}], "cases": {"2021-0001": {"stage": "assigned", "awaiting": ["x"]}}}
    now: Said = {
        "check": [{"rule": "b", "line": 1}],
        "cases": {"2021-0001": {"stage": "submitted", "awaiting": ["x"], "new key": 1}},
    }
    assert list(differences(was, now)) == [
        "check gone: rule=a line=1",
        "check new: rule=b line=1",
        "cases 2021-0001 stage: assigned -> submitted",
    ]
    assert list(differences(was, {"check": was["check"] * 2, "cases": {}})) == [
        "check count: 1 -> 2",
        'cases 2021-0001: gone, was {"stage": "assigned", "awaiting": ["x"]}',
    ]
