"""The options of `phoihop new KIND`: one for each key of the record, made from its type."""

from collections.abc import Iterable
from typing import Any

import click
from click.shell_completion import CompletionItem

from phoihop.cli.session import Session
from phoihop.cli.speaking import Option, _, spoken
from phoihop.language import Explained, Text
from phoihop.recording.answers import form_of
from phoihop.recording.keys import BESIDE, Key
from phoihop.records.yaml_door import Tree
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
        meaning = key.meaning.in_language(spoken())
        repeatable = f" ({_REPEATABLE.in_language(spoken())})" if key.is_list else ""
        switch: dict[str, Any] = {"flag_value": "true", "is_flag": False} if key.nature == "flag" else {}
        super().__init__(
            [key.option, parameter_of(key)],
            multiple=key.is_list,
            metavar=placeholder(key),
            help=f"{meaning}{repeatable}.",
            **switch,
        )

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        key = self.key
        if key.choices:
            return [CompletionItem(each) for each in key.choices if each.startswith(incomplete)]
        if key.part or key.nature == "path":
            return [CompletionItem(incomplete, type="file")]
        if key.nature == "agency" and (session := ctx.find_object(Session)):
            try:
                agencies = session.register.agencies
            except (Explained, OSError):
                return []
            return [
                CompletionItem(id_, help=agency.name) for id_, agency in agencies.items() if id_.startswith(incomplete)
            ]
        return []


def parameter_of(key: Key) -> str:
    """The name under which Click hands over what an option was given."""
    return "key_" + "__".join(key.path)


def placeholder(key: Key) -> str:
    if key in BESIDE.values():
        return _(_BESIDE[key.id])
    if key.part:
        return form_of(key.part).form.in_language(spoken())
    if key.choices:
        return "|".join(key.choices)
    return _(_PLACEHOLDERS[key.nature])


def typed(keys: Iterable[Key], given: dict[str, Any]) -> dict[str, Tree]:
    """What was typed for each key that has its option on the command line."""
    found: dict[str, Tree] = {}
    for key in keys:
        value = given.get(parameter_of(key))
        if value and isinstance(value, tuple):
            found[key.id] = [*value]
        elif value:
            found[key.id] = str(value)
    return found
