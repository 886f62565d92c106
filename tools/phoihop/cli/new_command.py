"""One command of `phoihop new`: the options of a kind of record, and what a run takes from them."""

import sys
from pathlib import Path
from typing import Any

import click

from phoihop.cli import speaking
from phoihop.cli.dialogue import is_at_a_terminal, may_be_broken_off
from phoihop.cli.left_out import see_that_all_can_be_read
from phoihop.cli.making import make
from phoihop.cli.new_options import KeyOption, typed
from phoihop.cli.parameters import TASK, as_id, commit_option, no_input_option, today_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import Argument, _, spoken, worded
from phoihop.cli.task_choice import choose_task
from phoihop.kinds.registry import record_kinds
from phoihop.language import sentence
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft, flat
from phoihop.recording.incoming import papers_below
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import Refused, Tree, read_yaml
from phoihop.wording import mark


def command_for(kind: str) -> click.Command:
    """The command that makes a record of a kind: `agency`, `task` or a kind of document."""
    keys = (*keys_of(record_kinds()[kind].type), *([BESIDE[kind]] if kind in BESIDE else ()))

    @speaking.option(
        "--yaml",
        "from_yaml",
        metavar=mark("FILE"),
        help=mark("Take keys from this YAML file, - for standard input; the options win."),
    )
    @speaking.option("--dry-run", is_flag=True, help=mark("Show the record and what it changes; write nothing."))
    @commit_option
    @no_input_option
    @today_option
    @click.pass_context
    def run(ctx: click.Context, /, **given: Any) -> None:
        session: Session = ctx.obj
        asks = not given["no_input"] and is_at_a_terminal()
        occasion = _occasion(ctx, kind, session, given, asks=asks)
        # Papers are looked for from the folder named by -C, as in Git, and from where the shell completed their names.
        papers = papers_below(dict.fromkeys((session.folder.absolute(), Path.cwd())))
        draft = Draft(kind, occasion, _answers(session, kind, keys, given), papers)
        _see_that_all_fit(ctx, draft, keys)
        ctx.exit(make(ctx, draft, asks=asks, dry_run=given["dry_run"], commits=given["commits"]))

    title = record_kinds()[kind].title.in_language(spoken())
    declared = speaking.command(
        name=kind,
        params=[*([_task()] if kind in DOCUMENT_TYPES else ()), *map(KeyOption, keys)],
        short_help=sentence(title),
        help=mark(
            "Dates are written as 22/3/2021 or 2021-03-22; agencies are named by id, symbol or a part of the name, "
            "documents by id or number. What the case settles need not be given."
        ),
    )
    return declared(run)


def _task() -> click.Parameter:
    return Argument(["task"], type=TASK, required=False)


def _occasion(ctx: click.Context, kind: str, session: Session, given: dict[str, Any], *, asks: bool) -> Occasion:
    register, today = session.readable_register, session.today(given["today"])
    if kind == "task" and not any(agency.can_lead for agency in register.agencies.values()):
        raise CannotRun(
            _("No department or commune is in the register yet, so nobody can lead a task. Add one: phoihop new agency")
        )
    if kind not in DOCUMENT_TYPES:
        return Occasion(register, today)
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
    see_that_all_can_be_read(register.task(task))
    return occasion


def _answers(session: Session, kind: str, keys: tuple[Key, ...], given: dict[str, Any]) -> dict[str, Tree]:
    """What the YAML file and the options say; the options win."""
    answers = flat(_from_yaml(session, kind, given["from_yaml"]), keys) if given["from_yaml"] else {}
    return answers | typed(keys, given)


def _see_that_all_fit(ctx: click.Context, draft: Draft, keys: tuple[Key, ...]) -> None:
    """Refuses the first answer that can't stand, by its option."""
    for key in keys:
        for name, message in draft.refused.items():
            if name == key.id or name.startswith(f"{key.id}."):
                raise click.BadParameter(worded(message), ctx=ctx, param_hint=key.option)


def _from_yaml(session: Session, kind: str, source: str) -> dict[str, Tree]:
    try:
        content = sys.stdin.buffer.read() if source == "-" else session.path(source).read_bytes()
        tree, _places = read_yaml(content)
    except Refused as refused:
        line = f":{refused.line}" if refused.line else ""
        raise CannotRun(f"{source}{line}: {worded(refused.message)}") from None
    if not isinstance(tree, dict):
        raise CannotRun(_("{file} holds no keys of a record.").format(file=source))
    said = tree.pop("kind", kind) if kind in DOCUMENT_TYPES else kind
    if said != kind:
        raise CannotRun(_("{file} holds a record of kind {kind}.").format(file=source, kind=said))
    return tree
