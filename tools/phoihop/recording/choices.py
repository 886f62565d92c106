"""For what a record is made, what can stand in a key that names something there, and which of it was meant.

A choice is meant by its id, a symbol, a number, or a part of its name, with or without Vietnamese marks. What the case
settles, and what fits it, follows from what is owed on the day, as the kind declares: an opinion is expected of whoever
owes one, a supply of papers answers a demand that nobody has answered yet. Naming something else overrules it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from phoihop.cases.course import Entry
from phoihop.cases.derive import derive_case
from phoihop.cases.model import Case
from phoihop.cases.points import part_of
from phoihop.kinds.kind import Kind
from phoihop.kinds.opening import Opening
from phoihop.kinds.registry import kinds
from phoihop.language import Day, Explained, Message, Single, Text, excerpt, say
from phoihop.plain_letters import plain
from phoihop.recording.keys import Key
from phoihop.records.fit import nearest
from phoihop.records.references import TASK
from phoihop.records.register import Register
from phoihop.records.settings import AgencyRecord
from phoihop.records.task_folder import TaskFolder
from phoihop.records.types import Document, Opinion, Plan
from phoihop.records.words import YES_OR_NO
from phoihop.records.yaml_door import Tree
from phoihop.words.calling import ASSIGNMENT, record_named

_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class Occasion:
    """`folder` and `case` are None for a new task or agency; `case` also where the assignment can't be read."""

    register: Register
    today: date
    folder: TaskFolder | None = None
    case: Case | None = None

    @classmethod
    def of_task(cls, register: Register, task: str, today: date) -> "Occasion":
        """KeyError where there is no such task."""
        folder = register.task(task)
        return cls(register, today, folder, derive_case(folder, register, today))


class Unfit(Explained):
    """An answer can't stand. `message` says why, and what can."""


class Several(Unfit):
    """What was typed may mean several things."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be chosen: what is written, what it is called, and by what else it is known.

    `short` is how a sentence calls it, where people never see its value.
    """

    value: str
    label: Message
    names: tuple[str, ...] = ()
    short: Text | None = None

    @property
    def called(self) -> tuple[str, ...]:
        return (self.value, *self.names)


def choices_for(key: Key, occasion: Occasion) -> tuple[Choice, ...] | None:
    """Everything that a key may name; None for a key that takes what is written.

    What a part of a document named beside it may be is known only where that document is.
    """
    if key.of:
        return None
    match key.nature:
        case "choice":
            return tuple(_codes(key))
        case "flag":
            return tuple(Choice(code, Message(text), (text.vi, text.en)) for code, text in YES_OR_NO.items())
        case "agency":
            return agency_choices(occasion)
        case "document":
            return tuple(_documents(key, occasion))
        case "point":
            return point_choices(occasion)
        case "step":
            return tuple(_steps(occasion))
        case "task":
            return tuple(Choice(task, say("{task}", "{task}", task=task)) for task in occasion.register.task_ids())
    return None


def pick(words: str, choices: Iterable[Choice], fitting: Iterable[Choice] = ()) -> Choice:
    """The choice that is meant by what was typed. Raises `Unfit` where none is, or several are.

    Whatever is named whole is meant, whether or not it is among the `fitting`, which decide only between several of one
    name. A part of a name is a beginning of its words, and means what no other name has: never the only fitting one.
    """
    choices, likely = list(choices), {each.value for each in fitting}
    typed = " ".join(words.split())
    wanted = plain(typed)
    # What was typed with its marks is not meant by another word without them.
    exact = [each for each in choices if typed.casefold() in map(str.casefold, each.called)]
    whole = [each for each in choices if wanted in map(plain, each.called)]
    for named in (exact, whole):
        for found in (named, [each for each in named if each.value in likely]):
            if len(found) == 1:
                return found[0]
    begun = re.compile(rf"(?<![^\W_]){re.escape(wanted)}")
    part = [each for each in choices if any(begun.search(plain(name)) for name in each.called)]
    if typed.casefold() != wanted:
        marked = re.compile(rf"(?<![^\W_]){re.escape(typed.casefold())}")
        part = [each for each in part if any(marked.search(name.casefold()) for name in each.called)] or part
    found = exact or whole or part
    if wanted and len(found) == 1:
        return found[0]
    if found and wanted:
        raise Several.because(
            "“{words}” có thể là {choices}; ghi rõ hơn",
            "“{words}” may be {choices}; say which",
            words=words,
            choices=_named(found),
        )
    raise Unfit(_none(words, [*fitting] or choices))


def _none(words: str, choices: Sequence[Choice]) -> Message:
    if not choices:
        return say(
            "“{words}”: ở đây không có gì để chọn", "“{words}”: there is nothing to choose from here", words=words
        )
    meant = nearest(words, [each.value for each in choices])
    if meant and len(choices) > _MOST_NAMED:
        return say(
            "không có “{words}”; có lẽ là “{meant}”",
            "there is no “{words}”; “{meant}” is probably meant",
            words=words,
            meant=meant,
        )
    return say(
        "không có “{words}”; ghi một trong: {choices}",
        "there is no “{words}”; write one of: {choices}",
        words=words,
        choices=_named(choices),
    )


def _named(choices: Sequence[Choice]) -> tuple[Single, ...]:
    """What can be chosen, by its id; a code by its words, which may be typed as well."""
    shown = tuple(each.short or (each.value if each.label.facts else each.label) for each in choices[:_MOST_NAMED])
    return shown if len(choices) <= _MOST_NAMED else (*shown, "…")


# --- what there is ----------------------------------------------------------------------------------------------------


def _codes(key: Key) -> Iterable[Choice]:
    for code in key.choices:
        text = key.words.get(code, Text(code, code))
        yield Choice(code, Message(text), (text.vi, text.en))


def agency_choices(occasion: Occasion, ids: Iterable[str] | None = None) -> tuple[Choice, ...]:
    """Agencies that are active on the day, or those named, in this order.

    All communes number by the symbol UBND, which is what the authority is called: it means the authority then.
    """
    agencies = occasion.register.agencies
    shorts = {plain(agency.short) for agency in agencies.values()}

    def own_symbol(agency: AgencyRecord) -> str:
        return "" if plain(agency.symbol) in shorts else agency.symbol

    if ids is None:
        ids = occasion.register.active_on(occasion.today)
    known = [(id_, agencies[id_]) for id_ in dict.fromkeys(ids) if id_ in agencies]
    return tuple(
        Choice(
            id_,
            say("{short} · {name}", "{short} · {name}", short=agency.short, name=agency.name),
            tuple(filter(None, (agency.short, agency.name, own_symbol(agency), agency.code))),
        )
        for id_, agency in known
    )


def document_choices(entries: Iterable[Entry]) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            entry.id,
            _document_label(entry.id, entry.document),
            tuple(filter(None, (entry.document.number, entry.document.from_, f"{entry.id}.yml", entry.path))),
        )
        for entry in entries
    )


def _document_label(id_: str, document: Document) -> Message:
    named = record_named(id_, document.number)
    # Without a number a document is called by its date already.
    dated = ", {of}" if document.number else ""
    parts = [Text(named.text.vi + dated, named.text.en + dated)]
    facts = {**named.facts, "of": Day(document.date)}
    if document.subject:
        parts.append(Text(": {subject}", ": {subject}"))
        facts["subject"] = excerpt(document.subject, 60)
    if isinstance(document, Opinion) and document.points:
        parts.append(Text(" (nội dung {points})", " (points {points})"))
        facts["points"] = tuple(point.id for point in document.points)
    return Message(Text("".join(part.vi for part in parts), "".join(part.en for part in parts)), facts)


def _documents(key: Key, occasion: Occasion) -> Iterable[Choice]:
    if occasion.case is None:
        return
    if not key.kinds or TASK in key.kinds:
        yield from _named_choices(occasion, [TASK])
    yield from document_choices(entry for entry in occasion.case.documents if not key.kinds or entry.kind in key.kinds)
    if key.parts == "step":
        yield from _steps(occasion)
    elif key.parts == "point":
        yield from point_choices(occasion)


def _named_choices(occasion: Occasion, ids: Iterable[str]) -> Iterator[Choice]:
    """Documents of the case by their ids, `task` for its assignment."""
    assert occasion.case is not None
    for id_ in ids:
        if id_ == TASK:
            yield Choice(TASK, Message(ASSIGNMENT), ("task.yml", occasion.case.assignment.number))
        else:
            yield from document_choices([occasion.case.course.by_id[id_]])


def point_choices(occasion: Occasion, opinions: Iterable[str] | None = None) -> tuple[Choice, ...]:
    """The points of opinions as records refer to them (`2021-03-17.opinion.tckh#p1`), of all or of those named.

    An opinion that has no points is named by its id alone.
    """
    if occasion.case is None:
        return ()
    wanted = None if opinions is None else set(opinions)
    found: list[Choice] = []
    for entry, opinion in occasion.case.course.each(Opinion):
        if wanted is not None and entry.id not in wanted:
            continue
        if not opinion.points:
            found += document_choices([entry])
        for point in opinion.points:
            agency, text = occasion.register.agency_name(opinion.from_), excerpt(point.text, 70)
            told = "{agency} {point}: {text}"
            label = say(told, told, agency=agency, point=point.id, text=text)
            short = [f"{name}#{point.id}" for name in (opinion.from_, opinion.number) if name]
            found.append(Choice(f"{entry.id}#{point.id}", label, (*short, *([point.id] if wanted is not None else ()))))
    return tuple(found)


def _steps(occasion: Occasion) -> Iterable[Choice]:
    """The steps of the newest plan; of an older one only by the whole reference."""
    plans = list(occasion.case.course.each(Plan)) if occasion.case else []
    for entry, plan in plans:
        for step in plan.steps:
            label = say("{step}: {what}", "{step}: {what}", step=step.id, what=step.what)
            names = (step.id, step.what) if entry is plans[-1][0] else ()
            yield Choice(f"{entry.id}#{step.id}", label, names)


# --- what the case leaves of it ---------------------------------------------------------------------------------------


def settled(opening: Opening, key: Key) -> Tree | None:
    """What the case settles for a key; None where it leaves it open."""
    kind = kinds()[opening.kind]
    if find := kind.settles.get(key.name):
        return find(opening)
    if key.name == "from":
        return kind.the_issuer(opening)
    if key.name == "to":
        return [*kind.addressees(opening)] or None
    if key.nature != "document" or key.is_list:
        return None
    fits = _answerable(kind, key, opening)
    return fits[0] if len(fits) == 1 else None


def fitting(occasion: Occasion, opening: Opening, key: Key) -> tuple[Choice, ...]:
    """What fits the case for a key that names something, most likely first; empty where it sets no limit."""
    kind = kinds()[opening.kind]
    if key.name == "from":
        return agency_choices(occasion, kind.issuers(opening))
    if key.name == "to":
        return agency_choices(occasion, kind.likely_addressees(opening))
    if key.nature == "document":
        return tuple(_named_choices(occasion, _answerable(kind, key, opening)))
    if key.nature == "point" and key.of:
        points = point_choices(occasion, [opening.word(key.of) or ""])
        return tuple(
            Choice(part_of(each.value), each.label, (each.value, *each.names)) for each in points if part_of(each.value)
        )
    if key.nature == "point" and (find := kind.fits.get(key.name)):
        known = {each.value: each for each in point_choices(occasion)}
        return tuple(known[each] for each in find(opening) if each in known)
    return ()


def _answerable(kind: Kind[Any], key: Key, opening: Opening) -> list[str]:
    """What a key may name, of the documents that are on record by now."""
    find = kind.fits.get(key.name, kind.to_be_answered)
    known = opening.case.course.by_id
    return [
        each
        for each in dict.fromkeys(find(opening))
        if (each == TASK and TASK in key.kinds)
        or (each in known and (not key.kinds or known[each].kind in key.kinds or key.name in kind.fits))
    ]
