"""Deadlines by week: what is overdue, and what comes when; the same as the calendars that people subscribe to."""

from datetime import date, timedelta
from typing import Any

from phoihop.site.publication import Owed, Publication


def view(publication: Publication) -> dict[str, Any]:
    """Overdue first, then week by week; what has no deadline is in no calendar."""
    dated = [each for each in publication.owed if each.obligation.due]
    weeks: dict[date, list[Owed]] = {}
    for each in dated:
        due = each.obligation.due
        if due and due >= publication.today:
            weeks.setdefault(due - timedelta(days=due.weekday()), []).append(each)
    agencies = sorted({each.obligation.debtor for each in dated} & publication.register.agencies.keys())
    return {
        "overdue": [each for each in dated if each.obligation.status == "overdue"],
        "weeks": [(monday, monday + timedelta(days=6), items) for monday, items in sorted(weeks.items())],
        "agencies": agencies,
    }
