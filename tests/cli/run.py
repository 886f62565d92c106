"""Runs a command line in a test, as a person or a program would, and hands back what came out."""

from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result
from phoihop.cli.program import phoihop

LOCALE = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "COLUMNS", "NO_COLOR", "FORCE_COLOR")


def run(register: Path | None, *args: str, env: Mapping[str, str] | None = None) -> Result:
    """Runs `phoihop -C register args…` in an environment that asks for no language, but for what `env` says."""
    environment: dict[str, str | None] = dict.fromkeys(LOCALE) | dict(env or {})
    place = ("-C", str(register)) if register else ()
    return CliRunner().invoke(phoihop, [*place, *args], env=environment)


def output_of(register: Path | None, *args: str, env: Mapping[str, str] | None = None) -> str:
    """What a command prints where it succeeds."""
    result = run(register, *args, env=env)
    assert result.exit_code == 0, result.output
    return result.stdout


def no_register_above(folder: Path) -> Path:
    """The folder, once sure that no register lies around it."""
    assert not any((parent / "register.yml").exists() for parent in (folder, *folder.parents))
    return folder
