"""Writes a record's tree as people would write it by hand, so that the strict door reads the same tree back.

Keys stand in the order they are given in; a long text is folded, one with several lines keeps them; a short list of
ids stands on one line. Quotes are put only where a reader of YAML, ours or another, would take the text for something
else: the registers' own dates and switches are left plain, since that is what they are.
"""

import re
from collections.abc import Mapping
from typing import Any

import yaml

from phoihop.recording.keys import keys_of
from phoihop.records.fit import Misfit, fit
from phoihop.records.record import Record
from phoihop.records.types import Document
from phoihop.records.yaml_door import Tree, read_yaml

WIDTH = 108
"""Columns beyond which a text is folded."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_COUNTED = "format"
"""The key whose value is a number."""
_PLAIN_BY_FORMAT = ("true", "false")


class _Plain(str):
    """A text that is written without quotes: it is of a type that the format reads so."""


class _Inline(str):
    """A text that is written on one line, however long."""


class _OneLine(list[Any]):
    """A list that is written on one line."""


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = None
    if "\n" in text:
        style = "|"
    elif len(text) > WIDTH - 12 and " " in text:
        style = ">"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _represent_plain(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    kind = "int" if text.isdecimal() else "timestamp" if _DAY.fullmatch(text) else "bool"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", str(text))


def _represent_inline(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"' if "\n" in text else None)


def _represent_one_line(dumper: yaml.SafeDumper, items: list[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(_Plain, _represent_plain)
_Dumper.add_representer(_Inline, _represent_inline)
_Dumper.add_representer(_OneLine, _represent_one_line)


def as_yaml(tree: Tree) -> str:
    """The text of a file that says this tree. Texts are expected without space at their ends."""
    text: str = yaml.dump(
        _styled(tree), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH, default_flow_style=False
    )
    return text


def written(tree: Mapping[str, Tree], type_: type[Record]) -> tuple[str, Record | None, list[Misfit]]:
    """The text that says a record, in its keys' order; and the record that is read from it, or why none is."""
    order = [key.path[0] for key in keys_of(type_)]
    first = ("kind",) if issubclass(type_, Document) else ()
    ordered = {name: tree[name] for name in dict.fromkeys((*first, *order, *tree)) if name in tree}
    text = as_yaml(ordered)
    read, _places = read_yaml(text.encode())
    record, misfits = fit(read, type_)
    if record is not None and read != ordered:
        raise AssertionError(f"the text does not say the record: {text!r}")
    return text, record, misfits


def as_value(value: str, key: str | int = "") -> str:
    """A text as it stands behind its key on one line, for putting it into a file that is there."""
    styled = _Plain(value) if key == _COUNTED else _styled(value)
    inline = styled if isinstance(styled, _Plain) else _Inline(value)
    dumped: str = yaml.dump({"_": inline}, Dumper=_Dumper, allow_unicode=True, width=10**9)
    return dumped.removeprefix("_: ").rstrip("\n")


def _styled(tree: Tree) -> Any:
    match tree:
        case dict():
            return {key: _Plain(value) if key == _COUNTED else _styled(value) for key, value in tree.items()}
        case list():
            items = [_styled(item) for item in tree]
            short = all(isinstance(item, str) and _WORD.fullmatch(item) for item in tree)
            return _OneLine(items) if short and sum(len(item) + 2 for item in tree) < WIDTH - 20 else items
        case str():
            return _Plain(tree) if _DAY.fullmatch(tree) or tree in _PLAIN_BY_FORMAT else tree
