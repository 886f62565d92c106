"""What is new: documents, assignments and what became overdue, by the day from which each could be known."""

from datetime import timedelta
from itertools import groupby
from typing import Any

from phoihop.site.happenings import happenings
from phoihop.site.publication import Publication

WEEK = timedelta(days=7)

FEWEST, MOST = 20, 300
"""In a quiet week older days stand there too, until there are so many; a loud one is told as far as that."""


def view(publication: Publication) -> dict[str, Any]:
    """Day by day, the newest first; of a day first what is done, then what became overdue."""
    every = happenings(publication, publication.rows)
    since = publication.midnight(publication.today - WEEK + timedelta(days=1))
    of_week = [each for each in every if each.known >= since]
    shown = every[: min(max(len(of_week), FEWEST), MOST)]
    shown.sort(key=lambda each: (-each.known.toordinal(), each.debt is not None))
    days = [(day, list(of_day)) for day, of_day in groupby(shown, lambda each: each.known.date())]
    return {
        "days": days,
        "week_began": since.date(),
        "counts": {
            "tasks": sum(each.letter is None and each.debt is None for each in of_week),
            "documents": sum(each.letter is not None for each in of_week),
            "overdue": sum(each.debt is not None for each in of_week),
        },
        "earlier": [day for day, _ in days if day < since.date()][:1],
        "left_off": len(of_week) > MOST,
        "numbers": {each.task.id: publication.rows[each.task.id].number for each in shown},
    }
