"""What programs may rely on: JSON, CSV and JSON Schemas, and the papers that pages link to."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from phoihop.cases.model import Case
from phoihop.cases.opinions import opinion_rows
from phoihop.documents.json_forms import case_as_json, finding_as_json
from phoihop.history.head import head_as_json
from phoihop.records.json_schema import SCHEMA_NAMES, schema_text
from phoihop.site.output import Output
from phoihop.site.publication import Publication
from phoihop.site.views.task import papers_to_publish
from phoihop.site.views.task_list import rows_for_script

_RUNS_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def write_task(publication: Publication, case: Case, output: Output, digests: Mapping[str, str]) -> None:
    """Writes one task's JSON, and its papers beside its page. `digests` are those of papers, where they are known."""
    found = publication.findings_by_task.get(case.id, ())
    form = case_as_json(case, found, publication.register, publication.language)
    output.write(f"data/tasks/{case.id}.json", _layout(form))
    for paper in papers_to_publish(case):
        digest = digests.get(f"{case.folder.path}/{paper.path}")
        output.copy(f"tasks/{case.id[:4]}/{case.id[5:]}/{paper.path}", paper.location, digest)


def write_all(publication: Publication, digests: Mapping[str, str] | None, site: Path) -> None:
    """Writes everything under `data/` and `schema/` that is of no single task. `digests` are for head.json."""
    findings = [
        finding_as_json(finding, publication.register, publication.language)
        for finding in publication.judgement.findings
        if finding.file not in publication.judgement.later
    ]
    _json(site / "data/findings.json", findings)
    _json(site / "data/register.json", _register(publication))
    _json(site / "data/head.json", head_as_json(publication.register, digests))
    for year in publication.years:
        _json(site / f"data/task-lists/{year}.json", rows_for_script(publication, year), compact=True)
    cases = list(publication.cases.values())
    _csv(site / "data/tasks.csv", _TASKS, map(_task_row, cases))
    _csv(site / "data/obligations.csv", _OBLIGATIONS, (row for case in cases for row in _obligation_rows(case)))
    _csv(site / "data/opinions.csv", _OPINIONS, (row for case in cases for row in _opinion_rows(case)))
    (site / "schema").mkdir(exist_ok=True)
    for name in SCHEMA_NAMES:
        (site / f"schema/{name}.json").write_text(schema_text(name, publication.language), encoding="utf-8")


def _register(publication: Publication) -> dict[str, Any]:
    register = publication.register
    return {
        "title": register.settings.title,
        "authority": register.settings.authority,
        "language": register.language,
        "today": publication.today.isoformat(),
        "summary": publication.judgement.summary,
        "agencies": [
            {"id": id_, "name": record.name, "short": record.short, "kind": record.kind, "fields": list(record.fields)}
            for id_, record in register.agencies.items()
        ],
        "tasks": [
            {
                "id": case.id,
                "title": case.title,
                "field": case.assignment.field,
                "lead": case.lead,
                "stage": case.stage,
                "timeliness": case.timeliness,
                "due": case.due.isoformat() if case.due else None,
                "awaiting": list(case.awaiting),
                "url": f"tasks/{case.id[:4]}/{case.id[5:]}/",
                "data": f"data/tasks/{case.id}.json",
            }
            for case in publication.cases.values()
        ],
    }


_TASKS = ("id", "title", "field", "lead", "coordinating", "date", "due", "stage", "timeliness", "awaiting", "ended")


def _task_row(case: Case) -> Sequence[object]:
    return (
        case.id,
        case.title,
        case.assignment.field,
        case.lead,
        " ".join(case.coordinating),
        case.assignment.date,
        case.due,
        case.stage,
        case.timeliness,
        " ".join(case.awaiting),
        case.ended_on,
    )


_OBLIGATIONS = (
    "task",
    "kind",
    "debtor",
    "creditor",
    "since",
    "due",
    "status",
    "source",
    "discharged_by",
    "discharged_on",
)


def _obligation_rows(case: Case) -> Iterable[Sequence[object]]:
    for owed in case.obligations:
        yield (case.id, *(getattr(owed, key) for key in _OBLIGATIONS[1:]))


_OPINIONS = (
    "task",
    "request",
    "agency",
    "due",
    "status",
    "opinion",
    "date",
    "position",
    "point",
    "text",
    "field",
    "response",
    "explanation",
)


def _opinion_rows(case: Case) -> Iterable[Sequence[object]]:
    for row in opinion_rows(case):
        asked = (case.id, row.request.id, row.agency, row.obligation.due, row.obligation.status)
        if row.opinion is None:
            yield (*asked, *[None] * 8)
            continue
        given = (row.opinion.id, row.opinion.counts_on, getattr(row.opinion.document, "position", None))
        for each in row.points:
            point = (each.point.id, each.point.text, each.point.field) if each.point else (None, None, None)
            answer = (each.view.response, each.view.explanation) if each.view else (None, None)
            yield (*asked, *given, *point, *answer)


def _layout(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _json(path: Path, value: object, *, compact: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    layout: dict[str, Any] = {"separators": (",", ":")} if compact else {"indent": 1}
    path.write_text(json.dumps(value, ensure_ascii=False, **layout) + "\n", encoding="utf-8")


def _csv(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """CSV by RFC 4180, with a byte order mark, which Excel needs to read Vietnamese."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    path.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())


def _cell(value: object) -> str:
    """A cell's text; one that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_RUNS_AS_FORMULA) else text
