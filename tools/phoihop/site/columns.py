"""The lists that a browser filters and sorts: tasks by year, opinions by year, obligations by agency.

Each part of a list is a small script that hands over one table column by column, a column being its different values
and, for each row, the place of its value among them. A script, since pages opened from a disk may load those but no
JSON. Titles stand apart: most of the bytes are theirs, and only rows that are shown need them.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypeVar

from phoihop.cases.model import Case, Obligation
from phoihop.cases.opinions import OpinionRow
from phoihop.documents.columns import text_of
from phoihop.documents.tables import OBLIGATIONS, TASKS, Table
from phoihop.site.output import Output
from phoihop.site.publication import Owed, Publication

FOLDER = "data/lists"

Row = TypeVar("Row")
Columns = Mapping[str, Sequence[str]]

SETTLED = ("met", "late", "overdue", "missed")
LATE = ("late", "overdue", "missed")
OUTSTANDING = ("open", "overdue")


def standing_of(owed: Obligation) -> str:
    """An obligation's status; `missed` where it was overdue when its task ended, so that nobody is awaited any more."""
    return "missed" if owed.status == "overdue" and owed.ended_on else owed.status


def quarter_of(day: date | None) -> str:
    """“2021-3” for a day in July, August or September 2021; "" where there is no day."""
    return f"{day.year}-{(day.month + 2) // 3}" if day else ""


@dataclass(frozen=True, slots=True)
class ListPart:
    """One part of a list, and the ids of the tasks that it tells of."""

    name: str
    tasks: tuple[str, ...]
    write: Callable[[Output], None]


def parts(publication: Publication) -> Iterator[ListPart]:
    """Every part of every list, to be written under `data/lists/`."""
    for year in publication.years:
        cases = [case for case in publication.cases.values() if case.id.startswith(f"{year}-")]
        ids = tuple(case.id for case in cases)
        cases.reverse()
        yield ListPart(f"tasks/{year}", ids, partial(_write_tasks, year, cases))
    for year, rows in opinions_by_year(publication).items():
        ids = tuple(dict.fromkeys(case.id for case, _ in rows))
        yield ListPart(f"opinions/{year}", ids, partial(_write_opinions, year, rows))
    for agency in publication.obligations_by_debtor:
        if agency in publication.register.agencies:
            ids = publication.tasks_by_agency[agency]
            yield ListPart(f"obligations/{agency}", ids, partial(_write_obligations, publication, agency))


def _write_tasks(year: str, cases: Sequence[Case], output: Output) -> None:
    _write(output, "tasks", year, _coded(task_columns(cases)))
    _write(output, "titles", year, {case.id[5:]: case.title for case in cases})


def _write_opinions(year: str, rows: Sequence[tuple[Case, OpinionRow]], output: Output) -> None:
    _write(output, "opinions", year, _coded(opinion_columns(rows)))


def _write_obligations(publication: Publication, agency: str, output: Output) -> None:
    _write(output, "obligations", agency, _coded(obligation_columns(publication.obligations_by_debtor[agency])))


def task_columns(cases: Iterable[Case]) -> Columns:
    keys = ("id", "lead", "field", "stage", "timeliness", "due", "awaiting")
    return _of_table(TASKS, keys, [(case,) for case in cases])


def opinions_by_year(publication: Publication) -> Mapping[str, list[tuple[Case, OpinionRow]]]:
    """Every opinion asked for, by the year of its request, the newest first."""
    years: dict[str, list[tuple[Case, OpinionRow]]] = {}
    for pair in publication.opinions:
        years.setdefault(str(pair[1].obligation.since.year), []).append(pair)
    return years


def opinion_columns(rows: Iterable[tuple[Case, OpinionRow]]) -> Columns:
    """`responses` counts the points that were accepted, accepted in part and declined: “2 1 0”."""
    return _columns(
        rows,
        task=lambda pair: pair[0].id,
        field=lambda pair: pair[0].assignment.field or "",
        agency=lambda pair: pair[1].obligation.debtor,
        since=lambda pair: text_of(pair[1].obligation.since),
        due=lambda pair: text_of(pair[1].obligation.due),
        status=lambda pair: standing_of(pair[1].obligation),
        discharged_on=lambda pair: text_of(pair[1].obligation.discharged_on),
        responses=lambda pair: " ".join(str(count) for count in responses_of(pair[1])),
    )


def responses_of(row: OpinionRow) -> tuple[int, int, int]:
    """How many points of an opinion were accepted, accepted in part, and declined."""
    said = [each.view.response for each in row.points if each.point and each.view]
    return said.count("accepted"), said.count("partly"), said.count("declined")


def obligation_columns(owed: Iterable[Owed]) -> Columns:
    keys = ("task", "kind", "creditor", "since", "due", "discharged_on")
    pairs = [(each.case, each.obligation) for each in owed]
    return {**_of_table(OBLIGATIONS, keys, pairs), "status": [standing_of(obligation) for _, obligation in pairs]}


def _of_table(table: Table[Any], keys: Collection[str], made_of: Sequence[tuple[Any, ...]]) -> dict[str, list[str]]:
    """Columns of a table, under the names that they have where several tables stand together."""
    columns = {column.elsewhere: column.get for column in table.columns if column.key in keys}
    return {name: [text_of(get(*each)) for each in made_of] for name, get in columns.items() if get}


def _columns(rows: Iterable[Row], **columns: Callable[[Row], str]) -> Columns:
    listed = list(rows)
    return {name: [value(row) for row in listed] for name, value in columns.items()}


def _coded(columns: Columns) -> Mapping[str, tuple[list[str], list[int]]]:
    """Each column as its different values, in the order in which they first come, and their places row by row."""
    coded = {}
    for name, values in columns.items():
        places = {value: place for place, value in enumerate(dict.fromkeys(values))}
        coded[name] = (list(places), [places[value] for value in values])
    return coded


def _write(output: Output, name: str, part: str, content: object) -> None:
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    output.write(f"{FOLDER}/{name}/{part}.js", f'phoihopPart("{name}","{part}",{told});\n')
