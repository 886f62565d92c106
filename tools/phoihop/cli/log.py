"""`phoihop log [TASK|AGENCY]`: who recorded what, when, and what changed, as Git has it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from typing import Any

import click

from phoihop.changes.events import Event, cut_short, events
from phoihop.changes.head import unrecorded
from phoihop.changes.past import Past, known_past
from phoihop.changes.places import Place
from phoihop.changes.repository import Repository
from phoihop.cli import speaking
from phoihop.cli.parameters import KnownId, as_id, format_option, no_cache_option
from phoihop.cli.session import Session
from phoihop.cli.speaking import _, ngettext, spoken, worded
from phoihop.cli.summaries import cache_folder
from phoihop.cli.words import numbers_in
from phoihop.language import sentence
from phoihop.records.differences import KeyChange
from phoihop.records.references import TASK
from phoihop.records.register import is_task_id
from phoihop.records.task_folder import folder_of
from phoihop.terminal import clean, hang, printable_json, screen_width
from phoihop.wording import mark
from phoihop.words.actions import author_named
from phoihop.words.days import day_with_weekday

SHORT_COMMIT = 10
MOST_UNRECORDED_SHOWN = 5


class Subject(KnownId):
    """A task or an agency. A task may be one that is there no longer: its history is what tells of it."""

    def __init__(self) -> None:
        super().__init__(
            "task or agency",
            mark("TASK|AGENCY"),
            mark("There is no task and no agency {value}."),
            lambda session: dict.fromkeys((*session.register.task_ids(), *session.register.agencies)),
        )

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        written = as_id(str(value))
        return written if is_task_id(written) else super().convert(value, param, ctx)


@speaking.command(
    help=mark(
        "Newest first. With TASK: what was recorded of it, and what changed. With AGENCY: what documents of that "
        "agency were recorded. Authors and dates are as their commits claim."
    )
)
@speaking.argument("subject", type=Subject(), required=False)
@format_option("text", "json")
@speaking.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help=mark("At most this many entries, the newest.")
)
@no_cache_option
@click.pass_obj
def command(session: Session, subject: str | None, form: str, limit: int | None, no_cache: bool) -> None:
    repository = Repository(session.register.root)
    task = subject if subject and is_task_id(subject) else None
    with known_past(repository, None if no_cache else cache_folder()) as known:
        within = f"{folder_of(task)}/" if task else ""
        found = events(repository, known, session.register.zone, _wanted(session, subject), within)
    pending = unrecorded(repository, task)
    if subject and not found and subject not in (*session.register.task_ids(), *session.register.agencies):
        raise click.UsageError(_("There is no task and no agency {value}.").format(value=clean(subject)))
    for line in FORMS[form](session, found[:limit]):
        click.echo(line)
    pending = [of for of in pending if _wanted(session, subject)(of)]
    for note in _notes(known.past, pending):
        click.echo(note, err=form != "text")


def _wanted(session: Session, subject: str | None) -> Callable[[Place], bool]:
    if subject is None:
        return lambda of: True
    if is_task_id(subject):
        return lambda of: of.task == subject
    # The authority's own documents are the assignments, too, whose files don't bear its name.
    assigns = subject == session.register.settings.authority
    return lambda of: of.agency == subject or (assigns and of.record == TASK)


def changes_as_json(changes: Iterable[KeyChange]) -> list[dict[str, str | None]]:
    return [{"key": each.key, "before": each.before, "after": each.after} for each in changes]


def _as_json(session: Session, found: list[Event]) -> Iterator[str]:
    """Events as in the contract, with the task and the path of the file, and the corrections that name it."""
    told = [
        {
            "commit": event.commit,
            "date": event.moment.isoformat(),
            "author": event.author,
            "task": event.task,
            "path": event.path,
            "document": event.record,
            "action": event.action,
            "corrections": list(event.corrections),
            "changes": changes_as_json(event.changes),
        }
        for event in found
    ]
    yield printable_json(told)


def _as_text(session: Session, found: list[Event]) -> Iterator[str]:
    width = screen_width()
    number = numbers_in(session.register)
    first = True
    for (commit, day), group in groupby(found, key=lambda event: (event.commit, event.day)):
        together = list(group)
        if not first:
            yield ""
        first = False
        yield click.style(day_with_weekday(day, spoken()), bold=True) + (
            f" · {author_named(together[0].author)} · {commit[:SHORT_COMMIT]}"
        )
        for event in together:
            told = worded(event.told(partial(number, event.task)))
            yield from hang(f"  {event.task}  " if event.task else "  ", clean(told), width)
    if not found:
        yield _("Nothing is recorded in Git yet.")


def _notes(past: Past, pending: list[Place]) -> Iterable[str]:
    """What this history leaves out."""
    if past.is_cut:
        yield sentence(worded(cut_short()))
    if pending:
        names = [clean(of.path) for of in pending[:MOST_UNRECORDED_SHOWN]]
        more = ", …" if len(pending) > len(names) else ""
        message = ngettext(
            "{n} file is not yet recorded in Git as it is here: {files}",
            "{n} files are not yet recorded in Git as they are here: {files}",
            len(pending),
        )
        yield message.format(n=len(pending), files=", ".join(names) + more)


FORMS: dict[str, Callable[[Session, list[Event]], Iterator[str]]] = {"text": _as_text, "json": _as_json}
