"""`phoihop site`: hands the register, the folder and the day on to the site."""

import sys
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.cli.run import run
from tests.story import Story


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What the site was asked for, in place of building it."""
    asked: list[tuple[Any, ...]] = []

    def ask(*request: Any, **_how: Any) -> int:
        asked.append(request)
        return 0

    build, theming = ModuleType("phoihop.site.build"), ModuleType("phoihop.site.theming")
    build.build_site = build.build_part = ask  # type: ignore[attr-defined]  # stand for the site's modules
    theming.serve_site = ask  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "phoihop.site.build", build)
    monkeypatch.setitem(sys.modules, "phoihop.site.theming", theming)
    return asked


def test_build_writes_into_the_folder_named_seen_from_the_register(calls: list[Any], tmp_path: Path) -> None:
    root = Story(tmp_path).root
    assert run(root, "site", "build", "--today", "2021-05-04").exit_code == 0
    assert run(root, "site", "build", "--today", "2021-05-04", "--out", "public").exit_code == 0
    assert run(root, "site", "build", "--today", "2021-05-04", "--out", "/elsewhere").exit_code == 0
    day = date(2021, 5, 4)
    assert calls == [(root, None, day), (root, root / "public", day), (root, Path("/elsewhere"), day)]


def test_serve_says_where(calls: list[Any], tmp_path: Path) -> None:
    root = Story(tmp_path).root
    assert run(root, "site", "serve", "--today", "2021-05-04", "--address", "127.0.0.1:8765").exit_code == 0
    assert calls == [(root, date(2021, 5, 4), "127.0.0.1:8765")]


def test_a_register_that_cant_be_read_is_not_published(calls: list[Any], tmp_path: Path) -> None:
    assert run(Story(tmp_path).write("register.yml", "title: [").root, "site", "build").exit_code == 2
    assert calls == []
