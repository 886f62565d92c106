"""One command of `phoihop new`: the options of a kind of record, and what a run takes from them."""

import sys
from pathlib import Path
from typing import Any

import click

from phoihop.cli import speaking
from phoihop.cli.dialogue import may_be_broken_off
from phoihop.cli.making import make
from phoihop.cli.new_options import options_for, typed
from phoihop.cli.parameters import TASK, as_id
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import Argument, _, mark, spoken
from phoihop.cli.task_choice import choose_task
from phoihop.language import Message, sentence, word
from phoihop.recording.choices import Unfit
from phoihop.recording.correcting import CorrectionDraft
from phoihop.recording.drafting import Draft
from phoihop.recording.drafts import new_draft
from phoihop.recording.keys import Key, keys_of
from phoihop.recording.new_records import AgencyDraft
from phoihop.recording.occasion import Occasion
from phoihop.records.settings import AgencyRecord
from phoihop.records.types import DOCUMENT_TYPES, TaskAssignment
from phoihop.records.yaml_door import Refused, Tree, read_yaml

_FIRST = ("date", "from", "corrects", "answers", "forwards", "about", "to")
"""Keys that are taken before the others, which are read beside them and what follows from them."""

_TITLES = {"agency": mark("a new agency"), "task": mark("a new task, as assigned")}


def command_for(kind: str) -> click.Command:
    """The command that makes a record of a kind: `agency`, `task` or a kind of document."""
    types = {"agency": AgencyRecord, "task": TaskAssignment}
    keys = keys_of(types.get(kind) or DOCUMENT_TYPES[kind])

    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        session: Session = ctx.obj
        asks = not given["no_input"] and sys.stdin.isatty() and sys.stdout.isatty()
        draft = _draft(ctx, kind, session, given, asks=asks)
        _take(ctx, session, draft, given)
        ctx.exit(make(ctx, draft, asks=asks, dry_run=given["dry_run"], commits=given["commit"]))

    title = DOCUMENT_TYPES[kind].TITLE.in_language(spoken()) if kind in DOCUMENT_TYPES else _(_TITLES[kind])
    return speaking.Command(
        kind,
        callback=run,
        params=[*_own(kind), *options_for(keys)],
        short_help=sentence(title),
        help=mark(
            "Dates are written as 22/3/2021 or 2021-03-22; agencies are named by id, symbol or a part of the name, "
            "documents by id or number. What the case settles need not be given."
        ),
    )


def _own(kind: str) -> list[click.Parameter]:
    """What the command of a kind takes beside its record's keys."""
    own: list[click.Parameter] = []
    if kind in DOCUMENT_TYPES:
        own.append(Argument(["task"], type=TASK, required=False, metavar=mark("TASK")))
    if kind == "agency":
        id_help = mark("Its id: a-z, 0-9 and -. Default: made of its symbol.")
        own.append(speaking.Option(["--id", "agency_id"], metavar=mark("ID"), help=id_help))
    if kind == "correction":
        set_help = mark(
            "Change this key of the record that is corrected, in the same go (repeatable): due=29/3/2021, "
            "points.p1.text=…; an empty value takes it away."
        )
        own.append(speaking.Option(["--set", "sets"], multiple=True, metavar=mark("KEY=VALUE"), help=set_help))
    return own


def _draft(ctx: click.Context, kind: str, session: Session, given: dict[str, Any], *, asks: bool) -> Draft:
    register = session.readable_register
    today = session.today(given["today"])
    # Papers are looked for from the folder named by -C, as in Git, and from where the shell completed their names.
    bases = tuple(dict.fromkeys((session.folder.absolute(), Path.cwd())))
    if kind not in DOCUMENT_TYPES:
        draft = new_draft(kind, Occasion(register, today), bases)
        if isinstance(draft, AgencyDraft):
            draft.id = given["agency_id"] or ""
        return draft
    task = as_id(given["task"]) if given["task"] else None
    if task is None and asks:
        with may_be_broken_off():
            task = choose_task(register, kind, today)
    if task is None:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    occasion = Occasion.of_task(register, task, today)
    if occasion.case is None:
        raise CannotRun(
            _("Task {task} can't be read, or starts later. See: phoihop check --task {task}").format(task=task)
        )
    draft = new_draft(kind, occasion, bases)
    if isinstance(draft, CorrectionDraft):
        draft.sets = dict(_pair(ctx, each) for each in given["sets"])
    return draft


def _pair(ctx: click.Context, words: str) -> tuple[str, str]:
    key, mark_, value = words.partition("=")
    if not mark_ or not key.strip():
        message = _("“{words}” is not of the form KEY=VALUE.").format(words=words)
        raise click.BadParameter(message, ctx=ctx, param_hint="--set")
    return key.strip(), value


def _take(ctx: click.Context, session: Session, draft: Draft, given: dict[str, Any]) -> None:
    """Takes what the YAML file and the options say, each key after those that say what it may name."""
    if source := given["from_yaml"]:
        draft.tree |= _from_yaml(session, draft.kind, source)
    answers = typed(draft.keys, given)
    first = sorted((key for key in answers if key.name in _FIRST), key=lambda key: _FIRST.index(key.name))
    _take_each(ctx, session, draft, {key: answers[key] for key in first})
    draft.settle()
    _take_each(ctx, session, draft, {key: words for key, words in answers.items() if key not in first})
    # What followed from the first may follow otherwise from all.
    draft.unsettle()


def _take_each(ctx: click.Context, session: Session, draft: Draft, answers: dict[Key, tuple[str, ...]]) -> None:
    for key, words in answers.items():
        try:
            draft.take(key, words)
        except Unfit as wrong:
            message = _worded(session, wrong.message)
            raise click.BadParameter(message, ctx=ctx, param_hint=key.option) from None


def _from_yaml(session: Session, kind: str, source: str) -> dict[str, Tree]:
    try:
        content = sys.stdin.buffer.read() if source == "-" else session.path(source).read_bytes()
        tree, _places = read_yaml(content)
    except Refused as refused:
        line = f":{refused.line}" if refused.line else ""
        raise CannotRun(f"{source}{line}: {_worded(session, refused.message)}") from None
    if not isinstance(tree, dict):
        raise CannotRun(_("{file} holds no keys of a record.").format(file=source))
    said = tree.pop("kind", kind) if kind in DOCUMENT_TYPES else kind
    if said != kind:
        raise CannotRun(_("{file} holds a record of kind {kind}.").format(file=source, kind=said))
    return tree


def _worded(session: Session, message: Message) -> str:
    return word(message, spoken(), session.register.agency_name)
