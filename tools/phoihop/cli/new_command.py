"""One command of `phoihop new`: an option for each key of a kind of record, made from its type, and what a run does."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from phoihop.cli import speaking
from phoihop.cli.cases import case_of, see_that_all_can_be_read
from phoihop.cli.dialogue import is_at_a_terminal, may_be_broken_off
from phoihop.cli.interview import choose_task
from phoihop.cli.making import make
from phoihop.cli.parameters import AGENCY, TASK, commit_option, no_input_option, today_option
from phoihop.cli.session import CannotRun, Session
from phoihop.cli.speaking import Argument, Option, _, worded
from phoihop.kinds.registry import record_kinds
from phoihop.language import Text, sentence
from phoihop.recording.answers import form_of
from phoihop.recording.choices import Occasion
from phoihop.recording.draft import Draft, flat
from phoihop.recording.incoming import papers_below
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.yaml_door import NotYaml, Tree, read_yaml
from phoihop.wording import mark

_PLACEHOLDERS = {
    "text": mark("TEXT"),
    "field": mark("FIELD"),
    "day": mark("DATE"),
    "agency": mark("AGENCY"),
    "document": mark("DOCUMENT"),
    "point": mark("POINT"),
    "step": mark("STEP"),
    "task": mark("TASK"),
    "path": mark("FILE"),
}
_BESIDE = {"id": mark("ID"), "set": mark("KEY=VALUE")}
_REPEATABLE = Text("lặp lại được", "repeatable")


class KeyOption(Option):
    """The option of one key, in the language of the run. What is typed is read later, beside the case."""

    def __init__(self, key: Key) -> None:
        self.key = key
        meaning = worded(key.meaning)
        repeatable = f" ({worded(_REPEATABLE)})" if key.is_list else ""
        switch: dict[str, Any] = {"flag_value": "true", "is_flag": False} if key.nature == "flag" else {}
        super().__init__(
            [key.option, _parameter_of(key)],
            multiple=key.is_list,
            metavar=_placeholder(key),
            help=f"{meaning}{repeatable}.",
            **switch,
        )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        key = self.key
        if key.choices:
            return [CompletionItem(each) for each in key.choices if each.startswith(incomplete)]
        if key.part or key.nature == "path":
            return [CompletionItem(incomplete, type="file")]
        return AGENCY.shell_complete(ctx, self, incomplete) if key.nature == "agency" else []


def _parameter_of(key: Key) -> str:
    """The name under which Click hands over what an option was given."""
    return "key_" + "__".join(key.path)


def _placeholder(key: Key) -> str:
    if key in BESIDE.values():
        return _(_BESIDE[key.id])
    if key.part:
        return worded(form_of(key.part).form)
    return "|".join(key.choices) or _(_PLACEHOLDERS[key.nature])


def command_for(kind: str) -> click.Command:
    """The command that makes a record of a kind: `agency`, `task` or a kind of document."""
    declared = record_kinds()[kind]
    keys = (*keys_of(declared.type), *([BESIDE[kind]] if kind in BESIDE else ()))

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
        answers = flat(_from_yaml(session, kind, given["from_yaml"]), keys) if given["from_yaml"] else {}
        draft = Draft(kind, occasion, answers | _typed(keys, given), papers)
        _see_that_all_fit(ctx, draft, keys)
        ctx.exit(make(ctx, draft, asks=asks, dry_run=given["dry_run"], commits=given["commits"]))

    task = [Argument(["task"], type=TASK, required=False)] if kind in DOCUMENT_TYPES else []
    return speaking.command(
        name=kind,
        params=[*task, *map(KeyOption, keys)],
        short_help=sentence(worded(declared.title)),
        help=mark(
            "Dates are written as 22/3/2021 or 2021-03-22; agencies are named by id, symbol or a part of the name, "
            "documents by id or number. What the case settles need not be given."
        ),
    )(run)


def _occasion(ctx: click.Context, kind: str, session: Session, given: dict[str, Any], *, asks: bool) -> Occasion:
    register, today = session.readable_register, session.today(given["today"])
    if kind == "task" and not any(agency.can_lead for agency in register.agencies.values()):
        raise CannotRun(
            _("No department or commune is in the register yet, so nobody can lead a task. Add one: phoihop new agency")
        )
    if kind not in DOCUMENT_TYPES:
        return Occasion(register, today)
    task: str | None = given["task"]
    if task is None and asks:
        with may_be_broken_off():
            task = choose_task(register, kind, today)
    if task is None:
        raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
    case = case_of(register, task, today)
    see_that_all_can_be_read(case.folder)
    return Occasion(register, today, case.folder, case)


def _typed(keys: Iterable[Key], given: dict[str, Any]) -> dict[str, Tree]:
    """What was typed for each key that has its option on the command line."""
    typed = {key.id: given.get(_parameter_of(key)) for key in keys}
    return {name: [*value] if isinstance(value, tuple) else str(value) for name, value in typed.items() if value}


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
    except NotYaml as refused:
        line = f":{refused.line}" if refused.line else ""
        raise CannotRun(f"{source}{line}: {worded(refused.message)}") from None
    if not isinstance(tree, dict):
        raise CannotRun(_("{file} holds no keys of a record.").format(file=source))
    said = tree.pop("kind", kind) if kind in DOCUMENT_TYPES else kind
    if said != kind:
        raise CannotRun(_("{file} holds a record of kind {kind}.").format(file=source, kind=said))
    return tree
