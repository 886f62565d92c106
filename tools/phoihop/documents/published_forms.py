"""The forms of the files under a published site's `data/`: what programs may rely on, and a portal checks.

Each struct is one JSON file or a part of one; the lines of CSV files are those of `documents.tables`. The JSON Schemas
under `schema/data/` are made from them, and say what may grow. `docs/development/format.md` says what makes a new
`DATA_FORMAT`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date as Day  # noqa: N812  # as where the columns are declared
from functools import cache
from typing import Annotated, Any, Literal

import msgspec

from phoihop.documents.columns import (
    AgencyId,
    AgencyKind,
    Count,
    FieldId,
    Id,
    PublishedForm,
    Stage,
    TaskId,
    Timeliness,
    Words,
)
from phoihop.documents.json_forms import OF_A_CASE, OF_A_DOCUMENT, OF_AN_OBLIGATION, PublishedFinding
from phoihop.documents.tables import TABLES, DocumentLine, ObligationLine, TaskLine
from phoihop.records.record import END, in_json_schema, whole
from phoihop.records.words import PUBLISHED

DATA_FORMAT = 2
"""Which form of `data/` this is, as register.json says it. 1 had the same columns, and closed lists of codes."""

Digest = Annotated[str, whole("[0-9a-f]{64}")]
Commit = Annotated[str, whole("([0-9a-f]{40}|[0-9a-f]{64})")]


class PublishedAgency(PublishedForm, frozen=True, kw_only=True):
    """One agency in register.json."""

    id: Annotated[Id, msgspec.Meta(extra={"elsewhere": "agency"})]
    name: Words
    short: Words
    kind: AgencyKind
    fields: tuple[FieldId, ...] = ()


class IndexedTask(PublishedForm, frozen=True, kw_only=True):
    """One task in register.json: `url` is its page, `data` its file, both from the site's root."""

    id: TaskId
    title: Words
    field: FieldId | None
    lead: AgencyId | None
    stage: Stage
    timeliness: Timeliness | None
    due: Day | None
    awaiting: tuple[AgencyId, ...]
    url: str
    data: str
    field_name: str | None = None


class RegisterCounts(PublishedForm, frozen=True, kw_only=True):
    """`summary` in register.json: how many records are published, and findings of each severity."""

    tasks: Count
    documents: Count
    agencies: Count
    error: Count
    breach: Count
    due: Count


class RegisterIndex(PublishedForm, frozen=True, kw_only=True):
    """data/register.json. Without `format` it is of the first."""

    format: Count = 1
    title: Words
    authority: Id
    language: Literal["vi", "en"]
    today: Day
    summary: RegisterCounts
    agencies: tuple[PublishedAgency, ...]
    tasks: tuple[IndexedTask, ...]


class HeadCounts(PublishedForm, frozen=True, kw_only=True):
    """How many records of each kind a register holds."""

    tasks: Count
    documents: Count
    agencies: Count
    papers: Count


class PublishedErasure(PublishedForm, frozen=True, kw_only=True):
    """What had to leave every copy by law, in head.json. `path` and `reason` are told where its task is published.

    `code` is a sha256 over path, NUL and digest; `counted` says under which of the counts it was.
    """

    code: Digest
    counted: Literal["tasks", "documents", "agencies", "papers"] | None
    date: Day
    path: Words | None = None
    reason: Words | None = None


class PublishedHead(PublishedForm, frozen=True, kw_only=True):
    """data/head.json; `commit` is None where the register is not kept in Git, `digests` are by path.

    `withheld` are the codes of records of tasks that are not published: a sha256 over path, NUL and digest. All are as
    the commit has them; `unrecorded` counts the files that the site was made of and that are not so in Git. `erasures`
    are what left every copy by law.
    """

    format: Count = 1
    commit: Commit | None
    records: HeadCounts
    records_digest: Digest
    digests: dict[str, Digest] = {}
    withheld: tuple[Digest, ...] = ()
    unrecorded: Count = 0
    erasures: tuple[PublishedErasure, ...] = ()


CSV_LINES: dict[str, type[PublishedForm]] = {f"{name}.csv": table.form for name, table in TABLES.items()}
JSON_FILES: dict[str, type] = {
    "register.json": RegisterIndex,
    "head.json": PublishedHead,
    "findings.json": tuple[PublishedFinding, ...],
}

_RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def csv_cell(value: object) -> str:
    """A cell's text; one that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if _RUNS_AS_FORMULA.match(text) else text


def text_of_cell(cell: str) -> str:
    """What `csv_cell` made the cell of."""
    return cell[1:] if cell.startswith("'") and _RUNS_AS_FORMULA.match(cell) else cell


@cache
def data_schemas() -> Mapping[str, str]:
    """The JSON Schema of every file of `data/`, by its name in `schema/data/`; those of CSV files are of one line."""
    schemas = {name: msgspec.json.schema(form) for name, form in JSON_FILES.items()}
    for name, form in CSV_LINES.items():
        schemas[f"{name}.json"] = schema = msgspec.json.schema(form)
        for part in schema["$defs"].values():
            part["properties"] = {key: _as_cell(value) for key, value in part["properties"].items()}
    return {name: _text(schema) for name, schema in (schemas | {"task.json": _case_schema()}).items()}


def _case_schema() -> dict[str, Any]:
    """The form of data/tasks/<id>.json, from the columns that it tells of a task, its obligations and documents."""
    forms = (TaskLine, ObligationLine, DocumentLine, PublishedFinding)
    _, parts = msgspec.json.schema_components(forms, ref_template="#/$defs/{name}")

    def told(form: type, description: str, keys: Iterable[str], **further: Any) -> dict[str, Any]:
        properties = {key: parts[form.__name__]["properties"][key] for key in keys} | further
        return {"description": description, "type": "object", "properties": properties, "required": list(properties)}

    def all_of(name: str) -> dict[str, Any]:
        return {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}

    lists = {
        "obligations": all_of("Obligation"),
        "documents": all_of("Document"),
        "findings": all_of("PublishedFinding"),
    }
    of_task = parts["TaskLine"]["properties"]
    own = {
        "original_due": of_task["due"],
        "extensions": {"type": "integer", "minimum": 0},
        "publish": {"type": "string", "examples": list(PUBLISHED), "$comment": "open"},
        "awaiting": of_task["awaiting"],
    }
    return {
        "$ref": "#/$defs/Case",
        "$defs": {
            "Case": told(TaskLine, "data/tasks/<id>.json.", OF_A_CASE[:-1], **own, **lists),
            "Obligation": told(ObligationLine, "One obligation.", OF_AN_OBLIGATION),
            "Document": told(
                DocumentLine,
                "One document; its further keys are those of its record.",
                OF_A_DOCUMENT,
                file={"type": "string"},
            ),
            "PublishedFinding": parts["PublishedFinding"],
        },
    }


def _text(schema: dict[str, Any]) -> str:
    for part in schema["$defs"].values():
        part["additionalProperties"] = True
    says = {"$comment": f"Data format {DATA_FORMAT}. A later version may add keys, and codes where it says “open”."}
    # msgspec writes patterns as Python has them.
    text = json.dumps(says | schema, ensure_ascii=False, indent=2)
    return text.replace(json.dumps(END)[1:-1], in_json_schema(END)) + "\n"


def _as_cell(value: dict[str, Any]) -> dict[str, Any]:
    """A list stands in one cell, its items with a space between; a count is its digits."""
    if value.get("type") == "integer":
        return {"type": "string", "pattern": "^[0-9]+$"}
    if "anyOf" in value:
        return value | {"anyOf": [_as_cell(each) for each in value["anyOf"]]}
    if value.get("type") != "array":
        return value
    item = in_json_schema(value["items"]["pattern"]).strip("^$")
    return {"description": value["description"], "type": "string", "pattern": f"^({item}( {item})*)?$"}
