"""The lists that a browser filters and sorts: tasks by year, opinions by year, obligations by agency.

Each part of a list is a small script that hands over one table column by column, a column being its different values
and, for each row, the place of its value among them. A script, since pages opened from a disk may load those but no
JSON. Titles stand apart: most of the bytes are theirs, and only rows that are shown need them.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from phoihop.cases.model import Case, Obligation
from phoihop.cases.opinions import OpinionRow
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


def write_all(publication: Publication, site: Path) -> None:
    """Writes every part of every list under `data/lists/`."""
    for year in publication.years:
        cases = [case for case in publication.cases.values() if case.id.startswith(f"{year}-")]
        cases.reverse()
        _write(site, "tasks", year, _coded(task_columns(cases)))
        _write(site, "titles", year, {case.id[5:]: case.title for case in cases})
    for year, rows in opinions_by_year(publication).items():
        _write(site, "opinions", year, _coded(opinion_columns(rows)))
    for agency, owed in publication.obligations_by_debtor.items():
        if agency in publication.register.agencies:
            _write(site, "obligations", agency, _coded(obligation_columns(owed)))


def task_columns(cases: Iterable[Case]) -> Columns:
    return _columns(
        cases,
        task=lambda case: case.id,
        lead=lambda case: case.lead or "",
        field=lambda case: case.assignment.field or "",
        stage=lambda case: case.stage,
        timeliness=lambda case: case.timeliness,
        due=lambda case: _day(case.due),
        awaiting=lambda case: " ".join(case.awaiting),
    )


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
        since=lambda pair: _day(pair[1].obligation.since),
        due=lambda pair: _day(pair[1].obligation.due),
        status=lambda pair: standing_of(pair[1].obligation),
        done=lambda pair: _day(pair[1].obligation.discharged_on),
        responses=lambda pair: " ".join(str(count) for count in responses_of(pair[1])),
    )


def responses_of(row: OpinionRow) -> tuple[int, int, int]:
    """How many points of an opinion were accepted, accepted in part, and declined."""
    said = [each.view.response for each in row.points if each.point and each.view]
    return said.count("accepted"), said.count("partly"), said.count("declined")


def obligation_columns(owed: Iterable[Owed]) -> Columns:
    return _columns(
        owed,
        task=lambda each: each.case.id,
        kind=lambda each: each.obligation.kind,
        creditor=lambda each: each.obligation.creditor,
        since=lambda each: _day(each.obligation.since),
        due=lambda each: _day(each.obligation.due),
        status=lambda each: standing_of(each.obligation),
        done=lambda each: _day(each.obligation.discharged_on),
    )


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


def _write(site: Path, name: str, part: str, content: object) -> None:
    file = site / FOLDER / name / f"{part}.js"
    file.parent.mkdir(parents=True, exist_ok=True)
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    file.write_text(f'phoihopPart("{name}","{part}",{told});\n', encoding="utf-8")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
