"""A desk of TCKH's clerk, over a server that reviews."""

import os
from datetime import date
from pathlib import Path

import pytest

from tests.desk.browserless import Sitter
from tests.sending.servers import TCKH, Clerk, Server

DAY = date(2021, 3, 17)


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "server")


@pytest.fixture
def clerk(server: Server) -> Clerk:
    return server.clerk(TCKH)


@pytest.fixture
def sitter(clerk: Clerk) -> Sitter:
    return Sitter(clerk, DAY)
