"""The dialogue of `phoihop new`: asks for what a draft leaves open, in its kind's order, and tells what is settled."""

from phoihop.cli.dialogue import Dialogue
from phoihop.cli.speaking import _, spoken
from phoihop.language import say
from phoihop.recording.answers import read_in_part
from phoihop.recording.asking import (
    Question,
    is_open,
    mixed,
    part_questions,
    questions,
    read_asked,
    shown,
    without_sense,
)
from phoihop.recording.choices import Choice
from phoihop.recording.correcting import said_in
from phoihop.recording.draft import Draft
from phoihop.records.yaml_door import Tree

Part = dict[str, Tree]


class Interview:
    """Fills one draft by asking; `draft` is what has been answered so far."""

    def __init__(self, draft: Draft, dialogue: Dialogue) -> None:
        self.draft = draft
        self.dialogue = dialogue
        self._told: set[str] = set()

    def fill(self) -> None:
        """Asks for everything that is open; nothing twice."""
        while (question := self._tell_settled()) is not None:
            self._ask(question)

    def change(self) -> None:
        """Asks which answer shall be another, and asks for it anew."""
        asked = questions(self.draft)
        chosen = self.dialogue.choose(_("Which answer?"), [self._choice(question) for question in asked])
        question = next(each for each in asked if each.key.id == chosen)
        self._ask(question)
        self.draft = self.draft.without(without_sense(self.draft))
        self.fill()

    def _tell_settled(self) -> Question | None:
        """Tells what the case settles, up to the first question that is open."""
        for question in questions(self.draft):
            name = question.key.id
            if is_open(self.draft, question):
                return question
            if name in self.draft.settled and name not in self._told:
                self.dialogue.tell(f"{question.words.in_language(spoken())}: {self._shown(question)}")
                self._told.add(name)
        return None

    def _ask(self, question: Question) -> None:
        answer: Tree | None
        if question.key.id == "set":
            answer = self._changes()
        elif question.rows is not None:
            answer = self._rows(question)
        elif question.part:
            answer = self._items(question)
        else:
            answer = self._plain(question)
            while (wrong := mixed(self.draft, question.key, answer or "")) is not None:
                self.dialogue.complain(self.dialogue.word(wrong))
                answer = self._plain(question)
        self.draft = self.draft.answered({question.key.id: "" if answer is None else answer})

    def _shown(self, question: Question) -> str:
        value = self.draft.value(question.key)
        return "–" if value is None else self.dialogue.word(shown(self.draft, question.key, value))

    def _choice(self, question: Question) -> Choice:
        label = say("{key}: {value}", "{key}: {value}", key=question.key.meaning, value=self._shown(question))
        return Choice(question.key.id, label, (question.key.meaning.vi, question.key.meaning.en))

    # --- answers to one question -----------------------------------------------------------------------------------

    def _plain(self, question: Question) -> Tree | None:
        key, words, optional = question.key, question.words.in_language(spoken()), not question.is_needed
        if key.nature == "flag":
            return "true" if self.dialogue.agree(words, default=True) else ""

        def read(typed: str) -> str:
            value = read_asked(self.draft, key, typed)
            # What names something stands as what it names; words stand as they were typed.
            return value if question.choices and isinstance(value, str) else typed

        if question.choices and key.is_list:
            return [*self.dialogue.choose_several(words, question.choices, read, optional=optional)]
        if question.choices:
            return self.dialogue.choose(words, question.choices, read, optional=optional)
        if key.is_list:
            return [*self.dialogue.ask_several(f"{words} {{n}}", read, optional=optional)]
        words += f" ({question.hint})" if question.hint else ""
        return self.dialogue.ask(words, read, default=question.proposed, optional=optional)

    def _items(self, question: Question) -> list[Tree]:
        """Items that are made of parts, one after another until one is not begun."""
        items: list[Tree] = []
        while True:
            self.dialogue.tell(f"{question.item.in_language(spoken())} {len(items) + 1}")
            item = self._item(question, {}, may_end=bool(items) or not question.is_needed)
            if item is None:
                return items
            items.append(item)

    def _rows(self, question: Question) -> list[Tree]:
        """An item for each that the case asks for."""
        items: list[Tree] = []
        rows = question.rows or ()
        for place, row in enumerate(rows, 1):
            self.dialogue.tell(self.dialogue.word(row.about))
            item = self._item(question, row.given, may_end=not row.is_needed and (bool(items) or place < len(rows)))
            if item is not None:
                items.append(item)
        return items

    def _item(self, question: Question, given: Part, *, may_end: bool) -> Part | None:
        """One item, asked key by key; None where its first key is left empty."""
        item = dict(given)
        asked: set[str] = set()
        while left := [each for each in part_questions(self.draft, question, item) if each.key.name not in asked]:
            part_question = left[0]
            asked.add(part_question.key.name)
            answer = self._part(question, part_question, optional=may_end if len(asked) == 1 else None)
            if answer is None and len(asked) == 1 and may_end:
                return None
            if answer:
                item[part_question.key.name] = answer
        return item

    def _part(self, question: Question, asked: Question, *, optional: bool | None) -> Tree | None:
        part, key = question.part, asked.key
        assert part is not None
        words = "  " + asked.words.in_language(spoken())
        may_skip = not asked.is_needed if optional is None else optional
        if key.nature == "flag":
            return "true" if self.dialogue.agree(words, default=False) else None

        def read(typed: str) -> str:
            value = read_in_part(part, key, typed, self.draft.reading)
            return value if asked.choices else typed

        if asked.choices:
            return self.dialogue.choose(words, asked.choices, read, optional=may_skip)
        if key.is_list:
            return [*self.dialogue.ask_several(words, read, optional=may_skip)]
        return self.dialogue.ask(words, read, optional=may_skip)

    def _changes(self) -> list[Tree]:
        """What shall stand in the record that is corrected instead."""
        said = said_in(self.draft)
        choices = [
            Choice(each, say("{name}: {value}", "{name}: {value}", name=each, value=said[each])) for each in said
        ]
        changes: list[Tree] = []
        words = _("What shall be changed in it?")
        while (name := self.dialogue.choose(words, choices, optional=True)) is not None:
            value = self.dialogue.ask("  " + _("What it shall say"), str, optional=True)
            changes.append(f"{name}={value or ''}")
        return changes
