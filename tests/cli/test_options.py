"""Options are taken as they were meant, or refused: none twice, none in place of another's value."""

from pathlib import Path

import pytest

from tests.recording.office import Office


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("new", "task", "--title", "Chợ", "--title", "Đường", "--lead", "tnmt"), "--title was given 2 times"),
        (("list", "--today", "1/3/2021", "--today", "2/3/2021"), "--today was given 2 times"),
        (("import", "--template", "--output"), "--template needs a value, but --output follows"),
        (("new", "task", "--title", "--lead", "tnmt"), "--title needs a value, but --lead follows"),
    ],
)
def test_one_value_is_one(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    office = Office(tmp_path)
    before = office.files()
    refused = office.run(*arguments)
    assert (refused.returncode, said in refused.stderr) == (2, True), refused.stderr
    assert office.files() == before


def test_it_is_said_in_vietnamese_too(tmp_path: Path) -> None:
    refused = Office(tmp_path).run("import", "--template", "--output", language="vi")
    assert "--template cần một giá trị, nhưng sau đó lại là --output" in refused.stderr


def test_a_value_may_look_like_an_option_where_it_is_written_so(tmp_path: Path) -> None:
    office = Office(tmp_path)
    office.record("2021-03-01", "task", "--title=--gấp", "--lead", "tnmt", "--summary", "-- việc gấp")
    assert "title: --gấp" in office.text("task")
