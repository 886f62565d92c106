"""A record in the making: answers by key are read beside the case, what follows from the case fills the rest.

A draft is never changed: another answer makes another draft (`answered`). It knows no prompt, and opens no file but
those that its finder of papers gives it. Who asks (a terminal, a form, a sheet) shows what is `open` (`asking`) and
`refused`, and has it judged and written (`preparing`).

Answers are kept as they were typed: words for a key, a list of them where it takes several, and for an item that has
parts either its short form or the answers to its keys. So a record's own tree is a set of answers, too.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TypeAlias

from phoihop.kinds.opening import Opening
from phoihop.kinds.registry import kinds, record_kinds
from phoihop.language import Message
from phoihop.recording.answers import AnswerContext, read_paper, read_part, read_word
from phoihop.recording.choices import Choice, Occasion, Unfit, agency_choices, choices_for, fitting, settled
from phoihop.recording.incoming import Finder, Incoming, no_papers
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.recording.numbers import complete
from phoihop.records.parts import Paper, SuppliedPaper, TitledPaper
from phoihop.records.register import Register
from phoihop.records.yaml_door import Tree

Answers: TypeAlias = Mapping[str, Tree]
"""By the key's name, with a dot where it stands in a group: `due`, `proposes.due`. An empty one means: nothing."""

TABLE = "@"
"""What stands before the name of a spreadsheet whose rows are the items of a list."""

ID_LETTERS = {"points": "p", "steps": "b"}
_PAPERS = (Paper, TitledPaper, SuppliedPaper)


class Draft:
    """A record in the making. `kind` is `task`, `agency` or a kind of document.

    `tree` is the record as far as it is known; `settled` names the keys in it that follow from the occasion. `refused`
    says by key, or by key and place from 1 (`points.2`), which answers can't stand.
    """

    def __init__(self, kind: str, occasion: Occasion, answers: Answers, find: Finder = no_papers) -> None:
        self.kind = kind
        self.type = record_kinds()[kind].type
        self.occasion = occasion
        self.answers = dict(answers)
        self.papers = Incoming(occasion.folder, find)
        self.tree: dict[str, Tree] = {}
        self.settled: dict[str, Tree] = {}
        self.refused: dict[str, Message] = {}
        self._read()

    def answered(self, answers: Answers) -> "Draft":
        """The draft with these answers beside, or instead of, those that it has."""
        return Draft(self.kind, self.occasion, {**self.answers, **answers}, self.papers.find)

    def without(self, names: Iterable[str]) -> "Draft":
        """The draft without the answers to these keys, which are open again."""
        gone = set(names)
        left = {name: answer for name, answer in self.answers.items() if name not in gone}
        return Draft(self.kind, self.occasion, left, self.papers.find)

    def renewed(self, register: Register) -> "Draft":
        """The same record in a register read anew: papers whose names were taken meanwhile get others."""
        folder = self.occasion.folder
        today = self.occasion.today
        occasion = Occasion.of_task(register, folder.id, today) if folder else Occasion(register, today)
        coming = self.coming
        beside = {key.id: self.answers[key.id] for key in BESIDE.values() if key.id in self.answers}
        # What was shown is what is written: nothing more follows by now.
        nothing: dict[str, Tree] = dict.fromkeys(self._settled_in_order, "")
        answers = {**nothing, **flat(self.tree, self.keys), **beside}
        return Draft(self.kind, occasion, answers, lambda words: coming.get(words) or self.papers.find(words))

    @property
    def keys(self) -> tuple[Key, ...]:
        return keys_of(self.type)

    @property
    def _documents(self) -> list[str]:
        """The keys that name documents: much follows from them."""
        return [key.id for key in self.keys if key.nature == "document"]

    @property
    def _settled_in_order(self) -> tuple[str, ...]:
        """Keys that the occasion may settle, each after those that it depends on."""
        kind = kinds().get(self.kind)
        return ("date", *self._documents, "from", *self._documents, "to", *(kind.settles if kind else ()))

    @property
    def missing(self) -> tuple[Key, ...]:
        """The keys that the format needs and that have no answer."""
        return tuple(key for key in self.keys if key.is_required and self.value(key) is None)

    @property
    def coming(self) -> dict[str, Path]:
        """The papers that the answers name and that are to be copied: by path in the folder, where each lies now."""
        return self.coming_with(self.tree)

    def coming_with(self, tree: Tree) -> dict[str, Path]:
        """The papers that a record names, of those that were found along the way."""
        named = set(_texts(tree))
        return {name: source for name, source in self.papers.sources.items() if name in named}

    @property
    def day(self) -> date:
        """The date of the record, or today while it has none."""
        written = self.word("date")
        return date.fromisoformat(written) if written else self.occasion.today

    def value(self, key: Key) -> Tree | None:
        tree: Tree | None = self.tree
        for name in key.path:
            tree = tree.get(name) if isinstance(tree, dict) else None
        return tree

    def word(self, name: str) -> str:
        """What stands in a key that takes one word; empty where nothing does."""
        value = self.tree.get(name)
        return value if isinstance(value, str) else ""

    # --- what the occasion offers ----------------------------------------------------------------------------------

    @property
    def opening(self) -> Opening | None:
        case = self.occasion.case
        return Opening(self.kind, case, self.tree) if case and self.kind in kinds() else None

    def settles(self, key: Key) -> Tree | None:
        """What the occasion settles for a key; None where it leaves it open."""
        if key.path == ("date",):
            return self.occasion.today.isoformat()
        if self.kind == "task" and key.path == ("from",):
            return self.occasion.register.settings.authority
        opening = self.opening
        return settled(opening, key) if opening and len(key.path) == 1 else None

    def fitting(self, key: Key) -> tuple[Choice, ...]:
        """What fits the case for a key that names something; empty where there is no telling."""
        if self.kind == "task" and key.name in ("lead", "coordinating"):
            agencies = self.occasion.register.agencies
            everyone = agency_choices(self.occasion)
            if key.name == "lead":
                return tuple(each for each in everyone if agencies[each.value].can_lead)
            return tuple(each for each in everyone if each.value not in (self.word("lead"), self.word("from")))
        opening = self.opening
        return fitting(self.occasion, opening, key) if opening and len(key.path) == 1 else ()

    def choices(self, key: Key) -> tuple[Choice, ...]:
        """What a key may name, only that which fits where there is such; empty where it takes words."""
        return self.fitting(key) or choices_for(key, self.occasion) or ()

    # --- answers ---------------------------------------------------------------------------------------------------

    @property
    def reading(self) -> AnswerContext:
        return AnswerContext(self.occasion, self.papers, self.word("answers") or None)

    def read(self, key: Key, answer: Tree) -> Tree:
        """One answer to a key, or one item of its list, as it will stand in the record. Raises `Unfit`."""
        if key.part:
            return read_part(key.part, answer, self.reading)
        if not isinstance(answer, str):
            # Told by the types.
            return answer
        if key.nature == "path":
            return read_paper(answer, self.papers, self.occasion.register.settings.papers)
        return read_word(self.type, key, answer, self.occasion, self.fitting(key))

    def items(self, key: Key, answer: Tree) -> list[Tree]:
        """The items that an answer to a list stands for: itself, or the rows of the sheet that `@FILE` names.

        Raises `Unfit`.
        """
        if not (key.part and isinstance(answer, str) and answer.startswith(TABLE)):
            return [answer]
        # What reads spreadsheets takes longer to load than the rest of a record.
        from phoihop.recording.importing.table import items_in

        return items_in(answer.removeprefix(TABLE).strip(), key.part, self.reading)

    def _read(self) -> None:
        keys = {key.id: key for key in self.keys}
        first = [name for name in ("date", "from", *self._documents, "to") if name in keys]
        for name in first:
            self._take(keys[name])
        self._settle(keys)
        for name in keys:
            if name not in first:
                self._take(keys[name])
        # What followed from the first may follow otherwise from all.
        for name in self.settled:
            self.tree.pop(name, None)
        self.settled.clear()
        self._settle(keys)
        if (number := self.word("number")) and (issuer := self.word("from")):
            self.tree["number"] = complete(number, self.occasion.register, issuer, self.kind, self.day)
        for name, key in keys.items():
            parts = self.tree.get(name)
            if key.part and isinstance(parts, list) and any(each.name == "id" for each in keys_of(key.part)):
                self.tree[name] = with_ids(parts, ID_LETTERS.get(name, name[0]))
        beside = BESIDE.get(self.kind)
        # Told by the types, with the key that was probably meant.
        self.tree |= {
            name: answer
            for name, answer in self.answers.items()
            if answer and name not in keys and not (beside and name == beside.id)
        }

    def _take(self, key: Key) -> None:
        answer = self.answers.get(key.id)
        items = answer if isinstance(answer, list) else [] if answer is None else [answer]
        read: list[Tree] = []
        for place, item in enumerate(items, 1):
            if isinstance(item, str) and not item.strip():
                continue
            try:
                items_read = [self.read(key, each) for each in self.items(key, item)]
                # A paper that was named twice is one paper.
                read += [each for each in items_read if key.part not in _PAPERS or each not in read]
            except Unfit as wrong:
                self.refused[f"{key.id}.{place}" if isinstance(answer, list) else key.id] = wrong.message
        if read:
            self._put(key, read if key.is_list or isinstance(answer, list) else read[0])
        elif answer == [] and key.is_required:
            self._put(key, [])

    def _put(self, key: Key, value: Tree) -> None:
        tree = self.tree
        *outer, name = key.path
        for each in outer:
            inner = tree.setdefault(each, {})
            assert isinstance(inner, dict)
            tree = inner
        tree[name] = value

    def _settle(self, keys: Mapping[str, Key]) -> None:
        for name in self._settled_in_order:
            if name in keys and name not in self.tree and name not in self.answers:
                value = self.settles(keys[name])
                if value is not None:
                    self.tree[name] = self.settled[name] = value


def flat(tree: Mapping[str, Tree], keys: Iterable[Key]) -> dict[str, Tree]:
    """A record's tree as answers: the keys of a group by their dotted names."""
    groups = {key.path[0] for key in keys if len(key.path) > 1}
    found: dict[str, Tree] = {}
    for name, value in tree.items():
        if name in groups and isinstance(value, dict):
            found |= {f"{name}.{inner}": each for inner, each in value.items()}
        else:
            found[name] = value
    return found


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


def with_ids(parts: list[Tree], letter: str) -> list[Tree]:
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
