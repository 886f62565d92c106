"""The list behind the statistics: every opinion asked for, filtered in the browser."""

from typing import Any

from phoihop.site.publication import Publication
from phoihop.site.views.task_list import agency_choices, field_choices


def view(publication: Publication) -> dict[str, Any]:
    rows = publication.opinions
    months = sorted({row.obligation.since.replace(day=1) for _, row in rows}, reverse=True)
    return {
        "total": len(rows),
        "years": sorted({str(row.obligation.since.year) for _, row in rows}, reverse=True),
        "agencies": agency_choices(publication, [row.obligation.debtor for _, row in rows]),
        "fields": field_choices(publication, [case for case, _ in rows]),
        "months": [(f"{day:%Y-%m}", f"{day.month}/{day.year}") for day in months],
    }
