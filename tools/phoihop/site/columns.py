"""The lists that a browser filters and sorts: tasks by year, opinions by year, obligations by agency.

Each part of a list is a small script that hands over one table column by column, a column being its different values
and, for each row, the place of its value among them. A script, since pages opened from a disk may load those but no
JSON. Titles stand apart: most of the bytes are theirs, and only rows that are shown need them.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

from phoihop.documents.columns import Value, text_of
from phoihop.documents.tables import OBLIGATIONS, OPINIONS, TASKS, TaskLine
from phoihop.language import Language, Text
from phoihop.site.output import Output
from phoihop.site.publication import Owed, Publication, gathered, overseer_page
from phoihop.site.rows import Asked
from phoihop.words.codes import PUNCTUALITY, STANDINGS, punctuality

FOLDER = "data/lists"

Row = TypeVar("Row")
Columns = Mapping[str, Sequence[str]]

SETTLED = ("met", "late", "overdue", "missed")
LATE = ("late", "overdue", "missed")
OUTSTANDING = ("open", "overdue")


def quarter_of(day: date | None) -> str:
    """“2021-3” for a day in July, August or September 2021; "" where there is no day."""
    return f"{day.year}-{(day.month + 2) // 3}" if day else ""


def parts(publication: Publication) -> Iterator[tuple[str, tuple[str, ...], Callable[[Output], None]]]:
    """Every part of every list: its name, the ids of the tasks that it tells of, and what writes it."""
    for year in publication.years:
        tasks = publication.of_year(year)
        write = partial(_write_tasks, publication, year, tasks[::-1])
        yield f"tasks/{year}", tuple(task.id for task in tasks), write
    # By the year of the request, the newest first.
    by_year = gathered((str(asked.debt.line.since.year), asked) for asked in publication.opinions)
    for year, rows in by_year.items():
        ids = tuple(dict.fromkeys(asked.task.id for asked in rows))
        yield f"opinions/{year}", ids, partial(_write, "opinions", year, partial(opinion_columns, rows))
    for agency, owed in publication.debts_by_debtor.items():
        if agency in publication.register.agencies:
            write = partial(_write, "obligations", agency, partial(obligation_columns, owed))
            yield f"obligations/{agency}", publication.ids_by_agency[agency], write


def _write_tasks(publication: Publication, year: str, tasks: Sequence[TaskLine], output: Output) -> None:
    _write("tasks", year, partial(task_columns, publication, tasks), output)
    _script("titles", year, {task.id[5:]: task.title for task in tasks}, output)


def task_columns(publication: Publication, tasks: Iterable[TaskLine]) -> Columns:
    still = {task.id for task in publication.dormant}
    return _columns(
        tasks,
        task=lambda task: task.id,
        field=lambda task: task.field,
        lead=lambda task: task.lead,
        due=lambda task: task.due,
        stage=lambda task: task.stage,
        timeliness=punctuality,
        days_late=lambda task: task.days_late,
        date=lambda task: task.date,
        submitted=lambda task: " ".join(map(str, publication.works[task.id].submitted)),
        returned=lambda task: " ".join(map(str, publication.works[task.id].returned)),
        ended=lambda task: task.ended,
        awaiting=lambda task: task.awaiting,
        latest=publication.latest,
        still=lambda task: "yes" if task.id in still else "",
        overseer=lambda task: overseer_page(publication.rows[task.id].overseer),
    )


def saved_columns(name: str, language: Language) -> list[tuple[str, str, str, dict[str, str]]]:
    """The columns of a list as a file: key, heading, nature and, of codes, their words.

    Headings are those of the register's tables. What is an id or a code has two columns: what people call it, and it.
    """
    tables = {"tasks": (TASKS,), "opinions": (OBLIGATIONS, OPINIONS), "obligations": (OBLIGATIONS,)}[name]
    declared = {column.key: column for table in (TASKS, *tables) for column in table.columns}
    declared["task"] = next(column for column in TASKS.columns if column.key == "id")
    found: list[tuple[str, str, str, dict[str, str]]] = []
    for key in _SAVED[name]:
        column = declared[key]
        words = _WORDS_OF.get((name, key), column.words or {})
        kind = "code" if words else column.kind
        told = {code: text.in_language(language) for code, text in words.items()}
        found.append((key, column.heading.in_language(language), kind, told))
    return found


_SAVED = {
    "tasks": ("task", "title", "field", "lead", "stage", "due", "timeliness", "days_late", "awaiting"),
    "opinions": ("agency", "task", "title", "field", "since", "due", "status", "discharged_on", "days_late"),
    "obligations": ("kind", "task", "title", "creditor", "since", "due", "status", "discharged_on", "days_late"),
}
_WORDS_OF: Mapping[tuple[str, str], Mapping[str, Text]] = {
    ("tasks", "timeliness"): PUNCTUALITY,
    ("opinions", "status"): STANDINGS,
    ("obligations", "status"): STANDINGS,
}
"""The words that lists have of their own."""


def opinion_columns(rows: Iterable[Asked]) -> Columns:
    """`responses` counts the points that were accepted, accepted in part and declined: “2 1 0”."""
    return _columns(
        rows,
        task=lambda asked: asked.task.id,
        field=lambda asked: asked.task.field,
        agency=lambda asked: asked.debt.line.debtor,
        since=lambda asked: asked.debt.line.since,
        due=lambda asked: asked.debt.line.due,
        status=lambda asked: asked.debt.standing,
        discharged_on=lambda asked: asked.debt.line.discharged_on,
        days_late=lambda asked: asked.debt.line.days_late,
        responses=lambda asked: tuple(map(str, asked.responses)),
    )


def obligation_columns(owed: Iterable[Owed]) -> Columns:
    return _columns(
        owed,
        task=lambda each: each.task.id,
        kind=lambda each: each.debt.line.kind,
        creditor=lambda each: each.debt.line.creditor,
        since=lambda each: each.debt.line.since,
        due=lambda each: each.debt.line.due,
        discharged_on=lambda each: each.debt.line.discharged_on,
        status=lambda each: each.debt.standing,
        days_late=lambda each: each.debt.line.days_late,
    )


def _columns(rows: Iterable[Row], **columns: Callable[[Row], Value]) -> Columns:
    listed = list(rows)
    return {name: [text_of(value(row)) for row in listed] for name, value in columns.items()}


def _write(name: str, part: str, columns: Callable[[], Columns], output: Output) -> None:
    """Each column as its different values, in the order in which they first come, and their places row by row."""
    coded = {}
    for key, values in columns().items():
        places = {value: place for place, value in enumerate(dict.fromkeys(values))}
        coded[key] = (list(places), [places[value] for value in values])
    _script(name, part, coded, output)


def _script(name: str, part: str, content: object, output: Output) -> None:
    told = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    output.write(f"{FOLDER}/{name}/{part}.js", f'phoihopPart("{name}","{part}",{told});\n')
