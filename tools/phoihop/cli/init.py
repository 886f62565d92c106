"""`phoihop init DIR`: starts a register in a folder, with all that its clerks, editors and forge need."""

import sys

import click

from phoihop.cli import speaking
from phoihop.cli.dialogue import Dialogue, may_be_broken_off
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, mark, spoken
from phoihop.forges import READY_FILES
from phoihop.language import LANGUAGES, Language, say, word
from phoihop.plain_letters import slug
from phoihop.recording.answers import checked, tidy
from phoihop.recording.choices import Choice, Unfit
from phoihop.recording.keys import key_named
from phoihop.recording.new_register import register_files, see_that_it_is_free, start
from phoihop.records.register import RESERVED_ID
from phoihop.records.settings import AgencyRecord, Settings

NO_FORGE = "none"


@speaking.command(
    help=mark(
        "On a terminal you are asked for what the options leave open. The folder must be empty, or not there yet; "
        "nothing is overwritten. Exit code: 0 started, 1 not started, 2 if the command could not run."
    )
)
@speaking.argument("folder", metavar=mark("DIR"))
@speaking.option("--title", metavar=mark("TEXT"), help=mark("Name of the register."))
@speaking.option("--authority-name", metavar=mark("TEXT"), help=mark("Full name of the authority that assigns tasks."))
@speaking.option("--authority-short", metavar=mark("TEXT"), help=mark("Its symbol in document numbers, such as UBND."))
@speaking.option("--language", type=click.Choice(LANGUAGES), help=mark("Language of the register and its site."))
@speaking.option(
    "--ci",
    type=click.Choice([*READY_FILES, NO_FORGE]),
    help=mark("Bring the files by which this forge reviews changes and publishes the site."),
)
@speaking.option("--no-input", is_flag=True, help=mark("Ask nothing, as where there is no terminal."))
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    title: str | None,
    authority_name: str | None,
    authority_short: str | None,
    language: Language | None,
    ci: str | None,
    no_input: bool,
) -> None:
    session: Session = ctx.obj
    place = session.path(folder).absolute()
    asks = not no_input and sys.stdin.isatty() and sys.stdout.isatty()
    try:
        see_that_it_is_free(place)
        wishes = _Wishes(title, authority_name, authority_short, language, ci)
        if asks:
            with may_be_broken_off():
                wishes.ask(Dialogue(None))
        files = wishes.files(ctx, spoken())
        start(place, files)
    except Unfit as wrong:
        raise CannotRun(word(wrong.message, spoken())) from None
    _tell_what_next(folder, files)


class _Wishes:
    """What was said about the new register."""

    def __init__(
        self, title: str | None, name: str | None, short: str | None, language: Language | None, ci: str | None
    ) -> None:
        self.title = title
        self.name = name
        self.short = short
        self.language = language
        self.ci = ci

    def ask(self, dialogue: Dialogue) -> None:
        """Asks for what was not said."""
        if self.name is None:
            self.name = dialogue.ask(_("Full name of the authority that assigns tasks"), _name)
        if self.short is None:
            self.short = dialogue.ask(_("Its symbol in document numbers"), _short, default=_usual_short(self.name))
        if self.title is None:
            self.title = dialogue.ask(
                _("Name of the register"), _title, default=_usual_title(self.name or "", spoken())
            )
        if self.language is None:
            languages = (
                Choice("vi", say("tiếng Việt", "Vietnamese"), ("tiếng Việt", "Vietnamese")),
                Choice("en", say("tiếng Anh", "English"), ("tiếng Anh", "English")),
            )
            chosen = dialogue.choose(_("Language of the register and its site"), languages, default=spoken())
            self.language = "en" if chosen == "en" else "vi"
        if self.ci is None:
            forges = [
                *(Choice(name, say("{name}", "{name}", name=name)) for name in READY_FILES),
                Choice(NO_FORGE, say("không dùng, hoặc để sau", "none, or later"), ("không", "none")),
            ]
            self.ci = dialogue.choose(_("Where the repository will be kept"), forges)

    def files(self, ctx: click.Context, language: Language) -> dict[str, str]:
        """The register's files. Raises `Unfit` where something said does not fit."""
        if self.name is None:
            raise click.UsageError(_("Missing: {options}.").format(options="--authority-name"), ctx=ctx)
        name = _name(self.name)
        short = _short(self.short or _usual_short(name))
        chosen = self.language or language
        id_ = slug(short)
        return register_files(
            title=_title(self.title or _usual_title(name, chosen)),
            authority=id_ if id_ and id_ != RESERVED_ID else "authority",
            name=name,
            short=short,
            language=chosen,
            ci=self.ci if self.ci != NO_FORGE else None,
        )


def _name(words: str) -> str:
    return _needed(checked(AgencyRecord, key_named(AgencyRecord, "name"), tidy(words)))


def _short(words: str) -> str:
    return _needed(checked(AgencyRecord, key_named(AgencyRecord, "short"), tidy(words)))


def _title(words: str) -> str:
    return _needed(checked(Settings, key_named(Settings, "title"), tidy(words)))


def _needed(words: str) -> str:
    if not words:
        raise Unfit(say("tên không được để trống", "a name can't be empty"))
    return words


def _usual_short(name: str | None) -> str:
    """The symbol of a People's Committee; for any other authority, the first letters of its name."""
    words = (name or "").split()
    if (name or "").casefold().startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")):
        return "UBND"
    return "".join(word[0] for word in words[:5]).upper()


def _usual_title(name: str, language: Language) -> str:
    return f"Sổ theo dõi phối hợp, {name}" if language == "vi" else f"Register of coordination, {name}"


def _tell_what_next(folder: str, files: dict[str, str]) -> None:
    click.echo(_("A register was started in {folder} ({n} files).").format(folder=folder, n=len(files)))
    click.echo(_("Next:"))
    steps = (
        *(((f"cd {folder}", ""),) if folder != "." else ()),
        ("git init && git add . && git commit", _("put it under Git")),
        ("phoihop new agency", _("add the agencies that take part")),
        ("phoihop new task", _("assign the first task")),
        ("phoihop check && phoihop site serve", _("check it, and look at its site")),
    )
    wide = max(len(step) for step, _why in steps)
    for step, why in steps:
        click.echo(f"  {step:<{wide}}  {why}".rstrip())
