"""A record in the making: answers are taken one by one, what follows from the case fills the rest, and it is judged.

A draft writes nothing. `prepare` gives the record as it would be written, with what it brings; `refreshed` is the same
draft in the register as it is by now, for the moment of writing. What is peculiar to a document, an assignment, an
agency and a correction stands in `new_records` and `correcting`.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Self

from phoihop.recording.answers import read_paper, read_word
from phoihop.recording.choices import Choice, choices_for
from phoihop.recording.incoming import Incoming
from phoihop.recording.judging import Verdict
from phoihop.recording.keys import Key, keys_of
from phoihop.recording.numbers import complete
from phoihop.recording.occasion import Occasion
from phoihop.recording.parts import Reading, read_part
from phoihop.recording.writing import Desk, Edit
from phoihop.recording.yaml_style import as_yaml
from phoihop.records.fit import Misfit, fit
from phoihop.records.record import Record
from phoihop.records.register import Register
from phoihop.records.types import Document
from phoihop.records.yaml_door import Tree, read_yaml

_ID_LETTERS = {"points": "p", "steps": "b"}


class NotARecord(Exception):
    """The answers make no record: keys are missing or don't fit. `misfits` say where and why."""

    def __init__(self, misfits: Iterable[Misfit]) -> None:
        self.misfits = tuple(misfits)
        super().__init__("; ".join(message.text.en for _, message in self.misfits))


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record as it would be written: its place, text and papers, and what `check` would say then.

    `id` is a document's, a task's or an agency's; `about` the task that it belongs to, None for an agency. `edits` are
    changes of other records that go with it.
    """

    id: str
    path: str
    text: str
    record: Record
    about: str | None
    papers: Mapping[str, Path]
    verdict: Verdict
    edits: tuple[Edit, ...] = ()


class Draft(ABC):
    """A record in the making. `kind` is `task`, `agency` or a kind of document; `tree` holds the answers so far."""

    settled_in_order: tuple[str, ...] = ()
    """Keys that the occasion may settle, each after those that it depends on."""

    def __init__(self, kind: str, type_: type[Record], occasion: Occasion, papers: Incoming) -> None:
        self.kind = kind
        self.type = type_
        self.occasion = occasion
        self.papers = papers
        self.tree: dict[str, Tree] = {}
        self._filled: set[str] = set()

    @property
    def keys(self) -> tuple[Key, ...]:
        return keys_of(self.type)

    @property
    def missing(self) -> tuple[Key, ...]:
        """The keys that the format needs and that have no answer."""
        return tuple(key for key in self.keys if key.is_required and self.value(key) is None)

    def value(self, key: Key) -> Tree | None:
        tree: Tree | None = self.tree
        for name in key.path:
            tree = tree.get(name) if isinstance(tree, dict) else None
        return tree

    @property
    def coming(self) -> dict[str, Path]:
        """The papers that the answers name and that are to be copied, of all that were taken along the way."""
        named = set(_texts(self.tree))
        return {name: source for name, source in self.papers.sources.items() if name in named}

    def word(self, name: str) -> str:
        """What stands in a key that takes one word; empty where nothing does."""
        value = self.tree.get(name)
        return value if isinstance(value, str) else ""

    # --- what the occasion offers ----------------------------------------------------------------------------------

    def settled(self, key: Key) -> Tree | None:
        """What the occasion settles for a key; None where it leaves it open."""
        return self.occasion.today.isoformat() if key.path == ("date",) else None

    def fitting(self, key: Key) -> tuple[Choice, ...]:
        """What fits the case for a key that names something; empty where there is no telling."""
        del key
        return ()

    def choices(self, key: Key) -> tuple[Choice, ...]:
        """What a key may name, only that which fits where there is such; empty where it takes words."""
        return self.fitting(key) or choices_for(key, self.occasion) or ()

    # --- answers ---------------------------------------------------------------------------------------------------

    def read(self, key: Key, words: str) -> Tree:
        """One answer to a key, or one item of its list, as it will stand in the record. Raises `Unfit`."""
        if key.part:
            return read_part(key.part, words, Reading(self.occasion, self.papers, self.word("answers") or None))
        if key.nature == "path":
            return read_paper(words, self.papers)
        return read_word(self.type, key, words, self.occasion, self.fitting(key))

    def take(self, key: Key, answers: Iterable[str]) -> None:
        """Takes the answers to a key: all of a list, else the last. An empty one takes the key away. Raises `Unfit`."""
        read = [self.read(key, words) for words in answers if words.strip()]
        self.put(key, (read if key.is_list else read[-1]) if read else None)

    def put(self, key: Key, value: Tree | None) -> None:
        """Sets a key to a value of the record, or takes it away (None)."""
        *outer, name = key.path
        self._filled.discard(key.path[0])
        tree = self.tree
        for each in outer:
            inner = tree.setdefault(each, {})
            assert isinstance(inner, dict)
            tree = inner
        if value is None or value == []:
            tree.pop(name, None)
        else:
            tree[name] = value

    def fill(self, key: Key) -> Tree | None:
        """Sets a key to what the occasion settles for it, if anything."""
        value = self.settled(key)
        if value is not None:
            self.put(key, value)
            self._filled.add(key.name)
        return value

    def settle(self) -> None:
        """Fills what follows from the occasion and has no answer; completes the number, and gives parts their ids."""
        names = {key.name: key for key in self.keys if len(key.path) == 1}
        for name in self.settled_in_order:
            if name in names and name not in self.tree:
                self.fill(names[name])
        self._complete_number()
        for name, letter in _ID_LETTERS.items():
            parts = self.tree.get(name)
            part = names[name].part if name in names else None
            if part and isinstance(parts, list) and any(key.name == "id" for key in keys_of(part)):
                self.tree[name] = _with_ids(parts, letter)

    def unsettle(self) -> None:
        """Takes away again what `settle` filled, so that it can follow from other answers."""
        for name in self._filled:
            self.tree.pop(name, None)
        self._filled.clear()

    def _complete_number(self) -> None:
        if (number := self.word("number")) and (issuer := self.word("from")):
            self.tree["number"] = complete(number, self.occasion.register, issuer, self.kind, self.day)

    @property
    def day(self) -> date:
        """The date of the record, or today while it has none."""
        written = self.word("date")
        return date.fromisoformat(written) if written else self.occasion.today

    # --- the record ------------------------------------------------------------------------------------------------

    @abstractmethod
    def prepare(self) -> Prepared:
        """The record as it would be written now. Raises `NotARecord`."""

    @abstractmethod
    def put_down(self, prepared: Prepared, desk: Desk) -> list[str]:
        """Writes it; the paths of what was written, the record last. Raises `Taken`, with no record written."""

    def refreshed(self, register: Register) -> Self:
        """The same draft in a register read anew: papers whose names were taken meanwhile get others."""
        occasion = self.occasion
        if occasion.folder:
            occasion = Occasion.of_task(register, occasion.folder.id, occasion.today)
        else:
            occasion = replace(occasion, register=register)
        draft = type(self)(self.kind, self.type, occasion, Incoming(self.papers.task_folder, self.papers.bases))
        renamed = {name: draft.papers.take(str(source)) for name, source in self.coming.items()}
        draft.tree = _renamed(self.tree, renamed)
        return draft


def written(tree: Mapping[str, Tree], type_: type[Record]) -> tuple[str, Record]:
    """The text that says a record, in its keys' order, and the record that the strict door reads from it.

    Raises `NotARecord` where the tree does not fit.
    """
    order = [key.path[0] for key in keys_of(type_)]
    first = ("kind",) if issubclass(type_, Document) else ()
    ordered = {name: tree[name] for name in (*first, *order) if name in tree}
    ordered |= {name: value for name, value in tree.items() if name not in ordered}
    text = as_yaml(ordered)
    read, _places = read_yaml(text.encode())
    record, misfits = fit(read, type_)
    if record is None:
        raise NotARecord(misfits)
    if read != ordered:
        raise AssertionError(f"the text does not say the record: {text!r}")
    return text, record


def _texts(tree: Tree) -> Iterator[str]:
    match tree:
        case dict():
            for value in tree.values():
                yield from _texts(value)
        case list():
            for item in tree:
                yield from _texts(item)
        case str():
            yield tree


def _with_ids(parts: list[Tree], letter: str) -> list[Tree]:
    """Parts that have no id get one: p1, p2 …"""
    used = {part.get("id") for part in parts if isinstance(part, dict)}
    numbered: list[Tree] = []
    number = 0
    for part in parts:
        if isinstance(part, dict) and "id" not in part:
            number += 1
            while f"{letter}{number}" in used:
                number += 1
            numbered.append({"id": f"{letter}{number}", **part})
        else:
            numbered.append(part)
            number += isinstance(part, dict) and part.get("id") == f"{letter}{number + 1}"
    return numbered


def _renamed(tree: dict[str, Tree], names: Mapping[str, str]) -> dict[str, Tree]:
    def each(value: Tree) -> Tree:
        match value:
            case dict():
                return {key: each(item) for key, item in value.items()}
            case list():
                return [each(item) for item in value]
            case str():
                return names.get(value, value)

    return {key: each(value) for key, value in tree.items()}
