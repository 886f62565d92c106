"""The form of a kind of record, made from the engine's questions; and the answers that come back from it.

Fields bear the keys of the record as names: `due`, `proposes.due`; items of a list by their place, `points.1.text`.
An empty field is no answer: what the case settles stands. `-` takes away what it settles.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from phoihop.desk.written_over import FILE_WAS, WAS, Fields, as_typed, changed_in, changes_of
from phoihop.language import Language, word
from phoihop.recording.answers import LONG, form_of
from phoihop.recording.asking import (
    Question,
    is_open,
    mixed,
    part_questions,
    part_questions_left,
    question_for,
    questions,
    read_asked,
    shown,
)
from phoihop.recording.choices import Choice, Unfit, choices_for
from phoihop.recording.correcting import Said, said_in
from phoihop.recording.draft import Draft
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.records.papers import FOLDER
from phoihop.records.parts import Paper
from phoihop.records.record import Record
from phoihop.records.yaml_door import Tree
from phoihop.words.labels import by_labels

NOTHING = "-"
MOST_ITEMS = 200
"""Of one list: more than any letter has."""


@dataclass(slots=True)
class Field:
    """One thing to fill in. `form` is how: line, long, day, choice, radio, choices, flag, file, lines, rows, changes …

    `settled` is what stands unless something is answered. `choices` are values with what they are called; `others` may
    be chosen, too, though they do not fit the case. `items` are the rows of a list.
    """

    name: str
    words: str
    form: str
    value: str = ""
    values: list[str] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    is_needed: bool = False
    settled: str | None = None
    hint: str = ""
    guessed: str = ""
    errors: list[str] = field(default_factory=list)
    items: list["Item"] = field(default_factory=list)
    item_words: str = ""
    fixed: bool = False
    papers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Item:
    """One row of a list: what it is about, what of it is known, and what is to be filled in."""

    place: int
    about: str
    given: dict[str, str]
    fields: list[Field]
    left: list[Field]


class Form:
    """The form of a draft, in a language; `errors` are by key, or by key and place, `guessed` what a guess rests on."""

    def __init__(
        self,
        draft: Draft,
        language: Language,
        errors: Mapping[str, str],
        blank: Iterable[str] = (),
        guessed: Mapping[str, str] | None = None,
    ) -> None:
        self.draft = draft
        self.language = language
        self.errors = errors
        self.blank = list(blank)
        self.proposed: set[str] = set()
        self.guessed = guessed or {}

    @property
    def corrected(self) -> list[Field]:
        """Of a correction: which record it corrects, and what that says."""
        return [self._field(each) for each in questions(self.draft) if _is_of_the_corrected(each)]

    @property
    def settled(self) -> list[Field]:
        return [self._field(each) for each in self._own if not self._is_asked(each)]

    @property
    def asked(self) -> list[Field]:
        return [self._field(each) for each in self._own if self._is_asked(each)]

    @property
    def _own(self) -> list[Question]:
        return [each for each in questions(self.draft) if not _is_of_the_corrected(each)]

    @property
    def others(self) -> list[Field]:
        """The keys that nobody is asked for."""
        asked = {each.key.id for each in questions(self.draft)}
        return [self._field(question_for(self.draft, key)) for key in self.draft.keys if key.id not in asked]

    def _is_asked(self, question: Question) -> bool:
        """What was settled, or answered by the link that led here, is shown and not asked."""
        name = question.key.id
        if name in self.errors:
            return True
        is_proposed = name in self.proposed and name in self.draft.tree
        return not is_proposed and (is_open(self.draft, question) or name in self.draft.answers)

    # --- fields ----------------------------------------------------------------------------------------------------

    def _field(self, question: Question) -> Field:
        key = question.key
        name = key.id
        answer = self.draft.answers.get(name)
        found = Field(
            name=name,
            words=self._text(question.words),
            form=_form_of(question),
            is_needed=question.is_needed,
            hint=question.hint,
            guessed=self.guessed.get(name, ""),
            errors=[text for at, text in self.errors.items() if at == name or at.startswith(f"{name}.")],
            settled=self._settled(key),
            item_words=self._text(question.item),
        )
        self._fill(found, key, answer, question.choices)
        if not found.value and question.proposed and answer is None:
            found.value = question.proposed
        if found.form == "changes":
            found.items = self._changes()
        elif found.form in ("rows", "files"):
            found.fixed = question.rows is not None
            found.items = self._items(question, answer)
        return found

    def _fill(self, field_: Field, key: Key, answer: Tree | None, choices: Sequence[Choice]) -> None:
        said = [answer] if isinstance(answer, str) else [each for each in answer or () if isinstance(each, str)]
        field_.values = said
        field_.value = NOTHING if answer == "" else said[0] if said else ""
        field_.choices = [(each.value, self._word(each)) for each in choices]
        known = {value for value, _label in field_.choices}
        everything = choices_for(key, self.draft.occasion) or ()
        field_.others = [(each.value, self._word(each)) for each in everything if each.value not in known]
        if said and field_.form in ("choice", "choices", "radio"):
            # What was typed by another of its names is chosen by its value.
            names = {name.casefold(): each.value for each in (*choices, *everything) for name in each.called}
            field_.values = [names.get(each.casefold(), each) for each in said]
            field_.value = field_.values[0]
        if key.nature in ("path", "evidence"):
            field_.papers = self._papers()

    def _settled(self, key: Key) -> str | None:
        if key.id == "date" or not (key.id in self.draft.settled or key.id in self.proposed):
            return None
        value = self.draft.value(key)
        return None if value is None else self._say(shown(self.draft, key, value))

    def _items(self, question: Question, answer: Tree | None) -> list[Item]:
        there = [each for each in answer if isinstance(each, dict)] if isinstance(answer, list) else []
        if question.rows is not None:
            found = []
            for place, row in enumerate(question.rows, 1):
                same = next((each for each in there if row.given.items() <= each.items()), {})
                given = {name: value for name, value in row.given.items() if isinstance(value, str)}
                found.append(self._item(question, place, self._say(row.about), given, same))
            return found
        items = [self._item(question, place, "", {}, each) for place, each in enumerate(there, 1)]
        wants_one = not items and question.is_needed and _form_of(question) == "rows"
        if question.key.id in self.blank or wants_one:
            items.append(self._item(question, len(items) + 1, "", {}, {}))
        return items

    def _item(
        self, question: Question, place: int, about: str, given: dict[str, str], answered: Mapping[str, Tree]
    ) -> Item:
        name = question.key.id
        part = question.part
        assert part is not None

        def fields(asked: Iterable[Question]) -> list[Field]:
            return [self._part_field(part, f"{name}.{place}", each, answered.get(each.key.name)) for each in asked]

        left = [each for each in part_questions_left(self.draft, question, dict(given)) if each.key.name not in given]
        return Item(place, about, given, fields(part_questions(self.draft, question, dict(given))), fields(left))

    def _part_field(self, part: type[Record], name: str, question: Question, answer: Tree | None) -> Field:
        # A dialogue asks for the path of a file; here it is chosen.
        is_file = question.key.nature in ("path", "evidence")
        words = self._text(question.key.meaning if is_file else question.words)
        found = Field(f"{name}.{question.key.name}", words, _form_of(question), is_needed=question.is_needed)
        self._fill(found, question.key, answer, question.choices)
        return found

    def _changes(self) -> list[Item]:
        """What the record to be corrected says, to be written over; nothing where none is chosen."""
        if not self.draft.word("corrects"):
            return []
        try:
            said = said_in(self.draft)
        except Unfit:
            return []
        changes = [changed_in(each) for each in self.draft.answers.get("set") or () if isinstance(each, str)]
        fields = [self._change_field(each, [value for name, value in changes if name == each.name]) for each in said]
        there = {each.name for each in said}
        rest = [f"{name}={value}" for name, value in changes if name not in there]
        left = [found for found, each in zip(fields, said, strict=True) if each.is_added]
        if rest:
            left.append(Field("set", self._text(BESIDE["correction"].meaning), "lines", values=rest))
        was = {
            f"{FILE_WAS if each.key.nature == 'path' else WAS}.{each.name}": as_typed(each)
            for each in said
            if not each.is_added
        }
        return [Item(1, "", was, [found for found in fields if found not in left], left)]

    def _change_field(self, said: Said, changed: Sequence[str]) -> Field:
        """What a record says of one thing, as it can be said otherwise; or room for one more of a list."""
        key = said.key
        everything = choices_for(key, self.draft.occasion) or ()
        there = said.value.split(", ")
        case = self.draft.occasion.case
        likely = {*there, *(case.course.members_on(self.draft.day) if case else ())}
        choices = [each for each in everything if each.value in likely or key.nature != "agency"]
        # In the order in which they stand: what nobody touches comes back as it was.
        choices = sorted(choices, key=lambda each: there.index(each.value) if each.value in there else len(there))
        question = Question(key, said.words, key.is_required, tuple(choices))
        words = self._text(said.words)
        if said.is_added:
            form = "file" if key.part is Paper else "lines"
            if key.part and key.part is not Paper:
                words = f"{words}: {self._text(form_of(key.part).form)}"
        else:
            form = {"flag": "radio", "evidence": "line"}.get(key.nature) or _form_of(question)
            form = "long" if form == "line" and (len(said.value) > 60 or "\n" in said.value) else form
        found = Field(f"set.{said.name}", words, form, is_needed=key.is_required and not said.is_added)
        answers = changed if said.is_added else [changed[-1] if changed else as_typed(said)]
        if form == "choices":
            answers = [each.strip() for each in answers[0].split(",")]
        self._fill(found, key, [each for each in answers if each], question.choices)
        known = {value for value, _label in (*found.choices, *found.others)}
        if form in ("choice", "choices"):
            # An agency that has ended, a document that no longer fits: what stands there can stay.
            unknown = [each for each in found.values if each and each not in known]
            found.others += [(each, self._say(shown(self.draft, key, each))) for each in unknown]
        return found

    def _papers(self) -> list[str]:
        """The papers of the task that are on record, by their paths."""
        folder = self.draft.occasion.folder
        place = folder.location / FOLDER if folder else None
        if place is None or not place.is_dir():
            return []
        names = (unicodedata.normalize("NFC", each.name) for each in place.iterdir() if each.is_file())
        return sorted(f"{FOLDER}/{name}" for name in names)

    def _text(self, text: "object") -> str:
        return text.in_language(self.language)  # type: ignore[attr-defined, no-any-return]  # a Text

    def _say(self, message: "object") -> str:
        return word(message, self.language, self.draft.occasion.register.agency_name)  # type: ignore[arg-type]

    def _word(self, choice: Choice) -> str:
        return self._say(choice.label)


def _form_of(question: Question) -> str:
    """How a key is filled in."""
    key = question.key
    if key.id == "set":
        return "changes"
    if key.part:
        return "files" if [each.name for each in keys_of(key.part) if each.nature == "path"] else "rows"
    if key.nature == "path":
        return "file"
    if key.nature == "evidence":
        return "evidence"
    if key.nature == "flag":
        return "flag"
    if question.choices or key.nature in ("choice", "agency", "document", "step"):
        return "choices" if key.is_list else "radio" if key.nature == "choice" else "choice"
    if key.is_list:
        return "lines"
    return "day" if key.nature == "day" else "long" if key.name in LONG else "line"


# --- what comes back --------------------------------------------------------------------------------------------------


def answers_of(draft: Draft, fields: Fields) -> dict[str, Tree]:
    """The answers in what a form sent, of the keys that such a record has."""
    keys = [*draft.keys, *([BESIDE[draft.kind]] if draft.kind in BESIDE else ())]
    found: dict[str, Tree] = {}
    for key in keys:
        answer = changes_of(fields) if key.id == "set" else _answer(key, fields)
        if answer is not None:
            found[key.id] = answer
    return found


def _answer(key: Key, fields: Fields) -> Tree | None:
    if key.part:
        items = _parts(key, key.part, fields)
        return items or None
    said = [each for each in fields.get(key.id, ()) if each.strip()]
    if not said:
        return None
    if said == [NOTHING]:
        return ""
    return [*said] if key.is_list else said[-1]


def _parts(key: Key, part: type[Record], fields: Fields) -> list[Tree]:
    named = re.compile(rf"{re.escape(key.id)}\.(\d{{1,4}})\.(\w+)")
    rows: dict[int, dict[str, Sequence[str]]] = {}
    for name, values in fields.items():
        if match := named.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = values
    found: list[Tree] = []
    for _place, row in sorted(rows.items())[:MOST_ITEMS]:
        given = set(row.get("given", ()))
        item: dict[str, Tree] = {}
        for each in keys_of(part):
            said = [value for value in row.get(each.name, ()) if value.strip()]
            if said:
                item[each.name] = [*said] if each.is_list else said[-1]
        if item.keys() - given:
            found.append(item)
    # In its short form, as on a command line.
    found.extend(value for value in fields.get(key.id, ()) if value.strip())
    return found


def _is_of_the_corrected(question: Question) -> bool:
    return question.key.id in ("corrects", "set")


# --- what can't stand -------------------------------------------------------------------------------------------------


def refusals(draft: Draft, language: Language) -> dict[str, str]:
    """Which answers can't stand, and which are missing, by key: as a dialogue says at each question."""
    name_of = draft.occasion.register.agency_name
    found = {name: word(by_labels(message), language, name_of) for name, message in draft.refused.items()}
    for question in questions(draft):
        name = question.key.id
        answer = draft.answers.get(name)
        if name in found or not answer:
            continue
        if wrong := mixed(draft, question.key, answer):
            found[name] = word(by_labels(wrong), language, name_of)
        elif isinstance(answer, str) and not question.part:
            try:
                read_asked(draft, question.key, answer)
            except Unfit as unfit:
                found[name] = word(by_labels(unfit.message), language, name_of)
    return found
