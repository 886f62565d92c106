"""JSON Schemas of the records, made from the types that read them, for editors and for other people's programs.

They keep within draft-07, which editors know, and accept whatever the reader accepts however a YAML loader types a
scalar: text may come as a number or a boolean, a switch as `true` or "true", an empty value as null. On one point they
are stricter: `lead` is one text, though the reader lets a list through so that rule `single-lead` can speak.
"""

import json
from functools import cache
from typing import Any

from msgspec import inspect

from phoihop.language import Language, Text, capitalized
from phoihop.records.record import FIRST_YEAR, LAST_YEAR, Record, in_json_schema, meaning_of, struct_of
from phoihop.records.settings import AgencyRecord, Settings
from phoihop.records.types import DOCUMENT_TYPES, Document, TaskAssignment

Schema = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"

RECORD_TITLES: dict[str, tuple[type[Record], Text]] = {
    "register": (Settings, Text("Thiết lập của sổ (register.yml)", "Settings of the register (register.yml)")),
    "agency": (AgencyRecord, Text("Cơ quan (agencies/<mã>.yml)", "Agency (agencies/<id>.yml)")),
    "task": (TaskAssignment, Text("Giao nhiệm vụ (task.yml)", "Assignment of a task (task.yml)")),
}
_DOCUMENT = "document"
_KIND = Text("Loại văn bản, như trong tên tệp", "Kind of document, as in the file's name")
_SINCE = Text("từ định dạng {format}", "from format {format} on")
_ASKED = Text("quy tắc có thể đòi hỏi", "a rule may ask for it")

SCHEMA_NAMES: tuple[str, ...] = (*RECORD_TITLES, _DOCUMENT, *DOCUMENT_TYPES)
"""The records that have a schema; `document` is the union over all kinds."""

_DATE = (
    rf"^({'|'.join(str(century) for century in range(FIRST_YEAR // 100, LAST_YEAR // 100 + 1))})[0-9]{{2}}"
    r"-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
)
_TEXT_AS_LOADED = ["string", "number", "boolean"]
_WORDS_LOADED_AS_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def schema(name: str, language: Language) -> Schema:
    """The schema of a record, its keys described in one language. KeyError where there is no such record."""
    if name == _DOCUMENT:
        return _any_document(language)
    if name in RECORD_TITLES:
        record_type, title = RECORD_TITLES[name]
        return {"$schema": DRAFT, "title": title.in_language(language)} | _struct(struct_of(record_type), language)
    return {"$schema": DRAFT} | _document(DOCUMENT_TYPES[name], language)


def schema_text(name: str, language: Language) -> str:
    """The schema as the text of its file."""
    return _text(name, language, tuple(DOCUMENT_TYPES.values()))


@cache
def _text(name: str, language: Language, kinds: tuple[type[Document], ...]) -> str:
    """The same, made once for the kinds that there are: a site has all of them."""
    return json.dumps(schema(name, language), ensure_ascii=False, indent=2) + "\n"


def schema_file(name: str) -> str:
    """The name of the schema's file."""
    return f"{name}.json"


def _document(kind: type[Document], language: Language) -> Schema:
    title = kind.TITLE.in_language(language)
    return {"title": capitalized(title)} | _struct(struct_of(kind), language)


def _any_document(language: Language) -> Schema:
    """Every kind of document. A choice by `kind`, since editors can say little about what fits none of many."""
    kind = {"description": _KIND.in_language(language), "enum": list(DOCUMENT_TYPES)}
    return {
        "$schema": DRAFT,
        "title": Text("Văn bản", "Document").in_language(language),
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": kind},
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {"$ref": f"#/definitions/{name}"},
            }
            for name in DOCUMENT_TYPES
        ],
        "definitions": {name: _document(each, language) for name, each in DOCUMENT_TYPES.items()},
    }


def _struct(info: inspect.StructType, language: Language) -> Schema:
    properties: dict[str, Schema] = {}
    required: list[str] = []
    if info.tag_field:
        properties[info.tag_field] = {"description": _KIND.in_language(language), "const": info.tag}
        required.append(info.tag_field)
    for field in info.fields:
        properties[field.encode_name] = _key(field, language)
        if field.required:
            required.append(field.encode_name)
    return {"type": "object", "additionalProperties": False, "required": required, "properties": properties}


def _key(field: inspect.Field, language: Language) -> Schema:
    described: Schema = {}
    unique = False
    if meaning := meaning_of(field.type):
        description = meaning["about"].in_language(language)
        if meaning["asked_by_rule"]:
            description += f"; {_ASKED.in_language(language)}"
        if meaning["since"] > 1:
            description += f"; {_SINCE.in_language(language).format(format=meaning['since'])}"
        described["description"] = description
        unique = meaning["unique"] == ""
    form = _value(field.type, language, may_be_empty=not field.required)
    if meaning and meaning["or_list"]:
        form = {"anyOf": [form, {"type": "array", "items": form}]}
    if unique:
        form["uniqueItems"] = True
    if isinstance(field.default, str | int) and field.default != "":
        form["default"] = field.default
    return described | form


def _value(info: inspect.Type, language: Language, *, may_be_empty: bool) -> Schema:
    """The schema of a value. An empty one stands for an absent key or item, where that may be absent."""
    while isinstance(info, inspect.Metadata):
        info = info.type
    empty = ["null"] if may_be_empty else []
    match info:
        case inspect.UnionType(types=types):
            return _value(_one_of(types), language, may_be_empty=may_be_empty)
        case inspect.StructType():
            return _struct(info, language) | _typed("object", empty)
        case inspect.VarTupleType(item_type=item, min_length=least):
            items = _typed("array", empty) | {"items": _value(item, language, may_be_empty=True)}
            return items | ({"minItems": least} if least else {})
        case inspect.DictType(value_type=value):
            return _typed("object", empty) | {"additionalProperties": _value(value, language, may_be_empty=True)}
        case inspect.LiteralType(values=values):
            # As YAML loaders may give a word, too: the older version of YAML reads `off` as false.
            spelled = [each for word in values for each in (str(word), _WORDS_LOADED_AS_BOOLEANS.get(str(word)))]
            return {"enum": [*(each for each in spelled if each is not None), *([None] if may_be_empty else [])]}
        case inspect.DateType():
            return _typed("string", empty) | {"format": "date", "pattern": _DATE}
        case inspect.IntType(ge=least, le=most):
            return {"type": ["integer", "string", *empty], "minimum": least, "maximum": most, "pattern": "^[0-9]+$"}
        case inspect.StrType(pattern=pattern):
            form: Schema = {"type": [*_TEXT_AS_LOADED, *empty]}
            if pattern is not None:
                form["pattern"] = in_json_schema(pattern)
            elif not may_be_empty:
                form["minLength"] = 1
            return form
    raise TypeError(f"no schema for {type(info).__name__}")


def _typed(name: str, empty: list[str]) -> Schema:
    return {"type": [name, *empty] if empty else name}


def _one_of(types: tuple[inspect.Type, ...]) -> inspect.Type:
    """The one type that a schema asks for, of the several that the reader lets through."""
    meant = [each for each in types if not isinstance(each, inspect.NoneType | inspect.VarTupleType)]
    lists = [each for each in types if isinstance(each, inspect.VarTupleType)]
    return (meant or lists)[0]
