"""The form of a kind of record, made from the engine's questions.

Fields bear the keys of the record as names: `due`, `proposes.due`; items of a list by their place, `points.1.text`.
An empty field is no answer: what the case settles stands. `-` takes away what it settles.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from phoihop.desk.drafts import KeptDraft
from phoihop.desk.filled_in import FILE_WAS, NOTHING, WAS, as_typed, changed_in
from phoihop.language import Language, Message, Text, short_date, word
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
from phoihop.recording.correcting import Statement, said_in
from phoihop.recording.draft import Draft
from phoihop.recording.keys import BESIDE, Key, keys_of
from phoihop.records.fit import typed_day
from phoihop.records.papers import FOLDER
from phoihop.records.parts import Paper
from phoihop.records.record import Record
from phoihop.records.register import Register
from phoihop.records.yaml_door import Tree
from phoihop.words.labels import by_labels

_FILE = Text("Tệp", "File")
"""What a paper is called where it is chosen; the key's meaning says where it lies."""


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
    items: list["FormItem"] = field(default_factory=list)
    item_words: str = ""
    fixed: bool = False
    papers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class FormItem:
    """One row of a list: what it is about, what of it is known, and what is to be filled in."""

    place: int
    about: str
    given: dict[str, str]
    fields: list[Field]
    left: list[Field]
    errors: list[str]


class DraftForm:
    """The form of a draft, as it is kept, in a language; `errors` are by key, or by key and place.

    Of a correction, `corrected` is which record it corrects, and what that says. What was `settled`, or answered by the
    link that led here, is shown and not `asked`. Nobody is asked for the `others`.
    """

    def __init__(self, draft: Draft, kept: KeptDraft, language: Language, errors: Mapping[str, str]) -> None:
        self.draft = draft
        self.kept = kept
        self.language = language
        asked = questions(draft)
        self.errors = {self._of_row(at, asked): text for at, text in errors.items()}
        names = {each.key.id for each in asked}
        own = [each for each in asked if each.key.id not in ("corrects", "set")]
        self.corrected = [self._field(each) for each in asked if each not in own]
        self.settled = [self._field(each) for each in own if not self._is_asked(each)]
        self.asked = [self._field(each) for each in own if self._is_asked(each)]
        self.others = [self._field(question_for(draft, key)) for key in draft.keys if key.id not in names]

    def _of_row(self, error: str, asked: Iterable[Question]) -> str:
        """An error's key by the place of the row on the form, where the case says which rows there are."""
        name, _mark, rest = error.partition(".")
        place, _mark, inner = rest.partition(".")
        rows = next((each.rows for each in asked if each.key.id == name and each.rows is not None), None)
        answer = self.draft.answers.get(name)
        if rows is None or not place.isdecimal() or not isinstance(answer, list):
            return error
        item = answer[int(place) - 1]
        of = (n for n, row in enumerate(rows, 1) if isinstance(item, dict) and row.given.items() <= item.items())
        return ".".join(filter(None, (name, str(next(of, place)), inner)))

    def _is_asked(self, question: Question) -> bool:
        name = question.key.id
        is_proposed = name in self.kept.proposed and name in self.draft.tree
        is_answered = is_open(self.draft, question) or name in self.draft.answers
        return name in self.errors or (is_answered and not is_proposed)

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
            guessed=self.kept.guessed.get(name, ""),
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
        of_items = tuple(f"{name}.{each.place}" for each in found.items)
        found.errors = self._errors_at(name, of_items)
        return found

    def _errors_at(self, name: str, elsewhere: Iterable[str] = ()) -> list[str]:
        """What is wrong with a field or something in it, but for what is told at places within."""
        return [
            text
            for at, text in self.errors.items()
            if _is_within(at, name) and not any(_is_within(at, each) for each in elsewhere)
        ]

    def anchor(self, error: str) -> str:
        """Where on the page an error's key is: rows have a place each, the entries of a list of words have none."""
        name, _mark, rest = error.partition(".")
        has_rows = any(key.id == name and key.part for key in self.draft.keys)
        return error if has_rows or not rest[:1].isdecimal() else name

    def _fill(self, field_: Field, key: Key, answer: Tree | None, choices: Sequence[Choice]) -> None:
        said = [answer] if isinstance(answer, str) else [each for each in answer or () if isinstance(each, str)]
        field_.values = said
        field_.value = NOTHING if answer == "" else said[0] if said else ""
        field_.choices = [(each.value, self._say(each.label)) for each in choices]
        known = {value for value, _label in field_.choices}
        everything = choices_for(key, self.draft.occasion) or ()
        field_.others = [(each.value, self._say(each.label)) for each in everything if each.value not in known]
        if said and field_.form in ("choice", "choices", "radio"):
            # What was typed by another of its names is chosen by its value.
            names = {name.casefold(): each.value for each in (*choices, *everything) for name in each.called}
            field_.values = [names.get(each.casefold(), each) for each in said]
            field_.value = field_.values[0]
        if key.nature in ("path", "evidence"):
            field_.papers = self._papers()
        if field_.form == "day" and (day := typed_day(field_.value)):
            # As people write it, whoever wrote it: what was read of a letter stands here as records have it.
            field_.value = short_date(day)

    def _settled(self, key: Key) -> str | None:
        if key.id == "date" or not (key.id in self.draft.settled or key.id in self.kept.proposed):
            return None
        value = self.draft.value(key)
        return None if value is None else self._say(shown(self.draft, key, value))

    def _items(self, question: Question, answer: Tree | None) -> list[FormItem]:
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
        if question.key.id in self.kept.blank or wants_one:
            items.append(self._item(question, len(items) + 1, "", {}, {}))
        return items

    def _item(
        self, question: Question, place: int, about: str, given: dict[str, str], answered: Mapping[str, Tree]
    ) -> FormItem:
        name = question.key.id
        part = question.part
        assert part is not None

        def fields(asked: Iterable[Question]) -> list[Field]:
            return [self._part_field(part, f"{name}.{place}", each, answered.get(each.key.name)) for each in asked]

        left = [each for each in part_questions_left(self.draft, question, dict(given)) if each.key.name not in given]
        asked, more = fields(part_questions(self.draft, question, dict(given))), fields(left)
        errors = self._errors_at(f"{name}.{place}", (each.name for each in (*asked, *more)))
        return FormItem(place, about, given, asked, more, errors)

    def _part_field(self, part: type[Record], name: str, question: Question, answer: Tree | None) -> Field:
        # A dialogue asks for the path of a file; here it is chosen.
        asked = {"path": _FILE, "evidence": question.key.meaning}.get(question.key.nature, question.words)
        words = self._text(asked)
        found = Field(f"{name}.{question.key.name}", words, _form_of(question), is_needed=question.is_needed)
        self._fill(found, question.key, answer, question.choices)
        found.errors = self._errors_at(found.name)
        return found

    def _changes(self) -> list[FormItem]:
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
        return [FormItem(1, "", was, [found for found in fields if found not in left], left, [])]

    def _change_field(self, said: Statement, changed: Sequence[str]) -> Field:
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

    def _text(self, text: Text) -> str:
        return text.in_language(self.language)

    def _say(self, message: Message) -> str:
        return word(message, self.language, self.draft.occasion.register.agency_name)


def _is_within(at: str, name: str) -> bool:
    return at == name or at.startswith(f"{name}.")


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


def refusals(draft: Draft, language: Language) -> dict[str, str]:
    """Which answers can't stand, and which are missing, by key: as a dialogue says at each question."""
    found = dict(draft.refused)
    for question in questions(draft):
        name = question.key.id
        answer = draft.answers.get(name)
        if name in found or not answer:
            continue
        if wrong := mixed(draft, question.key, answer):
            found[name] = wrong
        elif isinstance(answer, str) and not question.part:
            try:
                read_asked(draft, question.key, answer)
            except Unfit as unfit:
                found[name] = unfit.message
    return in_words(found, draft.occasion.register, language)


def in_words(refused: Mapping[str, Message], register: Register, language: Language) -> dict[str, str]:
    """What is refused, by key, as a form tells it."""
    return {name: word(by_labels(message), language, register.agency_name) for name, message in refused.items()}
