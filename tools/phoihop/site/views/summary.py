"""The four counts of a quarter, by lead and by field, beside those of the quarter before."""

from typing import Any

from phoihop.cases.periods import period_before, period_with
from phoihop.documents.summary import COUNTS, Work, summarized
from phoihop.site.publication import Publication
from phoihop.site.rows import TaskRows
from phoihop.words.days import period_named


def view(publication: Publication) -> dict[str, Any]:
    today = publication.today
    quarter = period_with(today, "quarter")
    before = period_before(quarter)
    works = [_work(rows) for rows in publication.rows.values()]
    groups = {"all": "", "lead": "lead", "field": "field"}
    return {
        "quarter": period_named(quarter.code),
        "earlier": period_named(before.code),
        "counts": COUNTS,
        **{name: summarized(works, group, quarter, before, today) for name, group in groups.items()},
    }


def _work(rows: TaskRows) -> Work:
    """What is counted of a task, by what lists keep of it."""
    task = rows.task
    submitted = [debt.line.discharged_on for debt in rows.debts if debt.line.kind == "submission"]
    return Work(
        {"lead": task.lead or "", "field": task.field or ""},
        task.date,
        task.due,
        max((day for day in submitted if day), default=None),
        task.ended,
        task.stage == "withdrawn",
    )
