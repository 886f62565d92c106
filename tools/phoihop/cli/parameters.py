"""The kinds of value that options and arguments take, with completion in the shell and a guess at what was meant."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from phoihop.cli.session import Session
from phoihop.cli.speaking import F, _, option, worded
from phoihop.language import Explained, Message, Text
from phoihop.records.fields import field_meant
from phoihop.wording import mark

if TYPE_CHECKING:
    from phoihop.checking.shards import Shard


class DayType(click.ParamType[date]):
    """A day of the years that records know, written as people write it or as in the records."""

    name, placeholder = "date", mark("DATE")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from phoihop.records.fit import typed_day
        from phoihop.records.record import FIRST_YEAR, LAST_YEAR

        day = value if isinstance(value, date) else typed_day(str(value))
        if day is None:
            self.fail(_("“{value}” is no day. Write 22/3/2021 or 2021-03-22.").format(value=value), param, ctx)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = _("“{value}” is no day of the years {first} to {last}.")
            self.fail(message.format(value=value, first=FIRST_YEAR, last=LAST_YEAR), param, ctx)
        return day


class ShardOf(click.ParamType["Shard"]):
    """One of several shares of the work: 2/4."""

    name, placeholder = "shard", mark("I/N")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Shard":
        from phoihop.checking.shards import Shard

        if match := re.fullmatch(r"(\d{1,4})/(\d{1,4})", str(value)):
            n, of = int(match[1]), int(match[2])
            if 1 <= n <= of:
                return Shard(n, of)
        message = _("“{value}” is no share. Write which of how many, such as 2/4.")
        raise click.BadParameter(message.format(value=value), ctx=ctx, param=param)


class Folder(click.ParamType[str]):
    """A folder that must be there."""

    name, placeholder = "folder", mark("DIR")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if Path(value).is_dir():
            return str(value)
        raise click.BadParameter(_("There is no folder {value}.").format(value=value), ctx=ctx, param=param)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(incomplete, type="dir")]


class KnownId(click.ParamType[str]):
    """An id that must be known: of a task, an agency or a rule. `known` are all of them, with what they are called."""

    def __init__(
        self,
        name: str,
        placeholder: str,
        unknown: str,
        known: Callable[[Session], Mapping[str, str | None]],
        meant: Callable[[Session, str], str | None] = lambda _session, _written: None,
    ) -> None:
        self.name, self.placeholder = name, placeholder
        self._unknown = unknown
        self._known = known
        self._meant = meant

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        session = ctx.find_object(Session) if ctx else None
        if session is None or ctx is None or ctx.resilient_parsing:
            return str(value)
        known = list(self._known(session))
        written = as_id(str(value))
        if written in known:
            return written
        if understood := self._meant(session, str(value)):
            return understood
        message = _(self._unknown).format(value=value)
        from phoihop.records.fit import nearest

        if meant := nearest(written, known):
            message += " " + _("Did you mean {meant}?").format(meant=meant)
        raise click.BadParameter(message, ctx=ctx, param=param)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        session = ctx.find_object(Session)
        try:
            known = self._known(session) if session else {}
        except (Explained, OSError):
            # Outside a register there is nothing to offer, and nobody to read an error.
            return []
        return [CompletionItem(each, help=called) for each, called in known.items() if each.startswith(incomplete)]


def as_id(written: str) -> str:
    """What was typed, as an id: a task's folder (tasks/2021/0012, as the shell completes it) means the task."""
    folder = re.fullmatch(r"(?:.*/)?(\d{4})[/-](\d{1,6})(?:/.*)?", written)
    return f"{folder[1]}-{int(folder[2]):04}" if folder else written


def _agency_meant(session: Session, written: str) -> str | None:
    """An agency by symbol, name or a part of it, as `phoihop new` understands it. Says of what may be several."""
    from phoihop.recording.choices import Occasion, Several, Unfit, agency_choices, pick

    register = session.register
    everybody = agency_choices(Occasion(register, session.today(None)), register.agencies)
    try:
        return pick(written, everybody).value
    except Several as several:
        raise click.BadParameter(worded(several.message)) from None
    except Unfit:
        return None


class Coded(click.ParamType[str]):
    """A code of a few, by its code or by its words in either language, in full or begun."""

    name = "code"

    def __init__(self, words: Iterable[tuple[str, Text]]) -> None:
        self._words = dict(words)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        return f"[{'|'.join(self._words)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from phoihop.recording.choices import Choice, Unfit, pick

        choices = [Choice(code, Message(text), (text.vi, text.en)) for code, text in self._words.items()]
        try:
            return pick(str(value), choices).value
        except Unfit as unfit:
            raise click.BadParameter(worded(unfit.message), ctx=ctx, param=param) from None

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(code) for code in self._words if code.startswith(incomplete)]


class FieldOfWork(click.ParamType[str]):
    """A field of work, as records write it or in words: dat-dai, “đất đai”."""

    name, placeholder = "field", mark("FIELD")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        session = ctx.find_object(Session) if ctx else None
        return field_meant(str(value), session.register.settings.fields if session else ()) or str(value)


def _agencies(session: Session) -> Mapping[str, str | None]:
    return {id_: agency.name for id_, agency in session.register.agencies.items()}


def _rules(_session: Session) -> Mapping[str, str | None]:
    from phoihop.rules.registry import rules

    return dict.fromkeys(rules())


def _every_rule(session: Session) -> Mapping[str, str | None]:
    from phoihop.changes.rules.registry import change_rules

    return {**_rules(session), **dict.fromkeys(change_rules())}


DAY = DayType()
SHARD = ShardOf()
FOLDER = Folder()
TASK = KnownId(
    "task",
    mark("TASK"),
    mark("There is no task {value}; phoihop list shows all."),
    lambda session: dict.fromkeys(session.register.task_ids()),
)
AGENCY = KnownId(
    "agency",
    mark("AGENCY"),
    mark("There is no agency {value}; the files in agencies/ are named by the agencies' ids."),
    _agencies,
    _agency_meant,
)
FIELD = FieldOfWork()
_NO_RULE = mark("There is no rule {value}; phoihop explain lists all.")
RULE = KnownId("rule", mark("RULE"), _NO_RULE, _rules)
ANY_RULE = KnownId("rule", mark("RULE"), _NO_RULE, _every_rule)
"""A rule of a register's state, or of a change."""

today_option = option(
    "--today",
    type=DAY,
    help=mark("Judge as of this day, such as 22/3/2021. Default: register.yml's as_of, else today."),
)


def days_option(command: F) -> F:
    """The options --today and --as-of, for commands that only look: the second has later records as not there yet."""
    help_ = mark("Look back at this day: as --today, but records of later days are not there yet, and no error.")
    look_back = option("--as-of", type=DAY, help=help_, expose_value=False, callback=_look_back, is_eager=True)
    return today_option(look_back(command))


def _look_back(ctx: click.Context, _param: click.Parameter, day: date | None) -> None:
    if session := ctx.find_object(Session):
        session.looks_back_at = day


jobs_option = option(
    "--jobs",
    type=click.IntRange(1, 1024),
    metavar=mark("N"),
    help=mark("Work in at most this many processes. Default: one for each core."),
)
no_cache_option = option("--no-cache", is_flag=True, help=mark("Neither read nor write what earlier runs kept."))

commit_option = option(
    "--commit", "commits", is_flag=True, help=mark("Make the Git commit, of what was written and nothing else.")
)
no_input_option = option("--no-input", is_flag=True, help=mark("Ask nothing, as where there is no terminal."))


def format_option(*formats: str) -> Callable[[F], F]:
    """The option --format; the first format is the default."""
    return option(
        "--format",
        "form",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help=mark("How to print: text is for people, the others for programs."),
    )
