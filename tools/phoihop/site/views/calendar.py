"""Deadlines by week: what is overdue, and what comes when; the same as the calendars that people subscribe to."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from phoihop.site.publication import Owed, Publication

LONGEST_LIST = 200


def view(publication: Publication) -> dict[str, Any]:
    """Overdue first, then week by week; what has no deadline is in no calendar."""
    dated = [each for each in publication.owed if each.debt.line.due]
    weeks: dict[date, list[Owed]] = {}
    for each in dated:
        due = each.debt.line.due
        if due and due >= publication.today:
            weeks.setdefault(due - timedelta(days=due.weekday()), []).append(each)
    overdue = [each for each in dated if each.debt.line.status == "overdue"]
    agencies = sorted({each.debt.line.debtor for each in dated} & publication.register.agencies.keys())
    return {
        "overdue": overdue,
        # A long register's overdue list would push the coming weeks off the page; it is told by agency then.
        "by_agency": Counter(each.debt.line.debtor for each in overdue).most_common()
        if len(overdue) > LONGEST_LIST
        else [],
        "weeks": [(monday, monday + timedelta(days=6), items) for monday, items in sorted(weeks.items())],
        "agencies": agencies,
    }
