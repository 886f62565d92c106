"""What programs may rely on: JSON, CSV and JSON Schemas, and the papers that pages link to."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from phoihop.cases.model import Case
from phoihop.documents.json_forms import case_as_json, finding_as_json
from phoihop.documents.published_forms import DATA_FORMAT, data_schemas
from phoihop.documents.table_files import table_as_csv
from phoihop.documents.tables import TABLES
from phoihop.history.head import head_as_json
from phoihop.records.json_schema import SCHEMA_NAMES, schema_text
from phoihop.site import policy
from phoihop.site.output import Output
from phoihop.site.publication import Publication
from phoihop.site.published_papers import papers_to_publish


def write_task(publication: Publication, case: Case, output: Output, digests: Mapping[str, str]) -> None:
    """Writes one task's JSON, and its papers beside its page. `digests` are those of papers, where they are known."""
    found = publication.findings_by_task.get(case.id, ())
    form = case_as_json(case, found, publication.register, publication.language)
    output.write(f"data/tasks/{case.id}.json", _layout(form))
    for path, paper in papers_to_publish(case, publication.register.settings.papers).items():
        digest = digests.get(f"{case.folder.path}/{paper.path}")
        output.copy(f"tasks/{case.id[:4]}/{case.id[5:]}/{path}", paper.location, digest)


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
    (site / policy.FILE).write_text(f"{policy.POLICY}\n", encoding="utf-8")
    cases = list(publication.cases.values())
    for name in TABLES:
        (site / f"data/{name}.csv").write_bytes(table_as_csv(name, cases))
    (site / "schema/data").mkdir(parents=True, exist_ok=True)
    for name in SCHEMA_NAMES:
        (site / f"schema/{name}.json").write_text(schema_text(name, publication.language), encoding="utf-8")
    for name, text in data_schemas().items():
        (site / "schema/data" / name).write_text(text, encoding="utf-8")


def _register(publication: Publication) -> dict[str, Any]:
    register = publication.register
    return {
        "format": DATA_FORMAT,
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


def _layout(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
