"""`phoihop site`: hands the register, the folder and the day on to the site."""

import socket
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


def free_port() -> int:
    """A port that nobody on this machine uses."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
    return port


def test_serve_says_where(calls: list[Any], tmp_path: Path) -> None:
    root, address = Story(tmp_path).root, f"127.0.0.1:{free_port()}"
    assert run(root, "site", "serve", "--today", "2021-05-04", "--address", address).exit_code == 0
    assert [call[:3] for call in calls] == [(root, date(2021, 5, 4), address)]


def test_a_port_alone_is_one_of_this_machine(calls: list[Any], tmp_path: Path) -> None:
    port = free_port()
    assert run(Story(tmp_path).root, "site", "serve", "--address", f"{port}").exit_code == 0
    assert calls[0][2] == f"127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("127.0.0.1:99999", "no address with a port from 1 to 65535"),
        ("0", "no address with a port"),
        (":8000", "no address with a port"),
        ("localhost", "no address with a port"),
        ("203.0.113.9:8000", "no address of this machine"),
        ("no-such-host.invalid:8000", "There is no address “no-such-host.invalid”"),
    ],
)
def test_an_impossible_address_is_told_in_a_sentence(address: str, said: str, calls: list[Any], tmp_path: Path) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", "site", "serve", "--address", address)
    assert (result.exit_code, said in result.stderr, calls) == (2, True, [])


def test_a_busy_port_is_told_in_a_sentence(calls: list[Any], tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run(Story(tmp_path).root, "--lang", "en", "site", "serve", "--address", f"127.0.0.1:{port}")
    assert (result.exit_code, f"Another program uses port {port}" in result.stderr, calls) == (2, True, [])


def test_a_register_that_cant_be_read_is_not_published(calls: list[Any], tmp_path: Path) -> None:
    assert run(Story(tmp_path).write("register.yml", "title: [").root, "site", "build").exit_code == 2
    assert calls == []
