"""The list behind the statistics: every opinion asked for, filtered in the browser."""

from typing import Any

from phoihop.site.publication import Publication
from phoihop.site.views.task_list import agency_choices, field_choices


def view(publication: Publication) -> dict[str, Any]:
    rows = publication.opinions
    months = sorted({asked.debt.line.since.replace(day=1) for asked in rows}, reverse=True)
    return {
        "total": len(rows),
        "years": sorted({str(asked.debt.line.since.year) for asked in rows}, reverse=True),
        "agencies": agency_choices(publication, [asked.debt.line.debtor for asked in rows]),
        "fields": field_choices(publication, [asked.task for asked in rows]),
        "months": [(f"{day:%Y-%m}", f"{day.month}/{day.year}") for day in months],
    }
