"""Questions on a terminal: each asked until the answer fits, with choices by number, id, symbol or part of a name."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Literal, TypeVar

import click

from phoihop.cli.program import INTERRUPTED
from phoihop.cli.speaking import _, worded
from phoihop.language import Message, say
from phoihop.recording.choices import Choice, Unfit, pick
from phoihop.terminal import clean, hang, screen_width
from phoihop.words.labels import by_labels

NOT_RECORDED = 1
"""Exit code of a run that recorded nothing."""

MOST_LISTED = 12
"""Choices that are listed without being asked for."""

LIST = "?"
BACK = "<"
EDITOR = "@"
NOTHING = "-"
"""What takes an answer away that may be left out."""


class Back(Exception):  # no error: somebody wishes to see the question before once more
    """The question before is asked once more."""


class AtOnce(Exception):  # no error either
    """All items at once come from an editor, or from the `sheet` that was named."""

    def __init__(self, sheet: str = "") -> None:
        super().__init__(sheet)
        self.sheet = sheet


T = TypeVar("T")


def is_at_a_terminal() -> bool:
    """Whether somebody is there who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


@contextmanager
def may_be_broken_off() -> Iterator[None]:
    """Ends the run with a clear word where the person at the keyboard leaves: 130 by Ctrl-C, 1 by the end of input."""
    try:
        yield
    except (EOFError, KeyboardInterrupt, Back) as end:
        # Back from the first of all questions, too.
        click.echo("\n" + _("Stopped; nothing was written."), err=True)
        raise click.exceptions.Exit(INTERRUPTED if isinstance(end, KeyboardInterrupt) else NOT_RECORDED) from None


class Dialogue:
    """One conversation. EOFError and KeyboardInterrupt come through to `may_be_broken_off`."""

    def __init__(self) -> None:
        _edit_lines()

    def tell(self, text: str = "") -> None:
        click.echo(text)

    def complain(self, message: str) -> None:
        for line in hang("  ", clean(message), screen_width()):
            click.echo(click.style(line, fg="yellow"))

    def word(self, message: Message) -> str:
        return clean(worded(by_labels(message)))

    def line(self, question: str) -> str:
        # The prompt is plain: where a line can be edited, colours would make it seem wider than it is.
        words = input(f"{question}: ").strip()
        if words == BACK:
            raise Back
        return words

    def ask(
        self,
        question: str,
        read: Callable[[str], T],
        *,
        default: str = "",
        optional: bool = False,
        shown_as: str = "",
        at_once: bool = False,
    ) -> T | None:
        """One answer; the default, or None where it is optional, for an empty line."""
        skip = _("Enter to skip")
        stands = " ".join((shown_as or default).split())
        shown = f"{question} [{stands}]" if default else f"{question} ({skip})" if optional else question
        while True:
            words = self.line(shown)
            if at_once and words.startswith(EDITOR):
                raise AtOnce(words.removeprefix(EDITOR).strip())
            if default and optional and words == NOTHING:
                return None
            words = words or default
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
        all_listed: bool = False,
        default: str = "",
    ) -> str | None:
        """One of several things, of which the first `listed` are shown; none where they are too many, or else all.

        `read` understands what is no number of the list; where none is given, names of the choices are understood.
        """
        self._offer(question, choices if listed is None else choices[:listed], all_listed=all_listed)
        stands = next((self.word(each.label) for each in choices if each.value == default), default)
        picker = self._picker(choices, read)
        hint = _("  number, id or part of the name")
        if all_listed and listed:
            hint = _("  number or part of the name ({list} lists all)").format(list=LIST)
        elif len(choices) > MOST_LISTED:
            hint = _("  id, symbol or part of the name ({list} lists all)").format(list=LIST)
        return self.ask(hint, picker, optional=optional, default=default, shown_as=stands)

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

        hint = _("  numbers, ids or parts of names, with commas between them")
        if len(choices) > MOST_LISTED:
            hint = _("  ids, symbols or parts of names, with commas between them ({list} lists all)").format(list=LIST)
        return self.ask(hint, read_all, optional=optional, default=default) or []

    def edit_list(self, items: list[T], shown: Callable[[T], str], ask: Callable[[T | None], T | None]) -> list[T]:
        """A list in which items are changed, added, taken away or moved one by one; Enter keeps what stands.

        `ask` asks for one item, with what stands there. Raises `AtOnce`.
        """
        while True:
            for number, item in enumerate(items, 1):
                for line in hang(f"  {number}  ", clean(shown(item)), screen_width()):
                    click.echo(line)
            words = self.line(
                _("  Enter: keep; 2: change no. 2; +: add; -2: remove; 3>1: move; @: in the editor; @FILE: a sheet")
            )
            match = _LIST_EDIT.fullmatch(words)
            if not words:
                return items
            if words.startswith(EDITOR):
                raise AtOnce(words.removeprefix(EDITOR).strip())
            if match is None or any(place and not 1 <= int(place) <= len(items) for place in match.groups()):
                self.complain(_("There is no such item."))
                continue
            change, remove, move, to = (int(place) - 1 if place else None for place in match.groups())
            if remove is not None:
                del items[remove]
            elif move is not None and to is not None:
                items.insert(to, items.pop(move))
            else:
                self._edit_item(items, change, ask)

    def _edit_item(self, items: list[T], place: int | None, ask: Callable[[T | None], T | None]) -> None:
        try:
            item = ask(None if place is None else items[place])
        except Back:
            return
        if item is not None and place is None:
            items.append(item)
        elif item is not None and place is not None:
            items[place] = item

    def write_in_editor(self, told: str, lines: Sequence[str], read: Callable[[str], object]) -> list[str]:
        """Items written one a line in the person's editor, until all fit; those that stood where nothing was saved.

        Raises `Unfit` where there is no editor that works.
        """
        notes = [f"# {each}" for each in told.splitlines()]
        text = "".join(f"{' '.join(line.split())}\n" for line in (*notes, *lines))
        while (saved := _edited(text)) is not None:
            found = [line.strip() for line in saved.splitlines() if line.strip() and line not in notes]
            wrong = [(line, message) for line in found if (message := _why_not(line, read))]
            if not wrong:
                return found
            for line, message in wrong:
                self.complain(f"{line}: {self.word(message)}")
            if not self.agree(_("Open the editor again?"), default=True):
                break
            text = saved
        return list(lines)

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
            try:
                words = self.line(question).casefold()
            except Back:
                return "edit"
            if may_write and words in (write, _("yes"), "y", "yes"):
                return "write"
            if words in (leave, _("no"), "n", "no"):
                return "leave"
            if words in (edit, "e", "edit"):
                return "edit"

    def _offer(self, question: str, choices: Sequence[Choice], *, all_listed: bool = False) -> None:
        click.echo(click.style(question, bold=True))
        if all_listed or len(choices) <= MOST_LISTED:
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


_LIST_EDIT = re.compile(r"\+|(\d+)|-\s*(\d+)|(\d+)\s*>\s*(\d+)")


def _edited(text: str) -> str | None:
    try:
        return click.edit(text, extension=".txt")
    except click.ClickException as error:
        raise Unfit.because(
            "không mở được trình soạn thảo ({why}); đặt biến EDITOR, hoặc trả lời từng mục",
            "no editor can be opened ({why}); set EDITOR, or answer one by one",
            why=error.format_message(),
        ) from None


def _why_not(line: str, read: Callable[[str], object]) -> Message | None:
    try:
        read(line)
    except Unfit as wrong:
        return wrong.message
    return None


_CHOOSE = say("chọn một mục ở trên", "choose from above")


def parted(words: str) -> list[str]:
    """What was written behind one another with commas, or with spaces where it is numbers."""
    between = words.split() if words.replace(" ", "").isdecimal() else words.split(",")
    return [each.strip() for each in between if each.strip()]


def _edit_lines() -> None:
    """Lets lines be edited and be as long as one likes, where the system can."""
    with suppress(ImportError):
        import readline

        # What is pasted is one answer, with its line breaks: they don't spill over the questions that follow.
        readline.parse_and_bind("set enable-bracketed-paste on")
