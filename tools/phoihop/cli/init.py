"""`phoihop init DIR`: starts a register in a folder, with all that its clerks, editors, Git and forge need."""

import os
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import click

from phoihop.cli import speaking
from phoihop.cli.dialogue import Back, Dialogue, is_at_a_terminal, may_be_broken_off
from phoihop.cli.parameters import no_input_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, language_wished, speak, worded
from phoihop.forges import READY_FILES
from phoihop.language import LANGUAGES, Language, Text, say, sentence
from phoihop.origin import origin
from phoihop.plain_letters import slug
from phoihop.recording.answers import checked, tidy
from phoihop.recording.choices import Choice, Unfit
from phoihop.recording.committing import Begun, Identity, begin, identity_at
from phoihop.recording.keys import key_named
from phoihop.recording.new_register import example_files, register_files, see_that_it_is_free, start
from phoihop.records.record import Record
from phoihop.records.register import RESERVED_ID
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.terminal import hang, pad, screen_width, width_of
from phoihop.wording import mark

NO_FORGE = "none"

_TITLE = Text("Sổ theo dõi phối hợp, {name}", "Register of coordination, {name}")
_COMMIT = Text("Lập sổ theo dõi phối hợp", "Start the register")
_EXAMPLE = Text("Lập sổ ví dụ", "Start the example register")
_FIRST_BRANCH = Text("nhiem-vu-dau-tien", "first-task")


@speaking.command(
    help=mark(
        "On a terminal you are asked for what the options leave open. The folder must be empty, or not there yet; "
        "nothing is overwritten. The register is put into a Git repository of its own, with a first commit, where "
        "Git knows who you are. Exit code: 0 started, 1 not started, 2 if the command could not run."
    )
)
@speaking.argument("folder", metavar=mark("DIR"))
@speaking.option(
    "--language", type=click.Choice(LANGUAGES), help=mark("Language of the register and its site. Default: vi.")
)
@speaking.option("--authority-name", metavar=mark("TEXT"), help=mark("Full name of the authority that assigns tasks."))
@speaking.option("--authority-short", metavar=mark("TEXT"), help=mark("Its symbol in document numbers, such as UBND."))
@speaking.option("--title", metavar=mark("TEXT"), help=mark("Name of the register."))
@speaking.option(
    "--registrar",
    metavar=mark("E-MAIL"),
    help=mark("Address of the clerk who records for all agencies. Default: the one that Git records by (user.email)."),
)
@speaking.option(
    "--ci",
    type=click.Choice([*READY_FILES, NO_FORGE]),
    help=mark("Bring the files by which this forge reviews changes and publishes the site."),
)
@speaking.option(
    "--example",
    is_flag=True,
    help=mark("Start the example instead: an invented commune of 2026 with its tasks and papers, to try things on."),
)
@speaking.option("--no-git", is_flag=True, help=mark("Make no Git repository."))
@no_input_option
@click.pass_context
def command(
    ctx: click.Context,
    folder: str,
    language: Language | None,
    authority_name: str | None,
    authority_short: str | None,
    title: str | None,
    registrar: str | None,
    ci: str | None,
    example: bool,
    no_git: bool,
    no_input: bool,
) -> None:
    session: Session = ctx.obj
    place = session.path(folder).absolute()
    asks = not no_input and is_at_a_terminal()
    see_that_it_is_free(place)
    known = identity_at(place)
    wishes = _Wishes(language, authority_name, authority_short, title, registrar, ci, example)
    if asks and not example:
        with may_be_broken_off():
            wishes = _asked(wishes, Dialogue(), session.wished_language, known)
    wishes = wishes.completed(ctx, known)
    files = wishes.files()
    start(place, files)
    click.echo(_("A register was started in {folder} ({n} files).").format(folder=folder, n=len(files)))
    begun = None if no_git else begin(place, wishes.commit)
    _tell_what_next(folder, wishes, begun, known)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What was said about the new register."""

    language: Language | None
    name: str | None
    short: str | None
    title: str | None
    registrar: str | None
    ci: str | None
    example: bool = False

    @property
    def commit(self) -> str:
        """What the first commit is called."""
        return (_EXAMPLE if self.example else _COMMIT).in_language(self.language or "vi")

    def completed(self, ctx: click.Context, known: Identity) -> "_Wishes":
        """What was not said, as it usually is. Raises `Unfit` where something said does not fit."""
        if self.example:
            given = {"--authority-name": self.name, "--authority-short": self.short, "--title": self.title}
            if named := ", ".join(option for option, value in given.items() if value is not None):
                raise click.UsageError(
                    _("The example has an authority of its own; leave out {options}.").format(options=named), ctx=ctx
                )
            return replace(self, registrar=self._clerk(known))
        if self.name is None:
            raise click.UsageError(_("Missing: {options}.").format(options="--authority-name"), ctx=ctx)
        name, language = _name(self.name), self.language or "vi"
        short, title = self.short or _usual_short(name), self.title or _TITLE.in_language(language).format(name=name)
        return _Wishes(language, name, _short(short), _title(title), self._clerk(known), self.ci)

    def _clerk(self, known: Identity) -> str:
        address = known.email if self.registrar is None else self.registrar
        return _address(address) if address else ""

    def files(self) -> Mapping[str, str | bytes]:
        """The register's files."""
        ci = self.ci if self.ci != NO_FORGE else None
        if self.example:
            return example_files(registrar=self.registrar or "", language=self.language or "vi", ci=ci)
        id_ = slug(self.short or "")
        return register_files(
            title=self.title or "",
            authority=id_ if id_ and id_ != RESERVED_ID else "authority",
            name=self.name or "",
            short=self.short or "",
            registrar=self.registrar or "",
            language=self.language or "vi",
            ci=ci,
        )


def _asked(given: _Wishes, dialogue: Dialogue, wished: Language | None, known: Identity) -> _Wishes:
    """Asks for what was not said; `<` goes back to the question before. `wished` is the language that --lang names."""
    dialogue.tell(_("Enter takes what stands in brackets; < goes back; Ctrl-C stops, and nothing is written."))
    questions = _questions(dialogue, wished, known)
    left = [name for name in questions if getattr(given, name) is None]
    answers = [given]
    while len(answers) <= len(left):
        name = left[len(answers) - 1]
        try:
            answers.append(replace(answers[-1], **{name: questions[name](answers[-1])}))
        except Back:
            if len(answers) > 1:
                answers.pop()
    return answers[-1]


def _questions(dialogue: Dialogue, wished: Language | None, known: Identity) -> dict[str, Callable[[_Wishes], Any]]:
    """What is asked for each wish, after those before it."""
    languages = (
        Choice("vi", say("tiếng Việt", "Vietnamese"), ("tiếng Việt", "Vietnamese")),
        Choice("en", say("tiếng Anh", "English"), ("tiếng Anh", "English")),
    )
    forges = (
        *(Choice(name, say("{name}", "{name}", name=name)) for name in READY_FILES),
        Choice(NO_FORGE, say("không dùng, hoặc để sau", "none, or later"), ("không", "none")),
    )

    def language(_wishes: _Wishes) -> Language:
        chosen = dialogue.choose(_("Language of the register and its site"), languages, default=wished or "vi")
        answer: Language = "en" if chosen == "en" else "vi"
        if wished is None and language_wished(os.environ) is None:
            # Every later command will speak the register's language, too.
            speak(answer)
        return answer

    def title(wishes: _Wishes) -> str | None:
        usual = _TITLE.in_language(wishes.language or wished or "vi").format(name=wishes.name)
        return dialogue.ask(_("Name of the register"), _title, default=usual)

    def registrar(_wishes: _Wishes) -> str:
        words = _("E-mail address of the clerk who records")
        return dialogue.ask(words, _address, default=known.email, optional=True) or ""

    return {
        "language": language,
        "name": lambda _wishes: dialogue.ask(_("Full name of the authority that assigns tasks"), _name),
        "short": lambda wishes: dialogue.ask(
            _("Its symbol in document numbers"), _short, default=_usual_short(wishes.name or "")
        ),
        "title": title,
        "registrar": registrar,
        "ci": lambda _wishes: dialogue.choose(_("Where the repository will be kept"), forges, default=NO_FORGE),
    }


def _fitting(of: type[Record], key: str, words: str) -> str:
    fitting = checked(of, key_named(of, key), tidy(words))
    if not fitting and key != "registrars":
        raise Unfit(say("tên không được để trống", "a name can't be empty"))
    return fitting


_name, _short = partial(_fitting, AgencyRecord, "name"), partial(_fitting, AgencyRecord, "short")
_title, _address = partial(_fitting, Settings, "title"), partial(_fitting, Settings, "registrars")


def _usual_short(name: str) -> str:
    """The symbol of a People's Committee; for any other authority, the first letters of its name."""
    if name.casefold().startswith(("ủy ban nhân dân", "uỷ ban nhân dân", "ubnd")):
        return "UBND"
    return "".join(word[0] for word in name.split()[:5]).upper()


def _tell_what_next(folder: str, wishes: _Wishes, begun: Begun | None, known: Identity) -> None:
    if begun and begun.commit:
        told = _("It is under Git: branch {branch}, first commit {commit}.")
        click.echo(told.format(branch=begun.branch, commit=begun.commit))
    elif begun and begun.why_not:
        told = _("It is not committed yet: {why}.").format(why=worded(begun.why_not).rstrip("."))
        click.echo(sentence(told))
    if not (wishes.registrar or wishes.example):
        click.echo(_("Nobody may record yet: write the clerk's address under “registrars” in register.yml."))
    if wishes.ci in READY_FILES and not all(origin()):
        unpinned = _(
            "Write the address of phoihop's source and the commit of a release into the forge's files, "
            "at PHOIHOP_SOURCE and PHOIHOP_COMMIT: {files}."
        )
        click.echo(unpinned.format(files=", ".join(READY_FILES[wishes.ci].values())))
    click.echo(_("Next:"))
    steps = list(_steps(folder, wishes, begun, known))
    wide = max(width_of(step) for step, _why in steps)
    for step, why in steps:
        if wide + width_of(why) + 4 <= (screen_width() or 10_000):
            click.echo(f"  {pad(step, wide)}  {why}".rstrip())
            continue
        for line in hang("  # ", why, screen_width()) if why else ():
            click.echo(line)
        click.echo(f"  {step}")


def _steps(folder: str, wishes: _Wishes, begun: Begun | None, known: Identity) -> Iterator[tuple[str, str]]:
    """What to type, and why: each line is a whole command, in any shell."""
    language = wishes.language or "vi"
    if folder != ".":
        yield f"cd {shlex.quote(folder)}", ""
    if begun and begun.by_hand:
        if not known.name:
            name = _("Name or role")
            yield f'git config user.name "{name}"', _("by what name you record")
        if known.email != wishes.registrar or not known.email:
            address = wishes.registrar or _("address@office.example")
            yield f"git config user.email {address}", _("by what address you record")
        if not begun.commit:
            yield "git add .", ""
            yield f'git commit -m "{wishes.commit}"', _("put it under Git")
    if wishes.example:
        yield "phoihop todo", _("who has what to do, the most urgent first")
        yield "phoihop show 2026-0004", _("one task: an opinion is overdue")
    else:
        yield from _first_records(language, begun)
    yield "phoihop check", _("check the register")
    yield "phoihop site serve", _("look at its site")
    yield "phoihop desk", _("record in a browser instead")


def _first_records(language: Language, begun: Begun | None) -> Iterator[tuple[str, str]]:
    commits = " --commit" if begun and begun.by_hand else ""
    yield f"phoihop new agency{commits}", _("add an agency that takes part; once for each")
    if commits:
        branch = _FIRST_BRANCH.in_language(language)
        yield f"git switch -c {branch}", _("a branch for what is recorded")
        yield f"phoihop new task{commits}", _("assign the first task")
        yield f"phoihop review {begun.branch if begun else ''}", _("what the branch does, and whether it may")
        yield f"git switch {begun.branch if begun else ''}", ""
        yield f"git merge {branch}", _("it is in the register")
    else:
        yield "phoihop new task", _("assign the first task")
