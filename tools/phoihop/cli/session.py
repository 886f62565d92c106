"""What a run works on: the register in the folder named by -C, the language, and the day that counts as today."""

import os
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from phoihop.cli.speaking import _, call_agencies, language_wished, spoken
from phoihop.language import Language
from phoihop.operating_system import refusal

if TYPE_CHECKING:
    from phoihop.records.policy import PolicyByDay
    from phoihop.records.register import Register

# Registers and rules are imported where they are used: `phoihop --version` needs neither.


class CannotRun(click.ClickException):
    """The command itself can't do its work: exit 2, as the contract says, with what to do next."""

    exit_code = 2


@dataclass
class Session:
    """One run of the command line. `folder` is where it works: the current folder, or the one named by -C."""

    folder: Path
    wished_language: Language | None = None
    looks_back_at: date | None = None
    """The day of --as-of: records of later days are not there yet."""

    @cached_property
    def language(self) -> Language:
        """By --lang, else by the environment, else the register's, else Vietnamese."""
        return self.wished_language or language_wished(os.environ) or self.register_language

    @property
    def register_language(self) -> Language:
        """For what is kept with the register, and must not depend on who writes it: by --lang, else the register's."""
        if self.wished_language:
            return self.wished_language
        from phoihop.records.reading import NoRegister

        try:
            return self.register.language
        except (NoRegister, OSError):
            return "vi"

    @cached_property
    def register(self) -> "Register":
        """The register, as far as it can be read. Raises `NoRegister` where there is none."""
        from phoihop.recording.writing import finish
        from phoihop.records.register import find_register, load_register

        root = find_register(self.folder)
        finish(root)
        register = load_register(root)
        call_agencies(register.agency_name)
        return register

    @property
    def policies(self) -> "PolicyByDay | None":
        """What the register has in force day by day; None where the run is in no register that could be read."""
        from phoihop.records.reading import NoRegister

        try:
            return self.register.policies if self.register.is_readable else None
        except (NoRegister, OSError):
            return None

    @property
    def readable_register(self) -> "Register":
        """The register, for commands that can do nothing without its settings and its authority."""
        register = self.register
        if not register.is_readable:
            raise CannotRun(_("register.yml, or the authority's file in agencies/, has errors. See: phoihop check"))
        return register

    def today(self, given: date | None) -> date:
        """The day of judgement: --today or --as-of, else register.yml's `as_of`, else today in the register's zone."""
        if given and self.looks_back_at:
            raise click.UsageError(_("Give one day: --today, or --as-of to look back."))
        settings = self.register.settings
        if day := given or self.looks_back_at or settings.as_of:
            return day
        return datetime.now(self.register.zone).date()

    def path(self, given: str) -> Path:
        """A path typed as an option's value: as in Git, it is looked for from the folder named by -C."""
        return self.folder / given


def cannot_read(error: OSError) -> CannotRun:
    """What to say of a file or folder that the system refuses, or of the output where it names none."""
    why = refusal(error).in_language(spoken())
    if error.filename is None:
        return CannotRun(_("The output can't be written: {why}").format(why=why))
    message = _("{file} can't be read or written: {why}")
    return CannotRun(message.format(file=error.filename, why=why))
