"""What all tests share: a test that is skipped counts as failed, so that no check goes missing unseen."""

import gc
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.compiled import keep_compiled
from tests.made import shared_by_all

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No test asserts a duration: a loaded machine is slow, not wrong.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# As if it were not installed. To load it takes longer than all else that tests load: it compiles a grammar of the
# addresses that jsonschema calls `iri`, which stand in no schema that is asked here.
sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]  # this is how Python is told

IN_MEMORY = Path("/dev/shm")
ROOM = 6 << 30
"""Bytes of memory that must be free: all tests together take less than half of them."""


def pytest_configure() -> None:
    """Tests write thousands of small repositories and sites: in memory, where there is room, and programs may run."""
    if "TMPDIR" not in os.environ and os.access(IN_MEMORY, os.W_OK):
        offered = os.statvfs(IN_MEMORY)
        free = re.search(r"MemAvailable: +(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
        room = min(offered.f_bavail * offered.f_frsize, int(free[1]) << 10 if free else 0)
        if room >= ROOM and not offered.f_flag & os.ST_NOEXEC:
            os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)


def pytest_collection_finish() -> None:
    """All that is loaded by now stays to the end: nobody need look through it for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _what_runs_keep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What runs keep is kept apart from what the person who tests keeps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        # No repository of a test lives long enough to need it, and each commit and fetch starts two processes for it.
        for name, value in (("COUNT", "1"), ("KEY_0", "maintenance.auto"), ("VALUE_0", "false")):
            patch.setenv(f"GIT_CONFIG_{name}", value)
        keep_compiled(patch, shared_by_all(tmp_path_factory) / "templates")
        yield


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """One browser for all tests of a process: Playwright runs once in each."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import launched

    with sync_playwright() as playwright:
        yield launched(playwright)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped") if reporter else None
    if reporter and skipped and exitstatus == pytest.ExitCode.OK:
        reporter.write_line(f"{len(skipped)} tests were skipped that should run", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
