"""Writes a record's tree as people would write it by hand, so that the strict door reads the same tree back.

Keys stand in the order they are given in; a long text is folded, one with several lines keeps them; a short list of
ids stands on one line. Quotes are put only where a reader of YAML, ours or another, would take the text for something
else: the registers' own dates and switches are left plain, since that is what they are.
"""

import re
from collections.abc import Mapping

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
_SWITCHES = ("true", "false")
_TAG = "tag:yaml.org,2002:"


class _Dumper(yaml.SafeDumper):
    """Lists are indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        del indentless
        super().increase_indent(flow, False)


def as_yaml(tree: Tree) -> str:
    """The text of a file that says this tree. Texts are expected without space at their ends."""
    return _serialized(_node(tree), WIDTH)


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
    said = _node(value, key)
    assert isinstance(said, yaml.ScalarNode)
    said.style = '"' if "\n" in value else None
    return _serialized(yaml.MappingNode(_TAG + "map", [(_text("_"), said)]), 10**9).removeprefix("_: ").rstrip("\n")


def _serialized(node: yaml.Node, width: int) -> str:
    text: str = yaml.serialize(node, Dumper=_Dumper, allow_unicode=True, width=width)
    return text


def _node(tree: Tree, key: str | int = "") -> yaml.Node:
    """A tree as it is written: what the format reads as a day, a switch or a count needs no quotes."""
    match tree:
        case dict():
            pairs = [(_text(name), _node(value, name)) for name, value in tree.items()]
            return yaml.MappingNode(_TAG + "map", pairs, flow_style=False)
        case list():
            is_short = sum(len(item) + 2 for item in tree) < WIDTH - 20
            on_one_line = is_short and all(isinstance(item, str) and _WORD.fullmatch(item) for item in tree)
            return yaml.SequenceNode(_TAG + "seq", [_node(item) for item in tree], flow_style=on_one_line)
    if key == _COUNTED:
        return yaml.ScalarNode(_TAG + "int", tree)
    if _DAY.fullmatch(tree):
        return yaml.ScalarNode(_TAG + "timestamp", tree)
    return yaml.ScalarNode(_TAG + "bool", tree) if tree in _SWITCHES else _text(tree)


def _text(text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else ">" if len(text) > WIDTH - 12 and " " in text else None
    return yaml.ScalarNode(_TAG + "str", text, style=style)
