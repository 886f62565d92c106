"""Options are taken as they were meant, or refused: none twice, none in place of another's value."""

from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from phoihop.cli.program import COMMANDS, phoihop

from tests.cli.run import run
from tests.recording.office import Office
from tests.story import Story


def commands(command: click.Command, *words: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command below a command, by its words."""
    if not isinstance(command, click.Group):
        yield words, command
        return
    ctx = click.Context(command)
    for name in command.list_commands(ctx):
        below = command.get_command(ctx, name)
        assert below is not None
        yield from commands(below, *words, name)


def of_one_value(command: click.Command) -> list[str]:
    """The options that take one value, and need it."""
    options = [param for param in command.params if isinstance(param, click.Option) and not param.is_flag]
    return [each.opts[0] for each in options if not each.multiple and not each._flag_needs_value and not each.hidden]


WITH_VALUES = [
    pytest.param(words, options, id=" ".join(words))
    for words, command in commands(phoihop)
    if (options := of_one_value(command))
]


def test_every_command_is_walked_through() -> None:
    assert {words[0] for words, _ in commands(phoihop)} == set(COMMANDS)


@pytest.mark.parametrize(("words", "options"), WITH_VALUES)
def test_no_command_takes_one_value_twice_or_an_option_for_a_value(words: tuple[str, ...], options: list[str]) -> None:
    first, last = options[0], options[-1]
    twice = run(None, "--lang", "en", *words, f"{first}=1", f"{first}=2")
    assert (twice.exit_code, f"{first} was given 2 times" in twice.stderr) == (2, True), twice.output
    taken = run(None, "--lang", "en", *words, last, "--anything")
    assert (taken.exit_code, f"{last} needs a value, but --anything follows" in taken.stderr) == (2, True)


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


@pytest.mark.parametrize("command", ["todo", "check", "list", "digest", "summary"])
@pytest.mark.parametrize("day", ["31/12/9999", "1/1/0001"])
def test_a_day_that_no_record_can_have_is_refused(tmp_path: Path, command: str, day: str) -> None:
    result = run(Story(tmp_path).root, "--lang", "en", command, "--today", day)
    assert (result.exit_code, f"“{day}” is no day of the years 1900 to 2199." in result.stderr) == (2, True)
