"""The forms of the files under a published site's `data/`: what programs may rely on, and a portal checks.

Each struct is one JSON file, or one line of a CSV file; the JSON Schemas under `schema/data/` are made from them.
Keys that a later version adds are passed over; one that is taken away, or means something else, makes a new
`DATA_FORMAT`.
"""

import json
import re
from datetime import date as Day  # noqa: N812  # `date` is a column, so the type needs a name of its own
from typing import Annotated, Literal

import msgspec

from phoihop.cases.model import ObligationKind, Stage, Status, Timeliness
from phoihop.rules.finding import Severity

DATA_FORMAT = 1
"""Which form of `data/` this is, as register.json says it."""

Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=200)]
TaskId = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{4,6}$")]
RecordId = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9.-]*$", max_length=300)]
Ids = Annotated[str, msgspec.Meta(pattern=r"^([a-z0-9][a-z0-9-]*( [a-z0-9][a-z0-9-]*)*)?$")]
Digest = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}$")]
Commit = Annotated[str, msgspec.Meta(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64})$")]
Count = Annotated[int, msgspec.Meta(ge=0)]
Words = Annotated[str, msgspec.Meta(min_length=1)]
AgencyKind = Literal["authority", "department", "commune", "superior", "other"]
Position = Literal["agree", "agree-with-comments", "disagree", "no-comment"]
Response = Literal["accepted", "partly", "declined", "noted"]


class PublishedForm(msgspec.Struct, frozen=True, kw_only=True):
    """Base of what is published."""


class PublishedAgency(PublishedForm, frozen=True, kw_only=True):
    """One agency in register.json."""

    id: Id
    name: Words
    short: Words
    kind: AgencyKind
    fields: tuple[Id, ...] = ()


class IndexedTask(PublishedForm, frozen=True, kw_only=True):
    """One task in register.json."""

    id: TaskId
    title: Words


class RegisterIndex(PublishedForm, frozen=True, kw_only=True):
    """data/register.json."""

    format: Count
    title: Words
    authority: Id
    language: Literal["vi", "en"]
    today: Day
    agencies: tuple[PublishedAgency, ...]
    tasks: tuple[IndexedTask, ...]


class HeadCounts(PublishedForm, frozen=True, kw_only=True):
    """How many records of each kind a register holds."""

    tasks: Count
    documents: Count
    agencies: Count
    papers: Count


class PublishedHead(PublishedForm, frozen=True, kw_only=True):
    """data/head.json; `commit` is None where the register is not kept in Git."""

    format: Count
    commit: Commit | None
    records: HeadCounts
    records_digest: Digest


class PublishedFinding(PublishedForm, frozen=True, kw_only=True):
    """One finding in data/findings.json."""

    rule: Id
    severity: Severity
    section: str
    task: TaskId | None
    agency: Id | None
    file: str
    line: Count | None
    message: str


class TaskLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/tasks.csv; `coordinating` and `awaiting` are ids with a space between."""

    id: TaskId
    title: Words
    field: Id | None
    lead: Id | None
    coordinating: Ids
    date: Day
    due: Day | None
    stage: Stage
    timeliness: Timeliness
    awaiting: Ids
    ended: Day | None


class ObligationLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/obligations.csv."""

    task: TaskId
    kind: ObligationKind
    debtor: Id
    creditor: Id
    since: Day
    due: Day | None
    status: Status
    source: RecordId
    discharged_by: RecordId | None
    discharged_on: Day | None


class OpinionLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/opinions.csv: one point of an opinion, or an opinion without points, or one that did not come."""

    task: TaskId
    request: RecordId
    agency: Id
    due: Day | None
    status: Status
    opinion: RecordId | None
    date: Day | None
    position: Position | None
    point: str | None
    text: str | None
    field: Id | None
    response: Response | None
    explanation: str | None


class DocumentLine(PublishedForm, frozen=True, kw_only=True):
    """A line of data/documents.csv."""

    task: TaskId
    id: RecordId
    kind: Id
    sender: Id = msgspec.field(name="from")
    to: Ids
    date: Day
    number: str | None
    subject: str | None


CSV_LINES: dict[str, type[PublishedForm]] = {
    "tasks.csv": TaskLine,
    "documents.csv": DocumentLine,
    "obligations.csv": ObligationLine,
    "opinions.csv": OpinionLine,
}
JSON_FILES: dict[str, type] = {
    "register.json": RegisterIndex,
    "head.json": PublishedHead,
    "findings.json": tuple[PublishedFinding, ...],
}

_RUNS_AS_FORMULA = re.compile(r"'*[=+\-@\t\r\n]")


def columns_of(line: type[PublishedForm]) -> tuple[str, ...]:
    """The columns of a CSV file, in their order."""
    return tuple(field.encode_name for field in msgspec.structs.fields(line))


def may_be_empty(line: type[PublishedForm]) -> frozenset[str]:
    """The columns whose empty cell means that there is nothing."""
    return frozenset(field.encode_name for field in msgspec.structs.fields(line) if _takes_none(field.type))


def _takes_none(form: object) -> bool:
    return type(None) in getattr(form, "__args__", ())


def csv_cell(value: object) -> str:
    """A cell's text; one that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if _RUNS_AS_FORMULA.match(text) else text


def text_of_cell(cell: str) -> str:
    """What `csv_cell` made the cell of."""
    return cell[1:] if cell.startswith("'") and _RUNS_AS_FORMULA.match(cell) else cell


def data_schemas() -> dict[str, str]:
    """The JSON Schema of every file of `data/`, by its name in `schema/data/`; those of CSV files are of one line."""
    forms = JSON_FILES | CSV_LINES
    return {
        f"{name.removesuffix('.json')}.json": json.dumps(msgspec.json.schema(form), ensure_ascii=False, indent=2) + "\n"
        for name, form in forms.items()
    }
