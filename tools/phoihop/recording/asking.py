"""What a draft leaves open, as questions in its kind's order, each with what can be chosen: for a dialogue or a form.

What the case settles is told and not asked. A question about parts has the questions of one item, and where the case
says which items there are (a report responds to every point of every opinion) a row for each.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from phoihop.cases.opinions import points_to_answer
from phoihop.kinds.kind import LETTER, Kind
from phoihop.kinds.registry import record_kinds
from phoihop.language import Agency, Message, Text, say, short_date
from phoihop.recording.answers import read_in_part
from phoihop.recording.choices import Choice, Unfit, choices_for
from phoihop.recording.draft import Draft
from phoihop.recording.keys import BESIDE, Key, key_named, keys_of
from phoihop.recording.numbers import symbols
from phoihop.records.parts import Paper, Point, PointExplanation, Step, SuppliedPaper, TitledPaper, View
from phoihop.records.record import Record
from phoihop.records.settings import Member
from phoihop.records.types import Document, Forward, Opinion
from phoihop.records.words import POSITIONS
from phoihop.records.yaml_door import Tree
from phoihop.rules.section1.lead_eligible import not_eligible
from phoihop.words.sentences import joined

Part = dict[str, Tree]


@dataclass(frozen=True, slots=True)
class AskedItem:
    """An item that the case asks for: what of it is known, what it is about, and whether it may be left out."""

    given: Part
    about: Message
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for a key. `proposed` stands unless something else is answered; `hint` is how an answer ends.

    `part` is what each item is made of, which `part_questions` ask for; `rows` are the items, where they are known.
    """

    key: Key
    words: Text
    is_needed: bool
    choices: tuple[Choice, ...] = ()
    proposed: str = ""
    hint: str = ""
    part: type[Record] | None = None
    rows: tuple[AskedItem, ...] | None = None

    @property
    def item(self) -> Text:
        """What one item of the list is called."""
        return _ITEMS.get(self.key.name, self.words)


def questions(draft: Draft) -> tuple[Question, ...]:
    """Everything that is asked for this kind of record, after the answers so far, in order."""
    keys = {key.id: key for key in (*draft.keys, *([BESIDE[draft.kind]] if draft.kind in BESIDE else ()))}
    return tuple(question_for(draft, keys[name]) for name in asked_of(draft.kind) if _makes_sense(draft, keys[name]))


def is_open(draft: Draft, question: Question) -> bool:
    """Whether a question has neither an answer nor a settled one. The day is always asked for: it is proposed only."""
    name = question.key.id
    return name not in draft.answers and (name not in draft.settled or name == "date")


def without_sense(draft: Draft) -> set[str]:
    """The keys that are answered, and would not be asked for any more."""
    asked = {question.key.id for question in questions(draft)}
    return {name for name in asked_of(draft.kind) if name in draft.answers and name not in asked}


def part_questions(draft: Draft, question: Question, item: Part) -> tuple[Question, ...]:
    """What is asked for one item, after what is known of it."""
    part = question.part
    asked = [key_named(part, name) for name in _parts_asked(part) if name not in item] if part else []
    return tuple(_part_question(draft, part, key, item) for key in asked if part)


def part_questions_left(draft: Draft, question: Question, item: Part) -> tuple[Question, ...]:
    """The questions for the keys of an item that nobody is asked for."""
    part = question.part
    left = [key for key in keys_of(part) if key.name not in (*_parts_asked(part), "id")] if part else []
    return tuple(_part_question(draft, part, key, item) for key in left if part)


def read_asked(draft: Draft, key: Key, answer: Tree) -> Tree:
    """An answer as it will stand in the record. What would be refused at the end is refused at once. Raises `Unfit`."""
    value = draft.read(key, answer)
    if key.name == "lead" and isinstance(value, str):
        agency = draft.occasion.register.agencies.get(value)
        if agency is None or not agency.can_lead:
            raise Unfit(not_eligible(value))
    if draft.kind == "task" and key.name == "coordinating" and value == draft.word("lead"):
        raise Unfit.because(
            "{agency} đã chủ trì nhiệm vụ này; bỏ ra khỏi các cơ quan phối hợp",
            "{agency} leads this task; leave it out of the coordinating agencies",
            agency=Agency(draft.word("lead")),
        )
    _see_that_it_is_not_past(draft, key, value)
    return value


def read_part_asked(draft: Draft, part: type[Record], key: Key, words: str) -> str:
    """An answer to a key of an item, likewise. Raises `Unfit`."""
    value = read_in_part(part, key, words, draft.reading)
    _see_that_it_is_not_past(draft, key, value)
    return value


def _see_that_it_is_not_past(draft: Draft, key: Key, value: Tree) -> None:
    if key.name == "due" and isinstance(value, str) and value < draft.day.isoformat():
        raise Unfit.because(
            "hạn {due} trước ngày văn bản {day}; ghi hạn muộn hơn, hoặc sửa ngày văn bản",
            "the deadline {due} lies before the document of {day}; give a later one, or change the document's day",
            due=date.fromisoformat(value),
            day=draft.day,
        )


def told_at_once(draft: Draft, part: type[Record], key: Key, answer: Tree) -> Message | None:
    """What somebody may not have meant by an answer that can stand: whoever is given a step comes into the task."""
    case = draft.occasion.case
    if case is None or part is not Step or key.nature != "agency" or not isinstance(answer, str):
        return None
    if answer in (case.course.authority, *case.course.members_on(draft.day)):
        return None
    return say(
        "{agency} chưa tham gia nhiệm vụ này; bước này đưa cơ quan vào nhiệm vụ. Gõ < nếu không phải vậy",
        "{agency} is not of this task; the step brings it in. Type < if that is not meant",
        agency=Agency(answer),
    )


def mixed(draft: Draft, key: Key, answer: Tree) -> Message | None:
    """Why agencies can't be asked in one letter: superior ones are asked by the authority, all others by the lead."""
    if draft.kind != "request" or key.name != "to" or not isinstance(answer, list):
        return None
    agencies = draft.occasion.register.agencies
    superior = [each for each in answer if each in agencies and agencies[str(each)].kind == "superior"]
    if not superior or len(superior) == len(answer):
        return None
    return say(
        "cơ quan cấp trên ({superior}) do cơ quan giao nhiệm vụ xin ý kiến bằng văn bản riêng; bỏ ra khỏi văn bản này",
        "superior agencies ({superior}) are asked by the authority in a letter of its own; leave them out of this one",
        superior=tuple(Agency(str(each)) for each in superior),
    )


def shown(draft: Draft | None, key: Key, value: Tree) -> Message:
    """A value as people read it: days and codes in words, agencies by their symbols, parts by how many.

    Documents are named as their task knows them, where the draft of one of its records is at hand.
    """
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return joined([shown(draft, key, item) for item in value], ", ")
    if not isinstance(value, str):
        return say("{n}", "{n}", n=len(value))
    if key.nature == "day":
        return say("{day}", "{day}", day=date.fromisoformat(value))
    if key.nature == "agency":
        return say("{name}", "{name}", name=Agency(value))
    if value in key.words:
        return Message(key.words[value])
    known = (choices_for(key, draft.occasion) if draft else None) or ()
    return next((choice.label for choice in known if choice.value == value), say("{value}", "{value}", value=value))


def question_for(draft: Draft, key: Key) -> Question:
    """The question that a key would be asked by, asked or not."""
    declared = record_kinds()[draft.kind]
    wanted = isinstance(declared, Kind) and key.id in declared.wanted
    return Question(
        key=key,
        words=declared.worded.get(key.id, key.meaning),
        is_needed=key.is_required or key.is_asked_by_rule or wanted or bool(key.part and key.part in _NEEDED),
        choices=draft.choices(key),
        proposed=short_date(draft.occasion.today) if key.path == ("date",) else "",
        hint=_number_hint(draft) if key.name == "number" else "",
        part=key.part,
        rows=tuple(rows(draft)) if (rows := _ROWS.get(key.part)) else None,
    )


def _part_question(draft: Draft, part: type[Record], key: Key, item: Part) -> Question:
    needed = key.is_required or key.is_asked_by_rule
    if part is View and key.name == "explanation":
        needed = item.get("response") in _NEEDS_REASON
    choices = choices_for(key, draft.occasion) or ()
    if key.nature == "agency" and (case := draft.occasion.case):
        of_task = case.course.members_on(draft.day)
        choices = tuple(sorted(choices, key=lambda each: each.value not in of_task))
    return Question(key, _WORDED.get((part.__name__, key.name), key.meaning), needed, choices)


def _number_hint(draft: Draft) -> str:
    """What an agency puts behind the figure: it may be left out."""
    issuer = draft.word("from")
    return "…" + symbols(draft.occasion.register, issuer, draft.kind, draft.day.year) if issuer else ""


def _makes_sense(draft: Draft, key: Key) -> bool:
    """Whether a question is still open after the answers so far."""
    declared, opening = record_kinds()[draft.kind], draft.opening
    if not isinstance(declared, Kind) or opening is None:
        return True
    if key.id in declared.where_offered:
        return bool(draft.fitting(key)) or draft.settles(key) is not None
    return key.id not in declared.makes_sense or declared.makes_sense[key.id](opening)


# --- what is asked for of each kind and part --------------------------------------------------------------------------


def asked_of(kind: str) -> tuple[str, ...]:
    """The keys that are asked for of a kind of record, as it declares them or as its type lets them follow.

    Who issues it and what it names come first, for much follows from them; then the day, and what it says.
    """
    declared = record_kinds()[kind]
    if declared.asked or not isinstance(declared, Kind):
        return declared.asked
    type_: type[Document] = declared.type
    keys = keys_of(type_)
    by_authority = declared.by == ("authority",)
    common = {key.id for key in keys_of(Document)} - {key.id for key in keys if key.is_required}
    left = {"from", "date", *declared.by_option}
    own = [key for key in keys if key.id not in common and key.id not in left and key.path[0] not in left]
    named = [key.id for key in own if key.nature == "document" or key.of]
    named += ["to"] if any(key.id == "to" for key in own) else []
    received = ["received"] if type_.COUNTS_WHEN_RECEIVED else []
    said = [key.id for key in own if key.id not in named]
    return (*([] if by_authority else ["from"]), *named, "date", *received, *said, *LETTER)


_WORDED: dict[tuple[str, str], Text] = {
    ("Paper", "path"): Text("đường dẫn tới tệp (PDF, DOCX …)", "the path of the file (PDF, DOCX …)"),
    ("TitledPaper", "path"): Text("tệp của tài liệu", "its file"),
    ("SuppliedPaper", "path"): Text("tệp của tài liệu", "its file"),
    ("Point", "evidence"): Text("Căn cứ {n}: lời, hoặc đường dẫn tới tệp", "Evidence {n}: words or the path of a file"),
    ("Point", "discuss"): Text("Cần trao đổi trước khi trình?", "To be discussed before the submission?"),
    ("PointExplanation", "text"): Text("Giải trình", "Explanation"),
}
"""Questions about parts that are put otherwise than the format explains the key."""

_PARTS: Mapping[type[Record], tuple[str, ...]] = {
    Paper: ("path",),
    TitledPaper: ("title", "path"),
    SuppliedPaper: ("title", "path"),
    Point: ("text", "evidence", "field", "discuss"),
    Step: ("what", "agency", "due"),
    Member: ("role", "email"),
    View: ("response", "explanation"),
    PointExplanation: ("text",),
}
"""What is asked for each item of a key that has parts, beside what the case says of it; of others every key."""


def _parts_asked(part: type[Record]) -> tuple[str, ...]:
    """The keys that are asked for of a part."""
    return _PARTS.get(part) or tuple(key.name for key in keys_of(part) if key.name != "id")


_NEEDED = frozenset((TitledPaper, SuppliedPaper, Point, Step))
"""Parts of which a record that is asked for them has one at least."""

_ITEMS: Mapping[str, Text] = {
    "files": Text("Tệp", "File"),
    "dossier": Text("Tài liệu", "Paper"),
    "points": Text("Nội dung", "Point"),
    "steps": Text("Bước", "Step"),
    "members": Text("Người được ghi cho cơ quan", "Who may record for it"),
}
"""What an item of a list is called; any other by its question."""

_NEEDS_REASON = frozenset(("partly", "declined"))
"""Responses that the directive wants explained (§2)."""


# --- what a case asks for, item by item -------------------------------------------------------------------------------


def _views(draft: Draft) -> Iterator[AskedItem]:
    """A response to every point of every opinion in force (§2, §5)."""
    case = draft.occasion.case
    for opinion, point in points_to_answer(case, draft.day) if case else ():
        given: Part = {"opinion": opinion.id, **({"point": point} if point else {})}
        yield AskedItem(given, _point_told(draft, opinion.id, point))


def _explanations(draft: Draft) -> Iterator[AskedItem]:
    """An explanation of each point that was forwarded, or of those of the opinion that are chosen."""
    case = draft.occasion.case
    answered = case.course.by_id.get(draft.word("answers")) if case else None
    if case is None or answered is None:
        return
    forward = answered.document if isinstance(answered.document, Forward) else None
    opinion_id, wanted = (forward.forwards, forward.points) if forward else (answered.id, ())
    opinion = case.course.named(opinion_id, Opinion)
    for point in opinion.points if opinion else ():
        if not wanted or point.id in wanted:
            told = _point_told(draft, opinion_id, point.id)
            yield AskedItem({"point": f"{opinion_id}#{point.id}"}, told, is_needed=forward is not None)


def _point_told(draft: Draft, opinion_id: str, point: str | None) -> Message:
    case = draft.occasion.case
    opinion = case.course.named(opinion_id, Opinion) if case else None
    assert opinion is not None
    text = next((" ".join(each.text.split()) for each in opinion.points if each.id == point), None)
    told = "{agency} {point}: {said}" if point else "{agency}: {said}"
    said: Text | str = text or POSITIONS[opinion.position]
    return say(told, told, agency=Agency(opinion.from_), point=point or "", said=said)


_ROWS: Mapping[type[Record] | None, Callable[[Draft], Iterator[AskedItem]]] = {
    View: _views,
    PointExplanation: _explanations,
}
