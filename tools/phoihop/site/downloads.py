"""What programs may rely on: JSON, CSV and JSON Schemas, and the papers that pages link to."""

from collections.abc import Iterator

import msgspec

from phoihop.cases.model import Case
from phoihop.changes.head import head_as_json
from phoihop.documents.json_forms import case_as_json, finding_as_json
from phoihop.documents.published_forms import (
    DATA_FORMAT,
    IndexedTask,
    PublishedAgency,
    RegisterCounts,
    RegisterIndex,
    data_schemas,
)
from phoihop.documents.table_files import rows_as_csv
from phoihop.documents.tables import Row
from phoihop.language import Language
from phoihop.records.json_schema import SCHEMA_NAMES, schema_text
from phoihop.site import policy
from phoihop.site.output import Output
from phoihop.site.page import task_address
from phoihop.site.publication import Publication
from phoihop.site.published_papers import TaskPapers


def write_task(publication: Publication, case: Case, papers: TaskPapers, output: Output) -> None:
    """Writes one task's JSON, and its papers beside its page."""
    found = publication.findings_by_task.get(case.id, ())
    form = case_as_json(case, found, publication.register, publication.language)
    output.write(f"data/tasks/{case.id}.json", _layout(form))
    for path, paper in papers.published().items():
        known = publication.on_disk.get(f"{case.folder.path}/{paper.path}")
        output.copy(task_address(case.id) + path, paper.location, known.digest if known else None)


def write_all(publication: Publication, output: Output) -> None:
    """Writes what is under `data/` and of no single task."""
    language, agency_name = publication.language, publication.register.agency_name
    findings = [finding_as_json(each, language, agency_name) for each in publication.findings]
    output.write("data/findings.json", _layout(findings))
    output.write("data/register.json", _layout(_register(publication)))
    output.write("data/head.json", _layout(head_as_json(publication.head, publication.told)))
    output.write(policy.FILE, f"{policy.POLICY}\n")
    for name, rows in rows_by_table(publication).items():
        output.write(f"data/{name}.csv", rows_as_csv(name, rows))


def write_schemas(language: Language, output: Output) -> None:
    """Writes everything under `schema/`."""
    for name in SCHEMA_NAMES:
        output.write(f"schema/{name}.json", schema_text(name, language))
    for name, text in data_schemas().items():
        output.write(f"schema/data/{name}", text)


def _register(publication: Publication) -> RegisterIndex:
    register = publication.register
    return RegisterIndex(
        format=DATA_FORMAT,
        title=register.settings.title,
        authority=register.settings.authority,
        language=register.language,
        today=publication.today,
        summary=RegisterCounts(**publication.judgement.summary),
        agencies=tuple(
            PublishedAgency(id=id_, name=record.name, short=record.short, kind=record.kind, fields=record.fields)
            for id_, record in register.agencies.items()
        ),
        tasks=tuple(
            IndexedTask(
                **{key: getattr(task, key) for key in IndexedTask.__struct_fields__ if hasattr(task, key)},
                url=task_address(task.id),
                data=f"data/tasks/{task.id}.json",
            )
            for task in publication.tasks.values()
        ),
    )


def rows_by_table(publication: Publication) -> dict[str, Iterator[Row]]:
    """The rows of every table, by its name."""
    every = publication.rows.values()
    lines: dict[str, Iterator[msgspec.Struct]] = {
        "tasks": (rows.task for rows in every),
        "documents": (letter.line for rows in every for letter in rows.letters),
        "obligations": (debt.line for rows in every for debt in rows.debts),
        "opinions": (line for rows in every for line in rows.opinions),
    }
    return {name: map(msgspec.structs.astuple, of_table) for name, of_table in lines.items()}


def _layout(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
