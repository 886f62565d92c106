"""The list of all tasks, filtered in the browser; and choices that it has in common with other lists."""

from collections.abc import Iterable
from typing import Any

from phoihop.documents.tables import TaskLine
from phoihop.site.publication import Publication
from phoihop.site.views.summary import periods_counted
from phoihop.words.days import period_named

PAGE_LENGTH = 200
"""How many tasks a plain list, which needs no script, shows on one page."""


def view(publication: Publication) -> dict[str, Any]:
    """The newest tasks, until the script has fetched the rest, and the choices of every filter."""
    tasks = list(publication.tasks.values())
    return {
        "cases": list(reversed(tasks))[:PAGE_LENGTH],
        "total": len(tasks),
        "years": publication.years,
        "leads": agency_choices(publication, {task.lead for task in tasks if task.lead}),
        "awaited": agency_choices(publication, {agency for task in tasks for agency in task.awaiting}),
        "fields": field_choices(publication, tasks),
        "overseers": list(publication.overseers.items()),
        "periods": [
            (period.code, period_named(period.code).in_language(publication.language))
            for period in periods_counted(publication)
        ],
        "with_tasks": [id_ for id_ in publication.register.agencies if id_ in publication.tasks_by_agency],
    }


def field_choices(publication: Publication, tasks: Iterable[TaskLine]) -> list[tuple[str, str]]:
    """The fields of some tasks to choose from, by name."""
    slugs = {task.field for task in tasks if task.field}
    named = ((slug, publication.register.field_text(slug).in_language(publication.language)) for slug in slugs)
    return sorted(named, key=lambda pair: pair[1])


def agency_choices(publication: Publication, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Agencies to choose from, by name."""
    named = [(id_, publication.register.agencies[id_].name) for id_ in set(ids) if id_ in publication.register.agencies]
    return sorted(named, key=lambda pair: (pair[1], pair[0]))
