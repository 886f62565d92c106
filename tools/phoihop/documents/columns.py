"""What a column of a table is: declared once, beside its type, in the struct that a line of the table is.

CSV, XLSX, JSON, Parquet, the published schema, the lists of the site and of the terminal follow from that declaration.
Codes of which later versions may add more are open: a reader that doesn't know one takes it as `OTHER`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, Literal, TypeAlias

import msgspec

from phoihop.language import Language, Text, short_date
from phoihop.records.record import SLUG, whole
from phoihop.records.register import Register
from phoihop.records.types import DOCUMENT_TYPES
from phoihop.records.words import AGENCY_KINDS, POSITIONS, RESPONSES
from phoihop.words.codes import OBLIGATIONS, SEVERITIES, STAGES, STATUSES, TIMELINESS

Value: TypeAlias = str | int | date | tuple[str, ...] | None
Kind = Literal["text", "count", "day", "agency", "document", "field", "code"]
"""What a value is, or each of a list: `agency`, `document` and `field` are ids; `code` is one of a few words."""

OTHER = "other"
OTHER_WORD = Text("khác", "other")
LONGEST_CODE = 60
LARGEST_COUNT = 2**31 - 1
"""What fits the integers of every program that reads a table."""
_NO_TEXT = Text("", "")


def one_of(words: Mapping[Any, Text]) -> msgspec.Meta:
    """What people call each code of a column; later versions may add codes."""
    return msgspec.Meta(
        examples=list(words),
        extra={"kind": "code", "words": words},
        extra_json_schema={"$comment": "Open: a later version may add codes. The examples are all that there are now."},
    )


Words = Annotated[str, msgspec.Meta(min_length=1)]
Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_COUNT)]
Code = Annotated[str, whole(SLUG), msgspec.Meta(max_length=LONGEST_CODE)]
Id = Annotated[str, whole(SLUG), msgspec.Meta(max_length=200)]
TaskId = Annotated[str, whole("[0-9]{4}-[0-9]{4,6}")]
AgencyId = Annotated[Id, msgspec.Meta(extra={"kind": "agency"})]
FieldId = Annotated[Id, msgspec.Meta(extra={"kind": "field"})]
RecordId = Annotated[str, whole("[a-z0-9][a-z0-9.-]*"), msgspec.Meta(max_length=300, extra={"kind": "document"})]
AgencyKind = Annotated[Code, one_of(AGENCY_KINDS)]
DocumentKind = Annotated[Code, one_of({kind: document.TITLE for kind, document in DOCUMENT_TYPES.items()})]
ObligationKind = Annotated[Code, one_of(OBLIGATIONS)]
Position = Annotated[Code, one_of(POSITIONS)]
Response = Annotated[Code, one_of(RESPONSES)]
Severity = Annotated[Code, one_of(SEVERITIES)]
Stage = Annotated[Code, one_of(STAGES)]
Status = Annotated[Code, one_of(STATUSES)]
Timeliness = Annotated[Code, one_of(TIMELINESS)]


class PublishedForm(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what is published: a JSON file or a part of one, or a line of a table."""


def column(
    vi: str,
    en: str,
    get: Callable[..., Value] | None = None,
    *,
    width: int = 14,
    elsewhere: str = "",
    brief: Text | None = None,
    on_sheets: bool = True,
) -> msgspec.Meta:
    """A column's heading, how its value is got from what a line is made of, and its width on a sheet, in characters.

    Without `get` it is the last thing's attribute of that name. `elsewhere` is its name where several tables stand
    together; `brief` is its heading where room is scarce. What says in words what another column has as an id is not
    `on_sheets`: they have that one in words.
    """
    heading = Text(vi, en)
    declared = {"heading": heading, "get": get, "width": width, "brief": brief or heading, "on_sheets": on_sheets}
    return msgspec.Meta(description=f"{vi} / {en}", extra=declared | ({"elsewhere": elsewhere} if elsewhere else {}))


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """One key of a form. `attribute` is its name in Python; `optional` where there may be nothing.

    Of a line of a table it says what `column` declared; of other forms `heading` and `get` are empty.
    """

    key: str
    attribute: str
    elsewhere: str
    kind: Kind = "text"
    is_list: bool = False
    optional: bool = False
    required: bool = True
    words: Mapping[str, Text] | None = None
    heading: Text = _NO_TEXT
    brief: Text = _NO_TEXT
    get: Callable[..., Value] | None = None
    width: int = 14
    on_sheets: bool = True


@cache
def columns_of(form: type[PublishedForm]) -> tuple[Column, ...]:
    """The keys of a form, in their order."""
    fields = msgspec.inspect.type_info(form).fields  # type: ignore[attr-defined]  # a struct's info has fields
    return tuple(map(_column, fields))


def _column(field: msgspec.inspect.Field) -> Column:
    facts = {"elsewhere": field.name} | _facts(field.type)
    if "heading" in facts:
        facts["get"] = facts["get"] or (lambda *made_of: getattr(made_of[-1], field.name))
    return Column(key=field.encode_name, attribute=field.name, required=field.required, **facts)


@cache
def getters_of(form: type[PublishedForm]) -> tuple[Callable[..., Value], ...]:
    """How the values of a line are got, column by column."""
    return tuple(column.get for column in columns_of(form) if column.get)


def row_type(form: type[PublishedForm]) -> Any:
    """What a row of a form's values is, when read back: days, lists and texts, of whatever form a record gave them."""
    return GenericAlias(tuple, tuple(_plain_type(column) for column in columns_of(form)))


@cache
def plain_line(form: type[PublishedForm]) -> Any:
    """A form as it is kept between runs: its values in an array, each of whatever form a record gave it."""
    fields = [(column.attribute, _plain_type(column)) for column in columns_of(form)]
    return msgspec.defstruct(form.__name__, fields, frozen=True, array_like=True, gc=False)


def _plain_type(column: Column) -> Any:
    kinds: dict[Kind, type] = {"day": date, "count": int}
    plain_type = tuple[str, ...] if column.is_list else kinds.get(column.kind, str)
    return plain_type | None if column.optional else plain_type


def _facts(info: msgspec.inspect.Type) -> dict[str, Any]:
    """What a type says of its column."""
    match info:
        case msgspec.inspect.Metadata(type=inner, extra=extra):
            return _facts(inner) | (extra or {})
        case msgspec.inspect.UnionType(types=types):
            return {"optional": True} | _facts(next(each for each in types if each != msgspec.inspect.NoneType()))
        case msgspec.inspect.VarTupleType(item_type=item):
            return _facts(item) | {"is_list": True}
        case msgspec.inspect.DateType():
            return {"kind": "day"}
        case msgspec.inspect.IntType():
            return {"kind": "count"}
    return {}


def plain(value: Value) -> Any:
    """A value as JSON has it: days are YYYY-MM-DD, lists are lists, what is not there is None."""
    match value:
        case date():
            return value.isoformat()
        case tuple():
            return list(value)
    return value


def text_of(value: Value) -> str:
    """A value as one text: lists with a space between, days as YYYY-MM-DD, nothing where there is none."""
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def value_of(column: Column, text: str) -> Value:
    """What a text that `text_of` made stands for, as far as its type tells; a day stays text."""
    if column.is_list:
        return tuple(text.split())
    if column.optional and not text:
        return None
    is_count = column.kind == "count" and text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_COUNT))
    return int(text) if is_count else text


def in_words(column: Column, value: Value, language: Language, register: Register) -> str:
    """A value as people read it: days as they write them, agencies by name, fields and codes by what they are called.

    A code that is not known is another; a document keeps its id.
    """
    match value:
        case tuple():
            return ", ".join(in_words(column, each, language, register) for each in value)
        case date():
            return short_date(value)
        case str() if column.kind == "agency":
            return register.agency_name(value)
        case str() if column.kind == "field":
            return register.field_text(value).in_language(language)
        case str() if column.words:
            return column.words.get(value, OTHER_WORD).in_language(language)
    return text_of(value)


def with_other(words: Mapping[Any, Text]) -> dict[str, Text]:
    """The words for codes, and for those that are not known."""
    return {**words, OTHER: words.get(OTHER, OTHER_WORD)}
