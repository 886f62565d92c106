"""What every record rests on: values as text that is typed, what a key means, and what a type alone can't say.

Everything is read as text and typed here, so `no`, `0012` and `2021-03-10` mean what a clerk reads. A key's words for
people (the hover text in an editor, the reference in the manual) stand beside its type, in both languages.

Where the directive itself asks for a key (a lead, a dossier, evidence …) the type lets it be absent: the rule of
that section then speaks, in the directive's words. Such keys carry `asked_by_rule`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date as Day  # noqa: N812  # `date` is a key of the format, so the type needs a name of its own
from functools import cache, cached_property, wraps
from typing import Annotated, Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar

import msgspec
from msgspec import inspect

from phoihop.language import Text

P = ParamSpec("P")
R = TypeVar("R", bound="NeverChanging")
T = TypeVar("T")

END = r"\Z"
"""The end of a text in Python, where `$` fits before a last line end, too; in JSON Schema (ECMA-262) it does not."""

FIRST_YEAR, LAST_YEAR = 1900, 2199
FORMAT = 2
"""The newest version of the record format that is understood here. A register that names none is of format 1."""

Nature = Literal[
    "agency",
    "document",
    "point",
    "step",
    "task",
    "path",
    "evidence",
    "role",
    "field",
    "deadline",
    "answer by",
    "part id",
]
"""What a key names beyond its type. `records.named` finds whatever is of one nature in a record.

A `document` is one of the record's own task; a `point` or a `step` is a part of one. `path` is a paper's, `evidence` a
paper's or free words; a `role` is a person's, never a name. By an `answer by` the document's addressees answer; any
other day by which something is done is a `deadline`.
"""


def _naming(nature: Nature) -> msgspec.Meta:
    return msgspec.Meta(extra={"nature": nature})


def whole(form: str) -> msgspec.Meta:
    """A text all of which is of this form, from its first character to its last."""
    return msgspec.Meta(pattern=f"^{form}{END}")


def in_json_schema(pattern: str) -> str:
    """The same pattern as JSON Schema writes it."""
    return pattern.replace(END, "$")


SLUG = "[a-z0-9][a-z0-9-]*"
_SLUG = whole(SLUG)

AgencyId = Annotated[str, _naming("agency")]
DocumentId = Annotated[str, _naming("document")]
PointRef = Annotated[str, _naming("point")]
StepRef = Annotated[str, _naming("step")]
TaskId = Annotated[str, _naming("task")]
PaperPath = Annotated[str, _naming("path")]
Evidence = Annotated[str, _naming("evidence")]
Role = Annotated[str, _naming("role")]
Deadline = Annotated[Day, _naming("deadline")]
Period = Annotated[str, whole(r"[0-9]{4}(-W[0-9]{2}|-[0-9]{2}|-Q[1-4])?")]
PlaceInList = Annotated[int, msgspec.Meta(ge=1, le=1000)]
AnswerBy = Annotated[Day, _naming("answer by")]
Slug = Annotated[str, _SLUG]
Field = Annotated[str, _SLUG, _naming("field")]
Sha256 = Annotated[str, whole(r"[0-9a-fA-F]{64}")]
Email = Annotated[str, whole(r"[^@\s<>]+@[^@\s<>]+")]
WorkingDayCount = Annotated[int, msgspec.Meta(ge=0, le=1000)]
ItemId = Annotated[str, whole(r"[^\s#]+"), _naming("part id")]
Flag = Literal["true", "false"]
AT_LEAST_ONE = msgspec.Meta(min_length=1)


def about(
    vi: str,
    en: str,
    *,
    asked_by_rule: bool = False,
    unique: str | None = None,
    kinds: tuple[str, ...] = (),
    of: str | None = None,
    parts: Literal["point", "step"] | None = None,
    or_list: bool = False,
    since: int = 1,
    label: Text | None = None,
    words: Mapping[str, Text] | None = None,
) -> msgspec.Meta:
    """What a key means, and what its type alone does not say of it.

    `label` is what the key is called in a sentence, where its meaning won't do; keys of one name share it,
    whichever declares it. `words` are those for each code that it may hold, in their usual order.

    `unique` names the key by which the items of a list must differ ("" for the item itself). `kinds` are those of which
    a document named here makes sense: where there are none, all, and `task` is the assignment. Where `parts` says so, a
    part of such a document may be named in its place, in full. `of` is the key beside this one that names the document
    whose part is named here; without it the part is named in full, `<document>#<part>`; an opinion that has no points
    by itself. `or_list` is said of a key that takes one value, or a list of them. `since` is the format of the register
    with which the key came.
    """
    extra: dict[str, Any] = {
        "about": Text(vi, en),
        "asked_by_rule": asked_by_rule,
        "unique": unique,
        "kinds": kinds,
        "of": of,
        "parts": parts,
        "or_list": or_list,
        "since": since,
        "label": label,
        "words": words or {},
    }
    return msgspec.Meta(extra=extra)


class Record(msgspec.Struct, forbid_unknown_fields=True, frozen=True, kw_only=True, dict=True):
    """Base of everything read from YAML.

    Raises ValueError where a date is not of this age, or a list names one thing twice: what a type alone can't say.
    """

    @cached_property
    def worked_out(self) -> dict[object, Any]:
        """What was worked out of this record `once`."""
        return {}

    def __post_init__(self) -> None:
        for name, unique in _checked_fields(type(self)):
            value = getattr(self, name)
            if not value:
                continue
            if not isinstance(value, tuple):
                if isinstance(value, Day) and not FIRST_YEAR <= value.year <= LAST_YEAR:
                    raise ValueError(f"{name}: year out of range")
                continue
            if isinstance(value[0], Day) and any(not FIRST_YEAR <= day.year <= LAST_YEAR for day in value):
                raise ValueError(f"{name}: year out of range")
            if unique is not None and len(value) > 1:
                items = [getattr(item, "from_" if unique == "from" else unique) if unique else item for item in value]
                if len(set(items)) < len(items):
                    raise ValueError(f"{name}: not unique")


class NeverChanging(Protocol):
    """A record, or a folder of them, with what was worked out of it."""

    @property
    def worked_out(self) -> dict[object, Any]: ...


def once(function: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """What a function says of a record, or of a task's folder, is worked out once: many rules ask."""

    @wraps(function)
    def known(record: R, /, *args: P.args, **kwargs: P.kwargs) -> T:
        place = (function, *args) if args else function
        found: T | None = record.worked_out.get(place)
        if found is None:
            found = record.worked_out[place] = function(record, *args, **kwargs)
        return found

    return known


@cache
def _checked_fields(record: type[Record]) -> tuple[tuple[str, str | None], ...]:
    """The attributes of a struct that `__post_init__` looks at: dates, and lists with the key their items differ by."""
    checked: list[tuple[str, str | None]] = []
    for field in fields_of(record):
        meaning = meaning_of(field.type)
        unique = meaning["unique"] if meaning else None
        if unique is not None or any(isinstance(each, inspect.DateType) for each in _within(field.type)):
            checked.append((field.name, unique))
    return tuple(checked)


def _within(info: inspect.Type) -> Iterator[inspect.Type]:
    """A key's type, and those that it is made of: what is annotated, each of a union, a list's items."""
    yield info
    match info:
        case inspect.Metadata(type=inner) | inspect.VarTupleType(item_type=inner):
            yield from _within(inner)
        case inspect.UnionType(types=types):
            for each in types:
                yield from _within(each)


def _said(info: inspect.Type, name: str) -> Any:
    """What is annotated under a name, of a key's type or of what it is made of; None where nothing is."""
    extras = (each.extra for each in _within(info) if isinstance(each, inspect.Metadata) and each.extra)
    return next((extra for extra in extras if name in extra), None)


def meaning_of(info: inspect.Type) -> dict[str, Any] | None:
    """What `about` says of a key, given the type of its field."""
    meaning: dict[str, Any] | None = _said(info, "about")
    return meaning


def nature_of(info: inspect.Type) -> Nature | None:
    """The nature of what a key of this type, or each item of its list, names; None where that is only a value."""
    return (_said(info, "nature") or {}).get("nature")


def part_in(info: inspect.Type) -> type[Record] | None:
    """The record that the value of a key of this type, or each item of its list, is made of."""
    parts = (each.cls for each in _within(info) if isinstance(each, inspect.StructType))
    return next((part for part in parts if issubclass(part, Record)), None)


def fields_of(record: type[Record]) -> tuple[inspect.Field, ...]:
    """The keys of a type of record."""
    return struct_of(record).fields


@cache
def struct_of(record: type[Record]) -> inspect.StructType:
    """A type of record as msgspec describes it."""
    info = inspect.type_info(record)
    assert isinstance(info, inspect.StructType)
    return info
