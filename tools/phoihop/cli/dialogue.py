"""Questions on a terminal: each asked until the answer fits, with choices by number, id, symbol or part of a name."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Literal, TypeVar

import click

from phoihop.cli.program import INTERRUPTED
from phoihop.cli.speaking import _, spoken
from phoihop.language import Message, say, word
from phoihop.recording.choices import Choice, Unfit, pick
from phoihop.records.register import Register
from phoihop.terminal import clean, hang, screen_width

NOT_RECORDED = 1
"""Exit code of a run that recorded nothing."""

MOST_LISTED = 12
"""Choices that are listed without being asked for."""

LIST = "?"

T = TypeVar("T")


@contextmanager
def may_be_broken_off() -> Iterator[None]:
    """Ends the run with a clear word where the person at the keyboard leaves: 130 by Ctrl-C, 1 by the end of input."""
    try:
        yield
    except (EOFError, KeyboardInterrupt) as end:
        click.echo("\n" + _("Stopped; nothing was written."), err=True)
        raise click.exceptions.Exit(INTERRUPTED if isinstance(end, KeyboardInterrupt) else NOT_RECORDED) from None


class Dialogue:
    """One conversation, about a register where there is one.

    EOFError and KeyboardInterrupt come through to `may_be_broken_off`.
    """

    def __init__(self, register: Register | None) -> None:
        self._agency_name = register.agency_name if register else str
        _edit_lines()

    def tell(self, text: str = "") -> None:
        click.echo(text)

    def complain(self, message: str) -> None:
        for line in hang("  ", clean(message), screen_width()):
            click.echo(click.style(line, fg="yellow"))

    def word(self, message: Message) -> str:
        return clean(word(message, spoken(), self._agency_name))

    def line(self, question: str) -> str:
        # The prompt is plain: where a line can be edited, colours would make it seem wider than it is.
        return input(f"{question}: ").strip()

    def ask(self, question: str, read: Callable[[str], T], *, default: str = "", optional: bool = False) -> T | None:
        """One answer; the default, or None where it is optional, for an empty line."""
        skip = _("Enter to skip")
        shown = f"{question} [{default}]" if default else f"{question} ({skip})" if optional else question
        while True:
            words = self.line(shown) or default
            if not words and optional:
                return None
            if not words:
                self.complain(_("An answer is needed here."))
                continue
            try:
                return read(words)
            except Unfit as wrong:
                self.complain(self.word(wrong.message))

    def choose(
        self,
        question: str,
        choices: Sequence[Choice],
        read: Callable[[str], str] | None = None,
        *,
        optional: bool = False,
        listed: int | None = None,
    ) -> str | None:
        """One of several things, of which the first `listed` are shown; none of them where they are too many.

        `read` understands what is no number of the list; where none is given, names of the choices are understood.
        """
        self._offer(question, choices if listed is None else choices[:listed])
        return self.ask(_answer_to(choices), self._picker(choices, read), optional=optional)

    def choose_several(
        self,
        question: str,
        choices: Sequence[Choice],
        read: Callable[[str], str] | None = None,
        *,
        optional: bool = False,
        default: str = "",
    ) -> list[str]:
        """Some of several things, written behind one another with commas."""
        self._offer(question, choices)
        pick_one = self._picker(choices, read)

        def read_all(words: str) -> list[str]:
            return list(dict.fromkeys(pick_one(each) for each in parted(words)))

        return self.ask(_answers_to(choices), read_all, optional=optional, default=default) or []

    def ask_several(self, question: str, read: Callable[[str], T], *, optional: bool = False) -> list[T]:
        """Answers one a line, until an empty one. The question has a place for its number: `Step {n}`."""
        found: list[T] = []
        while True:
            numbered = question.format(n=len(found) + 1)
            may_end = optional or bool(found)
            given = self.ask(numbered, read, optional=may_end)
            if given is None:
                return found
            found.append(given)

    def agree(self, question: str, *, default: bool) -> bool:
        """Yes or no."""
        yes, no = _("y"), _("n")
        shown = f"{question} [{yes.upper()}/{no}]" if default else f"{question} [{yes}/{no.upper()}]"
        while True:
            words = self.line(shown).casefold()
            if not words:
                return default
            if words in (yes, _("yes"), "y", "yes"):
                return True
            if words in (no, _("no"), "n", "no"):
                return False
            self.complain(_("Answer {yes} or {no}.").format(yes=yes, no=no))

    def decide(self, *, may_write: bool) -> Literal["write", "leave", "edit"]:
        """What to do with the finished record."""
        write, leave, edit = _("y"), _("n"), _("e")
        question = (
            _("Write it? {write}: yes, {leave}: no, {edit}: change an answer").format(
                write=write, leave=leave, edit=edit
            )
            if may_write
            else _("It can't be written like this. {edit}: change an answer, {leave}: leave it").format(
                leave=leave, edit=edit
            )
        )
        while True:
            words = self.line(question).casefold()
            if may_write and words in (write, _("yes"), "y", "yes"):
                return "write"
            if words in (leave, _("no"), "n", "no"):
                return "leave"
            if words in (edit, "e", "edit"):
                return "edit"

    def _offer(self, question: str, choices: Sequence[Choice]) -> None:
        click.echo(click.style(question, bold=True))
        if len(choices) <= MOST_LISTED:
            self._list(choices)

    def _list(self, choices: Sequence[Choice]) -> None:
        wide = len(str(len(choices)))
        for number, choice in enumerate(choices, 1):
            for line in hang(f"  {number:>{wide}}  ", self.word(choice.label), screen_width()):
                click.echo(line)

    def _picker(self, choices: Sequence[Choice], otherwise: Callable[[str], str] | None) -> Callable[[str], str]:
        def read(words: str) -> str:
            if words == LIST:
                self._list(choices)
                raise Unfit(_CHOOSE)
            if words.isdecimal() and 1 <= int(words) <= len(choices):
                words = choices[int(words) - 1].value
            return otherwise(words) if otherwise else pick(words, choices).value

        return read


_CHOOSE = say("chọn một mục ở trên", "choose from above")


def parted(words: str) -> list[str]:
    """What was written behind one another with commas, or with spaces where it is numbers."""
    between = words.split() if words.replace(" ", "").isdecimal() else words.split(",")
    return [each.strip() for each in between if each.strip()]


def _answer_to(choices: Sequence[Choice]) -> str:
    if len(choices) <= MOST_LISTED:
        return _("  number, id or part of the name")
    return _("  id, symbol or part of the name ({list} lists all)").format(list=LIST)


def _answers_to(choices: Sequence[Choice]) -> str:
    if len(choices) <= MOST_LISTED:
        return _("  numbers, ids or parts of names, with commas between them")
    return _("  ids, symbols or parts of names, with commas between them ({list} lists all)").format(list=LIST)


def _edit_lines() -> None:
    """Lets lines be edited and be as long as one likes, where the system can."""
    with suppress(ImportError):
        import readline

        # What is pasted is one answer, with its line breaks: they don't spill over the questions that follow.
        readline.parse_and_bind("set enable-bracketed-paste on")
