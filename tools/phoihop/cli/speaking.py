"""In which language a run speaks, and the Click classes that say their texts in it.

Commands are declared once, with English texts marked for the catalogue; the texts are translated when they are shown,
since the language is known only after `--lang`, `-C` and the environment were looked at.
"""

import gettext as standard
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from itertools import pairwise, takewhile
from typing import Any, TypeVar

import click

from phoihop.language import Language, Message, Text, word
from phoihop.wording import LOCALE, gettext_for, mark

_spoken: ContextVar[Language] = ContextVar("spoken", default="vi")
_agency_name: ContextVar[Callable[[str], str]] = ContextVar("agency_name", default=str)


def spoken() -> Language:
    """The language of this run."""
    return _spoken.get()


def _(sentence: str) -> str:
    """An English sentence of the catalogue in the language of this run."""
    return gettext_for("cli", spoken()).gettext(sentence)


def ngettext(one: str, many: str, count: int) -> str:
    """The same for a sentence that depends on a count; the count itself is filled in by the caller."""
    return gettext_for("cli", spoken()).ngettext(one, many, count)


def worded(said: Message | Text) -> str:
    """A message or a text in the language of this run, with agencies called as its register calls them."""
    return said.in_language(spoken()) if isinstance(said, Text) else word(said, spoken(), _agency_name.get())


def call_agencies(agency_name: Callable[[str], str]) -> None:
    """Sets what this run calls agencies, by their ids."""
    _agency_name.set(agency_name)


def speak(language: Language) -> None:
    """Sets the language of this run, for Click's own messages too: they follow gettext's global domain and LANGUAGE."""
    _spoken.set(language)
    os.environ["LANGUAGE"] = language
    standard.bindtextdomain("click", str(LOCALE))
    standard.textdomain("click")


@contextmanager
def language_of_a_run() -> Iterator[None]:
    """Puts back, at the end of a run, what `speak` and `call_agencies` changed in the process."""
    before, domain = os.environ.get("LANGUAGE"), standard.textdomain()
    language, agency_name = _spoken.set(spoken()), _agency_name.set(_agency_name.get())
    try:
        yield
    finally:
        _spoken.reset(language)
        _agency_name.reset(agency_name)
        standard.textdomain(domain)
        if before is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before


def language_wished(environment: Mapping[str, str]) -> Language | None:
    """The language that the environment asks for, if it is one of ours: LANGUAGE, then LC_ALL, LC_MESSAGES or LANG.

    As gettext has it, a locale of C or POSIX asks for none, whatever LANGUAGE says.
    """
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if re.match(r"(C|POSIX)\b", locale):
        return None
    for wish in (*environment.get("LANGUAGE", "").split(":"), locale):
        match re.split(r"[_.@-]", wish)[0]:
            case "vi":
                return "vi"
            case "en":
                return "en"
    return None


class Option(click.Option):
    """An option whose help and metavar are said in the language of the run."""

    def make_metavar(self, ctx: click.Context) -> str:
        placeholder = _placeholder(self)
        return _(placeholder) if placeholder else super().make_metavar(ctx)

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        translated = copy(self)
        translated.help = _(self.help) if self.help else None
        return click.Option.get_help_record(translated, ctx)


class Argument(click.Argument):
    """An argument whose metavar is said in the language of the run; one that may be left out stands in brackets."""

    def make_metavar(self, ctx: click.Context) -> str:
        placeholder = _placeholder(self)
        if not placeholder:
            return super().make_metavar(ctx)
        return _(placeholder) if self.required else f"[{_(placeholder)}]"

    def get_error_hint(self, ctx: click.Context | None) -> str:
        placeholder = _placeholder(self)
        return f"'{_(placeholder)}'" if placeholder else super().get_error_hint(ctx)


def _placeholder(param: click.Parameter) -> str | None:
    """What stands for a value in help and errors: as declared, else as its type has it."""
    return param.metavar or getattr(param.type, "placeholder", None)


class Command(click.Command):
    """A command: `short_help` says what it does in one sentence, `help` the details; both are said when shown."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        placeholders = (mark("[OPTIONS]"), getattr(self, "subcommand_metavar", None))
        return [_(piece) if piece in placeholders else piece for piece in super().collect_usage_pieces(ctx)]

    def get_short_help_str(self, limit: int = 45) -> str:
        return _(self.short_help) if self.short_help else ""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for text in (self.short_help, self.help):
            if text:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(_(text))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Show this message and exit.")
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            if not ctx.resilient_parsing:
                self._see_that_each_value_is_meant(ctx, args)
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if ctx.parent is None or error.option_name not in ("--lang", "-C"):
                raise
            message = _("{option} goes before the command: phoihop {option} … {command}")
            raise click.UsageError(
                message.format(option=error.option_name, command=ctx.info_name or ""), ctx=ctx
            ) from None

    def _see_that_each_value_is_meant(self, ctx: click.Context, args: list[str]) -> None:
        """Refuses an option in place of a value, and an option of one value that is given twice."""
        takes_one = {
            name: param
            for param in self.get_params(ctx)
            if isinstance(param, click.Option) and not param.is_flag and not param.multiple and param.nargs == 1
            for name in param.opts
        }
        for name, value in pairwise(list(takewhile(lambda arg: arg != "--", args))):
            option = takes_one.get(name)
            if option and not option._flag_needs_value and _LOOKS_LIKE_OPTION.fullmatch(value):
                message = _("{option} needs a value, but {value} follows. If that is meant: {option}={value}")
                raise click.UsageError(message.format(option=name, value=value), ctx=ctx)
        _values, _rest, order = self.make_parser(ctx).parse_args(list(args))
        for param in takes_one.values():
            if order.count(param) > 1:
                message = _("{option} was given {n} times, but takes one value.")
                raise click.UsageError(message.format(option=param.opts[0], n=order.count(param)), ctx=ctx)


class Group(Command, click.Group):
    """A command that has commands of its own; they may be made only when they are asked for."""

    command_class = Command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        known = self.list_commands(ctx)
        if args[0] not in known and not args[0].startswith("-") and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(args[0], possibilities=known, ctx=ctx)
        return super().resolve_command(ctx, args)


_LOOKS_LIKE_OPTION = re.compile(r"--[a-z][a-z-]*(?:=.*)?", re.DOTALL)

F = TypeVar("F", bound=Callable[..., Any])


def command(**attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Declares a command: Click's decorator, with our class."""
    return click.command(cls=Command, **attributes)


def group(**attributes: Any) -> Callable[[Callable[..., Any]], Group]:
    """Declares a command that has commands of its own."""
    return click.group(cls=Group, subcommand_metavar=mark("COMMAND …"), **attributes)


def option(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Declares an option: Click's decorator, with our class."""
    return click.option(*names, cls=Option, **attributes)


def argument(*names: str, **attributes: Any) -> Callable[[F], F]:
    """Declares an argument: Click's decorator, with our class."""
    return click.argument(*names, cls=Argument, **attributes)
