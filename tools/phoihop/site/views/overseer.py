"""The leaders in charge of tasks: what each oversees, the latest first, and the four counts of the quarter."""

from typing import Any

from phoihop.documents.summary import COUNTS
from phoihop.documents.tables import TaskLine
from phoihop.site.publication import Publication, overseer_page
from phoihop.site.views.summary import of_quarter
from phoihop.words.codes import punctuality

LONGEST_LIST = 200
"""How many tasks under way, and how many that have ended, stand on a page."""

_ORDER = ("overdue", "late", "due-soon", "on-time")


def view_all(publication: Publication) -> dict[str, Any]:
    """Every leader in charge, with what is under way and overdue now."""
    return {
        "overseers": [
            (name, role, len(under_way), sum(task.timeliness == "overdue" for task in under_way))
            for name, role in publication.overseers.items()
            for under_way in [[task for task in _tasks(publication, name) if not task.ended]]
        ],
        "without": sum(not rows.overseer and not rows.task.ended for rows in publication.rows.values()),
    }


def view(publication: Publication, name: str) -> dict[str, Any]:
    """One leader's page: what is late first, then what is due next; what has ended the newest first."""
    role = publication.overseers[name]
    tasks = _tasks(publication, name)
    under_way = sorted((task for task in tasks if not task.ended), key=lambda task: _urgency(task))
    ended = sorted((task for task in tasks if task.ended), key=lambda task: (task.ended, task.id), reverse=True)
    quarter = of_quarter(publication)
    return {
        "name": name,
        "role": role,
        "quarter": quarter,
        "counted_now": quarter.tally(publication.ids_by_overseer[name]),
        "counts": COUNTS,
        "overseer_page": overseer_page,
        "under_way": under_way[:LONGEST_LIST],
        "under_way_count": len(under_way),
        "overdue_count": sum(task.timeliness == "overdue" for task in under_way),
        "ended": ended[:LONGEST_LIST],
        "ended_count": len(ended),
    }


def _tasks(publication: Publication, name: str) -> list[TaskLine]:
    return [publication.tasks[id_] for id_ in publication.ids_by_overseer[name]]


def _urgency(task: TaskLine) -> tuple[int, str, str]:
    code = punctuality(task)
    return _ORDER.index(code) if code in _ORDER else len(_ORDER), str(task.due or "9999"), task.id
