"""Whatever `new` understands, every command understands: symbols, names, words for codes, folders, short numbers."""

from pathlib import Path

import pytest

from tests.recording.office import Office, assign

DAY = "2021-03-15"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    office = Office(tmp_path)
    with (office.root / "register.yml").open("a", encoding="utf-8") as settings:
        settings.write("fields:\n  - id: dat-dai\n    name: Địa chính xã\n")
    assign(office)
    office.record("2021-03-01", "task", "--title", "Nâng cấp chợ", "--lead", "ktht", "--field", "đất đai")
    return office


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("list", "--field", "đất đai"), "Nâng cấp chợ"),
        (("list", "--field", "địa chính xã"), "Nâng cấp chợ"),
        (("list", "--stage", "đã giao", "--lead", "KTHT"), "Nâng cấp chợ"),
        (("list", "--stage", "assigned", "--awaiting", "hạ tầng"), "Nâng cấp chợ"),
        (("todo", "KTHT"), "Nâng cấp chợ"),
        (("todo", "--creditor", "UBND"), "Nâng cấp chợ"),
        (("show", "2021-2"), "Nâng cấp chợ"),
        (("show", "tasks/2021/0002/task.yml"), "Nâng cấp chợ"),
    ],
)
def test_what_new_understands_is_understood(office: Office, arguments: tuple[str, ...], told: str) -> None:
    result = office.run(*arguments, day=DAY)
    assert result.returncode == 0, result.stderr
    assert told in result.stdout


def test_check_takes_tasks_and_paths(office: Office) -> None:
    for named in ("2021-1", "tasks/2021/0001"):
        told = office.run("check", named, day=DAY).stdout
        assert "tasks/2021/0001" in told
        assert "tasks/2021/0002" not in told


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("todo", "phòng"), "“phòng” may be "),
        (("todo", "thuế vụ"), "There is no agency thuế vụ"),
        (("list", "--stage", "xong"), "there is no “xong”"),
        (("check", "2021-9"), "There is no task 2021-9"),
    ],
)
def test_what_is_not_understood_is_said(office: Office, arguments: tuple[str, ...], said: str) -> None:
    result = office.run(*arguments, day=DAY)
    assert (result.returncode, said in result.stderr) == (2, True), result.stderr


def test_nothing_owed_to_others_is_told_to_a_creditor(office: Office) -> None:
    assert "Nâng cấp chợ" not in office.run("todo", "--creditor", "tckh", day=DAY).stdout
