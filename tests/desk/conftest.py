"""A desk of TCKH's clerk, over a server that reviews."""

from datetime import date
from pathlib import Path

import pytest

from tests.desk.browserless import Sitter
from tests.sending.servers import TCKH, Clerk, Server, without_settings_of_the_user

DAY = date(2021, 3, 17)


@pytest.fixture(autouse=True)
def _no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without_settings_of_the_user(monkeypatch, tmp_path)


@pytest.fixture
def server(tmp_path: Path) -> Server:
    return Server(tmp_path / "server")


@pytest.fixture
def clerk(server: Server) -> Clerk:
    return server.clerk(TCKH)


@pytest.fixture
def sitter(clerk: Clerk) -> Sitter:
    return Sitter(clerk, DAY)
