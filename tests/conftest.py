"""What all tests share: a test that is skipped counts as failed, so that no check goes missing unseen."""

from collections.abc import Iterator
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


@pytest.fixture(scope="session", autouse=True)
def _what_runs_keep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What runs keep is kept apart from what the person who tests keeps."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
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
