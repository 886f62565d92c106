"""Edits one key of a record's file and leaves the rest as somebody wrote it: comments, order, quotes, line ends.

What is changed is found by the places that the parser tells. The outcome is read again: where it does not say exactly
what was meant, the file is written anew in the house's style instead.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import yaml

from phoihop.recording.yaml_style import as_value, as_yaml, written
from phoihop.records.record import Record
from phoihop.records.yaml_door import NotYaml, Tree, read_yaml

Path: TypeAlias = tuple[str | int, ...]


def edited(content: bytes, changes: Sequence[tuple[Path, Tree | None]], record: type[Record]) -> bytes:
    """The content with each key changed, or taken away (None). Raises `NotYaml` where the content can't be read."""
    for path, value in changes:
        content = _changed(content, path, value, record)
    return content


def put(tree: Tree, path: Path, value: Tree | None) -> Tree:
    """A tree with another value at a path, or without it and what it leaves empty; the tree itself stays as it is."""
    first, *rest = path
    match tree:
        case dict() if isinstance(first, str):
            inner = put(tree.get(first, {}), tuple(rest), value) if rest else value
            changed: dict[str, Tree | None] = {**tree, first: None if inner in ([], {}) else inner}
            # What else is empty was written so: an empty list may be all that there is to say.
            return {key: item for key, item in changed.items() if item is not None}
        case list() if isinstance(first, int):
            items: list[Tree | None] = [*tree]
            if first == len(tree) and not rest:
                # One more stands behind the last.
                items.append(value)
            else:
                items[first] = put(tree[first], tuple(rest), value) if rest else value
            return [item for item in items if item is not None]
    raise TypeError(f"no {first!r} in {type(tree).__name__}")


def _changed(content: bytes, path: Path, value: Tree | None, record: type[Record]) -> bytes:
    tree, _places = read_yaml(content)
    assert isinstance(tree, dict)
    meant = put(tree, path, value)
    text = content.decode()
    end = "\r\n" if "\r\n" in text else "\n"
    spliced = _spliced(text, path, value)
    if spliced is not None:
        changed = spliced.replace("\r\n", "\n").replace("\n", end).encode()
        try:
            if read_yaml(changed)[0] == meant:
                return changed
        except NotYaml:
            pass
    assert isinstance(meant, dict)
    return written(meant, record)[0].replace("\n", end).encode()


def _spliced(text: str, path: Path, value: Tree | None) -> str | None:
    """The text with its one place changed; None where there is no such place."""
    lines = text.split("\n")

    def offset(mark: yaml.Mark) -> int:
        return sum(len(line) + 1 for line in lines[: mark.line]) + mark.column

    bom = text.startswith("\ufeff")
    node = yaml.compose(text[1:] if bom else text, Loader=yaml.CBaseLoader)
    assert node is not None
    key: yaml.Node | None = None
    around: yaml.Node = node
    for depth, part in enumerate(path):
        found = _child(node, part)
        if found is None:
            return _with_new_keys(text, node, path[depth:], value, offset)
        around, (key, node) = node, found
    start, stop = offset(node.start_mark) + bom * (node.start_mark.line == 0), offset(node.end_mark)
    if value is None:
        if key is None:
            return None
        start = offset(key.start_mark)
        if isinstance(around, yaml.SequenceNode):
            if len(around.value) == 1:
                return _spliced(text, path[:-1], None)
            start = text.rfind("\n", 0, start) + 1 if not around.flow_style else start
        rest = text[_next_line(text, stop) :]
        return text[:start] + (rest if isinstance(around, yaml.SequenceNode) else rest.lstrip(" "))
    said = as_value(value, path[-1]) if isinstance(value, str) else _beneath(value, node)
    closes = "\n" if text[start:stop].endswith("\n") else ""
    return text[:start] + said + closes + text[stop:]


def _with_new_keys(
    text: str, node: yaml.Node, path: Path, value: Tree | None, offset: Callable[[yaml.Mark], int]
) -> str | None:
    """The text with keys that are not there yet, or one more item, behind the last line of what they go into."""
    if value is None or not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return None
    tree = value
    for part in reversed(path):
        tree = [tree] if isinstance(part, int) else {part: tree}
    if isinstance(tree, list) != isinstance(node, yaml.SequenceNode):
        return None
    at = offset(_last_of(node).end_mark)
    at = at if text[:at].endswith("\n") else _next_line(text, at)
    before = text[:at].rstrip("\r\n")
    indent = " " * node.start_mark.column
    added = "".join(f"{indent}{line}\n" for line in as_yaml(tree).splitlines())
    return before + "\n" + added + text[len(before) :].removeprefix("\r").removeprefix("\n")


def _last_of(node: yaml.Node) -> yaml.Node:
    """What stands last in a node: the parser ends a block only where the next begins, behind comments between them."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _beneath(value: Tree, node: yaml.Node) -> str:
    """A list as it stands in the place of another: on one line, where that did."""
    if isinstance(node, yaml.SequenceNode) and node.flow_style and isinstance(value, list):
        items = [as_value(item) for item in value if isinstance(item, str)]
        return f"[{', '.join(items)}]"
    return as_yaml(value).rstrip("\n")


def _next_line(text: str, offset: int) -> int:
    """Where the line after an offset starts; the offset itself where it is the start of a line."""
    if text[:offset].endswith("\n"):
        return offset
    found = text.find("\n", offset)
    return len(text) if found < 0 else found + 1


def _child(node: yaml.Node, part: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, item) for key, item in node.value if key.value == part), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None
