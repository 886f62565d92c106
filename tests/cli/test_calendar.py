"""`phoihop calendar YEAR`: a year's calendar, proposed for review, that no library's version moves afterwards."""

from datetime import date
from pathlib import Path

import pytest
from phoihop.records.calendar import WorkingDays
from phoihop.records.register import load_register
from phoihop.records.settings import Holidays, Year

from tests.cli.run import output_of, run
from tests.story import Story

ENGLISH = {"LANG": "en_GB.UTF-8"}
SETTINGS = "title: Sổ\nformat: 2\nauthority: ubnd\nholidays:\n  country: VN\n# hết\n"


def register(folder: Path, settings: str = SETTINGS) -> Path:
    return Story(folder).write("register.yml", settings).root


def settings_of(root: Path) -> str:
    return (root / "register.yml").read_text(encoding="utf-8")


def test_a_proposal_is_printed_as_it_would_stand_and_writes_nothing(tmp_path: Path) -> None:
    root = register(tmp_path)
    found = run(root, "calendar", "2021", env=ENGLISH)
    assert found.exit_code == 0
    assert "holidays:\n  years:\n    '2021':\n      'off':\n        - 2021-01-01  # Tết Dương lịch\n" in found.stdout
    assert "Quốc khánh – days off in the week: 2020: 1, 2021: 2, 2022: 2" in found.stderr
    assert "phoihop calendar 2021 --write" in found.stderr
    assert settings_of(root) == SETTINGS


def test_what_is_written_gives_the_days_of_the_proposal_and_keeps_the_comments(tmp_path: Path) -> None:
    root = register(tmp_path)
    before = load_register(root).calendar
    days = [date.fromordinal(day) for day in range(date(2021, 1, 1).toordinal(), date(2022, 1, 1).toordinal())]
    worked = [before.is_working(day) for day in days]
    output_of(root, "calendar", "2021", "--write")
    written = settings_of(root)
    assert written.startswith(
        "title: Sổ\nformat: 2\nauthority: ubnd\nholidays:\n  country: VN\n  years:\n    '2021':\n"
    )
    assert "- 2021-09-03  # Quốc khánh\n" in written
    assert written.endswith("# hết\n")
    after = load_register(root).calendar
    assert after.confirms(2021)
    assert [after.is_working(day) for day in days] == worked


def test_the_days_have_their_names_in_a_file_of_windows_too(tmp_path: Path) -> None:
    root = register(tmp_path)
    (root / "register.yml").write_bytes(SETTINGS.replace("\n", "\r\n").encode())
    output_of(root, "calendar", "2021", "--write")
    written = (root / "register.yml").read_bytes().decode()
    assert "- 2021-09-03  # Quốc khánh\r\n" in written
    assert "\n" not in written.replace("\r\n", "")


def test_days_named_for_all_years_go_into_the_years_own_calendar(tmp_path: Path) -> None:
    own = SETTINGS.replace("  country: VN\n", "  off: [2021-07-09, 2022-07-08]\n  worked: [2021-07-10]\n")
    root = register(tmp_path, own)
    output_of(root, "calendar", "2021", "--write")
    written = settings_of(root)
    assert "  off: [2022-07-08]\n" in written
    assert "- 2021-07-09  # ghi trong register.yml\n" in written
    assert "worked: [2021-07-10]" in written
    assert load_register(root).calendar.is_working(date(2021, 7, 10))
    assert not load_register(root).calendar.is_working(date(2021, 7, 9))


def test_a_calendar_that_is_there_is_never_overwritten(tmp_path: Path) -> None:
    own = SETTINGS.replace("# hết\n", "  years:\n    2021: {off: [2021-01-01], worked: [2021-01-02]}\n")
    root = register(tmp_path, own)
    found = run(root, "calendar", "2021", "--write", env=ENGLISH)
    assert found.exit_code == 1
    assert "left as it is" in found.stderr
    assert "  2/1/2021, 10/2/2021" in found.stderr
    assert "off only in the proposal" in found.stderr
    assert settings_of(root) == own


def test_a_register_of_format_1_is_told_to_upgrade_first(tmp_path: Path) -> None:
    root = register(tmp_path, SETTINGS.replace("format: 2\n", ""))
    found = run(root, "calendar", "2021", "--write", env=ENGLISH)
    assert found.exit_code == 2
    assert "phoihop upgrade" in found.stderr
    assert "format" not in settings_of(root)


def test_check_names_the_years_that_no_calendar_confirms(tmp_path: Path) -> None:
    root = register(tmp_path)
    assert "Year 2021: the register has no calendar of its own" in run(root, "check", env=ENGLISH).stderr
    output_of(root, "calendar", "2021", "--write")
    assert run(root, "check").stderr == ""


def test_a_year_of_the_register_asks_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    def asked(_country: str, _year: int) -> None:
        raise AssertionError("a library was asked")

    monkeypatch.setattr("phoihop.records.calendar._known_of", asked)
    year = Year(off=(date(2026, 1, 2),), worked=(date(2026, 1, 10),))
    calendar = WorkingDays(Holidays(years={"2026": year}))
    assert calendar.between(date(2026, 1, 1), date(2026, 1, 10)) == 6
    assert calendar.add(date(2025 + 1, 1, 1), 1) == date(2026, 1, 5)
