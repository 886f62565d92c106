"""`phoihop receive FILE…`: a letter that arrived is read as far as it speaks for itself, and recorded as by `new`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from phoihop.checking.summary import Summaries
from phoihop.cli import speaking
from phoihop.cli.dialogue import NOT_RECORDED, Dialogue, is_at_a_terminal, may_be_broken_off
from phoihop.cli.interview import choose_task
from phoihop.cli.making import make
from phoihop.cli.parameters import TASK, commit_option, days_option, format_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import _, worded
from phoihop.cli.summaries import task_summaries
from phoihop.incoming.letter import NotALetter
from phoihop.incoming.meaning import Meaning, meanings, meant_as
from phoihop.incoming.reading import read_file
from phoihop.incoming.telling import SOURCES, ToldKey, notices, told
from phoihop.kinds.registry import kinds
from phoihop.language import Message, capitalized, sentence
from phoihop.recording.choices import Choice
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.scratch import scratch_folder
from phoihop.terminal import clean, hang, printable_json, screen_width
from phoihop.wording import mark


@speaking.command(
    help=mark(
        "Reads letters that arrived: packages of the national document exchange (edXML), PDFs, Word files. What a "
        "letter says itself is taken from it, what is guessed is asked for; then it is recorded as phoihop new does. "
        "Exit code: 0 recorded, 1 not recorded, 2 if the command could not run."
    )
)
@speaking.argument("files", nargs=-1, required=True, metavar=mark("FILE…"))
@speaking.option("--task", type=TASK, help=mark("The task that it belongs to."))
@speaking.option("--kind", type=click.Choice(list(DOCUMENT_TYPES)), help=mark("The kind of document that it is."))
@speaking.option("--dry-run", is_flag=True, help=mark("Show what was read and the record; write nothing."))
@commit_option
@speaking.option("--no-input", is_flag=True, help=mark("Ask nothing: refuse what has anything guessed or open."))
@format_option("text", "json")
@days_option
@click.pass_context
def command(
    ctx: click.Context,
    /,
    files: tuple[str, ...],
    task: str | None,
    kind: str | None,
    form: str,
    today: date | None,
    dry_run: bool,
    commits: bool,
    no_input: bool,
) -> None:
    session: Session = ctx.obj
    receiving = _Receiving(
        ctx,
        session.readable_register,
        session.today(today),
        given={"task": task, "kind": kind},
        asks=not no_input and is_at_a_terminal(),
        dry_run=dry_run,
        commits=commits,
    )
    items: list[dict[str, Any]] = []
    worst = 0
    for file in files:
        with scratch_folder() as folder:
            if form == "json":
                items += receiving.as_json(file, folder)
            else:
                worst = max(worst, receiving.receive(file, folder))
    if form == "json":
        click.echo(printable_json(items))
    ctx.exit(worst)


@dataclass(frozen=True, slots=True)
class _Receiving:
    """Reads one file after another, and records what is agreed to. `given` is the task and kind, as far as named."""

    ctx: click.Context
    register: Register
    day: date
    given: Mapping[str, Any]
    asks: bool
    dry_run: bool
    commits: bool

    def as_json(self, file: str, into: Path) -> Iterator[dict[str, Any]]:
        try:
            found = self._meanings(file, into)
        except NotALetter as reason:
            empty: dict[str, Any] = {"source": None, "read": {}, "guessed": {}, "open": [], "papers": []}
            yield {"file": file, **empty, "notices": [worded(reason.message)]}
            return
        for meaning in found:
            yield {
                "file": file,
                "source": meaning.letter.source,
                "read": {name: {"value": each.value, "from": each.words} for name, each in meaning.read.items()},
                "guessed": {
                    name: {"value": each.value, "from": each.words, "why": worded(each.why)}
                    for name, each in meaning.guessed.items()
                    if each.why
                },
                "open": meaning.open,
                "papers": [paper.name for paper in meaning.letter.papers],
                "notices": [worded(each) for each in notices(meaning)],
            }

    def receive(self, file: str, into: Path) -> int:
        """Exit code of what became of this file."""
        click.echo(click.style(file, bold=True))
        try:
            found = self._meanings(file, into)
        except NotALetter as reason:
            self._tell(sentence(worded(reason.message)))
            return NOT_RECORDED
        return max(map(self._record, found))

    def _meanings(self, file: str, into: Path) -> list[Meaning]:
        session: Session = self.ctx.obj
        return meanings(read_file(session.path(file), into), self.register, self.day, self._summaries(), **self.given)

    def _summaries(self) -> Summaries:
        """Of all tasks, anew for each file: the one before may have been recorded meanwhile."""
        return task_summaries(self.ctx.obj, self.day)

    def _record(self, meaning: Meaning) -> int:
        self._show(meaning)
        if meaning.on_record:
            return NOT_RECORDED
        if self.asks:
            with may_be_broken_off():
                meaning = self._agreed(meaning)
        elif lacking := dict.fromkeys((*meaning.guessed, *meaning.open)):
            message = _("Not recorded: these are guessed or open and want somebody's answer: {keys}.")
            click.echo(message.format(keys=", ".join(lacking)), err=True)
            return NOT_RECORDED
        if meaning.draft is None:
            raise CannotRun(_("There is no such task to record it in."))
        return make(
            self.ctx,
            meaning.draft,
            asks=self.asks,
            dry_run=self.dry_run,
            commits=self.commits,
            proposed=meaning.proposed,
        )

    def _agreed(self, meaning: Meaning) -> Meaning:
        """The meaning with its kind and its task as somebody confirmed them."""
        dialogue = Dialogue()
        kind, task = meaning.known.get("kind"), meaning.known.get("task")
        if kind and task and meaning.draft:
            title = worded(kinds()[str(kind.value)].title)
            question = _("Record it as “{kind}” in task {task}?").format(kind=title, task=task.value)
            if (not kind.why and not task.why) or dialogue.agree(question, default=True):
                return meaning
        chosen = self.given["kind"] or dialogue.choose(
            _("What is it?"),
            [Choice(name, Message(each.title)) for name, each in kinds().items()],
            default=str(kind.value) if kind else "",
        )
        within = self.given["task"] or choose_task(self.register, chosen or "opinion", self.day)
        return meant_as(meaning, self.register, self.day, self._summaries(), task=within, kind=chosen)

    # --- what is shown ----------------------------------------------------------------------------------------------

    def _show(self, meaning: Meaning) -> None:
        click.echo(worded(SOURCES[meaning.letter.source]))
        for message in notices(meaning):
            self._tell(worded(message))
        for title, known in ((_("Read"), meaning.read), (_("Guessed, to be confirmed"), meaning.guessed)):
            if known:
                click.echo(click.style(title, bold=True))
            for each in told(meaning, known):
                self._tell(self._line(each))
        if meaning.letter.papers:
            names = ", ".join(paper.name for paper in meaning.letter.papers)
            self._tell(_("Papers: {names}").format(names=names))

    def _line(self, line: ToldKey) -> str:
        label, value = capitalized(worded(line.label)), worded(line.value)
        why = f"; {worded(line.why)}" if line.why else ""
        behind = f" ← {line.words}{why}" if (line.words and line.words != value) or why else ""
        return f"{label}: {value}{behind}"

    def _tell(self, line: str) -> None:
        for each in hang("  ", clean(line), screen_width()):
            click.echo(each)
