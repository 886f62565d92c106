"""Builds of a portal that are killed, or run at once, leave the old portal or the new one."""

import shutil
import time
from pathlib import Path

import pytest
from phoihop.portal import build as building
from phoihop.portal.build import build_portal
from phoihop.portal.sources import plan_of

from tests.killing import ended, forked, killed_at_any_moment, kills, left_at_each_step
from tests.portal.conftest import SITES, TODAY, edit_json
from tests.site.test_rebuild import contents

KILLS = kills(15)


class Press:
    """Builds the portal of two registers, of which one is changed after the first time."""

    def __init__(self, sites: Path) -> None:
        self.portal, self.state = sites / "portal", sites.parent / "state"
        self._sites = sites
        self._kept = sites.parent / "kept"
        self.run()
        self.old = contents(self.portal)
        edit_json(sites / "an-do/data/register.json", lambda index: index.update(title="An Đổ, sổ theo dõi"))
        for folder in (self.portal, self.state, self.beside):
            shutil.copytree(folder, self._kept / folder.name)
        began = time.monotonic()
        assert ended(forked(self.run)) == 0
        self.takes = time.monotonic() - began
        self.new = contents(self.portal)
        assert self.new != self.old
        self.begin_again()

    @property
    def beside(self) -> Path:
        return self.portal.with_name(".portal-build")

    def run(self) -> None:
        build_portal(plan_of(SITES, self._sites), self.portal, self.state, TODAY)

    def begin_again(self) -> None:
        for folder in (self.portal, self.state, self.beside):
            shutil.rmtree(folder)
            shutil.copytree(self._kept / folder.name, folder)


@pytest.fixture
def press(sites: Path) -> Press:
    return Press(sites)


def test_killed_before_each_change_of_the_folder_beside_the_portal(press: Press, tmp_path: Path) -> None:
    found = []
    for _ in left_at_each_step(
        press.run,
        lambda path: Path(path).parent in (press.portal.parent, press.beside, press.state),
        (press.portal, press.beside, press.state),
        tmp_path / "states",
    ):
        found.append(contents(press.portal))
        assert found[-1] in (press.old, press.new)
        press.run()
        assert contents(press.portal) == press.new
        assert {path.name for path in press.beside.iterdir()} == {".gitignore", "lock"}
    assert found[0] == press.old
    assert found[-1] == press.new
    assert len(found) > 8


def test_killed_at_any_moment(press: Press) -> None:
    for _ in killed_at_any_moment(press.run, press.takes * 1.1, KILLS):
        assert contents(press.portal) in (press.old, press.new)
        press.begin_again()
    assert ended(forked(press.run)) == 0
    assert contents(press.portal) == press.new


def test_two_at_once_wait_for_each_other(press: Press) -> None:
    builds = [forked(press.run) for _ in range(2)]
    assert [ended(build) for build in builds] == [0, 0]
    assert contents(press.portal).keys() == press.new.keys()


def test_an_error_in_the_middle_leaves_the_old_portal(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(building, "open_dataset", lambda folder: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        press.run()
    assert contents(press.portal) == press.old
    assert {path.name for path in press.beside.iterdir()} == {".gitignore", "lock"}
