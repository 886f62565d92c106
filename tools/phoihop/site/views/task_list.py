"""The lists of tasks: all of them, filtered in the browser; plain lists by year and by agency, which need no script."""

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from phoihop.documents.tables import TaskLine
from phoihop.site.page import Page
from phoihop.site.publication import Publication
from phoihop.site.views.summary import periods_counted
from phoihop.wording import gettext_for
from phoihop.words.days import period_named

PAGE_LENGTH = 200
"""How many tasks a plain list shows on one page."""


def view_all(publication: Publication) -> dict[str, Any]:
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


def pages_of_year(publication: Publication, year: str) -> Iterator[Page]:
    """tasks/2021/, tasks/2021/p2/, …: one year's tasks in order."""
    translate = gettext_for("site", publication.language).gettext
    title = translate("Tasks of %(year)s") % {"year": year}
    yield from _pages(publication, "tasks/", f"tasks/{year}/", title, publication.of_year(year), brief=year)


def pages_of_agency(publication: Publication, agency: str) -> Iterator[Page]:
    """agencies/tckh/tasks/, agencies/tckh/tasks/p2/, …: what an agency leads or coordinates, newest first."""
    translate = gettext_for("site", publication.language).gettext
    record = publication.register.agencies[agency]
    title = translate("Tasks of %(agency)s") % {"agency": record.name}
    yield from _pages(
        publication,
        "agencies/",
        f"agencies/{agency}/tasks/",
        title,
        publication.tasks_by_agency.get(agency, ()),
        trail=((f"agencies/{agency}/", record.short),),
        brief=translate("Tasks"),
        feed=f"feeds/{agency}.xml",
        feed_title=record.name,
    )


def _pages(
    publication: Publication,
    section: str,
    home: str,
    title: str,
    cases: Sequence[TaskLine],
    *,
    brief: str,
    trail: tuple[tuple[str, str], ...] = (),
    **of_all: str,
) -> Iterator[Page]:
    """The pages of a list; `brief` is what the list is called in the trail to them, and `of_all` is each page's."""
    translate = gettext_for("site", publication.language).gettext
    count = -(-len(cases) // PAGE_LENGTH)
    for number in range(1, count + 1):
        part = cases[(number - 1) * PAGE_LENGTH : number * PAGE_LENGTH]
        shown = {"title": title, "home": home, "cases": part, "number": number, "count": count, "total": len(cases)}
        yield Page(
            home if number == 1 else f"{home}p{number}/",
            section,
            title,
            title,
            "list.html",
            partial(dict, shown),
            tasks=tuple(task.id for task in part),
            counts=(count, len(cases)),
            trail=trail if number == 1 else (*trail, (home, brief)),
            brief=brief if number == 1 else translate("page %(number)s") % {"number": number},
            **of_all,
        )


def agency_choices(publication: Publication, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Agencies to choose from, by name."""
    named = [(id_, publication.register.agencies[id_].name) for id_ in set(ids) if id_ in publication.register.agencies]
    return sorted(named, key=lambda pair: (pair[1], pair[0]))
