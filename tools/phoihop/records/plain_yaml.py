"""The plain part of YAML in which nearly all records are written, read without building nodes: a third of the time.

Plain texts, on one line or folded (`>-`), mappings and lists by indentation, lists of words in brackets. Whatever else
a file has (quotes, remarks, other blocks, empty values, an odd space, anything wrong) is left to `yaml_door`, which
agrees with this wherever this has an answer: tests hold the two to each other.
"""

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from phoihop.records.yaml_door import Tree

NO_VALUE = frozenset(("null", "Null", "NULL", "~"))
"""What YAML writes for no value; in quotes, or in a block, it is a text like any other."""
_DEEPEST_COLUMN = 16
_LINE = re.compile(
    r"(?m)^( *)(- )?(?:([a-z][a-z0-9_-]{0,60}):(?: |$))?(?:\[(\w[\w.#-]*(?:, \w[\w.#-]*)*)\]|(>-|[\w(“].*))?$"
)
"""Indentation, the dash of an item, a key, and its value: words in brackets, or a text."""
_FOLDED = ">-"
_NOT_PLAIN = ("\t", "\r", " \n", " #")

_Inner: TypeAlias = "list[Tree] | dict[str, Tree]"


def plain_tree(text: str) -> "Tree | None":
    """What a text says, whose characters are safe (`unsafe_places`), or None where it is not all plain."""
    if not text.endswith("\n") or any(sign in text for sign in _NOT_PLAIN):
        return None
    lines = _LINE.findall(text, 0, len(text) - 1)
    colons = text.count(": ") + text.count(":\n")
    # A line that is of no such form was not found; a colon in a text may make it a mapping.
    if len(lines) != text.count("\n") or colons != len([1 for line in lines if line[2]]):
        return None
    reading = _Reading()
    return reading.root if all(reading.takes(*line) for line in lines) and reading.is_over else None


class _Reading:
    """A text as far as it was read, line by line."""

    __slots__ = ("_goes_on", "_open", "_opens", "root")

    def __init__(self) -> None:
        self.root: dict[str, Tree] = {}
        self._open: list[tuple[int, _Inner]] = [(0, self.root)]
        """The mappings and lists that this line may add to, each with its column, the innermost last."""
        self._opens: tuple[dict[str, Tree], str, int] | None = None
        """The key, and its column, whose mapping or list begins on this line."""
        self._goes_on: tuple[_Inner, str | int, int | None] | None = None
        """The text that may go on, and of a folded one the column of its lines: 0 where its first is to come."""

    @property
    def is_over(self) -> bool:
        return self._opens is None and (self._goes_on is None or self._goes_on[2] != 0)

    def takes(self, indent: str, dash: str, key: str, words: str, value: str) -> bool:
        """Takes a line; False where it is not plain."""
        column = len(indent)
        if not (dash or key):
            return self._joins(column, value)
        if not (self._begins(column, dash) if self._opens else self.is_over and self._returns_to(column, dash)):
            return False
        holder = self._open[-1][1]
        if dash:
            if not isinstance(holder, list):
                return False
            if not key:
                holder.append("")
                return bool(value) and self._puts(holder, len(holder) - 1, value)
            column += 2
            item: dict[str, Tree] = {}
            holder.append(item)
            self._open.append((column, item))
            holder = item
        if isinstance(holder, list) or key in holder:
            return False
        self._goes_on = None
        if value:
            return self._puts(holder, key, value)
        if words:
            items = words.split(", ")
            holder[key] = [*items]
            return NO_VALUE.isdisjoint(items)
        self._opens = holder, key, column
        return True

    def _puts(self, holder: _Inner, place: str | int, value: str) -> bool:
        is_folded = value == _FOLDED
        holder[place] = "" if is_folded else value  # type: ignore[index]  # a list has its place, a mapping its key
        self._goes_on = holder, place, 0 if is_folded else None
        return value not in NO_VALUE

    def _joins(self, column: int, more: str) -> bool:
        """A line that goes on with the text above it is joined to it by a space."""
        if self._goes_on is None or self._opens or not more or column <= self._open[-1][0]:
            return False
        holder, place, block = self._goes_on
        if block not in (None, 0, column):
            return False
        before: str = holder[place]  # type: ignore[index, assignment]  # see `_puts`: a text stands there
        holder[place] = f"{before} {more}" if before else more  # type: ignore[index]
        if block == 0:
            self._goes_on = holder, place, column
        return True

    def _begins(self, column: int, dash: str) -> bool:
        """Opens the mapping or list of the key on the line before: deeper than that, or a list right below it."""
        assert self._opens is not None
        holder, name, above = self._opens
        inner: _Inner = [] if dash else {}
        holder[name] = inner
        self._open.append((column, inner))
        self._opens = None
        return (column >= above if dash else column > above) and column <= _DEEPEST_COLUMN

    def _returns_to(self, column: int, dash: str) -> bool:
        """Closes what is deeper than this line, and a list that stands right below its key before the next key."""
        inner = self._open
        while inner[-1][0] > column or (inner[-1][0] == column and not dash and isinstance(inner[-1][1], list)):
            inner.pop()
            if not inner:
                return False
        return inner[-1][0] == column
