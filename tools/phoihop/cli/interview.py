"""The dialogue of `phoihop new`: asks for the task, then for what a draft leaves open, and tells what is settled."""

from collections.abc import Callable, Collection, Mapping
from datetime import date

from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cli.dialogue import AtOnce, Back, Dialogue
from phoihop.cli.speaking import _, worded
from phoihop.kinds.registry import kinds
from phoihop.language import say, short_date
from phoihop.recording.answers import form_of
from phoihop.recording.asking import (
    Question,
    is_open,
    mixed,
    part_questions,
    questions,
    read_asked,
    read_part_asked,
    shown,
    told_at_once,
    without_sense,
)
from phoihop.recording.choices import Choice, Unfit, choices_for
from phoihop.recording.correcting import Statement, checked_change, said_in
from phoihop.recording.draft import TABLE, Draft
from phoihop.records.register import Register
from phoihop.records.task_folder import folder_of
from phoihop.records.yaml_door import Tree

Part = dict[str, Tree]

MOST_READ = 400
"""Tasks that are read to offer the fitting ones, the newest; in a larger register the others are named by id."""


def choose_task(register: Register, kind: str, today: date) -> str | None:
    """The task that a document belongs to, those that await such a one first; None where the register has none."""
    ids = register.task_ids()
    if not ids:
        return None
    cases = [case for id_ in reversed(ids[-MOST_READ:]) if (case := derive_case(register.task(id_), register, today))]
    declared = kinds()[kind]
    running = [case for case in cases if declared.may_come(case)]
    awaiting = [case for case in running if any(owed.kind in declared.concerns for owed in case.owed_now)]
    offered = awaiting or running or cases
    named = {case.id for case in offered}
    others = [Choice(id_, say("{id}", "{id}", id=id_)) for id_ in ids if id_ not in named]
    return Dialogue().choose(_("Task"), [*map(_task_choice, offered), *others], listed=len(offered))


def _task_choice(case: Case) -> Choice:
    label = say("{id} · {title}", "{id} · {title}", id=case.id, title=case.title)
    number = (case.assignment.number,) if case.assignment.number else ()
    return Choice(case.id, label, (case.title, folder_of(case.id), *number))


class Interview:
    """Fills one draft by asking; `draft` is what has been answered so far.

    `given` names what came by options, which nobody is asked for when going back. `earlier` are answers that are asked
    for once more: what stood is proposed, so that nothing is lost by looking.
    """

    def __init__(
        self, draft: Draft, dialogue: Dialogue, given: Collection[str], earlier: Mapping[str, Tree] | None = None
    ) -> None:
        self.draft = draft
        self._given = frozenset(given)
        self.dialogue = dialogue
        self.earlier = dict(earlier or {})
        self.asking: str | None = None
        self._told: set[str] = set()

    def fill(self) -> None:
        """Asks for everything that is open; nothing twice, unless somebody goes back."""
        while (question := self._tell_settled()) is not None:
            try:
                self._ask(question)
            except Back:
                if before := self._answered_before(question):
                    self._reopen(before)

    def change(self) -> None:
        """Asks which answer shall be another, and asks for it anew."""
        stood, earlier = self.draft, dict(self.earlier)
        try:
            choices = [self._choice(question) for question in questions(self.draft)]
            name = self.dialogue.choose(_("Which answer?"), choices) or ""
            self._reopen(name)
            self._ask(next(each for each in questions(self.draft) if each.key.id == name))
        except Back:
            # What stood stands; what was only proposed is not agreed to by that.
            self.draft, self.earlier = stood, earlier
            return
        self.draft = self.draft.without(without_sense(self.draft))
        self.fill()

    def _answered_before(self, question: Question) -> str | None:
        names = [each.key.id for each in questions(self.draft)]
        answered = [name for name in names[: names.index(question.key.id)] if name in self.draft.answers]
        answered = [name for name in answered if name not in self._given]
        return answered[-1] if answered else None

    def _reopen(self, name: str) -> None:
        stood = self.draft.answers.get(name, self.draft.settled.get(name))
        if stood is not None:
            self.earlier[name] = stood
        self.draft = self.draft.without({name})

    def _tell_settled(self) -> Question | None:
        """Tells what the case settles, up to the first question that is open."""
        for question in questions(self.draft):
            name = question.key.id
            if is_open(self.draft, question):
                return question
            if name in self.draft.settled and name not in self._told:
                self.dialogue.tell(f"{worded(question.words)}: {self._shown(question)}")
                self._told.add(name)
        return None

    def _ask(self, question: Question) -> None:
        name = self.asking = question.key.id
        stood = self.earlier.get(name)
        answer: Tree | None
        if question.rows is not None:
            answer = self._rows(question, stood)
        elif question.key.is_list and not question.choices:
            answer = self._list(question, stood)
        else:
            answer = self._plain(question, stood)
            while (wrong := mixed(self.draft, question.key, answer or "")) is not None:
                self.dialogue.complain(self.dialogue.word(wrong))
                answer = self._plain(question, stood)
        self.earlier.pop(name, None)
        self.asking = None
        self.draft = self.draft.answered({name: "" if answer is None else answer})

    def _shown(self, question: Question) -> str:
        value = self.draft.value(question.key)
        return "–" if value is None else self.dialogue.word(shown(self.draft, question.key, value))

    def _choice(self, question: Question) -> Choice:
        label = say("{key}: {value}", "{key}: {value}", key=question.key.meaning, value=self._shown(question))
        meaning = question.key.meaning
        return Choice(question.key.id, label, (meaning.vi, meaning.en), meaning)

    # --- answers to one question -----------------------------------------------------------------------------------

    def _plain(self, question: Question, stood: Tree | None) -> Tree | None:
        key, words, optional = question.key, worded(question.words), not question.is_needed

        def read(typed: str) -> str:
            value = read_asked(self.draft, key, typed)
            # What names something stands as what it names; words stand as they were typed.
            return value if question.choices and isinstance(value, str) else typed

        if question.choices and key.is_list:
            default = ", ".join(each for each in stood if isinstance(each, str)) if isinstance(stood, list) else ""
            chosen = self.dialogue.choose_several(words, question.choices, read, optional=optional, default=default)
            return [*chosen]
        return self._word(question, words, read, stood, optional=optional)

    def _word(
        self,
        question: Question,
        words: str,
        read: Callable[[str], str],
        stood: Tree | None,
        *,
        optional: bool,
        at_once: bool = False,
    ) -> str | None:
        """One answer, chosen or typed; whoever only presses Enter has said yes to nothing."""
        if question.key.nature == "flag":
            return "true" if self.dialogue.agree(words, default=stood == "true") else None
        default = stood if isinstance(stood, str) else ""
        if question.choices:
            return self.dialogue.choose(words, question.choices, read, optional=optional, default=default)
        words += f" ({question.hint})" if question.hint else ""
        default = default or question.proposed
        return self.dialogue.ask(words, read, default=default, optional=optional, at_once=at_once)

    def _list(self, question: Question, stood: Tree | None) -> list[Tree]:
        """Items, one after another until one is not begun; those that stood are changed one by one."""
        items: list[Tree] = [*stood] if isinstance(stood, list) else [stood] if stood else []
        while True:
            try:
                if items:
                    return self.dialogue.edit_list(items, self._told_item, lambda item: self._one(question, item, 0))
                while (item := self._one(question, None, len(items))) is not None:
                    items.append(item)
                    self.earlier[question.key.id] = [*items]
                return items
            except AtOnce as wished:
                try:
                    if wished.sheet:
                        items += self.draft.items(question.key, f"{TABLE}{wished.sheet}")
                    elif (typed := self._in_editor(question, items)) or not question.is_needed:
                        return typed
                except Unfit as wrong:
                    self.dialogue.complain(self.dialogue.word(wrong.message))
            except Back:
                # Nothing is lost by looking at the question before.
                self.earlier[question.key.id] = [*items]
                raise

    def _in_editor(self, question: Question, items: list[Tree]) -> list[Tree]:
        form = worded(form_of(question.part).form) if question.part else ""
        told = "\n".join(filter(None, (worded(question.words), form, _("One a line."))))
        lines = [each for each in items if isinstance(each, str)]
        kept = [each for each in items if not isinstance(each, str)]
        typed = self.dialogue.write_in_editor(told, lines, lambda line: self.draft.read(question.key, line))
        return [*kept, *typed]

    def _one(self, question: Question, stood: Tree | None, count: int) -> Tree | None:
        """One item of a list, with what stands there; None where it is not begun."""
        if question.key.id == "set":
            return self._setting()
        may_end = bool(count) or not question.is_needed or stood is not None
        if question.part and not isinstance(stood, str):
            if stood is None:
                self.dialogue.tell(f"{worded(question.item)} {count + 1}")
            return self._item(question, {}, may_end=may_end, stood=stood if isinstance(stood, dict) else {})

        def read(typed: str) -> str:
            self.draft.read(question.key, typed)
            return typed

        words = worded(question.words) + (f" {count + 1}" if stood is None else "")
        default = stood if isinstance(stood, str) else ""
        return self.dialogue.ask(words, read, optional=may_end, default=default, at_once=stood is None)

    def _told_item(self, item: Tree) -> str:
        match item:
            case dict():
                return " · ".join(self._told_item(each) for name, each in item.items() if name != "id")
            case list():
                return ", ".join(self._told_item(each) for each in item)
            case str():
                return " ".join(item.split())
        return ""

    def _rows(self, question: Question, stood: Tree | None) -> list[Tree]:
        """An item for each that the case asks for."""
        items: list[Tree] = []
        rows = question.rows or ()
        there = [each for each in stood if isinstance(each, dict)] if isinstance(stood, list) else []
        for place, row in enumerate(rows, 1):
            self.dialogue.tell(self.dialogue.word(row.about))
            same = next((each for each in there if row.given.items() <= each.items()), {})
            may_end = not row.is_needed and (bool(items) or place < len(rows))
            item = self._item(question, row.given, may_end=may_end, stood=same)
            if item is not None:
                items.append(item)
                self.earlier[question.key.id] = [*items, *(each for each in there if each is not same)]
        return items

    def _item(self, question: Question, given: Part, *, may_end: bool, stood: Mapping[str, Tree]) -> Part | None:
        """One item, asked key by key; None where its first key is left empty."""
        item = dict(given)
        asked: list[str] = []
        while left := [each for each in part_questions(self.draft, question, item) if each.key.name not in asked]:
            part_question, name = left[0], left[0].key.name
            try:
                optional = may_end if not asked else None
                answer = self._part(question, part_question, stood.get(name), optional=optional, first=not asked)
            except Back:
                if not asked:
                    raise
                before = asked.pop()
                stood = {**stood, before: item.pop(before, "")}
                continue
            asked.append(name)
            if answer is None and len(asked) == 1 and may_end:
                return None
            if answer:
                item[name] = answer
        return item

    def _part(
        self, question: Question, asked: Question, stood: Tree | None, *, optional: bool | None, first: bool
    ) -> Tree | None:
        part, key = question.part, asked.key
        assert part is not None
        words = "  " + worded(asked.words)
        may_skip = not asked.is_needed if optional is None else optional

        def read(typed: str) -> str:
            value = read_part_asked(self.draft, part, key, typed)
            return value if asked.choices else typed

        if key.is_list and not asked.choices:
            return self._words(words, read, stood, optional=may_skip)
        at_once = first and question.rows is None
        answer = self._word(asked, words, read, stood, optional=may_skip, at_once=at_once)
        if asked.choices and answer and (note := told_at_once(self.draft, part, key, answer)):
            self.dialogue.complain(self.dialogue.word(note))
        return answer

    def _words(self, words: str, read: Callable[[str], str], stood: Tree | None, *, optional: bool) -> list[Tree]:
        """Several pieces of words in one item: the evidence of a point."""
        there = [each for each in stood if isinstance(each, str)] if isinstance(stood, list) else []
        if there:

            def ask(item: str | None) -> str | None:
                return self.dialogue.ask(words.format(n=""), read, optional=True, default=item or "")

            return [*self.dialogue.edit_list(there, str, ask)]
        found: list[Tree] = []
        while True:
            given = self.dialogue.ask(words.format(n=len(found) + 1), read, optional=optional or bool(found))
            if given is None:
                return found
            found.append(given)

    def _setting(self) -> Tree | None:
        """One thing that shall stand otherwise in the record that is corrected."""
        said = {each.name: each for each in said_in(self.draft)}
        choices = [self._said_choice(each) for each in said.values()]
        stands = sum(bool(each.value) for each in said.values())
        question = _("What shall be changed in it?")
        chosen = self.dialogue.choose(question, choices, optional=True, listed=stands, all_listed=True)
        return None if chosen is None else self._said_anew(said[chosen])

    def _said_choice(self, said: Statement) -> Choice:
        value = shown(self.draft, said.key, said.tree) if said.value else "–"
        label = say("{name}", "{name}", name=said.words)
        if not said.is_added:
            label = say("{name}: {value}", "{name}: {value}", name=said.words, value=value)
        return Choice(said.name, label, (said.words.vi, said.words.en), said.words)

    def _said_anew(self, said: Statement) -> str:
        """What shall stand there: what does is proposed, and `-` takes it away."""

        def read(typed: str) -> str:
            return checked_change(self.draft, said, typed)

        key, words, may_go = said.key, "  " + _("What it shall say"), not said.key.is_required
        stood = short_date(date.fromisoformat(said.value)) if said.value and key.nature == "day" else said.value
        choices = choices_for(key, self.draft.occasion) or ()
        if choices and not said.is_added and not key.is_list:
            answer = self.dialogue.choose(words, choices, read, optional=may_go, default=stood)
        else:
            if key.nature == "agency" and stood:
                stood = ", ".join(map(self.draft.occasion.register.agency_name, stood.split(", ")))
            form = worded(form_of(key.part).form) if key.part else ""
            words += f" ({form})" if form else ""
            answer = self.dialogue.ask(words, read, optional=may_go, default=stood)
        return answer or f"{said.name}="
